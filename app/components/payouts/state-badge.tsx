import { Badge } from "@shopify/polaris";
import type { BatchState, PayoutState } from "#app/services/ports/payouts.ts";
import { batchStates, payoutStates } from "./payout-words.ts";

export function PayoutBadge({ state }: { state: PayoutState }) {
  const { text, tone } = payoutStates[state];
  return <Badge {...(tone === undefined ? {} : { tone })}>{text}</Badge>;
}

export function BatchBadge({ state }: { state: BatchState }) {
  const { text, tone } = batchStates[state];
  return <Badge {...(tone === undefined ? {} : { tone })}>{text}</Badge>;
}
