import type { PoolClient } from "pg";
import type { AuditView, Finding } from "#app/services/ledger/audit-ledger.ts";
import type { Database } from "../connect.ts";
import { readProductVersions } from "../reconcile/product-versions.ts";
import { readOrdersAfter } from "../settling/read-orders.ts";
import { readOfferVersions, readPartnerships } from "../settling/read-references.ts";
import { readTotals } from "../settling/read-totals.ts";
import { readReviews } from "../settling/reviews.ts";
import { readBooks } from "../settling/store.ts";
import { CHECKS } from "./checks.ts";

type Row = { shop_id: number | null; subject: string; detail: string };

/** Named rows a check: the first thousand tell enough, and keep the memory bounded. */
const MOST = 1_000;

/** Runs `work` on one unchanging view of the database; nothing can be written meanwhile through it. */
export async function auditing<T>(
  database: Pick<Database, "transaction">,
  work: (view: AuditView) => Promise<T>,
): Promise<T> {
  return database.transaction(async (client) => {
    await client.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    return work(viewOf(client));
  });
}

function viewOf(client: PoolClient): AuditView {
  return {
    checks: () => checks(client),
    books: (shopIds) => readBooks(client, shopIds),
    partnerships: (shopId, marks, codes, ids) => readPartnerships(client, shopId, marks, codes, ids),
    offerVersions: (shopIds) => readOfferVersions(client, shopIds),
    reviews: (shopId, orderIds) => readReviews(client, shopId, orderIds),
    productVersions: (shopId, productIds) => readProductVersions(client, shopId, productIds),
    totals: (asks) => readTotals(client, asks),
    ordersAfter: (after, limit) => readOrdersAfter(client, after, limit),
  };
}

async function* checks(client: PoolClient): AsyncIterable<Finding> {
  for (const [invariant, statement] of Object.entries(CHECKS)) {
    const { rows } = await client.query<Row>(
      `SELECT shop_id, subject, detail FROM (${statement}) broken LIMIT ${MOST}`,
    );
    for (const { shop_id, subject, detail } of rows) yield { invariant, shopId: shop_id, subject, detail };
  }
}
