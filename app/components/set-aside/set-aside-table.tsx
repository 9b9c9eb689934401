import { Form } from "@remix-run/react";
import { BlockStack, Button, Text } from "@shopify/polaris";
import type { SetAside } from "#app/services/ports/set-aside.ts";
import { formatTime, plural } from "../format.ts";
import { PlainTable } from "../plain-table.tsx";
import { reasonInWords, topicInWords } from "./words.ts";

const columns = [{ title: "Message" }, { title: "Order" }, { title: "Why", wide: true }, { title: "Again" }];

/** Messages from Shopify that could not be used. What they contain is personal data and is not shown. */
export function SetAsideTable({ deliveries, timeZone }: { deliveries: SetAside[]; timeZone: string }) {
  return (
    <PlainTable
      label="Messages set aside"
      columns={columns}
      rows={deliveries.map((delivery) => [
        <Lines
          key="message"
          first={topicInWords(delivery.topic)}
          second={`${formatTime(delivery.receivedAt, timeZone)}${delivery.attempts === 0 ? "" : `, ${plural(delivery.attempts, "try", "tries")}`}`}
        />,
        delivery.orderId ?? "None",
        <Why key="why" reason={delivery.reason} />,
        <Again key="again" delivery={delivery} />,
      ])}
    />
  );
}

function Why({ reason }: { reason: string }) {
  const { title, detail } = reasonInWords(reason);
  return <Lines first={title} second={detail ?? ""} />;
}

function Again({ delivery: { id, topic, orderId, retryable } }: { delivery: SetAside }) {
  if (!retryable) return <>The content was erased</>;
  const name = `Try again: ${topicInWords(topic)}${orderId === null ? "" : `, order ${orderId}`}`;
  return (
    <Form method="post">
      <input type="hidden" name="id" value={id} />
      <Button submit variant="plain" accessibilityLabel={name}>
        Try again
      </Button>
    </Form>
  );
}

const Lines = ({ first, second }: { first: string; second: string }) => (
  <BlockStack>
    <Text as="span">{first}</Text>
    <Text as="span" tone="subdued" breakWord>
      {second}
    </Text>
  </BlockStack>
);
