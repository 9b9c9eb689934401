import { stringify } from "csv-stringify/sync";
import type { HeldOrder } from "#app/services/ports/privacy.ts";

const columns = ["order", "processed_at", "hashes_of_the_customer", "attribution", "evidence", "stored_messages"];

/** What is held about a customer, one order a row, for the merchant to pass on. */
export const heldDataCsv = (orders: readonly HeldOrder[]): string =>
  stringify(
    orders.map((order) => [
      order.orderId,
      order.processedAt ?? "",
      order.identified ? "yes" : "no",
      order.attribution ?? "",
      order.evidence.map(({ kind, clickedAt }) => (clickedAt === null ? kind : `${kind} ${clickedAt}`)).join("; "),
      String(order.bodies),
    ]),
    { header: true, columns, bom: true, escape_formulas: true, record_delimiter: "windows" },
  );
