import { z } from "zod";
import type { RedeemCodes } from "#app/services/ports/shopify.ts";
import type { AdminClient } from "./admin-client.ts";
import { AdminUnavailable } from "./admin-errors.ts";

const node = z.object({ id: z.string() }).nullable();
const byCode = z.object({ codeDiscountNodeByCode: node });
const codesOf = z.object({
  codeDiscountNodeByCode: z
    .object({
      codeDiscount: z.object({
        codes: z.object({ nodes: z.array(z.object({ id: z.string(), code: z.string() })) }).optional(),
      }),
    })
    .nullable(),
});
const removal = z.object({
  discountCodeRedeemCodeBulkDelete: z.object({ job: node, userErrors: z.array(z.object({ message: z.string() })) }),
});

export type RedeemCodesOptions = {
  /** Between two looks at a removal, which Shopify does in its own time. */
  pollMs?: number;
  /** How often to look before leaving it to the next try of the job. */
  polls?: number;
};

/** Takes redeem codes away over the Admin API. Whose a code is, is looked up first: one of another discount stays. */
export function createRedeemCodes(
  admin: AdminClient,
  { pollMs = 300, polls = 40 }: RedeemCodesOptions = {},
): RedeemCodes {
  const isIn = async (shop: string, gid: string, code: string) =>
    (await admin(shop, "discountByCode", { code }, byCode)).codeDiscountNodeByCode?.id === gid;

  /** For a code that was found made, and not made by us just then: its id was never told. */
  async function idOf(shop: string, gid: string, code: string): Promise<string> {
    const search = `code:${JSON.stringify(code)}`;
    const { codeDiscountNodeByCode: owner } = await admin(shop, "redeemCodesFind", { code, search }, codesOf);
    const found = owner?.codeDiscount.codes?.nodes.find((item) => item.code.toLowerCase() === code.toLowerCase());
    if (found !== undefined) return found.id;
    throw new AdminUnavailable(`Shopify's search does not list a code that is in ${gid} of ${shop} yet`);
  }

  return {
    async remove(shop, gid, { text, redeemGid }) {
      if (!(await isIn(shop, gid, text))) return { kind: "removed" };
      const ids = [redeemGid ?? (await idOf(shop, gid, text))];
      const { discountCodeRedeemCodeBulkDelete: asked } = await admin(
        shop,
        "redeemCodesRemove",
        { discountId: gid, ids },
        removal,
      );
      if (asked.job === null)
        return {
          kind: "refused",
          why: asked.userErrors.map(({ message }) => message).join(" ") || "Shopify gave no reason",
        };
      for (let look = 0; look < polls; look++) {
        if (!(await isIn(shop, gid, text))) return { kind: "removed" };
        await new Promise((resolve) => setTimeout(resolve, pollMs));
      }
      throw new AdminUnavailable(`Shopify has not finished taking a code away from a discount of ${shop} yet`);
    },
  };
}
