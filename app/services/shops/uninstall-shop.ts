import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Installations } from "../ports/installations.ts";

type Input = { shop: { id: number; installedAt: Instant }; triggeredAt: Instant };

/**
 * A merchant removed the app. Balances freeze where they are: nothing is posted to them, nothing is taken from creators.
 *
 * @returns `stale` when the shop has installed the app again since: deliveries may be late
 */
export async function uninstallShop(
  { installations }: { installations: Installations },
  { shop, triggeredAt }: Input,
): Promise<{ kind: "uninstalled" | "stale" }> {
  if (triggeredAt < shop.installedAt) return { kind: "stale" };
  await installations.end(shop.id, triggeredAt);
  return { kind: "uninstalled" };
}
