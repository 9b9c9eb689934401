import { Badge, BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from "@shopify/polaris";
import type { Currency } from "#app/domain/money/currency.ts";
import { BRAND_END_REASONS } from "#app/domain/offer/end-reasons.ts";
import { rateInWords } from "#app/domain/wording/words.ts";
import type { ViewedPartnership } from "#app/services/creators/view-creator.ts";
import { formatDay, formatMoney, plural } from "../format.ts";
import { PlainTable } from "../plain-table.tsx";
import type { Ask } from "./ask-modal.tsx";
import { awardAsk, endAsk, endReasons, leakAsk, pauseAsk, type Whom } from "./asks.ts";
import { partnershipStates } from "./partnership-states.ts";

type Props = { partnership: ViewedPartnership; whom: Whom; timeZone: string; open: (ask: Ask) => void };

/** A partnership: its state and dates, what it brought, its codes and links, and what can be done with it. */
export function PartnershipCard({ partnership, whom, timeZone, open }: Props) {
  const { state, offerName } = partnership;
  const { tone, text } = partnershipStates[state];
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {offerName}
          </Text>
          <Badge {...(tone === undefined ? {} : { tone })}>{text}</Badge>
        </InlineStack>
        <Text as="p" tone="subdued">
          {datesOf(partnership, timeZone)}
        </Text>
        <Text as="p">{figuresOf(partnership, whom.currency)}</Text>
        <Codes partnership={partnership} whom={whom} timeZone={timeZone} open={open} />
        <BlockStack gap="100">
          {partnership.links.map((link) => (
            <span key={link} style={{ overflowWrap: "anywhere" }}>
              {link}
            </span>
          ))}
        </BlockStack>
        {state === "ended" ? null : (
          <ButtonGroup>
            {state === "active" ? (
              <Button variant="primary" onClick={() => open(awardAsk(whom, partnership))}>
                Give a bonus or bounty
              </Button>
            ) : null}
            <Button onClick={() => open(pauseAsk(whom, partnership))}>{state === "active" ? "Pause" : "Resume"}</Button>
            <Button tone="critical" onClick={() => open(endAsk(whom, partnership))}>
              End
            </Button>
          </ButtonGroup>
        )}
      </BlockStack>
    </Card>
  );
}

function datesOf({ activeFrom, activeUntil, endedFor, ownRateBps }: ViewedPartnership, timeZone: string): string {
  const from = `Since ${formatDay(activeFrom, timeZone)}`;
  const until = activeUntil === null ? "" : `, until ${formatDay(activeUntil, timeZone)}${whyEnded(endedFor)}`;
  return `${from}${until}.${ownRateBps === null ? "" : ` Own rate: ${rateInWords(ownRateBps)}.`}`;
}

function whyEnded(endedFor: string | null): string {
  if (endedFor === "creator_left") return ": the creator left";
  const known = BRAND_END_REASONS.find((reason) => reason === endedFor);
  return known === undefined ? "" : `: ${endReasons[known].label.toLowerCase()}`;
}

function figuresOf({ clicks, orders, salesMinor, commissionMinor }: ViewedPartnership, currency: Currency): string {
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  return `${plural(clicks, "click")}, ${plural(orders, "order")}: ${money(salesMinor)} of sales, ${money(commissionMinor)} of commissions.`;
}

const codeStates = {
  pending: "Being made",
  active: "Works",
  failed: "Could not be made",
  retired: "Taken away",
} as const;

function Codes({ partnership, whom, timeZone, open }: Props) {
  if (partnership.codes.length === 0) return <Text as="p">No code yet.</Text>;
  return (
    <PlainTable
      label={`Codes under ${partnership.offerName}`}
      columns={[{ title: "Code" }, { title: "State" }, { title: "Leaked?" }]}
      rows={partnership.codes.map((code) => [
        code.text,
        <BlockStack key="state" gap="100" inlineAlign="start">
          {codeStates[code.state]}
          {code.leakedSince === null ? null : (
            <Badge tone="warning">{`Leaked since ${formatDay(code.leakedSince, timeZone)}`}</Badge>
          )}
        </BlockStack>,
        <Button
          key="flag"
          variant="plain"
          accessibilityLabel={
            code.leakedSince === null ? `Flag ${code.text} as leaked` : `Take the flag of ${code.text} back`
          }
          onClick={() => open(leakAsk(whom, code))}
        >
          {code.leakedSince === null ? "Flag as leaked" : "Take the flag back"}
        </Button>,
      ])}
    />
  );
}
