import { Badge, BlockStack, Link, Text } from "@shopify/polaris";
import type { Currency } from "#app/domain/money/currency.ts";
import { rateInWords } from "#app/domain/wording/words.ts";
import type { ListedCreator } from "#app/services/creators/list-creators.ts";
import { partnershipStates } from "./creator-page/partnership-states.ts";
import { formatCount, formatDay, formatMoney } from "./format.ts";
import { PlainTable } from "./plain-table.tsx";

type Props = { creators: ListedCreator[]; currency: Currency; timeZone: string };

const columns = [
  { title: "Creator" },
  { title: "Partnership" },
  { title: "Code and link", wide: true },
  { title: "Clicks", numeric: true },
  { title: "Orders", numeric: true },
  { title: "Sales", numeric: true },
  { title: "Commissions", numeric: true },
];

/** A row for each partnership; the creator's own page has the rest, and all that can be done. */
export function CreatorsTable({ creators, currency, timeZone }: Props) {
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  return (
    <PlainTable
      label="Creators"
      columns={columns}
      rows={creators.map((creator) => [
        <BlockStack key="creator">
          <Link url={`/app/creators/${creator.creatorId}`} monochrome removeUnderline>
            <Text as="span" fontWeight="semibold">
              {creator.name}
            </Text>
          </Link>
          <Text as="span" tone="subdued">
            {`@${creator.handle}`}
          </Text>
        </BlockStack>,
        <Standing key="standing" creator={creator} timeZone={timeZone} />,
        <BlockStack key="code">
          <Text as="span">{creator.codes.map((code) => code.text).join(", ") || "No code"}</Text>
          <Text as="span" tone="subdued">
            {creator.link ?? ""}
          </Text>
        </BlockStack>,
        formatCount(creator.clicks),
        formatCount(creator.orders),
        money(creator.salesMinor),
        money(creator.commissionMinor),
      ])}
    />
  );
}

function Standing({ creator, timeZone }: { creator: ListedCreator; timeZone: string }) {
  const { tone, text } = partnershipStates[creator.state];
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
    </BlockStack>
  );
}
