import { z } from "zod";
import type { Currency } from "#app/domain/money/currency.ts";
import type { PayoutState } from "#app/services/ports/payouts.ts";
import type { Shop, ShopProfile, ShopSettings, ShopStore } from "#app/services/ports/shops.ts";
import { dateOf, instantOrNull, type Db } from "./db.ts";
import type { Sealer } from "./encryption.ts";
import { createJobQueue } from "./jobs.ts";
import type { Shop as ShopRow } from "./generated/client.ts";

const settingsDocument = z.object({
  minimumPayoutMinor: z
    .string()
    .regex(/^\d+$/)
    .transform((text) => BigInt(text))
    .nullable()
    .default(null),
  defaultHoldDays: z.int().min(0).max(365).default(30),
  mailsReviews: z.boolean().default(true),
});

export function createShopStore(db: Db, sealer: Pick<Sealer, "seal">): ShopStore {
  return {
    async installed(domain) {
      const row = await db.shop.findUnique({ where: { domain, uninstalledAt: null } });
      return row === null ? null : read(row);
    },

    async byId(shopId) {
      const row = await db.shop.findUnique({ where: { id: shopId } });
      return row === null ? null : read(row);
    },

    async frozenSince(shopId) {
      const row = await db.shop.findUnique({ where: { id: shopId }, select: { uninstalledAt: true } });
      return instantOrNull(row?.uninstalledAt ?? null);
    },

    async install(profile, at) {
      const known = await db.shop.findUnique({ where: { domain: profile.domain }, select: { uninstalledAt: true } });
      if (known === null) await createWithBrand(db, profile);
      const emailCiphertext = profile.email === null ? null : Buffer.from(sealer.seal(profile.email));
      const data = {
        ...columns(profile),
        emailCiphertext,
        uninstalledAt: null,
        apiStatus: "ok",
        apiCheckedAt: dateOf(at),
      };
      // Installed once more: what is late from before it, and what happened in between, is told by this.
      if (known?.uninstalledAt) Object.assign(data, { installedAt: dateOf(at) });
      const row = await db.shop.update({ where: { domain: profile.domain }, data });
      if (known?.uninstalledAt) await resumePayouts(db, row.id);
      return read(row);
    },

    async saveSettings(shopId, settings) {
      await db.shop.update({ where: { id: shopId }, data: { settings: write(settings) } });
    },
  };
}

/** What was approved before the app was removed, and left alone meanwhile, is handed on; again does no harm. */
async function resumePayouts(db: Db, shopId: number): Promise<void> {
  const state = { in: ["approved", "submitted", "unknown"] satisfies PayoutState[] };
  for (const { id } of await db.payout.findMany({ where: { shopId, state }, select: { id: true } }))
    await createJobQueue(db).add("submit-payout", { shopId, payoutId: id }, { key: `submit-payout:${id}` });
}

/** Two first visits at once make one shop and one brand: the second insert finds the domain taken and makes nothing. */
async function createWithBrand(db: Db, profile: ShopProfile): Promise<void> {
  const slug = profile.domain.replace(/\.myshopify\.com$/, "");
  await db.$executeRaw`
    WITH made AS (
      INSERT INTO brands (name, slug) VALUES (${profile.name}, ${slug})
      ON CONFLICT (slug) DO UPDATE SET slug = excluded.slug RETURNING id
    )
    INSERT INTO shops (brand_id, domain, name, currency)
    SELECT id, ${profile.domain}, ${profile.name}, ${profile.currency} FROM made
    ON CONFLICT (domain) DO NOTHING`;
}

const columns = ({ name, primaryDomain, currency, timeZone, plan, taxesIncluded, scopes }: ShopProfile) => ({
  name,
  primaryDomain,
  currency,
  ianaTimezone: timeZone,
  plan,
  taxesIncluded,
  scopes,
});

const write = (settings: ShopSettings) => ({
  minimumPayoutMinor: settings.minimumPayoutMinor === null ? null : String(settings.minimumPayoutMinor),
  defaultHoldDays: settings.defaultHoldDays,
  mailsReviews: settings.mailsReviews,
});

const read = (row: ShopRow): Shop => ({
  id: row.id,
  brandId: row.brandId,
  domain: row.domain,
  name: row.name,
  primaryDomain: row.primaryDomain ?? row.domain,
  currency: row.currency as Currency,
  timeZone: row.ianaTimezone,
  settings: settingsDocument.parse(row.settings),
  checkedAt: instantOrNull(row.apiCheckedAt),
});
