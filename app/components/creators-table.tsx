import { useSubmit } from "@remix-run/react";
import { Badge, BlockStack, Button, IndexTable, Text } from "@shopify/polaris";
import type { Currency } from "#app/domain/money/currency.ts";
import { rateInWords } from "#app/domain/wording/words.ts";
import type { ListedCreator } from "#app/services/list-creators.ts";
import { formatCount, formatDay, formatMoney } from "./format.ts";

type Props = { creators: ListedCreator[]; currency: Currency; timeZone: string };

const headings = [
  { title: "Creator" },
  { title: "Code and link" },
  { title: "Clicks", alignment: "end" },
  { title: "Orders", alignment: "end" },
  { title: "Sales and commissions", alignment: "end" },
  { title: "Partnership" },
] as const;

export function CreatorsTable({ creators, currency, timeZone }: Props) {
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  return (
    <IndexTable
      headings={[...headings]}
      itemCount={creators.length}
      selectable={false}
      resourceName={{ singular: "creator", plural: "creators" }}
    >
      {creators.map((creator, index) => (
        <IndexTable.Row id={creator.partnershipId} key={creator.partnershipId} position={index}>
          <IndexTable.Cell>
            <Lines first={creator.name} second={`@${creator.handle}`} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Lines first={creator.codes.map((code) => code.text).join(", ") || "No code"} second={creator.link ?? ""} />
          </IndexTable.Cell>
          <NumberCell text={formatCount(creator.clicks)} />
          <NumberCell text={formatCount(creator.orders)} />
          <NumberCell text={money(creator.salesMinor)} second={money(creator.commissionMinor)} />
          <IndexTable.Cell>
            <Standing creator={creator} timeZone={timeZone} />
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

const states = {
  active: { tone: "success", text: "Active" },
  paused: { tone: "attention", text: "Paused" },
  ended: { tone: undefined, text: "Ended" },
} as const;

function Standing({ creator, timeZone }: { creator: ListedCreator; timeZone: string }) {
  const submit = useSubmit();
  const { tone, text } = states[creator.state];
  const to = creator.state === "active" ? "paused" : "active";
  return (
    <BlockStack gap="100" inlineAlign="start">
      <Badge {...(tone === undefined ? {} : { tone })}>{text}</Badge>
      <Text as="span" tone="subdued">
        {creator.offerName}
        {creator.ownRateBps === null ? "" : `, own rate ${rateInWords(creator.ownRateBps)}`}
      </Text>
      <Text as="span" tone="subdued">
        Since {formatDay(creator.activeFrom, timeZone)}
      </Text>
      {creator.state === "ended" ? null : (
        <Button
          variant="plain"
          accessibilityLabel={`${to === "paused" ? "Pause" : "Resume"} ${creator.name}`}
          onClick={() => submit({ partnershipId: creator.partnershipId, to }, { method: "post" })}
        >
          {to === "paused" ? "Pause" : "Resume"}
        </Button>
      )}
    </BlockStack>
  );
}

const Lines = ({ first, second }: { first: string; second: string }) => (
  <BlockStack>
    <Text as="span" fontWeight="semibold">
      {first}
    </Text>
    <Text as="span" tone="subdued">
      {second}
    </Text>
  </BlockStack>
);

const NumberCell = ({ text, second }: { text: string; second?: string }) => (
  <IndexTable.Cell>
    <Text as="p" alignment="end" numeric>
      {text}
    </Text>
    {second === undefined ? null : (
      <Text as="p" alignment="end" numeric tone="subdued">
        {second}
      </Text>
    )}
  </IndexTable.Cell>
);
