import { BlockStack, Card, Icon, InlineStack, Link, Text } from "@shopify/polaris";
import { CheckCircleIcon, CircleRightIcon } from "@shopify/polaris-icons";
import type { SetupSteps } from "#app/services/ports/brand-figures.ts";

const steps: { key: keyof SetupSteps; text: string; url: string }[] = [
  { key: "offerMade", text: "Create an offer from a template", url: "/app/offers/new" },
  { key: "offerPublished", text: "Publish it, so that creators can apply", url: "/app/offers" },
  { key: "creatorJoined", text: "Approve your first creator", url: "/app/applications" },
  { key: "firstSale", text: "See the first sale that a creator brought", url: "/app/orders" },
  { key: "firstPayout", text: "Pay your creators", url: "/app/payouts" },
];

/** What is left to do until a brand's programme runs; gone when it does. */
export function SetupGuide({ done }: { done: SetupSteps }) {
  const finished = steps.filter((step) => done[step.key]).length;
  if (finished === steps.length) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Set up your programme
        </Text>
        <Text as="p" tone="subdued">
          {finished} of {steps.length} steps done
        </Text>
        <BlockStack as="ul" gap="200">
          {steps.map((step) => (
            <li key={step.key} style={{ listStyle: "none" }}>
              <InlineStack gap="200" wrap={false} align="start">
                <span>
                  <Icon
                    source={done[step.key] ? CheckCircleIcon : CircleRightIcon}
                    tone={done[step.key] ? "success" : "subdued"}
                    accessibilityLabel={done[step.key] ? "Done" : "To do"}
                  />
                </span>
                {done[step.key] ? <Text as="span">{step.text}</Text> : <Link url={step.url}>{step.text}</Link>}
              </InlineStack>
            </li>
          ))}
        </BlockStack>
      </BlockStack>
    </Card>
  );
}
