import { Form } from "@remix-run/react";
import { BlockStack, Button, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { SetAsideReason } from "#app/services/ports/set-aside.ts";
import { formatCount, plural } from "../format.ts";
import { kindInWords } from "./words.ts";

/** Why messages were set aside, the most frequent first, each with its remedy and a way to try all of them again. */
export function ReasonsCard({ reasons, shown }: { reasons: SetAsideReason[]; shown: string | null }) {
  return (
    <Card>
      <BlockStack gap="400">
        {reasons.map((reason) => (
          <Reason key={reason.what} reason={reason} shown={shown === reason.what} />
        ))}
      </BlockStack>
    </Card>
  );
}

function Reason({ reason: { what, count, retryable }, shown }: { reason: SetAsideReason; shown: boolean }) {
  const { title, remedy } = kindInWords(what);
  const erased = count - retryable;
  return (
    <BlockStack gap="100">
      <Text as="h2" variant="headingSm">
        {title}: {plural(count, "message")}
      </Text>
      <Text as="p" tone="subdued">
        {remedy}
        {erased === 0 ? "" : ` ${formatCount(erased)} cannot be tried again: the content was erased.`}
      </Text>
      <InlineStack gap="400" blockAlign="center">
        {retryable === 0 ? null : (
          <Form method="post">
            <input type="hidden" name="what" value={what} />
            <Button submit accessibilityLabel={`Try all again: ${title}`}>
              {retryable === 1 ? "Try it again" : `Try all ${formatCount(retryable)} again`}
            </Button>
          </Form>
        )}
        <Link url={`/app/deliveries${shown ? "" : `?${new URLSearchParams({ what })}`}`}>
          {shown ? "Show all" : `Show only these${"\u00a0"}(${formatCount(count)})`}
        </Link>
      </InlineStack>
    </BlockStack>
  );
}
