import { addDiscount } from "../../state/make.ts";
import { findCode, removeCode, renameCode } from "../../state/codes.ts";
import type { Discount } from "../../state/discount.ts";
import { gid, idOf } from "../../state/ids.ts";
import type { Context, View } from "../context.ts";
import { codeNodeView } from "../views/discount.ts";
import { readBasicInput, type BasicInput } from "./discount-input.ts";
import { payload, wrong, type UserError } from "./payload.ts";

const ROOT = "basicCodeDiscount";
export const TAKEN = "Code must be unique. Please try a different code.";
const MAX_CODE = 255;

/** What is wrong with a code, whoever it is to belong to; null when nothing is. */
export function codeFault(code: string): { message: string; code: string } | null {
  if (code.trim() === "") return { message: "Code can't be blank", code: "BLANK" };
  if (code.length > MAX_CODE)
    return { message: `Code is too long (maximum is ${MAX_CODE} characters)`, code: "TOO_LONG" };
  if (/[\r\n]/.test(code)) return { message: "Code can't contain newline characters", code: "INVALID" };
  return null;
}

export function findDiscount({ shop }: Context, id: string): Discount | null {
  const number = idOf(id, "DiscountCodeNode", "DiscountNode");
  return (number !== null && shop.discounts.get(number)) || null;
}

export const unknownDiscount = (field: string): UserError => wrong([field], "Code discount does not exist.", "INVALID");

const answer = (type: string, { shop }: Context, discount: Discount | null, errors: readonly UserError[] = []): View =>
  payload(
    `DiscountCode${type}Payload`,
    { codeDiscountNode: discount ? codeNodeView(shop, discount) : null },
    "DiscountUserError",
    errors,
  );

export function discountCodeBasicCreate(args: { basicCodeDiscount: BasicInput }, context: Context): View {
  const { shop, world, app } = context;
  const input = args.basicCodeDiscount;
  const { patch, errors } = readBasicInput(shop, input);
  const code = input.code?.trim() ?? "";
  const fault = codeFault(code);
  if (fault) errors.push(wrong([ROOT, "code"], fault.message, fault.code));
  else if (findCode(shop, code)) errors.push(wrong([ROOT, "code"], TAKEN, "TAKEN"));
  const blank = (field: string, name: string): void => {
    errors.push(wrong([ROOT, field], `${name} can't be blank`, "BLANK"));
  };
  if (!patch.title?.trim()) blank("title", "Title");
  if (!patch.startsAt) blank("startsAt", "Starts at");
  if (!patch.context) blank("context", "Context");
  if (!patch.value && errors.every((e) => e.field?.[1] !== "customerGets")) blank("customerGets", "Value");
  if (!patch.items && errors.every((e) => e.field?.[1] !== "customerGets")) blank("customerGets", "Items");
  const { title, value } = patch;
  if (errors.length > 0 || !title || !value) return answer("BasicCreate", context, null, errors);
  const discount = addDiscount(world, shop, { ...patch, title, value, createdByApp: app.config.apiKey }, [code]);
  return answer("BasicCreate", context, discount);
}

export function discountCodeBasicUpdate(args: { id: string; basicCodeDiscount: BasicInput }, context: Context): View {
  const { shop, world } = context;
  const discount = findDiscount(context, args.id);
  if (!discount) return answer("BasicUpdate", context, null, [unknownDiscount("id")]);
  const { patch, errors } = readBasicInput(shop, args.basicCodeDiscount);
  if (patch.title?.trim() === "") errors.push(wrong([ROOT, "title"], "Title can't be blank", "BLANK"));
  const code = args.basicCodeDiscount.code?.trim();
  if (errors.length === 0 && code !== undefined) errors.push(...recode(context, discount, code));
  if (errors.length > 0) return answer("BasicUpdate", context, null, errors);
  Object.assign(discount, patch, { updatedAt: world.now() });
  return answer("BasicUpdate", context, discount);
}

/** A new code replaces the only one there is; the code of a discount with many is changed by its bulk operations. */
function recode({ shop }: Context, discount: Discount, code: string): UserError[] {
  const fault = codeFault(code);
  if (fault) return [wrong([ROOT, "code"], fault.message, fault.code)];
  const holder = findCode(shop, code);
  if (holder?.discount === discount && holder.redeemCode.code === code) return [];
  const [only, ...more] = discount.codes;
  if (!only || more.length > 0)
    return [wrong([ROOT, "code"], "The code of a discount with several codes can't be changed", "INVALID")];
  return renameCode(shop, discount, only, code) ? [] : [wrong([ROOT, "code"], TAKEN, "TAKEN")];
}

export function discountCodeActivate(args: { id: string }, context: Context): View {
  const discount = findDiscount(context, args.id);
  if (!discount) return answer("Activate", context, null, [unknownDiscount("id")]);
  const now = context.world.now();
  if (discount.endsAt && discount.endsAt <= now) discount.endsAt = null;
  if (discount.startsAt > now) discount.startsAt = now;
  discount.updatedAt = now;
  return answer("Activate", context, discount);
}

export function discountCodeDeactivate(args: { id: string }, context: Context): View {
  const discount = findDiscount(context, args.id);
  if (!discount) return answer("Deactivate", context, null, [unknownDiscount("id")]);
  const now = context.world.now();
  if (!discount.endsAt || discount.endsAt > now) discount.endsAt = now;
  discount.updatedAt = now;
  return answer("Deactivate", context, discount);
}

export function discountCodeDelete(args: { id: string }, context: Context): View {
  const discount = findDiscount(context, args.id);
  if (discount) {
    for (const code of discount.codes) removeCode(context.shop, discount, code);
    context.shop.discounts.delete(discount.id);
  }
  return payload(
    "DiscountCodeDeletePayload",
    { deletedCodeDiscountId: discount ? gid("DiscountCodeNode", discount.id) : null },
    "DiscountUserError",
    discount ? [] : [unknownDiscount("id")],
  );
}
