import { useFetcher } from "@remix-run/react";
import { FormLayout, Modal, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import type { PayoutRow } from "#app/services/ports/payouts.ts";
import { formatMoney } from "../format.ts";
import { useToast } from "../use-toast.ts";

export type Settling = { payout: PayoutRow; outcome: "paid" | "failed" | "returned" };
type Answer = { kind: "settled" | "invalid"; message: string; isError: boolean };

const words = {
  paid: {
    title: "Record the payment of",
    label: "Reference",
    help: "What your bank or payment service calls it. The creator sees it.",
  },
  failed: {
    title: "Record that it failed to pay",
    label: "Reason",
    help: "The money becomes payable again. The creator sees the reason.",
  },
  returned: {
    title: "Record that a payment came back:",
    label: "Reason",
    help: "The money becomes payable again. The creator sees the reason.",
  },
};

/** How a payout ended, with the reference or the reason. */
export function SettleModal({ settling, close }: { settling: Settling; close: () => void }) {
  const { payout, outcome } = settling;
  const [text, setText] = useState("");
  const fetcher = useFetcher<Answer>();
  const settled = fetcher.data?.kind === "settled";
  useToast(settled ? fetcher.data : null);
  useEffect(() => {
    if (settled) close();
  }, [settled, close]);

  const said = words[outcome];
  const save = () =>
    fetcher.submit(
      { outcome, payoutId: payout.id, text },
      { method: "post", action: `/app/payouts/${payout.batchId}/settle` },
    );
  return (
    <Modal
      open
      onClose={close}
      title={`${said.title} ${formatMoney(payout)} to ${payout.creatorName}`}
      primaryAction={{ content: "Record", onAction: save, loading: fetcher.state !== "idle" }}
      secondaryActions={[{ content: "Cancel", onAction: close }]}
    >
      <Modal.Section>
        <FormLayout>
          <TextField
            label={said.label}
            helpText={said.help}
            value={text}
            onChange={setText}
            error={fetcher.data?.kind === "invalid" ? fetcher.data.message : false}
            maxLength={200}
            autoComplete="off"
          />
        </FormLayout>
      </Modal.Section>
    </Modal>
  );
}
