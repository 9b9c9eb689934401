/** What a replay takes and gives: the contract's JSON. */
export type Delivery = { topic: string; shop: string; webhookId: string; triggeredAt: string; body: unknown };

export type EvidenceKind = "code" | "entered" | "click" | "landing" | "lifetime" | "survey";

export type Entry = {
  line: string | null;
  commissionableMinor: string;
  bps: number | null;
  amountMinor: string;
  why: string;
};

export type ReplayOutput = {
  orders: {
    order: string;
    currency: string;
    reason: string;
    commissions: { creator: string; amountMinor: string; evidence: EvidenceKind; lines: Entry[] }[];
    rejected: { creator: string; evidence: EvidenceKind; reason: string }[];
  }[];
  balances: { creator: string; currency: string; pendingMinor: string; payableMinor: string }[];
  deliveries: { received: number; duplicate: number; stale: number; ignored: number };
};
