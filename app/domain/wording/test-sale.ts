import type { Commission } from "../commission/commissions-for.ts";
import type { Verdict } from "../verdict/judge.ts";
import { lossInWords } from "./explain.ts";
import { whyNotCredited } from "./reasons.ts";
import { type Formats, rateInWords } from "./words.ts";

/** What a test sale came to for one creator, in words. `earns` is what a real sale of its kind would do. */
export interface SaleInWords {
  readonly outcome: "earns" | "earns_nothing" | "kept_unpaid" | "not_credited";
  readonly said: string;
}

type Asked = { readonly verdict: Verdict; readonly creator: string };
type Money = Pick<Formats, "money">;

/** For the brand: `Would be credited to Maya with $5.00 (10%).` */
export function saleToBrand({ verdict, creator }: Asked, name: string, { money }: Money): SaleInWords {
  const commission = commissionOf(verdict, creator);
  if (commission === undefined)
    return lost(verdict, creator, (reason) => `Not credited to ${name}: ${lossOf(reason)}.`);
  const amount = money(commission.amountMinor);
  if (commission.amountMinor === 0n)
    return {
      outcome: "earns_nothing",
      said: `Would be credited to ${name}, and pay nothing: ${whyNothing(commission)}.`,
    };
  return { outcome: "earns", said: `Would be credited to ${name} with ${amount}${rateOf(commission)}.` };
}

/** For the creator: `A sale of $50.00 by your link would earn you $5.00.` */
export function saleToCreator(
  { verdict, creator }: Asked,
  sale: { readonly by: "link" | "code"; readonly amountMinor: bigint },
  { money }: Money,
): SaleInWords {
  const commission = commissionOf(verdict, creator);
  if (commission === undefined) return lost(verdict, creator, whyNotCredited);
  const what = `A sale of ${money(sale.amountMinor)} by your ${sale.by}`;
  if (commission.amountMinor === 0n)
    return { outcome: "earns_nothing", said: `${what} would earn you nothing now: ${whyNothing(commission)}.` };
  return { outcome: "earns", said: `${what} would earn you ${money(commission.amountMinor)}.` };
}

const commissionOf = ({ commissions }: Verdict, creator: string): Commission | undefined =>
  commissions.find(({ partnership }) => partnership.creator === creator);

function lost(verdict: Verdict, creator: string, inWords: (reason: string) => string): SaleInWords {
  const rejection = verdict.attribution.rejected.find(({ partnership }) => partnership.creator === creator);
  const reason = rejection?.reason ?? verdict.reason;
  if (reason === "survey_unpaid")
    return { outcome: "kept_unpaid", said: "The answer is kept. This offer pays nothing for answers." };
  return { outcome: "not_credited", said: inWords(reason) };
}

function lossOf(reason: string): string {
  if (reason === "no_evidence") return "nothing on the order pointed to a creator";
  if (reason === "excluded_order") return "the offer leaves out orders of this kind";
  return lossInWords(reason as Parameters<typeof lossInWords>[0]);
}

/** One rate is said; several would say nothing of the next sale. */
function rateOf({ entries }: Commission): string {
  const rates = [...new Set(entries.map(({ bps }) => bps))];
  const [rate] = rates;
  return rates.length === 1 && typeof rate === "number" ? ` (${rateInWords(rate)})` : "";
}

const LIMIT = {
  per_order: "the offer's limit for one order leaves nothing",
  per_creator_month: "the limit for this month is reached",
  budget: "the offer's budget is used up",
} as const;

function whyNothing({ silencedBy, cuts }: Commission): string {
  if (silencedBy !== null) return "the offer does not pay for orders of new customers";
  const [cut] = cuts;
  return cut === undefined ? "no rate of the offer fits such a sale" : LIMIT[cut.cap];
}
