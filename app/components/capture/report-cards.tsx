import { BlockStack, Card, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { Currency } from "#app/domain/money/currency.ts";
import type { CaptureReport } from "#app/services/ports/capture-report.ts";
import { formatCount, formatMoney } from "../format.ts";
import { NothingYet } from "../nothing-yet.tsx";
import { PlainTable } from "../plain-table.tsx";
import { TitledCard } from "../titled-card.tsx";
import { evidenceNames } from "../words.ts";

type Props = { report: CaptureReport; currency: Currency };

/** Which way creators were found, what was not credited, and how visits went. */
export function ReportCards({ report, currency }: Props) {
  const captured = report.doors.reduce((sum, door) => sum + door.orders, 0);
  if (report.orders === 0)
    return (
      <BlockStack gap="400">
        <Card>
          <NothingYet heading="No orders yet">
            Once orders come in, you see here which way each creator was found.
          </NothingYet>
        </Card>
        <Visits report={report} />
      </BlockStack>
    );
  return (
    <BlockStack gap="400">
      <TitledCard title={`Credited: ${formatCount(captured)} of ${formatCount(report.orders)} orders`}>
        <Rows none="No order of these days was credited to a creator." rows={report.doors}>
          <PlainTable
            label="Orders by the door that captured them"
            columns={[
              { title: "Found by" },
              { title: "Orders", numeric: true },
              { title: "Commissions", numeric: true },
            ]}
            rows={report.doors.map(({ kind, orders, commissionMinor }) => [
              evidenceNames[kind],
              formatCount(orders),
              formatMoney({ amountMinor: commissionMinor, currency }),
            ])}
          />
        </Rows>
      </TitledCard>
      <TitledCard title="Seen, and not credited">
        <Rows none="Nothing: whatever pointed to a creator was credited." rows={report.notCredited}>
          <PlainTable
            label="Evidence that was seen and not credited"
            columns={[{ title: "Seen" }, { title: "Why not" }, { title: "Orders", numeric: true }]}
            rows={report.notCredited.map(({ kind, reason, orders }) => [
              evidenceNames[kind],
              reasonNames[reason] ?? reason,
              formatCount(orders),
            ])}
          />
        </Rows>
      </TitledCard>
      <Visits report={report} />
    </BlockStack>
  );
}

const Visits = ({ report }: Pick<Props, "report">) => (
  <TitledCard title="Visits, where shoppers allow counting">
    <Rows
      none="No visit was counted yet. Counting begins when visits are switched on in the self-test."
      rows={report.funnel}
    >
      <PlainTable
        label="Steps of visits"
        columns={[
          { title: "Step" },
          { title: "Visits", numeric: true },
          { title: "By a creator's link", numeric: true },
        ]}
        rows={report.funnel.map(({ step, visits, linked }) => [
          stepNames[step],
          formatCount(visits),
          formatCount(linked),
        ])}
      />
    </Rows>
  </TitledCard>
);

/** A table, or what its emptiness means. */
const Rows = ({ rows, none, children }: { rows: readonly unknown[]; none: string; children: ReactNode }) =>
  rows.length > 0 ? (
    children
  ) : (
    <Text as="p" tone="subdued">
      {none}
    </Text>
  );

const stepNames = {
  page_viewed: "Saw a page",
  product_viewed: "Saw a product",
  product_added_to_cart: "Put it into the cart",
  checkout_started: "Began to check out",
  checkout_completed: "Ordered",
} as const;

const reasonNames: Record<string, string> = {
  outside_window: "Too long before the order",
  not_active: "The creator was not active",
  offer_not_in_force: "The offer was not in force",
  self_referral: "The creator's own order",
  survey_unpaid: "The offer pays nothing for an answer",
  leaked_code: "The code is marked as leaked",
  older_click: "Another click was newer",
  weaker_evidence: "Something else was stronger",
  cancelled: "The order was cancelled",
  voided: "Its payment was voided",
  refunded: "It was refunded in full",
  excluded_order: "The offer leaves out such orders",
};
