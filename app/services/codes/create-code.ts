import { codeNames } from "#app/domain/offer/code-names.ts";
import { announceCode } from "./announce-code.ts";
import type { Addresses } from "../ports/addresses.ts";
import type { ReferralCode } from "../ports/applications.ts";
import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";
import { versionInForce } from "../ports/offers.ts";
import type { Discounts } from "../ports/shopify.ts";
import { syncDiscount } from "./sync-discount.ts";

type Deps = {
  database: Database;
  discounts: Discounts;
  clock: Clock;
  addresses: Addresses;
  houseCode(offerId: string): string;
};

export type CodeCreated =
  | { kind: "active"; code: string }
  | { kind: "refused"; why: string }
  /** Nothing left to do: active already, retired, or gone. */
  | { kind: "done_before" };

const partnershipEnded = "The partnership has ended: no code is made for it any more";

/** Beyond so many taken names something is wrong, and a person should look. */
const mostNames = 25;

/**
 * Makes a pending code exist at Shopify, and then tells its creator. A job: safe to repeat and to crash anywhere, since
 * a code that our discount has already counts as made. Where another discount has the code, the next free name is taken,
 * unless the creator brought that very code along: then it stays where it is. A partnership that has ended meanwhile gets none.
 */
export async function createCode(deps: Deps, input: { shopId: number; codeId: string }): Promise<CodeCreated> {
  const { database } = deps;
  for (let name = 0; name < mostNames; name++) {
    const code = await database.codes.get(input.shopId, input.codeId);
    if (code === null || code.state === "active" || code.state === "retired") return { kind: "done_before" };
    if (code.ended) return refuse(deps, code, partnershipEnded);
    const [shop, offer] = await Promise.all([
      database.shops.byId(code.shopId),
      database.offers.get(code.shopId, code.offerId),
    ]);
    if (shop === null || offer === null) return { kind: "done_before" };
    const terms = versionInForce(offer, deps.clock.now())?.shopperTerms;
    if (terms === undefined || terms.kind === "none") return activate(deps, code, null);

    const gid = await discountOf(deps, offer);
    if (gid.kind === "refused") return refuse(deps, code, gid.why);
    const added = await deps.discounts.addCode(shop.domain, gid.gid, code.text);
    if (added.kind === "added") return activate(deps, code, added.redeemGid);
    if (added.kind === "refused") return refuse(deps, code, added.why);
    // Brought along: the discount that has it is the brand's own, and goes on as it is.
    if (await database.broughtAlong.isImported(code.shopId, code.id)) return activate(deps, code, null);
    await renameCode(deps, code);
  }
  const code = await database.codes.get(input.shopId, input.codeId);
  return code === null
    ? { kind: "done_before" }
    : refuse(deps, code, `All of ${mostNames} names were taken by other discounts`);
}

type Gid = { kind: "gid"; gid: string } | { kind: "refused"; why: string };

/** The offer's discount, made now when its own job has not come to it yet. */
async function discountOf(deps: Deps, offer: { shopId: number; id: string; discountGid: string | null }): Promise<Gid> {
  if (offer.discountGid !== null) return { kind: "gid", gid: offer.discountGid };
  const synced = await syncDiscount(deps, { shopId: offer.shopId, offerId: offer.id });
  if (synced.kind === "synced" && synced.gid !== null) return { kind: "gid", gid: synced.gid };
  return { kind: "refused", why: synced.kind === "refused" ? synced.why : "The offer has no discount at Shopify" };
}

async function activate(deps: Deps, code: ReferralCode, redeemGid: string | null): Promise<CodeCreated> {
  return deps.database.transaction(async (tx) => {
    const locked = await tx.codes.lock(code.shopId, code.id);
    if (locked === null || locked.state === "active" || locked.state === "retired") return { kind: "done_before" };
    if (locked.ended) {
      // It is at Shopify now, where the retirement of codes finds active ones alone. Nobody is told of it.
      await tx.codes.activate(locked.shopId, locked.id, redeemGid);
      return { kind: "refused", why: partnershipEnded };
    }
    await announceCode(deps, tx, locked, redeemGid);
    return { kind: "active", code: locked.text };
  });
}

async function refuse({ database, clock }: Deps, code: ReferralCode, why: string): Promise<CodeCreated> {
  return database.transaction(async (tx) => {
    await tx.codes.fail(code.shopId, code.id, why);
    const subject = `code:${code.id}`;
    await tx.activity.record({
      shopId: code.shopId,
      actor: "system",
      action: "code_refused",
      subject,
      detail: { why },
      at: clock.now(),
    });
    return { kind: "refused", why };
  });
}

async function renameCode({ database, clock }: Deps, code: ReferralCode): Promise<void> {
  await database.transaction(async (tx) => {
    const offer = await tx.offers.get(code.shopId, code.offerId);
    const creator = await tx.creators.name(code.creatorId);
    const terms = (offer && versionInForce(offer, clock.now())?.shopperTerms) ?? { kind: "none" as const };
    const later = codeNames(creator?.handle ?? "", terms)
      .drop(1)
      .take(200)
      .toArray();
    const known = await tx.codes.known(code.shopId, later);
    const tried = later.indexOf(code.text);
    const next = later.slice(tried + 1).find((text) => !known.has(text.toLowerCase()));
    if (next === undefined) return;
    await tx.codes.rename(code.shopId, code.id, next);
    const detail = { taken: code.text, instead: next };
    await tx.activity.record({
      shopId: code.shopId,
      actor: "system",
      action: "code_renamed",
      subject: `code:${code.id}`,
      detail,
      at: clock.now(),
    });
  });
}
