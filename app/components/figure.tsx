import { BlockStack, Card, Text } from "@shopify/polaris";

type Props = { label: string; value: string; hint?: string };

/** A number with what it counts. */
export const Figure = ({ label, value, hint }: Props) => (
  <BlockStack gap="100">
    <Text as="h3" variant="bodyMd" tone="subdued">
      {label}
    </Text>
    <Text as="p" variant="headingLg" numeric>
      {value}
    </Text>
    {hint === undefined ? null : (
      <Text as="p" variant="bodySm" tone="subdued">
        {hint}
      </Text>
    )}
  </BlockStack>
);

/** The same on a card of its own. */
export const FigureCard = (figure: Props) => (
  <Card>
    <Figure {...figure} />
  </Card>
);
