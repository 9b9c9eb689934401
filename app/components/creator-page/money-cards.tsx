import { Badge, BlockStack, Button, ButtonGroup, Text } from "@shopify/polaris";
import { parseCurrency } from "#app/domain/money/currency.ts";
import type { Award } from "#app/services/ports/awards.ts";
import type { Balances } from "#app/services/ports/ledger.ts";
import { formatDay, formatMoney } from "../format.ts";
import { PlainTable } from "../plain-table.tsx";
import { accountNames } from "../words.ts";
import type { Ask } from "./ask-modal.tsx";
import { correctAsk, withdrawAsk, writeOffAsk, type Whom } from "./asks.ts";
import { TitledCard } from "../titled-card.tsx";

type Open = (ask: Ask) => void;

/** What the creator has at the store, account by account, and a person's entries in it. */
export function BalancesCard({ balances, whom, open }: { balances: Balances[]; whom: Whom; open: Open }) {
  const owedMinor = -(balances.find(({ currency }) => currency === whom.currency)?.payableMinor ?? 0n);
  return (
    <TitledCard title="Balances">
      {balances.length === 0 ? (
        <Text as="p" tone="subdued">
          Nothing has been earned yet.
        </Text>
      ) : (
        <PlainTable
          label="Balances"
          columns={[
            { title: "Currency" },
            ...["pending", "payable", "in_transit", "paid"].map((account) => ({
              title: accountNames[account] ?? account,
              numeric: true,
            })),
          ]}
          rows={balances.map(inMoney)}
        />
      )}
      <ButtonGroup>
        <Button onClick={() => open(correctAsk(whom))}>Correct the balance</Button>
        {owedMinor > 0n ? <Button onClick={() => open(writeOffAsk(whom, owedMinor))}>Write it off</Button> : null}
      </ButtonGroup>
    </TitledCard>
  );
}

function inMoney({ currency, pendingMinor, payableMinor, inTransitMinor, paidMinor }: Balances): string[] {
  const known = parseCurrency(currency);
  const amounts = [pendingMinor, payableMinor, inTransitMinor, paidMinor].map((amountMinor) =>
    known === null ? String(amountMinor) : formatMoney({ amountMinor, currency: known }),
  );
  return [currency, ...amounts];
}

/** Bonuses and bounties; those on hold can be withdrawn. */
export function AwardsCard({
  awards,
  whom,
  timeZone,
  open,
}: {
  awards: Award[];
  whom: Whom;
  timeZone: string;
  open: Open;
}) {
  return (
    <TitledCard title="Bonuses and bounties">
      {awards.length === 0 ? (
        <Text as="p" tone="subdued">
          None yet. A bonus rewards results; a bounty pays for a piece of content that you agreed on.
        </Text>
      ) : (
        <PlainTable
          label="Bonuses and bounties"
          columns={[
            { title: "Granted" },
            { title: "Amount", numeric: true },
            { title: "What for", wide: true },
            { title: "State" },
            { title: "Withdraw" },
          ]}
          rows={awards.map((award) => [
            formatDay(award.grantedAt, timeZone),
            `${award.kind === "bonus" ? "Bonus" : "Bounty"}: ${formatMoney(award)}`,
            award.reason,
            <AwardState key="state" award={award} timeZone={timeZone} />,
            award.releasedAt === null && award.withdrawnAt === null ? (
              <Button
                key="withdraw"
                variant="plain"
                tone="critical"
                accessibilityLabel={`Withdraw the ${award.kind} of ${formatMoney(award)}`}
                onClick={() => open(withdrawAsk(whom, award))}
              >
                Withdraw
              </Button>
            ) : null,
          ])}
        />
      )}
    </TitledCard>
  );
}

function AwardState({ award, timeZone }: { award: Award; timeZone: string }) {
  const { releasedAt, withdrawnAt, withdrawnFor, maturesAt } = award;
  if (withdrawnAt !== null)
    return (
      <BlockStack gap="100" inlineAlign="start">
        <Badge>{`Withdrawn ${formatDay(withdrawnAt, timeZone)}`}</Badge>
        <Text as="span" tone="subdued">
          {withdrawnFor}
        </Text>
      </BlockStack>
    );
  if (releasedAt !== null) return <Badge tone="success">{`Payable since ${formatDay(releasedAt, timeZone)}`}</Badge>;
  return <Badge tone="attention">{`On hold until ${formatDay(maturesAt, timeZone)}`}</Badge>;
}
