import { Text } from "@shopify/polaris";
import type { Currency } from "#app/domain/money/currency.ts";
import { explainEntry, lossInWords } from "#app/domain/wording/explain.ts";
import type { OrderCommission, OrderExplained } from "#app/services/ports/order-views.ts";
import { formatDay, formatMoney, formatSentence, formatTime } from "./format.ts";
import { PlainTable } from "./plain-table.tsx";
import { TitledCard } from "./titled-card.tsx";
import { accountNames, evidenceNames, transferNames } from "./words.ts";

type Shown = { currency: Currency; timeZone: string };

/** What one creator earns on the order, entry by entry: the entries add up to it. */
export function CommissionCard({
  commission,
  titles,
  currency,
  timeZone,
}: Shown & { commission: OrderCommission; titles: ReadonlyMap<string, string> }) {
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  return (
    <TitledCard title={`${commission.creatorName}: ${money(commission.amountMinor)}`}>
      <Text as="p">
        By {evidenceNames[commission.evidence].toLowerCase()}, under &ldquo;{commission.offerName}&rdquo; (version{" "}
        {commission.offerVersion}). {whenItMatures(commission, timeZone)}
      </Text>
      <PlainTable
        label="How the commission adds up"
        columns={[{ title: "Line" }, { title: "How", wide: true }, { title: "Amount", numeric: true }]}
        rows={commission.entries.map((entry) => [
          entry.lineId === null ? "The order" : (titles.get(entry.lineId) ?? `Line ${entry.lineId}`),
          formatSentence(explainEntry({ ...entry, lineId: null }, currency)),
          money(entry.amountMinor),
        ])}
        totals={["Together", "", money(commission.amountMinor)]}
      />
    </TitledCard>
  );
}

function whenItMatures({ maturesAt, maturedMinor, amountMinor, credited }: OrderCommission, timeZone: string): string {
  if (!credited) return "It is no longer credited.";
  if (amountMinor > 0n && maturedMinor >= amountMinor) return "Its hold has ended.";
  return maturesAt === null ? "Its hold has no end yet." : `It is ready to pay from ${formatDay(maturesAt, timeZone)}.`;
}

/** All evidence of creators on the order: what won, and why the rest did not. */
export function EvidenceCard({ evidence }: { evidence: OrderExplained["evidence"] }) {
  return (
    <TitledCard title="Evidence">
      {evidence.length === 0 ? (
        <Text as="p">No creator&rsquo;s code, link or answer is on this order.</Text>
      ) : (
        <PlainTable
          label="Evidence"
          columns={[{ title: "Creator" }, { title: "Evidence" }, { title: "What became of it" }]}
          rows={evidence.map(({ creatorName, kind, outcome }) => [
            creatorName,
            evidenceNames[kind],
            outcome === "credited" ? "Credited" : `Not credited: ${lossInWords(outcome)}`,
          ])}
        />
      )}
    </TitledCard>
  );
}

/** Every movement of the ledger for the order, dated. */
export function TransfersCard({ transfers, currency, timeZone }: Shown & { transfers: OrderExplained["transfers"] }) {
  if (transfers.length === 0) return null;
  return (
    <TitledCard title="Ledger">
      <PlainTable
        label="Movements of the ledger"
        columns={[
          { title: "When" },
          { title: "Creator" },
          { title: "What", wide: true },
          { title: "From and to" },
          { title: "Amount", numeric: true },
        ]}
        rows={transfers.map((transfer) => [
          formatTime(transfer.happenedAt, timeZone),
          transfer.creatorName,
          formatSentence(whatHappened(transfer)),
          `${accountNames[transfer.from] ?? transfer.from} → ${accountNames[transfer.to] ?? transfer.to}`,
          signed(transfer, currency),
        ])}
      />
    </TitledCard>
  );
}

/** The reason says it all, but for what a person would not recognise by it. */
const whatHappened = ({ kind, reason }: OrderExplained["transfers"][number]): string =>
  reason.toLowerCase().includes(transferNames[kind].toLowerCase())
    ? reason.charAt(0).toUpperCase() + reason.slice(1)
    : `${transferNames[kind]}: ${reason}`;

/** What goes back to the brand is a minus line. */
const signed = ({ to, amountMinor }: OrderExplained["transfers"][number], currency: Currency): string =>
  formatMoney({ amountMinor: to === "expense" ? -amountMinor : amountMinor, currency });
