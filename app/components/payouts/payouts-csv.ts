import { stringify } from "csv-stringify/sync";
import { formatDecimal } from "#app/domain/money/money.ts";
import type { PayoutRow } from "#app/services/ports/payouts.ts";

const columns = ["creator", "handle", "amount", "currency", "how_to_pay", "state", "reference", "payout_id"];

/** A run as a table for a bank or a payment service. What people wrote cannot become a spreadsheet's formula. */
export const payoutsCsv = (payouts: readonly PayoutRow[]): string =>
  stringify(
    payouts.map((payout) => [
      payout.creatorName,
      payout.creatorHandle,
      formatDecimal(payout),
      payout.currency,
      payout.instructions ?? "",
      payout.state,
      payout.reference ?? "",
      payout.ourKey,
    ]),
    { header: true, columns, bom: true, escape_formulas: true, record_delimiter: "windows" },
  );
