import { AdminAccessDenied, AdminUnauthorized } from "#app/adapters/shopify/admin-errors.ts";
import { activatePixel } from "#app/services/capture/activate-pixel.ts";
import type { Container } from "./container.ts";
import type { Task } from "./tasks.ts";

type Parts = Pick<Container, "database" | "capture" | "admin" | "env" | "log">;

/** Switches a shop's web pixel on after the installation; a shop that does not let us has the button on the page Capture. */
export function pixelActivation(
  { database, capture, admin, env, log }: Parts,
  read: (payload: unknown) => { shopId: number },
): Task {
  return async (payload) => {
    const { shopId } = read(payload);
    const shop = await database.shops.byId(shopId);
    if (shop === null) return;
    try {
      await activatePixel(capture.pixelWith(admin), shop, env.SHOPIFY_APP_URL.href);
      log.info({ shopId }, "web pixel activated");
    } catch (error) {
      if (!(error instanceof AdminUnauthorized || error instanceof AdminAccessDenied)) throw error;
      log.warn({ shopId }, "the shop does not let us activate its web pixel");
    }
  };
}
