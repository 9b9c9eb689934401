import { z } from "zod";
import type { PixelPort } from "#app/services/ports/capture-report.ts";
import type { AdminClient } from "./admin-client.ts";
import { AdminContractBroken } from "./admin-errors.ts";

/** JSON, as text or as it is. */
const settingsText = z
  .unknown()
  .transform((value) => (typeof value === "string" ? value : JSON.stringify(value ?? {})));
const known = z.object({ webPixel: z.object({ id: z.string(), settings: settingsText }).nullable() });
const done = z.object({ userErrors: z.array(z.object({ code: z.string().nullable(), message: z.string() })) });

export function createPixel(admin: AdminClient): PixelPort {
  const read = async (shop: string) => (await admin(shop, "webPixel", {}, known)).webPixel;
  return {
    settings: async (shop) => (await read(shop))?.settings ?? null,
    async activate(shop, settings) {
      const pixel = await read(shop);
      const webPixel = { settings: JSON.stringify(settings) };
      const { userErrors } =
        pixel === null
          ? (await admin(shop, "webPixelCreate", { webPixel }, z.object({ webPixelCreate: done }))).webPixelCreate
          : (await admin(shop, "webPixelUpdate", { id: pixel.id, webPixel }, z.object({ webPixelUpdate: done })))
              .webPixelUpdate;
      const [error] = userErrors;
      if (error) throw new AdminContractBroken(`${shop} refused the web pixel: ${error.message}`);
    },
  };
}
