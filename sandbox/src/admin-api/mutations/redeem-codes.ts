import { given } from "../given.ts";
import { addCode, removeCode } from "../../state/codes.ts";
import type { Discount, RedeemCodeBulkCreation } from "../../state/discount.ts";
import { idOf } from "../../state/ids.ts";
import type { Context, View } from "../context.ts";
import { notImplemented } from "../errors.ts";
import { startJob } from "../jobs.ts";
import { bulkCreationView } from "../views/discount.ts";
import { codeFault, findDiscount, TAKEN, unknownDiscount } from "./discount.ts";
import { payload, wrong } from "./payload.ts";

/** Codes are added some time later; the app polls `discountRedeemCodeBulkCreation`. */
export function discountRedeemCodeBulkAdd(
  args: { discountId: string; codes: { code: string }[] },
  context: Context,
): View {
  const { shop, world } = context;
  const discount = findDiscount(context, args.discountId);
  const errors = discount
    ? args.codes.length === 0
      ? [wrong(["codes"], "Codes can't be blank", "BLANK")]
      : []
    : [unknownDiscount("discountId")];
  if (!discount || errors.length > 0)
    return payload("DiscountRedeemCodeBulkAddPayload", { bulkCreation: null }, "DiscountUserError", errors);
  const ms = world.latency.redeemCodesMs;
  const creation: RedeemCodeBulkCreation = {
    id: world.ids.next("DiscountRedeemCodeBulkCreation"),
    discountId: discount.id,
    createdAt: world.now(),
    readyAt: new Date(world.now().getTime() + ms),
    done: false,
    rows: args.codes.map(({ code }) => ({ code: code.trim(), redeemCodeId: null, errors: [] })),
  };
  shop.bulkCreations.set(creation.id, creation);
  world.later(ms, () => addAll(context, discount, creation));
  return payload(
    "DiscountRedeemCodeBulkAddPayload",
    { bulkCreation: bulkCreationView(creation, shop) },
    "DiscountUserError",
  );
}

function addAll({ shop, world }: Context, discount: Discount, creation: RedeemCodeBulkCreation): void {
  for (const row of creation.rows) {
    const fault = codeFault(row.code);
    if (fault) {
      row.errors.push(fault);
      continue;
    }
    const id = world.ids.next("DiscountRedeemCode");
    if (addCode(shop, discount, { id, code: row.code, usageCount: 0, createdAt: world.now() })) row.redeemCodeId = id;
    else row.errors.push({ message: TAKEN, code: "TAKEN" });
  }
  discount.updatedAt = world.now();
  creation.done = true;
}

export function discountCodeRedeemCodeBulkDelete(
  args: { discountId: string; ids?: string[] | null; search?: string | null; savedSearchId?: string | null },
  context: Context,
): View {
  if (given(args.search) || given(args.savedSearchId))
    throw notImplemented("discountCodeRedeemCodeBulkDelete by search (give ids)");
  const discount = findDiscount(context, args.discountId);
  const ids = args.ids ?? [];
  const errors = discount
    ? ids.length === 0
      ? [wrong(null, "Missing expected argument key: 'ids', 'search' or 'saved_search_id'.", "MISSING_ARGUMENT")]
      : []
    : [unknownDiscount("discountId")];
  const job =
    discount && errors.length === 0
      ? startJob(context.world, () => {
          const gone = new Set(ids.map((id) => idOf(id, "DiscountRedeemCode")));
          for (const code of discount.codes) if (gone.has(code.id)) removeCode(context.shop, discount, code);
          discount.updatedAt = context.world.now();
        })
      : null;
  return payload("DiscountCodeRedeemCodeBulkDeletePayload", { job }, "DiscountUserError", errors);
}
