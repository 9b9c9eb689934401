import type { Discount, RedeemCode } from "./discount.ts";
import type { Shop } from "./shop.ts";

interface Found {
  discount: Discount;
  redeemCode: RedeemCode;
}

/** Codes are compared without case and outer blanks. */
export const codeKey = (code: string): string => code.trim().toLowerCase();

/** One index a shop: looking up a code among 10,000 must not walk them all. */
const indexes = new WeakMap<Shop, Map<string, Found>>();

function indexOf(shop: Shop): Map<string, Found> {
  let index = indexes.get(shop);
  if (!index) {
    index = new Map();
    for (const discount of shop.discounts.values())
      for (const redeemCode of discount.codes) index.set(codeKey(redeemCode.code), { discount, redeemCode });
    indexes.set(shop, index);
  }
  return index;
}

/** The discount that a code belongs to, active or not; null when the code is nobody's. */
export const findCode = (shop: Shop, code: string): Found | null => indexOf(shop).get(codeKey(code)) ?? null;

/** Adds a code to a discount; false when any discount of the shop has it already. */
export function addCode(shop: Shop, discount: Discount, redeemCode: RedeemCode): boolean {
  const index = indexOf(shop);
  const key = codeKey(redeemCode.code);
  if (index.has(key)) return false;
  index.set(key, { discount, redeemCode });
  discount.codes.push(redeemCode);
  return true;
}

export function removeCode(shop: Shop, discount: Discount, redeemCode: RedeemCode): void {
  indexOf(shop).delete(codeKey(redeemCode.code));
  discount.codes = discount.codes.filter((other) => other !== redeemCode);
}

/** Gives an existing code another spelling; false when that is taken by another code. */
export function renameCode(shop: Shop, discount: Discount, redeemCode: RedeemCode, code: string): boolean {
  const index = indexOf(shop);
  const holder = index.get(codeKey(code));
  if (holder && holder.redeemCode !== redeemCode) return false;
  index.delete(codeKey(redeemCode.code));
  redeemCode.code = code;
  index.set(codeKey(code), { discount, redeemCode });
  return true;
}
