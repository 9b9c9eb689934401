import { Form } from "@remix-run/react";
import { Badge, BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { ReconciliationView } from "#app/services/reconcile/view-reconciliation.ts";
import { formatCount, formatDay, formatTime, plural } from "./format.ts";
import { TitledCard } from "./titled-card.tsx";

type Props = { view: ReconciliationView; timeZone: string };

/** What comparing found, in words. */
export function ComparedCard({ view, timeZone }: Props) {
  const { healed, compared, chargebacks, lastAt, sweep } = view;
  const found = healed === 0 ? "Nothing was missed" : `${plural(healed, "order")} put right`;
  return (
    <TitledCard title={lastAt === null ? "Not compared yet" : found}>
      <Text as="p">
        {lastAt === null
          ? "Your orders have not been compared yet. That happens every few minutes."
          : `Since ${formatDay(view.since, timeZone)} we compared ${plural(compared, "change")} of your orders with Shopify; ` +
            `${healed === 0 ? "all" : `all but ${formatCount(healed)}`} had reached us as they should. Last compared ${formatTime(lastAt, timeZone)}.`}
      </Text>
      {chargebacks === 0 ? null : (
        <Text as="p">{`${plural(chargebacks, "chargeback")} had not reached us either and ${chargebacks === 1 ? "is" : "are"} put right.`}</Text>
      )}
      <Text as="p" tone="subdued">
        {sweep === null
          ? "Every night all orders of the last 60 days are compared."
          : sweep.state === "failed"
            ? `The last nightly comparison did not end (${sweep.failure ?? "no reason given"}). The next one is tonight.`
            : `The last 60 days were compared ${formatTime(sweep.lastAt, timeZone)}.`}
      </Text>
    </TitledCard>
  );
}

/** Asks for orders from before the installation. */
export function BackFillCard({ view, timeZone, error }: Props & { error: string | undefined }) {
  const { backFill } = view;
  const [from, setFrom] = useState("");
  const running = backFill?.state === "running";
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            Orders from before
          </Text>
          {running ? <Badge tone="info">Under way</Badge> : null}
        </InlineStack>
        <Text as="p">
          Fetch older orders and settle them, for example to know who is a returning customer. An order that carries a
          creator's code from a time when the partnership was active earns its commission.
        </Text>
        {backFill === null ? null : (
          <Text as="p" tone="subdued">
            {`Since ${formatDay(backFill.from, timeZone)}: ${plural(backFill.compared, "order")} looked at, ` +
              `${formatCount(backFill.missing + backFill.newer)} fetched.`}
          </Text>
        )}
        <Form method="post">
          <InlineStack gap="200" blockAlign="end">
            <TextField
              label="Since"
              name="from"
              type="date"
              value={from}
              onChange={setFrom}
              error={error ?? false}
              autoComplete="off"
              disabled={running}
            />
            <Button submit disabled={running || from === ""}>
              Fetch orders
            </Button>
          </InlineStack>
        </Form>
      </BlockStack>
    </Card>
  );
}
