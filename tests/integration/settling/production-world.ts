import { createHash } from "node:crypto";
import { parseDelivery } from "../../../app/adapters/shopify/webhooks/parse-delivery.ts";
import type { Database } from "../../../app/adapters/database/connect.ts";
import { addressHasher } from "../../../app/adapters/database/creators/address-hash.ts";
import { holdStore } from "../../../app/adapters/database/settling/holds.ts";
import { factSealer } from "../../../app/adapters/database/settling/seal.ts";
import { settleStore } from "../../../app/adapters/database/settling/store.ts";
import { type Instant, parseInstant } from "../../../app/domain/kernel/instant.ts";
import { byCodePoints, canonicalText, folded } from "../../../app/domain/kernel/text.ts";
import { parseCurrency } from "../../../app/domain/money/currency.ts";
import type { IncomingFact } from "../../../app/services/ports/settling.ts";
import { releaseHolds } from "../../../app/services/ledger/release-holds.ts";
import { settleOrders } from "../../../app/services/orders/settle-orders.ts";
import type { Delivery } from "../../../app/services/replay/replay.ts";
import { keysOf } from "../../builders/keys.ts";

const KEYS = keysOf(7);
const EVER = "1970-01-01T00:00:00Z";

interface WorldPartnership {
  readonly creator: string;
  readonly codes?: readonly string[];
  readonly links?: readonly string[];
  readonly activeFrom?: string | null;
  readonly activeUntil?: string | null;
  readonly email?: string | null;
  readonly bps?: number | null;
  readonly endedFor?: string | null;
}
export interface WorldOffer {
  readonly currency: string;
  readonly attributionWindowDays?: number;
  readonly holdDays?: number;
  readonly rule: unknown;
  readonly partnerships: readonly WorldPartnership[];
}

/** An offer of a replay, in the database as a shop would have it, so that production's settling can be compared with it. */
export class ProductionWorld {
  static readonly keys = KEYS;
  readonly db: Database;
  readonly shopId: number;
  readonly offerId: string;
  /** Creators' ids, which sort as their names do: ties go by creator. */
  readonly #nameOf: ReadonlyMap<string, string>;
  readonly #currency: string;
  #nextText = 1;

  private constructor(
    db: Database,
    shopId: number,
    offerId: string,
    names: ReadonlyMap<string, string>,
    currency: string,
  ) {
    this.db = db;
    this.shopId = shopId;
    this.offerId = offerId;
    this.#nameOf = names;
    this.#currency = currency;
  }

  static async open(db: Database, offer: WorldOffer, name: string): Promise<ProductionWorld> {
    const { rows: shops } = await db.pool.query<{ id: number }>(
      `WITH brand AS (INSERT INTO brands (id, name, slug) VALUES (gen_random_uuid(), $1, $1) RETURNING id)
       INSERT INTO shops (brand_id, domain, name, currency) SELECT id, $2, $1, $3 FROM brand RETURNING id`,
      [name, `${name}.myshopify.com`, offer.currency],
    );
    const shopId = shops[0]?.id ?? 0;
    const { rows: offers } = await db.pool.query<{ id: string; version: string }>(
      `WITH made AS (INSERT INTO offers (shop_id, name, status) VALUES ($1, 'offer', 'live') RETURNING id)
       INSERT INTO offer_versions (shop_id, offer_id, number, currency, rule, attribution_window_days, hold_days, effective_from, published_at, rule_hash)
       SELECT $1, id, 1, $2, $3, $4, $5, $6, $6, 'hash' FROM made RETURNING offer_id AS id, id AS version`,
      [
        shopId,
        offer.currency,
        JSON.stringify(offer.rule),
        offer.attributionWindowDays ?? 30,
        offer.holdDays ?? 30,
        EVER,
      ],
    );
    const { id: offerId, version } = offers[0] ?? { id: "", version: "" };
    const names = new Map<string, string>();
    const sorted = offer.partnerships.toSorted((a, b) => byCodePoints(a.creator, b.creator));
    for (const [index, partnership] of sorted.entries()) {
      const creatorId = sortedUuid(index, name);
      names.set(creatorId, partnership.creator.trim());
      await joinWorld(db, { shopId, offerId, version, creatorId, handle: `${name}-${index}` }, partnership);
    }
    return new ProductionWorld(db, shopId, offerId, names, offer.currency);
  }

