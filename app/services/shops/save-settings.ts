import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";
import type { ShopSettings } from "../ports/shops.ts";

type Deps = { database: Pick<Database, "transaction">; clock: Clock };

/** Saves what a brand has set; later runs and new offers go by it, what exists stays as it is. */
export async function saveSettings(
  { database, clock }: Deps,
  input: { shopId: number; actor: string; settings: ShopSettings },
): Promise<void> {
  const { shopId, actor, settings } = input;
  await database.transaction(async (tx) => {
    await tx.shops.saveSettings(shopId, settings);
    const detail = {
      minimumPayoutMinor: settings.minimumPayoutMinor === null ? null : String(settings.minimumPayoutMinor),
      defaultHoldDays: settings.defaultHoldDays,
      mailsReviews: settings.mailsReviews,
    };
    await tx.activity.record({ shopId, actor, action: "settings_saved", subject: "settings", detail, at: clock.now() });
  });
}
