import { HOUR_MS, instant } from "#app/domain/kernel/instant.ts";
import { saleToBrand } from "#app/domain/wording/test-sale.ts";
import type { Formats } from "#app/domain/wording/words.ts";
import type { Addresses } from "../ports/addresses.ts";
import type { CreatorDirectory } from "../ports/capture.ts";
import type { RealTestOrder, Rehearsal, TestOrders } from "../ports/capture-self-test.ts";
import type { Clock } from "../ports/clock.ts";
import type { Shop } from "../ports/shops.ts";
import { adminLinks, isPlus } from "./self-test/admin-links.ts";

type Deps = {
  testOrders: TestOrders;
  rehearsal: Rehearsal;
  directory: CreatorDirectory;
  addresses: Pick<Addresses, "referralLink">;
  clock: Clock;
};

/** How long a merchant's own test order is shown. */
const SHOWN_MS = 2 * HOUR_MS;

export type WatchedTestOrder = Omit<RealTestOrder, "orderId"> & {
  /** What it would have come to for those whose evidence it carries, were it no test. */
  readonly said: readonly string[];
};

export type TestOrderWatch = {
  readonly seen: WatchedTestOrder | null;
  /** What placing one takes: a creator's link, null without any creator, and the doors of the plan. */
  readonly steps: { readonly link: string | null; readonly payments: string; readonly plus: boolean };
};

/** The test order that a merchant placed lately, with what each door left on it, and how to place one. Asks nobody outside. */
export async function watchTestOrder(
  deps: Deps,
  { shop, apiKey, formats }: { shop: Shop; apiKey: string; formats: Pick<Formats, "money"> },
): Promise<TestOrderWatch> {
  const { directory, addresses } = deps;
  const tested = await directory.newest(shop.id);
  const front = await directory.shop(shop.domain);
  return {
    seen: await newestOf(deps, shop.id, formats),
    steps: {
      link: tested === null ? null : addresses.referralLink(tested.linkToken),
      payments: adminLinks(shop.domain, apiKey).payments,
      plus: isPlus(front?.plan ?? ""),
    },
  };
}

async function newestOf(
  { testOrders, rehearsal, clock }: Deps,
  shopId: number,
  formats: Pick<Formats, "money">,
): Promise<WatchedTestOrder | null> {
  const found = await testOrders.newest(shopId, instant(clock.now() - SHOWN_MS));
  if (found === null) return null;
  const { orderId, ...seen } = found;
  const names = new Map(found.evidence.map(({ creatorId, name }) => [creatorId, name]));
  const rehearsed = names.size === 0 ? null : await rehearsal.again({ shopId, orderId });
  if (rehearsed?.kind !== "judged") return { ...seen, said: [] };
  const { verdict } = rehearsed;
  return { ...seen, said: [...names].map(([creator, name]) => saleToBrand({ verdict, creator }, name, formats).said) };
}
