import { codeNames } from "#app/domain/offer/code-names.ts";
import type { ShopperTerms } from "#app/domain/offer/shopper-terms.ts";
import { announceCode } from "../codes/announce-code.ts";
import { declinedMail } from "../mail/application-mails.ts";
import type { Addresses } from "../ports/addresses.ts";
import type { Application, Partnership, ReferralCode } from "../ports/applications.ts";
import type { Clock } from "../ports/clock.ts";
import type { Database, Stores } from "../ports/database.ts";
import { newestPublished, versionInForce, type Offer } from "../ports/offers.ts";
import { wholeSecond } from "../whole-second.ts";

type Deps = {
  database: Pick<Database, "transaction">;
  clock: Clock;
  addresses: Addresses;
  /** Letters and digits, unguessable; the token of a referral link. */
  newToken(): string;
};

export type ReviewInput = {
  shopId: number;
  applicationId: string;
  /** A merchant's user id, or `auto`. */
  actor: string;
  decision: { kind: "approve" } | { kind: "decline"; reason: string };
};

export type Reviewed =
  | { kind: "approved"; code: string | null }
  | { kind: "declined" }
  /** Somebody decided otherwise before. */
  | { kind: "decided_before"; state: Application["state"] }
  | { kind: "offer_ended" }
  | { kind: "not_found" };

/**
 * Decides one application. Two people at once: the first decision stands, and approving twice is approving once.
 *
 * Approving makes the partnership, its link and its code in one transaction, and no call to Shopify: where the code
 * has to exist there too, it starts as pending, and a job of the same transaction makes it.
 */
export async function reviewApplication(deps: Deps, input: ReviewInput): Promise<Reviewed> {
  return deps.database.transaction(async (tx) => {
    const application = await tx.applications.lock(input.shopId, input.applicationId);
    if (application === null) return { kind: "not_found" };
    if (application.state !== "submitted") return sameAgain(tx, application, input.decision.kind);
    const offer = await tx.offers.get(input.shopId, application.offerId);
    if (offer === null) return { kind: "not_found" };
    const subject = { application, offer, actor: input.actor };
    if (input.decision.kind === "decline") return decline(deps, tx, subject, input.decision.reason);
    return offer.status === "ended" ? { kind: "offer_ended" } : approve(deps, tx, subject);
  });
}

async function sameAgain(tx: Stores, application: Application, wanted: "approve" | "decline"): Promise<Reviewed> {
  const { shopId, offerId, creatorId, state } = application;
  if (wanted === "decline") return state === "declined" ? { kind: "declined" } : { kind: "decided_before", state };
  if (state !== "approved") return { kind: "decided_before", state };
  const partnership = await tx.partnerships.live(shopId, offerId, creatorId);
  const code = partnership === null ? null : await tx.codes.newest(shopId, partnership.id);
  return { kind: "approved", code: code?.text ?? null };
}

type Subject = { application: Application; offer: Offer; actor: string };

async function approve(deps: Deps, tx: Stores, { application, offer, actor }: Subject): Promise<Reviewed> {
  const { shopId, creatorId } = application;
  const now = deps.clock.now();
  await tx.applications.decide(shopId, application.id, { state: "approved", by: actor, at: now, reason: null });

  const known = await tx.partnerships.live(shopId, offer.id, creatorId);
  const partnership = known ?? (await tx.partnerships.begin(application, wholeSecond(now)));
  await tx.partnerships.ensureLink(partnership, deps.newToken());
  const brought = await tx.broughtAlong.of(shopId, offer.id, creatorId);
  if (brought !== null) await tx.broughtAlong.carryOver(partnership, brought, now);

  const terms = (versionInForce(offer, now) ?? newestPublished(offer))?.shopperTerms ?? { kind: "none" };
  const code =
    (await tx.codes.newest(shopId, partnership.id)) ??
    (await reserveCode(tx, partnership, terms, brought?.code ?? null));
  if (terms.kind === "none") await announceCode(deps, tx, code, null);
  else await tx.jobs.add("create-code", { shopId, codeId: code.id }, { key: `create-code:${code.id}` });

  const subject = `application:${application.id}`;
  await tx.activity.record({
    shopId,
    actor,
    action: "application_approved",
    subject,
    detail: { code: code.text },
    at: now,
  });
  return { kind: "approved", code: code.text };
}

/**
 * The code that the creator brought along, else their best name that no code of the shop has. Taken between the look and
 * the insert: the next one.
 */
async function reserveCode(
  tx: Stores,
  partnership: Partnership,
  terms: ShopperTerms,
  brought: string | null,
): Promise<ReferralCode> {
  const own = brought === null ? null : await tx.codes.reserve(partnership, brought);
  if (own !== null) {
    await tx.broughtAlong.markImported(own.shopId, own.id);
    return own;
  }
  const creator = await tx.creators.name(partnership.creatorId);
  for (const text of codeNames(creator?.handle ?? "", terms)) {
    const code = await tx.codes.reserve(partnership, text);
    if (code !== null) return code;
  }
  throw new Error("unreachable: names never end");
}

async function decline(
  deps: Deps,
  tx: Stores,
  { application, offer, actor }: Subject,
  reason: string,
): Promise<Reviewed> {
  const { shopId, creatorId } = application;
  const at = deps.clock.now();
  await tx.applications.decide(shopId, application.id, { state: "declined", by: actor, at, reason });
  const shop = await tx.shops.byId(shopId);
  const portalUrl = deps.addresses.portal("");
  await tx.mail.toCreator(
    declinedMail({ creatorId, brandName: shop?.name ?? "", offerName: offer.name, reason, portalUrl }),
  );
  await tx.activity.record({
    shopId,
    actor,
    action: "application_declined",
    subject: `application:${application.id}`,
    at,
  });
  return { kind: "declined" };
}
