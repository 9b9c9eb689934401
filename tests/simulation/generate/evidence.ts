import type { Dice } from "./dice.ts";
import { doc, type Doc, type OfferDoc, type PartnershipDoc } from "./offer.ts";
import { someDay, type Scene } from "./scene.ts";

function typed(dice: Dice, code: string): string {
  return dice.pick([code, code.trim(), code.toUpperCase(), ` ${code.trim().toLowerCase()} `]);
}

function someCode(dice: Dice, offer: OfferDoc): string {
  const codes = offer.partnerships.flatMap((one) => one.codes ?? []);
  return codes.length === 0 || dice.chance(12) ? "SAVE5" : typed(dice, dice.pick(codes));
}

function someLink(dice: Dice, offer: OfferDoc): string {
  const links = offer.partnerships.flatMap((one) => one.links ?? []);
  return links.length === 0 || dice.chance(10) ? "tok_nobody" : dice.pick(links);
}

/** A click's reference: with or without its time and signature, at the edges of the window now and then. */
function reference(dice: Dice, offer: OfferDoc, processed: number): string {
  const link = someLink(dice, offer);
  if (dice.chance(20)) return link;
  const ago = dice.pick([0, 3600, 86_400, 7 * 86_400, 30 * 86_400, 30 * 86_400 + 1, 40 * 86_400, -60, 5 * 86_400]);
  const at = dice.chance(20) ? someDay(dice) : processed - ago;
  return `${link}.${at}${dice.chance(40) ? ".c2lnbmF0dXJl" : ""}`;
}

/** `note_attributes` with some of our evidence and some that is not ours. */
export function notes(dice: Dice, { offer, taste }: Scene, processed: number): Doc[] {
  if (taste !== "evidence" && taste !== "anything" && dice.chance(75)) return [];
  const found = [
    ...Array.from({ length: dice.pick([0, 0, 1, 1, 2]) }, () => ({
      name: "_creator_ref",
      value: reference(dice, offer, processed),
    })),
    ...Array.from({ length: dice.pick([0, 0, 0, 1, 1, 2]) }, () => ({
      name: "_creator_code",
      value: someCode(dice, offer),
    })),
    ...Array.from({ length: dice.pick([0, 0, 0, 1]) }, () => {
      const { creator } = dice.pick(offer.partnerships);
      return { name: "_creator_survey", value: dice.pick([creator, ` ${creator.toUpperCase()} `, "nobody"]) };
    }),
    ...dice.some([{ name: "gift wrap", value: "yes" }], 10),
  ];
  return dice.shuffled(found);
}

export function landingSite(dice: Dice, { offer, taste }: Scene): string | null {
  if (dice.chance(taste === "evidence" ? 40 : 70)) return dice.pick([null, "/", "/products/hat?utm=1"]);
  const link = someLink(dice, offer);
  return dice.pick([
    `/?ref=${link}`,
    `/products/hat?utm=1&ref=${link}#reviews`,
    `https://demo.example/?ref=${link}&ref=${someLink(dice, offer)}`,
    `/?Ref=${link}`,
    `/a/b?ref=${encodeURIComponent(link)}&x=%20`,
  ]);
}

/** Codes on an order, and its discount applications in a sequence of their own. */
export function discounts(dice: Dice, { offer, taste }: Scene): { codes: Doc[]; applications: Doc[] } {
  const counts = {
    anything: [0, 1, 1, 2, 3],
    evidence: [0, 0, 1, 2, 3, 5],
    money: [1],
    totals: [1, 1, 2, 2],
    customers: [0, 0, 1, 1],
  };
  const codes = Array.from({ length: dice.pick(counts[taste]) }, () => someCode(dice, offer));
  const applications: Doc[] = codes
    .filter(() => dice.chance(85))
    .map((code) => {
      const own = typed(dice, code);
      if (dice.chance(20)) return { type: "manual", title: own };
      return doc({ type: "discount_code", code: own, title: dice.maybe(15, () => "SAVE5") });
    });
  if (dice.chance(15)) applications.push({ type: "automatic", title: "Summer" });
  return {
    codes: codes.map((code) => ({ code, amount: "1.00", type: "percentage" })),
    applications: dice.shuffled(applications),
  };
}

export function emailOf(dice: Dice, partnerships: readonly PartnershipDoc[]): string {
  const own = partnerships.map((one) => one.email).filter((one) => typeof one === "string");
  if (own.length > 0 && dice.chance(9))
    return dice.pick([dice.pick(own), dice.pick(own).toUpperCase(), dice.pick(own).trim()]);
  return "shopper@example.com";
}
