import type { Currency } from "#app/domain/money/currency.ts";
import type { Batch, Payout } from "#app/services/ports/payouts.ts";
import { instantOf, instantOrNull } from "./db.ts";
import type { Payout as PayoutRecord, PayoutBatch } from "./generated/client.ts";

export const readPayout = (row: PayoutRecord): Payout => ({
  shopId: row.shopId,
  id: row.id,
  batchId: row.batchId,
  creatorId: row.creatorId,
  currency: row.currency as Currency,
  amountMinor: row.amountMinor,
  method: row.method,
  reference: row.reference,
  state: row.state,
  failure: row.failure,
  ourKey: row.ourKey,
});

export const readBatch = (row: PayoutBatch): Batch => ({
  shopId: row.shopId,
  id: row.id,
  state: row.state,
  createdAt: instantOf(row.createdAt),
  approvedAt: instantOrNull(row.approvedAt),
  closedAt: instantOrNull(row.closedAt),
});
