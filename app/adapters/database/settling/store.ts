import type { Instant } from "#app/domain/kernel/instant.ts";
import { invariant } from "#app/domain/kernel/invariant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { SettleStore, SettledOrder, SettledVerdict, ShopBook } from "#app/services/ports/settling.ts";
import type { Queryable } from "../connect.ts";
import { postTransfers } from "../ledger.ts";
import { readProductVersions } from "../reconcile/product-versions.ts";
import { writeWanted } from "../reconcile/wanted.ts";
import { readCustomerOrders, readOrders } from "./read-orders.ts";
import { readOfferVersions, readPartnerships, readTexts } from "./read-references.ts";
import { readTotals } from "./read-totals.ts";
import { readReviews, writeReviews } from "./reviews.ts";
import { startSeries } from "./start-series.ts";
import { writeSeries } from "./write-series.ts";
import { writeCommissions, writeEvidence, writeStates, writeVerdicts } from "./write.ts";

/**
 * What is read is planned each time, for the tables as they are. That would also be so for the check of each foreign key of
 * each row, which costs more to plan than to do: so plans are kept from here on, but of statements without a name.
 */
const keepPlans = "SET LOCAL plan_cache_mode TO DEFAULT";

/** Settling inside the transaction of `client`. */
export function settleStore(client: Queryable, now: Instant): SettleStore {
  return {
    lockShops: (shopIds) => lockShops(client, shopIds),
    orders: (keys) => readOrders(client, keys),
    customerOrders: (asks, later) => readCustomerOrders(client, asks, later),
    texts: (refs) => readTexts(client, refs),
    partnerships: (shopId, marks, codes, ids) => readPartnerships(client, shopId, marks, codes, ids),
    offerVersions: (shopIds) => readOfferVersions(client, shopIds),
    reviews: (shopId, orderIds) => readReviews(client, shopId, orderIds),
    productVersions: (shopId, productIds) => readProductVersions(client, shopId, productIds),
    startSeries: (book, offerIds) => startSeries(client, book, offerIds),
    totals: (asks) => readTotals(client, asks),
    payableBalances: (keys) => payableBalances(client, keys),

    async save(orders, transfers, series, books) {
      if (orders.length === 0) return;
      const currencies = new Map(books.map(({ shopId, currency }) => [shopId, currency]));
      const currencyOf = (shopId: number): Currency => {
        const currency = currencies.get(shopId);
        invariant(currency !== undefined, `shop ${shopId} was not locked`);
        return currency;
      };
      const judged = orders.filter(
        (order): order is SettledOrder & { verdict: SettledVerdict } => order.verdict !== null,
      );
      await client.query(keepPlans);
      await writeStates(client, orders, now);
      await writeWanted(client, orders, now);
      await writeReviews(client, orders);
      if (judged.length > 0) {
        await writeVerdicts(client, judged, currencyOf, now);
        await writeEvidence(client, judged);
        await writeCommissions(client, judged, currencyOf, now);
      }
      await writeSeries(client, series);
      await postTransfers(client, transfers);
      await moveBooks(client, books);
    },
  };
}

type BookRow = {
  shop_id: number;
  currency: Currency;
  iana_timezone: string;
  position: bigint;
  installed_at: Instant;
};

const openBooks = `
  INSERT INTO shop_books (shop_id) SELECT id FROM shops WHERE id = ANY($1::int[]) ORDER BY id
  ON CONFLICT (shop_id) DO NOTHING`;

const booksSql = `
  SELECT b.shop_id, s.currency, s.iana_timezone, s.installed_at, b.position
  FROM shop_books b JOIN shops s ON s.id = b.shop_id
  WHERE b.shop_id = ANY($1::int[]) ORDER BY b.shop_id`;

/** Locked by id: any number of workers wait for each other, and none deadlocks. */
export async function lockShops(client: Queryable, shopIds: readonly number[]): Promise<ShopBook[]> {
  const locked = () =>
    client.query<BookRow>({ name: "lock-shop-books", text: `${booksSql} FOR UPDATE OF b`, values: [shopIds] });
  let { rows } = await locked();
  if (rows.length < shopIds.length) {
    await client.query(openBooks, [shopIds]);
    ({ rows } = await locked());
  }
  return rows.map(bookOf);
}

/** For reading alone. */
export async function readBooks(client: Queryable, shopIds: readonly number[]): Promise<ShopBook[]> {
  const { rows } = await client.query<BookRow>(booksSql, [shopIds]);
  return rows.map(bookOf);
}

const bookOf = (row: BookRow): ShopBook => ({
  shopId: row.shop_id,
  currency: row.currency,
  timeZone: row.iana_timezone,
  position: Number(row.position),
  installedAt: row.installed_at,
});

async function moveBooks(client: Queryable, books: readonly ShopBook[]): Promise<void> {
  await client.query({
    name: "move-shop-books",
    text: `
      UPDATE shop_books b SET position = moved.position
      FROM unnest($1::int[], $2::bigint[]) AS moved (shop_id, position)
      WHERE b.shop_id = moved.shop_id AND b.position <> moved.position`,
    values: [books.map(({ shopId }) => shopId), books.map(({ position }) => position)],
  });
}

async function payableBalances(
  client: Queryable,
  keys: readonly { shopId: number; creatorId: string }[],
): Promise<ReadonlyMap<string, bigint>> {
  if (keys.length === 0) return new Map();
  const { rows } = await client.query<{ shop_id: number; creator_id: string; balance: bigint }>(
    `SELECT shop_id, creator_id, sum(balance_minor)::bigint AS balance
     FROM account_balances JOIN unnest($1::int[], $2::uuid[]) AS asked (shop_id, creator_id) USING (shop_id, creator_id)
     WHERE account = 'payable' GROUP BY shop_id, creator_id`,
    [keys.map(({ shopId }) => shopId), keys.map(({ creatorId }) => creatorId)],
  );
  return new Map(rows.map((row) => [`${row.shop_id} ${row.creator_id}`, row.balance]));
}
