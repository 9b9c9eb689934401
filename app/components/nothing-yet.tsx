import { BlockStack, Box, Button, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

type Props = { heading: string; children: ReactNode; action?: { content: string; url: string } };

/** An empty list that says what will be here, and how to get there. (Polaris' own wants a picture, and shows a grey disc until it is there.) */
export function NothingYet({ heading, children, action }: Props) {
  return (
    <Box paddingBlock="800" paddingInline="400">
      <BlockStack gap="200" inlineAlign="center">
        <Text as="p" variant="headingMd" alignment="center">
          {heading}
        </Text>
        <Box maxWidth="26rem">
          <Text as="p" tone="subdued" alignment="center">
            {children}
          </Text>
        </Box>
        {action === undefined ? null : (
          <Button url={action.url} variant="primary">
            {action.content}
          </Button>
        )}
      </BlockStack>
    </Box>
  );
}
