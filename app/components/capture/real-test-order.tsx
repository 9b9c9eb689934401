import { Badge, BlockStack, Card, InlineStack, Link, List, Text } from "@shopify/polaris";
import type { WatchedTestOrder } from "#app/services/capture/watch-test-order.ts";
import { formatTime } from "../format.ts";
import { evidenceNames } from "../words.ts";

type Steps = { link: string | null; payments: string; plus: boolean };

/** What only a shopper's own browser can show: the merchant orders, we watch. */
export const RealTestOrder = ({ steps, seen, timeZone }: { steps: Steps; seen: Seen; timeZone: string }) => (
  <Card>
    <BlockStack gap="400">
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          A test order of your own
        </Text>
        <Text as="p">
          Your theme, your checkout and Shopify&rsquo;s messages to us are only seen at work in a real order. Place one
          in test mode: it pays nothing, and this list fills by itself.
        </Text>
      </BlockStack>
      <Instructions steps={steps} />
      <Checklist seen={seen} timeZone={timeZone} plus={steps.plus} />
    </BlockStack>
  </Card>
);

type Seen = WatchedTestOrder | null;

const Instructions = ({ steps: { link, payments, plus } }: { steps: Steps }) => (
  <List type="number">
    <List.Item>
      Switch on test payments in{" "}
      <Link url={payments} target="_blank">
        your payment settings
      </Link>
      .
    </List.Item>
    <List.Item>
      {link === null ? (
        "Open a creator's link in a private window, and accept cookies if you are asked."
      ) : (
        <>
          Open{" "}
          <Link url={link} target="_blank">
            this creator&rsquo;s link
          </Link>{" "}
          in a private window, and accept cookies if you are asked.
        </>
      )}
    </List.Item>
    <List.Item>
      Put a product into the cart and go to the checkout.
      {plus ? " Enter the creator's code in the block Creator code." : ""}
    </List.Item>
    <List.Item>
      Pay with a test card, and stay on the thank-you page until it shows a receipt code. Then switch test payments off
      again.
    </List.Item>
  </List>
);

function Checklist({ seen, timeZone, plus }: { seen: Seen; timeZone: string; plus: boolean }) {
  const kinds = new Set(seen?.evidence.map(({ kind }) => kind));
  const rows = [
    { title: "Shopify told us of the order", there: seen !== null },
    { title: evidenceNames.click, there: kinds.has("click") },
    { title: evidenceNames.landing, there: kinds.has("landing") },
    { title: evidenceNames.code, there: kinds.has("code") },
    ...(plus ? [{ title: evidenceNames.entered, there: kinds.has("entered") }] : []),
    { title: "Receipt on the thank-you page", there: seen?.receipt === true },
    // Nobody is asked where a creator is known: the row is there once an answer is.
    ...(seen?.surveyed === true ? [{ title: evidenceNames.survey, there: true }] : []),
    { title: "The visit was counted", there: seen?.counted === true },
  ];
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        {seen === null ? "Waiting for your test order" : `Test order of ${formatTime(seen.arrivedAt, timeZone)}`}
      </Text>
      {seen?.said.map((sentence) => (
        <Text as="p" key={sentence}>
          {sentence}
        </Text>
      ))}
      {seen !== null && seen.evidence.length === 0 ? (
        <Text as="p" tone="caution">
          Nothing on this order pointed to a creator. Did it begin with the link?
        </Text>
      ) : null}
      <BlockStack gap="200">
        {rows.map(({ title, there }) => (
          <InlineStack key={title} align="space-between" blockAlign="center" gap="200" wrap={false}>
            <Text as="span">{title}</Text>
            <Badge {...(there ? { tone: "success" as const } : {})}>
              {there ? "Seen" : seen === null ? "Waiting" : "Not on this order"}
            </Badge>
          </InlineStack>
        ))}
      </BlockStack>
    </BlockStack>
  );
}
