import { parseRule } from "#app/domain/commission/rule.ts";
import { invariant } from "#app/domain/kernel/invariant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import { readShopperTerms } from "#app/domain/offer/shopper-terms.ts";
import type { OfferTerms } from "#app/domain/offer/terms.ts";
import type { OfferVersion } from "../generated/client.ts";

type VersionColumns = Pick<
  OfferVersion,
  "id" | "currency" | "rule" | "shopperTerms" | "attributionWindowDays" | "holdDays"
>;

/** @throws InvariantError on a rule of a newer version of us: showing a part of it would promise something else */
export function termsOf(row: VersionColumns): OfferTerms {
  const parsed = parseRule(row.rule);
  invariant(parsed.kind === "rule", `offer version ${row.id} holds a rule that this code does not understand`);
  return {
    currency: row.currency as Currency,
    ruleDocument: row.rule,
    rule: parsed.rule,
    shopperTerms: readShopperTerms(row.shopperTerms),
    attributionWindowDays: row.attributionWindowDays,
    holdDays: row.holdDays,
  };
}
