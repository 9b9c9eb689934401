import { Badge, BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import { TitledCard } from "../titled-card.tsx";
import { type AttentionItem, type Waiting, attentionItems } from "./attention-items.ts";

const badges = { critical: "Urgent", warning: "Check", info: "To do" };

/** All that waits for the brand, in one place that is always there, so that nothing jumps when something comes up. */
export function AttentionCard({ home, timeZone }: { home: Waiting; timeZone: string }) {
  const items = attentionItems(home, timeZone);
  return (
    <TitledCard title="Needs your attention">
      {items.length === 0 ? (
        <Text as="p" tone="subdued">
          Nothing at the moment.
        </Text>
      ) : (
        items.map((item) => <Row key={item.what} item={item} />)
      )}
    </TitledCard>
  );
}

const Row = ({ item: { badge, what, why, link } }: { item: AttentionItem }) => (
  <BlockStack gap="050">
    <InlineStack gap="200" blockAlign="center">
      <Badge tone={badge}>{badges[badge]}</Badge>
      <Text as="h3" variant="headingSm">
        {what}
      </Text>
    </InlineStack>
    <Text as="p" tone="subdued">
      {why} {link === undefined ? null : <Link url={link.to}>{link.text}</Link>}
    </Text>
  </BlockStack>
);
