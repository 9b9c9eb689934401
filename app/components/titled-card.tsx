import { BlockStack, Card, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

/** A card of a page under its own heading. */
export const TitledCard = ({ title, children }: { title: string; children: ReactNode }) => (
  <Card>
    <BlockStack gap="300">
      <Text as="h2" variant="headingMd">
        {title}
      </Text>
      {children}
    </BlockStack>
  </Card>
);
