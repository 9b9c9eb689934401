import { BlockStack, Button, ButtonGroup, Text } from "@shopify/polaris";
import { useState } from "react";
import { toBePaid, type BatchView, type PayoutRow } from "#app/services/ports/payouts.ts";
import { formatMoney } from "../format.ts";
import { PlainTable } from "../plain-table.tsx";
import { TitledCard } from "../titled-card.tsx";
import { skipReasons } from "./payout-words.ts";
import { SettleModal, type Settling } from "./settle-modal.tsx";
import { PayoutBadge } from "./state-badge.tsx";

/** Names beside a handle, as every table of payouts has them. */
const creatorOf = ({ creatorName, creatorHandle }: { creatorName: string; creatorHandle: string }): string =>
  `${creatorName} (@${creatorHandle})`;

/** Who is paid, how, and what became of it. */
export function PayoutsCard({ payouts }: { payouts: PayoutRow[] }) {
  const [settling, setSettling] = useState<Settling | null>(null);
  if (payouts.length === 0) return null;
  return (
    <TitledCard title="Who is paid">
      <PlainTable
        label="Payouts of this run"
        columns={[
          { title: "Creator" },
          { title: "Amount", numeric: true },
          { title: "How to pay", wide: true },
          { title: "State" },
          { title: "Record" },
        ]}
        rows={payouts.map((payout) => [
          creatorOf(payout),
          formatMoney(payout),
          <HowToPay key="how" payout={payout} />,
          <State key="state" payout={payout} />,
          <Actions key="actions" payout={payout} open={setSettling} />,
        ])}
      />
      {settling === null ? null : <SettleModal settling={settling} close={() => setSettling(null)} />}
    </TitledCard>
  );
}

/** Line by line, as the creator wrote it. */
const asWritten = { whiteSpace: "pre-line", overflowWrap: "anywhere" } as const;

function HowToPay({ payout }: { payout: PayoutRow }) {
  if (payout.state === "draft")
    return (
      <Text as="span" tone="subdued">
        Shown once the run is approved
      </Text>
    );
  if (!toBePaid(payout.state)) return null;
  return <span style={asWritten}>{payout.instructions ?? "Has not said yet: ask before you pay"}</span>;
}

function State({ payout }: { payout: PayoutRow }) {
  const said = payout.failure ?? payout.reference;
  return (
    <BlockStack gap="100" inlineAlign="start">
      <span style={{ whiteSpace: "nowrap" }}>
        <PayoutBadge state={payout.state} />
      </span>
      {said === null ? null : (
        <Text as="span" tone="subdued">
          {said}
        </Text>
      )}
    </BlockStack>
  );
}

function Actions({ payout, open }: { payout: PayoutRow; open: (settling: Settling) => void }) {
  if (payout.state === "paid")
    return (
      <Button
        size="slim"
        variant="plain"
        accessibilityLabel={`Record that it came back: ${payout.creatorName}`}
        onClick={() => open({ payout, outcome: "returned" })}
      >
        Came back
      </Button>
    );
  if (!toBePaid(payout.state)) return null;
  return (
    <ButtonGroup>
      <Button
        size="slim"
        accessibilityLabel={`Mark as paid: ${payout.creatorName}`}
        onClick={() => open({ payout, outcome: "paid" })}
      >
        Paid
      </Button>
      <Button
        size="slim"
        variant="plain"
        accessibilityLabel={`Mark as failed: ${payout.creatorName}`}
        onClick={() => open({ payout, outcome: "failed" })}
      >
        Failed
      </Button>
    </ButtonGroup>
  );
}

/** Whom the run leaves out; creators see their reason too. */
export function SkipsCard({ skips }: { skips: BatchView["skips"] }) {
  if (skips.length === 0) return null;
  return (
    <TitledCard title="Left out this time">
      <PlainTable
        label="Left out of this run"
        columns={[{ title: "Creator" }, { title: "Balance", numeric: true }, { title: "Why", wide: true }]}
        rows={skips.map((skip) => [
          creatorOf(skip),
          formatMoney({ amountMinor: skip.balanceMinor, currency: skip.currency }),
          skipReasons[skip.reason],
        ])}
      />
    </TitledCard>
  );
}
