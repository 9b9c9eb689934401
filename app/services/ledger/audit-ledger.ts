import type { OfferVersion, SettleStore, ShopBook, StoredOrder } from "../ports/settling.ts";
import { loadReferences } from "../orders/settling/references.ts";
import { ShopSettling } from "../orders/settling/shop-settling.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";

/** A row that breaks an invariant. */
export interface Finding {
  /** Which invariant, such as `balances_equal_sums`. */
  readonly invariant: string;
  readonly shopId: number | null;
  /** The row, such as `order 450789469, creator …`. */
  readonly subject: string;
  /** What it says, and what it should say. */
  readonly detail: string;
}

/** One unchanging, read-only view of the whole database. */
export interface AuditView extends Pick<
  SettleStore,
  "partnerships" | "offerVersions" | "totals" | "productVersions" | "reviews"
> {
  /** The invariants that the database can test by itself. */
  checks(): AsyncIterable<Finding>;
  books(shopIds: readonly number[]): Promise<ShopBook[]>;
  ordersAfter(after: StoredOrder | null, limit: number): Promise<StoredOrder[]>;
}

const AT_ONCE = 500;

/** Tests every invariant of the ledger, in memory that does not grow with it, and names each row that breaks one. */
export async function* auditLedger(view: AuditView, now: Instant): AsyncIterable<Finding> {
  yield* view.checks();
  const versions = new Map<number, OfferVersion[]>();
  for (let after: StoredOrder | null = null; ;) {
    const orders: StoredOrder[] = await view.ordersAfter(after, AT_ONCE);
    for (const shopId of new Set(orders.map((order) => order.shopId))) {
      if (!versions.has(shopId)) versions.set(shopId, await view.offerVersions([shopId]));
      yield* judgedAgain(
        view,
        { shopId, offers: versions.get(shopId) ?? [], now },
        orders.filter((order) => order.shopId === shopId),
      );
    }
    after = orders.at(-1) ?? null;
    if (orders.length < AT_ONCE) return;
  }
}

/** For each order: what was posted equals `commissionsFor` on its state. */
async function* judgedAgain(
  view: AuditView,
  { shopId, offers, now }: { shopId: number; offers: readonly OfferVersion[]; now: Instant },
  orders: readonly StoredOrder[],
): AsyncIterable<Finding> {
  const [book] = await view.books([shopId]);
  if (book === undefined) {
    yield {
      invariant: "orders_have_a_book",
      shopId,
      subject: `shop ${shopId}`,
      detail: "orders are settled, but no book of totals is kept",
    };
    return;
  }
  const references = await loadReferences(view, { book, offers, orders, steps: [] });
  const settling = new ShopSettling(book, references, orders, now);
  for (const order of orders) {
    const verdict = settling.judgeAgain(order.orderId);
    if (verdict === null) continue;
    const due = new Map(verdict.commissions.map(({ partnership, amountMinor }) => [partnership.creator, amountMinor]));
    for (const { creatorId, pendingMinor, payableMinor } of order.posted) {
      const posted = pendingMinor + payableMinor;
      const expected = due.get(creatorId) ?? 0n;
      due.delete(creatorId);
      if (posted !== expected) yield differs(order, creatorId, posted, expected);
    }
    for (const [creatorId, expected] of due) yield differs(order, creatorId, 0n, expected);
  }
}

const differs = ({ shopId, orderId }: StoredOrder, creatorId: string, posted: bigint, expected: bigint): Finding => ({
  invariant: "commissions_follow_from_the_order",
  shopId,
  subject: `order ${orderId}, creator ${creatorId}`,
  detail: `${posted} minor units are posted, the order's state gives ${expected}`,
});