  /** The facts of deliveries that are no duplicates, in their sequence. */
  facts(deliveries: readonly Delivery[]): IncomingFact[] {
    const currency = parseCurrency(this.#currency);
    if (currency === null) throw new Error(`no currency ${this.#currency}`);
    const seen = new Set<string>();
    return deliveries.flatMap((delivery) => {
      const key = `${delivery.topic} ${delivery.webhookId}`;
      if (seen.has(key)) return [];
      seen.add(key);
      const triggeredAt = at(delivery.triggeredAt);
      const text = this.#nextText++;
      this.#texts.set(text, delivery.body);
      const parsed = parseDelivery(delivery.topic, delivery.body, currency, { triggeredAt, text });
      return parsed.kind === "fact" ? [{ shopId: this.shopId, fact: parsed.fact, triggeredAt, text }] : [];
    });
  }
  readonly #texts = new Map<number, unknown>();

  /** Settles one batch in one transaction, as the worker does. */
  async settle(batch: readonly IncomingFact[], now: Instant): Promise<void> {
    await this.db.transaction(async (client) => {
      const store = settleStore(client, now);
      const texts = async (refs: readonly number[]) => new Map(refs.map((ref) => [ref, this.#textOf(ref)]));
      // Few at first, so that many a change reaches further than that.
      const deps = { now, seal: factSealer(KEYS.hashKey, () => true)(), laterAtFirst: 2 };
      await settleOrders({ ...store, texts }, deps, batch);
    });
  }

  async release(now: Instant): Promise<void> {
    await releaseHolds({
      transaction: (work) => this.db.transaction((client) => work(holdStore(client))),
      clock: { now: () => now },
    });
  }

  /** What was settled, in the form of a replay's output. */
  async output() {
    const { rows: orders } = await this.db.pool.query<{
      order_id: bigint;
      reason: string;
      rejected: { creatorId: string; kind: string; reason: string }[];
    }>("SELECT order_id, reason, rejected FROM verdicts WHERE shop_id = $1 ORDER BY order_id", [this.shopId]);
    const { rows: commissions } = await this.db.pool.query<{
      order_id: bigint;
      creator_id: string;
      amount_minor: bigint;
      evidence_kind: string;
      lines: unknown;
    }>(
      "SELECT order_id, creator_id, amount_minor, evidence_kind, lines FROM commissions WHERE shop_id = $1 AND credited ORDER BY order_id, creator_id",
      [this.shopId],
    );
    const { rows: balances } = await this.db.pool.query<{ creator_id: string; pending: bigint; payable: bigint }>(
      `SELECT creator_id, coalesce(sum(balance_minor) FILTER (WHERE account = 'pending'), 0)::bigint AS pending,
         coalesce(sum(balance_minor) FILTER (WHERE account = 'payable'), 0)::bigint AS payable
       FROM account_balances WHERE shop_id = $1 GROUP BY creator_id ORDER BY creator_id`,
      [this.shopId],
    );
    return {
      orders: orders.map(({ order_id, reason, rejected }) => ({
        order: String(order_id),
        currency: this.#currency,
        reason,
        commissions: commissions
          .filter((commission) => commission.order_id === order_id)
          .map(({ creator_id, amount_minor, evidence_kind, lines }) => ({
            creator: this.#nameOf.get(creator_id),
            amountMinor: String(amount_minor),
            evidence: evidence_kind,
            lines,
          })),
        rejected: rejected.map(({ creatorId, kind, reason: why }) => ({
          creator: this.#nameOf.get(creatorId),
          evidence: kind,
          reason: why,
        })),
      })),
      balances: balances
        .filter(({ pending, payable }) => pending !== 0n || payable !== 0n)
        .map(({ creator_id, pending, payable }) => ({
          creator: this.#nameOf.get(creator_id),
          currency: this.#currency,
          pendingMinor: String(pending),
          payableMinor: String(payable),
        })),
    };
  }

  #textOf(ref: number): string {
    return canonicalText(this.#texts.get(ref));
  }
}

async function joinWorld(
  db: Database,
  {
    shopId,
    offerId,
    version,
    creatorId,
    handle,
  }: { shopId: number; offerId: string; version: string; creatorId: string; handle: string },
  partnership: WorldPartnership,
): Promise<void> {
  const email =
    partnership.email && partnership.email.trim() !== ""
      ? Buffer.from(addressHasher(KEYS.hashKey)(partnership.email))
      : null;
  // Two creators may share an address in a world, never an account in production: then the second has it as its phone's.
  await db.pool.query("INSERT INTO creators (id, display_name, handle, email_hash) VALUES ($1, $2, $3, $4)", [
    creatorId,
    partnership.creator,
    handle,
    email,
  ]);
  const { rows } = await db.pool.query<{ id: string }>(
    `INSERT INTO partnerships (shop_id, offer_id, creator_id, state, active_from, active_until, ended_for, own_rate_bps,
       accepted_version_id, accepted_terms_hash, accepted_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'hash', $5) RETURNING id`,
    [
      shopId,
      offerId,
      creatorId,
      partnership.activeUntil ? "ended" : "active",
      partnership.activeFrom ?? EVER,
      partnership.activeUntil ?? null,
      partnership.endedFor ?? (partnership.activeUntil ? "left" : null),
      partnership.bps ?? null,
      version,
    ],
  );
  const partnershipId = rows[0]?.id;
  for (const code of new Set((partnership.codes ?? []).map(folded)))
    await db.pool.query(
      "INSERT INTO referral_codes (shop_id, partnership_id, code, code_folded, state) VALUES ($1, $2, $3, $3, 'active')",
      [shopId, partnershipId, code],
    );
  for (const token of new Set(partnership.links ?? []))
    await db.pool.query("INSERT INTO referral_links (shop_id, partnership_id, token) VALUES ($1, $2, $3)", [
      shopId,
      partnershipId,
      token,
    ]);
}

function sortedUuid(index: number, world: string): string {
  const hash = createHash("sha256").update(`${world} ${index}`).digest("hex");
  const prefix = index.toString(16).padStart(8, "0");
  return `${prefix}-${hash.slice(0, 4)}-4${hash.slice(4, 7)}-8${hash.slice(7, 10)}-${hash.slice(10, 22)}`;
}

function at(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) throw new Error(`not an instant: ${text}`);
  return instant;
}
