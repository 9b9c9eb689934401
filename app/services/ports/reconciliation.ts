import type { Instant } from "#app/domain/kernel/instant.ts";
import type { FetchedChargeback, OrderStamp, SourceShop, WholeOrder } from "./order-source.ts";

/** A shop that has the app, as reconciliation sees it. */
export type ReconciledShop = SourceShop & {
  readonly id: number;
  /** When it first had the app: what it sold while the app was away is compared, too, once it is back. */
  readonly since: Instant;
  /** Whether it granted `read_all_orders`: without it Shopify shows the last 60 days. */
  readonly readsAllOrders: boolean;
};

/** An order that we do not know as Shopify does: not at all, or in an older state. */
export type Behind = OrderStamp & { readonly kind: "missing" | "newer" };

/** A chargeback that we know otherwise than Shopify does, or not at all. */
export type ChargebackBehind = FetchedChargeback & { readonly knownAs: string | null };

export type ReconciliationKind = "recent" | "sweep" | "back_fill";

/** What was compared, and what a webhook should have brought and did not. */
export type Compared = { readonly compared: number; readonly missing: number; readonly newer: number };

/** A reconciliation that takes several steps, and where it stands. */
export type RunningReconciliation = { readonly from: Instant; readonly place: string | null };

export type ReconciliationStore = {
  /** Null when the shop does not have the app. */
  shop(shopId: number): Promise<ReconciledShop | null>;
  /** Of the orders named, those that we are behind with; not those that we fetched in that state before. */
  behind(shop: ReconciledShop, stamps: readonly OrderStamp[]): Promise<Behind[]>;
  /** Whether deliveries of the shop that came before an instant still wait: they may bring what seems to be missing. */
  hasWaiting(shopId: number, before: Instant): Promise<boolean>;
  /** Puts an order into the inbox as if a webhook had brought it; false when that state of it was put there before. */
  deliver(shop: ReconciledShop, order: WholeOrder, at: Instant): Promise<boolean>;

  /** Of the chargebacks named, those that we are behind with. */
  chargebacksBehind(shop: ReconciledShop, fetched: readonly FetchedChargeback[]): Promise<ChargebackBehind[]>;
  /** Puts a chargeback into the inbox as if a webhook had brought it; false when that change of it was put there before. */
  deliverChargeback(shop: ReconciledShop, chargeback: ChargebackBehind, askedAt: Instant): Promise<boolean>;
  countChargebacks(shopId: number, kind: ReconciliationKind, at: Instant, healed: number): Promise<void>;

  /** Up to where a recent reconciliation has compared everything; null before the first. */
  checkedUntil(shopId: number): Promise<Instant | null>;
  /** Adds to the day's counts of a kind. */
  count(shopId: number, kind: ReconciliationKind, at: Instant, found: Compared): Promise<void>;
  /** Moves the recent one's mark, once everything before it was compared. */
  mark(shopId: number, at: Instant, span: { from: Instant; until: Instant }): Promise<void>;

  /** Begins one that takes several steps; false while another of its kind is under way. */
  begin(shopId: number, kind: "sweep" | "back_fill", at: Instant, begun: RunningReconciliation): Promise<boolean>;
  underWay(shopId: number, kind: "sweep" | "back_fill"): Promise<RunningReconciliation | null>;
  moveTo(shopId: number, kind: "sweep" | "back_fill", place: string): Promise<void>;
  end(shopId: number, kind: "sweep" | "back_fill", at: Instant, failure: string | null): Promise<void>;
};

/** How one kind last went, and what it found in the time looked at. */
export type ReconciliationFigures = Omit<Compared, "compared"> & {
  readonly chargebacks: number;
  readonly kind: ReconciliationKind;
  readonly state: "running" | "done" | "failed";
  readonly failure: string | null;
  /** From when on it compared; of a back-fill, what was asked for. */
  readonly from: Instant;
  readonly compared: number;
  readonly lastAt: Instant;
};

export type ReconciliationReports = {
  /** A row a kind that ran since an instant. */
  figures(shopId: number, since: Instant): Promise<ReconciliationFigures[]>;
};
