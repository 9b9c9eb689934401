import { budgetLevel } from "#app/domain/offer/budget.ts";
import { saleToCreator } from "#app/domain/wording/test-sale.ts";
import type { Formats } from "#app/domain/wording/words.ts";
import type { BrandFigures } from "../ports/brand-figures.ts";
import type { CaptureLimits, CreatorDirectory, NamedCreator } from "../ports/capture.ts";
import type { CodeStandings, LeftByDoor, Rehearsal } from "../ports/capture-self-test.ts";
import type { Clock } from "../ports/clock.ts";
import type { CreatorDatabase } from "../ports/creator-database.ts";
import type { MyPartnership } from "../ports/creator-offers.ts";
import type { Shop, ShopStore } from "../ports/shops.ts";
import {
  budgetCheck,
  codeCheck,
  linkCheck,
  standingCheck,
  type PartnershipCheck,
} from "../capture/self-test/partnership-checks.ts";
import { followLink, type FollowDeps, type FollowedLink } from "../capture/self-test/follow-link.ts";
import { left, testSaleMinor } from "../capture/self-test/sale.ts";

export type PartnershipTestDeps = FollowDeps & {
  database: Pick<CreatorDatabase, "partnerships">;
  shops: Pick<ShopStore, "byId">;
  figures: Pick<BrandFigures, "budgetOf">;
  directory: CreatorDirectory;
  limits: CaptureLimits;
  rehearsal: Rehearsal;
  standings: CodeStandings;
  clock: Clock;
  formatsOf: (currency: Shop["currency"], timeZone: string) => Formats;
};

export type PartnershipTested =
  | { readonly kind: "tested"; readonly brandName: string; readonly checks: readonly PartnershipCheck[] }
  /** Not this creator's. */
  | { readonly kind: "unknown" }
  | { readonly kind: "limited" };

/**
 * Before a creator posts: whether the link leads to the shop and is remembered there, the code works, the offer pays, and
 * what a sale by each would earn. Nothing of it is kept: no visit, no order.
 */
export async function testPartnership(
  deps: PartnershipTestDeps,
  { creatorId, partnershipId }: { creatorId: string; partnershipId: string },
): Promise<PartnershipTested> {
  const now = deps.clock.now();
  const partnership = await deps.database.partnerships.get(creatorId, partnershipId, now);
  const shop = partnership === null ? null : await deps.shops.byId(partnership.shopId);
  if (partnership === null || shop === null) return { kind: "unknown" };
  if (!(await deps.limits.take("self_test_creator", creatorId))) return { kind: "limited" };

  const formats = deps.formatsOf(shop.currency, shop.timeZone);
  const standing = standingCheck(partnership, formats);
  if (partnership.state !== "active") return tested(partnership, [standing]);

  const token = partnership.links[0]?.token;
  const link: FollowedLink = token === undefined ? { kind: "ended" } : await followLink(deps, token);
  const code = partnership.codes.find(({ state }) => state === "active")?.text ?? null;
  const named = code === null ? null : await deps.directory.byEvidence(shop.id, [code], null);
  const asked = named?.discount ? await deps.standings.of(shop.domain, named.code) : null;
  const budget = await deps.figures.budgetOf(shop.id, partnership.offerId, now);
  const found = codeCheck(partnership, { named, standing: asked });
  return tested(partnership, [
    standing,
    ...(budget === null ? [] : [budgetCheck(budgetLevel(budget), partnership.brandName)]),
    linkCheck(link, partnership.brandName),
    found,
    ...(await testSales(deps, { shop, creatorId, link, named: found.state === "bad" ? null : named, formats })),
  ]);
}

const tested = ({ brandName }: MyPartnership, checks: readonly PartnershipCheck[]): PartnershipTested => ({
  kind: "tested",
  brandName,
  checks,
});

type Selling = {
  shop: Shop;
  creatorId: string;
  link: FollowedLink;
  /** Null where no code works. */
  named: NamedCreator | null;
  formats: Pick<Formats, "money">;
};

/** By the link with all that it leaves, and by the code alone; what does not work is not sold with. */
async function testSales(
  deps: PartnershipTestDeps,
  { shop, creatorId, link, named, formats }: Selling,
): Promise<PartnershipCheck[]> {
  const amountMinor = testSaleMinor(shop.currency);
  const sell = async (by: "link" | "code", evidence: Partial<LeftByDoor>): Promise<PartnershipCheck> => {
    const sale = { shopDomain: shop.domain, currency: shop.currency, amountMinor, at: deps.clock.now() };
    const rehearsed = await deps.rehearsal.run({ ...sale, left: left(evidence) });
    const name = by === "link" ? "link_sale" : "code_sale";
    if (rehearsed.kind === "set_aside")
      return { name, state: "bad", said: "The test order could not be read. That is our fault; please tell us." };
    const { outcome, said } = saleToCreator(
      { verdict: rehearsed.verdict, creator: creatorId },
      { by, amountMinor },
      formats,
    );
    return { name, state: outcome === "earns" ? "good" : "bad", said };
  };
  return [
    ...(link.kind === "ended" ? [] : [await sell("link", leftByLink(link, named !== null))]),
    ...(named === null ? [] : [await sell("code", named.discount ? { codes: [named.code] } : { entered: named.code })]),
  ];
}

/** All that a link leaves on the order as things stand: no discount that is refused, no click that no page keeps. */
function leftByLink(
  { link, arrival, ref, landingSite }: Extract<FollowedLink, { kind: "followed" }>,
  codeWorks: boolean,
): Partial<LeftByDoor> {
  const codes = codeWorks && link.discountCode !== null ? [link.discountCode] : [];
  const kept = arrival.kind !== "arrived" || arrival.embed;
  return { codes, ref: kept ? ref : null, landingSite };
}
