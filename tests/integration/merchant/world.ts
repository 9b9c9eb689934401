import { keptOrderLabels } from "../../../app/adapters/database/order-labels.ts";
import { reconciliationReports } from "../../../app/adapters/database/reconcile/reports.ts";
import { createStores } from "../../../app/adapters/database/stores.ts";
import { instant, type Instant } from "../../../app/domain/kernel/instant.ts";
import { parseCurrency, type Currency } from "../../../app/domain/money/currency.ts";
import { readShopperTerms } from "../../../app/domain/offer/shopper-terms.ts";
import { installShop } from "../../../app/services/shops/install-shop.ts";
import type { Clock } from "../../../app/services/ports/clock.ts";
import type { Ledger } from "../../../app/services/ports/ledger.ts";
import type { Shop, ShopProfile } from "../../../app/services/ports/shops.ts";
import { publishOffer } from "../../../app/services/offers/publish-offer.ts";
import { saveOfferDraft, type DraftInput } from "../../../app/services/offers/save-offer-draft.ts";
import { testDatabase } from "../../setup/test-database.ts";

export const usd = parseCurrency("USD") as Currency;

/** Reads back what it wrote: tests of encryption are elsewhere. */
export const plainSealer = {
  seal: (text: string) => new Uint8Array(Buffer.from(text)),
  open: (sealed: Uint8Array) => Buffer.from(sealed).toString(),
  isCurrent: () => true,
};

/** A clock that stands until it is moved. */
export function standingClock(startAt = Date.parse("2026-11-24T10:00:00Z")) {
  let now = startAt;
  return { now: (): Instant => instant(now), advance: (ms: number) => (now += ms) };
}

export const profileOf = (domain: string): ShopProfile => ({
  domain,
  name: domain.split(".")[0] ?? domain,
  primaryDomain: domain,
  currency: usd,
  timeZone: "America/New_York",
  plan: "Basic",
  taxesIncluded: false,
  scopes: "read_orders",
  email: `owner@${domain}`,
});

/** A person's entries in what is payable to a creator, below zero too. */
function crediting(ledger: Ledger, clock: Clock) {
  let credits = 0;
  return async (shopId: number, creatorId: string, amountMinor: bigint): Promise<void> => {
    if (amountMinor === 0n) return;
    const way =
      amountMinor > 0n ? ({ from: "expense", to: "payable" } as const) : ({ from: "payable", to: "expense" } as const);
    await ledger.post([
      {
        shopId,
        creatorId,
        currency: "USD",
        ...way,
        amountMinor: amountMinor > 0n ? amountMinor : -amountMinor,
        kind: "manual",
        reason: "a test",
        orderId: null,
        payoutId: null,
        actor: "merchant:1",
        idempotencyKey: `test/${(credits += 1)}`,
        happenedAt: clock.now(),
      },
    ]);
  };
}

/** A database with what most tests of the merchant's services begin with. */
export async function merchantWorld() {
  const connection = await testDatabase();
  const database = createStores(connection.prisma, plainSealer);
  const clock = standingClock();
  const addresses = {
    portal: (path: string) => `https://app.test/creator${path}`,
    referralLink: (token: string) => `https://app.test/r/${token}`,
  };
  let tokens = 0;
  const newToken = () => `token${(tokens += 1)}`;
  const deps = {
    database,
    clock,
    addresses,
    newToken,
    houseCode: (offerId: string) => `HOUSE-${offerId}`,
    /** Shopify names nothing here. */
    orderLabels: { kept: keptOrderLabels(connection.pool), asked: async () => new Map() },
    reconciliationReports: reconciliationReports(connection.pool),
  };

  const shop = (domain: string): Promise<Shop> =>
    installShop({ ...deps, shopInfo: { profile: async () => profileOf(domain) } }, { domain });

  const draft = (of: Shop, change: Partial<DraftInput> = {}) =>
    saveOfferDraft(deps, {
      shop: of,
      actor: "merchant:1",
      offerId: null,
      seen: null,
      details: { name: "Ten percent", description: "", autoApprove: false, noticeDays: 30 },
      ruleDocument: { percent: { bps: 1000 } },
      shopperTerms: readShopperTerms({}),
      attributionWindowDays: 30,
      holdDays: 30,
      ...change,
    });

  /** @returns the id of a live offer */
  async function liveOffer(of: Shop, change: Partial<DraftInput> = {}): Promise<string> {
    const saved = await draft(of, change);
    if (saved.kind !== "saved") throw new Error(`no offer: ${saved.kind}`);
    await publishOffer(deps, { shopId: of.id, offerId: saved.offerId, actor: "merchant:1" });
    return saved.offerId;
  }

  async function creator(handle: string): Promise<string> {
    const data = { handle, displayName: handle, emailCiphertext: plainSealer.seal(`${handle}@example.com`) };
    return (await connection.prisma.creator.create({ data })).id;
  }

  async function application(of: Shop, offerId: string, creatorId: string): Promise<string> {
    const version = (await database.offers.get(of.id, offerId))?.versions[0];
    if (version === undefined) throw new Error("the offer has no version to accept");
    const data = {
      shopId: of.id,
      offerId,
      creatorId,
      acceptedVersionId: version.id,
      acceptedTermsHash: version.termsHash,
      acceptedAt: new Date(clock.now()),
    };
    return (await connection.prisma.application.create({ data })).id;
  }

  const credit = crediting(database.ledger, clock);

  const jobs = async (): Promise<{ task: string; payload: unknown }[]> =>
    (
      await connection.pool.query(
        `SELECT t.identifier AS task, j.payload FROM graphile_worker._private_jobs j
         JOIN graphile_worker._private_tasks t ON t.id = j.task_id ORDER BY j.id`,
      )
    ).rows;

  return { connection, database, clock, deps, shop, draft, liveOffer, creator, application, credit, jobs };
}
