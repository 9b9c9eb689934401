import { saleToBrand } from "#app/domain/wording/test-sale.ts";
import type { Formats } from "#app/domain/wording/words.ts";
import type { CaptureLimits, CreatorDirectory } from "../ports/capture.ts";
import type { CodeStandings, LeftByDoor, Rehearsal } from "../ports/capture-self-test.ts";
import type { Clock } from "../ports/clock.ts";
import type { ShopInfo } from "../ports/shopify.ts";
import type { Shop } from "../ports/shops.ts";
import { adminLinks, type Fix, isPlus } from "./self-test/admin-links.ts";
import { doorsOf, type Door, type DoorName } from "./self-test/doors.ts";
import { followLink, type FollowDeps } from "./self-test/follow-link.ts";
import { testSaleMinor } from "./self-test/sale.ts";

export type TestOrderDeps = FollowDeps & {
  directory: CreatorDirectory;
  limits: CaptureLimits;
  rehearsal: Rehearsal;
  standings: CodeStandings;
  shopInfo: ShopInfo;
  clock: Clock;
};

/** What came of one door; `unpaid` works as it should, and the offer pays nothing for it. */
export type WalkedDoor = {
  readonly name: DoorName;
  readonly state: "good" | "bad" | "unpaid";
  readonly said: string;
  readonly fix: Fix | null;
};

export type TestOrderRun =
  | { readonly kind: "walked"; readonly creatorName: string; readonly doors: readonly WalkedDoor[] }
  /** No creator has a working code and a link yet: there is nothing to walk with. */
  | { readonly kind: "no_creator" }
  | { readonly kind: "limited" };

/**
 * Carries a marked test order through each door of a shop that its plan has, with the code and the link of the creator who
 * joined last. Nothing of it is kept: no order, no visit, no total.
 */
export async function runTestOrder(
  deps: TestOrderDeps,
  { shop, apiKey, formats }: { shop: Shop; apiKey: string; formats: Pick<Formats, "money"> },
): Promise<TestOrderRun> {
  if (!(await deps.limits.take("self_test_shop", String(shop.id)))) return { kind: "limited" };
  const tested = await deps.directory.newest(shop.id);
  if (tested === null) return { kind: "no_creator" };
  const { creator, linkToken } = tested;
  const { plan } = await deps.shopInfo.profile(shop.domain);
  const doors = doorsOf({
    creator,
    plus: isPlus(plan),
    link: await followLink(deps, linkToken),
    standing: creator.discount ? await deps.standings.of(shop.domain, creator.code) : null,
    found: await deps.directory.byEntry(shop.id, creator.handle),
    admin: adminLinks(shop.domain, apiKey),
  });

  const walked: WalkedDoor[] = [];
  for (const door of doors)
    walked.push(await walk(deps, shop, { door, creator: creator.creatorId, name: creator.name, formats }));
  return { kind: "walked", creatorName: creator.name, doors: walked };
}

type Walking = { door: Door; creator: string; name: string; formats: Pick<Formats, "money"> };

async function walk(deps: TestOrderDeps, shop: Shop, { door, creator, name, formats }: Walking): Promise<WalkedDoor> {
  if (door.obstacle !== null) return { name: door.name, state: "bad", ...door.obstacle };
  const rehearsed = await deps.rehearsal.run(saleWith(shop, deps.clock, door.left));
  if (rehearsed.kind === "set_aside")
    return { name: door.name, state: "bad", said: `The order could not be read (${rehearsed.reason}).`, fix: null };
  const { outcome, said } = saleToBrand({ verdict: rehearsed.verdict, creator }, name, formats);
  if (outcome === "earns") return { name: door.name, state: "good", said, fix: null };
  if (outcome === "kept_unpaid") return { name: door.name, state: "unpaid", said, fix: null };
  return { name: door.name, state: "bad", said, fix: { label: "Look at the offer", url: "/app/offers" } };
}

const saleWith = (shop: Shop, clock: Clock, left: LeftByDoor) => ({
  shopDomain: shop.domain,
  currency: shop.currency,
  amountMinor: testSaleMinor(shop.currency),
  at: clock.now(),
  left,
});
