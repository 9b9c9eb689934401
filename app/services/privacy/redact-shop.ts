import { plusDays, type Instant } from "#app/domain/kernel/instant.ts";
import type { PrivacyStore } from "../ports/privacy.ts";

type Input = {
  shop: { id: number; uninstalledAt: Instant | null };
  requestKey: string;
  receivedAt: Instant;
  triggeredAt: Instant;
  now: Instant;
};

/**
 * Erases what is personal of a shop that removed the app, 48 hours after it did. What creators earned there, and the
 * ledger that proves it, stay.
 *
 * @returns `installed_again` when the shop has the app: nothing is erased under a merchant's feet
 */
export async function redactShop(
  { privacy }: { privacy: PrivacyStore },
  { shop, requestKey, receivedAt, triggeredAt, now }: Input,
): Promise<{ kind: "redacted" | "installed_again" }> {
  const request = {
    shopId: shop.id,
    kind: "shop/redact" as const,
    requestKey,
    receivedAt,
    dueAt: plusDays(receivedAt, 30),
  };
  if (shop.uninstalledAt === null || shop.uninstalledAt > triggeredAt) {
    await privacy.record(request, { at: now, report: { refused: "the shop has the app" } });
    return { kind: "installed_again" };
  }
  await privacy.record(request, { at: now, report: await privacy.eraseShop(shop.id) });
  return { kind: "redacted" };
}
