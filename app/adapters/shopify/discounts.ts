import { z } from "zod";
import { formatDecimal } from "#app/domain/money/money.ts";
import type { Discounts, DiscountSaved, OfferDiscount } from "#app/services/ports/shopify.ts";
import type { AdminClient } from "./admin-client.ts";
import { AdminUnavailable } from "./admin-errors.ts";

const userErrors = z.array(z.object({ message: z.string(), code: z.string().nullish() }));
const node = z.object({ id: z.string() }).nullable();
const change = z.object({ codeDiscountNode: node, userErrors });

const created = z.object({ discountCodeBasicCreate: change });
const updated = z.object({ discountCodeBasicUpdate: change });
const activated = z.object({ discountCodeActivate: change });
const deactivated = z.object({ discountCodeDeactivate: change });
const byCode = z.object({ codeDiscountNodeByCode: node });
const bulkAdd = z.object({ discountRedeemCodeBulkAdd: z.object({ bulkCreation: node, userErrors }) });
const bulkResult = z.object({
  discountRedeemCodeBulkCreation: z
    .object({
      done: z.boolean(),
      codes: z.object({
        nodes: z.array(z.object({ code: z.string(), discountRedeemCode: node, errors: userErrors })),
      }),
    })
    .nullable(),
});

type UserErrors = z.output<typeof userErrors>;

export type DiscountsOptions = {
  /** Between two looks at a bulk creation, which Shopify does in its own time. */
  pollMs?: number;
  /** How often to look before leaving it to the next try of the job. */
  polls?: number;
};

/** Discounts and redeem codes over the Admin API. Every write first looks whether it was made before. */
export function createDiscounts(admin: AdminClient, { pollMs = 300, polls = 40 }: DiscountsOptions = {}): Discounts {
  const find = async (shop: string, code: string) =>
    (await admin(shop, "discountByCode", { code }, byCode)).codeDiscountNodeByCode?.id;

  async function create(shop: string, discount: OfferDiscount): Promise<DiscountSaved> {
    const input = { ...inputOf(discount), code: discount.houseCode, startsAt: new Date().toISOString() };
    const { discountCodeBasicCreate: made } = await admin(shop, "discountCreate", { discount: input }, created);
    if (made.codeDiscountNode !== null) return { kind: "saved", gid: made.codeDiscountNode.id };
    if (!isTaken(made.userErrors)) return { kind: "refused", why: sentences(made.userErrors) };
    // Made before, by a try that did not live to note it down.
    const gid = await find(shop, discount.houseCode);
    return gid === undefined ? { kind: "refused", why: sentences(made.userErrors) } : update(shop, discount, gid);
  }

  async function update(shop: string, discount: OfferDiscount, gid: string): Promise<DiscountSaved> {
    const { discountCodeBasicUpdate: done } = await admin(
      shop,
      "discountUpdate",
      { id: gid, discount: inputOf(discount) },
      updated,
    );
    if (done.codeDiscountNode !== null) return { kind: "saved", gid };
    return isGone(done.userErrors) ? { kind: "gone" } : { kind: "refused", why: sentences(done.userErrors) };
  }

  async function awaitCode(shop: string, creation: string, code: string) {
    for (let look = 0; look < polls; look++) {
      const { discountRedeemCodeBulkCreation: result } = await admin(
        shop,
        "redeemCodesAdded",
        { id: creation },
        bulkResult,
      );
      if (result?.done === true)
        return result.codes.nodes.find((item) => item.code.toLowerCase() === code.toLowerCase());
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    throw new AdminUnavailable(`Shopify has not finished adding a code to a discount of ${shop} yet`);
  }

  return {
    save: (shop, discount) => (discount.gid === null ? create(shop, discount) : update(shop, discount, discount.gid)),

    async setActive(shop, gid, active) {
      if (active) await admin(shop, "discountActivate", { id: gid }, activated);
      else await admin(shop, "discountDeactivate", { id: gid }, deactivated);
    },

    async addCode(shop, gid, code) {
      const owner = await find(shop, code);
      if (owner !== undefined) return owner === gid ? { kind: "added", redeemGid: null } : { kind: "taken" };

      const { discountRedeemCodeBulkAdd: added } = await admin(
        shop,
        "redeemCodesAdd",
        { discountId: gid, codes: [{ code }] },
        bulkAdd,
      );
      if (added.bulkCreation === null) return { kind: "refused", why: sentences(added.userErrors) };
      const item = await awaitCode(shop, added.bulkCreation.id, code);
      if (item?.discountRedeemCode) return { kind: "added", redeemGid: item.discountRedeemCode.id };
      const errors = item?.errors ?? [];
      if (!isTaken(errors)) return { kind: "refused", why: sentences(errors) };
      // Another try of ours, or another discount, was faster: whose it is tells which.
      return (await find(shop, code)) === gid ? { kind: "added", redeemGid: null } : { kind: "taken" };
    },
  };
}

function inputOf({ title, terms, currency }: OfferDiscount): Record<string, unknown> {
  const { minimumMinor } = terms;
  return {
    title,
    context: { all: "ALL" },
    customerGets: { items: { all: true }, value: valueOf(terms, currency) },
    minimumRequirement: {
      subtotal: {
        greaterThanOrEqualToSubtotal:
          minimumMinor === null ? null : formatDecimal({ amountMinor: minimumMinor, currency }),
      },
    },
    appliesOncePerCustomer: terms.oncePerCustomer,
    combinesWith: { orderDiscounts: false, productDiscounts: true, shippingDiscounts: true },
  };
}

/** Shopify's percentage is a fraction of 1: basis points have an exact decimal there. */
const valueOf = (terms: OfferDiscount["terms"], currency: OfferDiscount["currency"]) =>
  terms.kind === "percent"
    ? { percentage: terms.bps / 10_000 }
    : {
        discountAmount: {
          amount: formatDecimal({ amountMinor: terms.amountMinor, currency }),
          appliesOnEachItem: false,
        },
      };

/** Redeem codes report it by a message alone. */
const isTaken = (errors: UserErrors): boolean =>
  errors.some((error) => error.code === "TAKEN" || /must be unique|already (been )?taken/i.test(error.message));

const isGone = (errors: UserErrors): boolean => errors.some((error) => /does not exist|not found/i.test(error.message));

const sentences = (errors: UserErrors): string =>
  errors.map((error) => error.message).join(" ") || "Shopify gave no reason";
