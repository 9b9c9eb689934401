/** A change of the code that no test can see, because nothing else can either. */
export interface Explained {
  readonly file: string;
  /** The source that is replaced, and by what, as the list of survivors prints them. */
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

const SIGN_OF_ZERO = "zero has no sign";
const SAME_EITHER_WAY = "equals are the same either way";
const ONLY_FASTER = "the longer way comes to the same";
const BY_ONE = "times or divided by one, or its opposite, is the same";
const ALWAYS_MATCHED = "the pattern always gives this group";
const IN_RANGE = "the place is always there; the type checker cannot know";
const STABLE = "sorting is stable: what is not told apart stays in its sequence";

const explain =
  (file: string) =>
  (why: string, ...changes: readonly (readonly [from: string, to: string])[]): readonly Explained[] =>
    changes.map(([from, to]) => ({ file: `app/domain/${file}`, from, to, why }));

const fraction = explain("kernel/fraction.ts");
const instant = explain("kernel/instant.ts");
const text = explain("kernel/text.ts");
const money = explain("money/money.ts");
const commissionable = explain("order/commissionable.ts");
const codec = explain("order/facts-codec.ts");
const facts = explain("order/facts.ts");
const attribute = explain("attribution/attribute.ts");
const postings = explain("ledger/postings.ts");
const caps = explain("commission/caps.ts");
const commissions = explain("commission/commissions-for.ts");
const rate = explain("commission/rate.ts");
const rule = explain("commission/rule.ts");
const split = explain("commission/split.ts");
const likeness = explain("review/likeness.ts");
const changes = explain("wording/order-changes.ts");

const ISO = String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$`;
const EXACT_NUMBER = "9007199254740991n";

export const EXPLAINED: readonly Explained[] = [
  ...fraction(SIGN_OF_ZERO, ["num < 0n", "num <= 0n"], ["a < 0n", "a <= 0n"], ["a.num < 0n", "a.num <= 0n"]),
  ...fraction("a denominator of zero was refused before", ["den < 0n", "den <= 0n"]),
  ...fraction("a difference of zero was told before", ["difference < 0n", "difference <= 0n"]),
  ...fraction(ONLY_FASTER, ["den === 1n", "false"], ["a.den === b.den", "false"]),
  ...fraction(SAME_EITHER_WAY, ["compare(a, b) <= 0", "compare(a, b) < 0"]),
  ...fraction(BY_ONE, [
    "gcd(num, den < 0n ? -den : den) * (den < 0n ? -1n : 1n)",
    "gcd(num, den < 0n ? -den : den) / (den < 0n ? -1n : 1n)",
  ]),
  ...instant(SAME_EITHER_WAY, ["a >= b", "a > b"]),
  ...instant(ONLY_FASTER, ['timeZone === "UTC"', "false"], ['"UTC"', '""']),
  ...instant(
    "what stands around a time is no time to Date.parse either",
    [`/${ISO}/i`, `/${ISO.slice(1)}/i`],
    [`/${ISO}/i`, `/${ISO.slice(0, -1)}/i`],
  ),
  ...text(ONLY_FASTER, ["a === b", "false"], ["left === right", "false"]),
  ...money(SIGN_OF_ZERO, ["amountMinor < 0n", "amountMinor <= 0n"]),
  ...money(
    "a pattern reads a number as its text",
    ['typeof value === "number"', "true"],
    ['typeof value === "number"', "false"],
    ['typeof value === "number"', 'typeof value !== "number"'],
    ['"number"', '""'],
  ),
  ...money(ALWAYS_MATCHED, ['""', '"Stryker was here!"']),
  ...money("an empty text is the number 0", ['"0"', '""']),
  ...money(BY_ONE, ["BigInt(whole + decimals) * (sign ? -1n : 1n)", "BigInt(whole + decimals) / (sign ? -1n : 1n)"]),
  ...money("ten to the power of 0 is 1 on either side", ["exponent >= 0", "exponent > 0"]),
  ...money("the text of a number always has the sign of its exponent", [
    String.raw`/^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i`,
    String.raw`/^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/i`,
  ]),
  ...money(
    ONLY_FASTER,
    ["exponentOf(currency) === 2 && CENTS.test(String(value))", "false"],
    [String.raw`/^\d{1,13}\.\d\d$/`, String.raw`/^\d\.\d\d$/`],
    [String.raw`/^\d{1,13}\.\d\d$/`, String.raw`/^\d{1,13}\.\D\d$/`],
  ),
  ...commissionable(ONLY_FASTER, ["refunds.length === 0", "false"]),
  ...codec(
    "the greatest exact number is exact as text, too",
    [`value >= -${EXACT_NUMBER}`, `value > -${EXACT_NUMBER}`],
    [`value <= ${EXACT_NUMBER}`, `value < ${EXACT_NUMBER}`],
  ),
  ...codec("0 over 1 is read as 0", ["num === 0n", "false"]),
  ...codec("a paid body is never known without a newest one", ["facts.newest?.rank", "facts.newest.rank"]),
  ...facts(SAME_EITHER_WAY, ["triggeredAt < facts.seenPaidAt", "triggeredAt <= facts.seenPaidAt"]),
  ...facts(
    "what ties in all, its text included, is the same body",
    ["compareChargebacks(incoming, known, textOf) <= 0", "compareChargebacks(incoming, known, textOf) < 0"],
    ["compareRanks(incoming.rank, known.rank, textOf) < 0", "compareRanks(incoming.rank, known.rank, textOf) <= 0"],
  ),
  ...facts("equal kinds were told before", ["better > 0", "better >= 0"]),
  ...facts(ONLY_FASTER, ["marks.length === 0", "false"], ["!changed", "false"]),
  ...explain("order/gate.ts")("no source is folded to null", ["snapshot.sourceName !== null", "true"]),
  ...explain("order/order.ts")("neither text is a paid status", ['""', '"Stryker was here!"']),
  ...explain("attribution/standing.ts")("every instant of an order is after the epoch", [
    "activeFrom === null",
    "false",
  ]),
  ...attribute(
    "only clicks have a time, and infinities are not told apart",
    ['a.kind === "click" && timeOf(a) !== timeOf(b)', "true"],
    ['a.kind === "click" && timeOf(a) !== timeOf(b)', 'a.kind === "click" || timeOf(a) !== timeOf(b)'],
    ['a.kind === "click"', "true"],
    ["timeOf(a) !== timeOf(b)", "true"],
    ['item.kind === "click"', "true"],
  ),
  ...attribute(STABLE, ["a.position - b.position", "a.position + b.position"]),
  ...attribute(SAME_EITHER_WAY, ["countingFirst(item, known) < 0", "countingFirst(item, known) <= 0"]),
  ...postings(SAME_EITHER_WAY, ["a < b", "a <= b"], ["a > b", "a >= b"]),
  ...postings(
    "a move of 0 is not posted",
    ["pendingChange < 0n", "pendingChange <= 0n"],
    ["payableChange > 0n", "payableChange >= 0n"],
    ["pendingChange > 0n", "pendingChange >= 0n"],
    ["payableChange < 0n", "payableChange <= 0n"],
    ["payableChange < 0n", "true"],
  ),
  ...postings("nothing is held of a pending amount of 0", ["posted.heldMinor === 0n", "true"]),
  ...caps(IN_RANGE, ['""', '"Stryker was here!"'], ["amounts[i]?.creator", "amounts[i].creator"]),
  ...caps(SAME_EITHER_WAY, ["a < b", "a <= b"], ["used >= cap", "used > cap"], ["sum > capMinor", "sum >= capMinor"]),
  ...caps("no sum is above what is not there", ["perOrderMinor !== undefined", "true"]),
  ...caps(ONLY_FASTER, ["before === after", "false"]),
  ...commissions(
    IN_RANGE,
    ["[]", '["Stryker was here"]'],
    ["partnership?.offerId", "partnership.offerId"],
    ["capped.amounts[index]?.entriesMinor", "capped.amounts[index].entriesMinor"],
  ),
  ...commissions("no product has no id", ["line.productId === null", "false"]),
  ...explain("commission/customer.ts")("only a known customer has an index", ['customer.kind === "known"', "true"]),
  ...explain("commission/maturity.ts")(SAME_EITHER_WAY, [
    "amountMinor < paidBodyMinor",
    "amountMinor <= paidBodyMinor",
  ]),
  ...rate("nothing is below no boost", ["boosted !== null", "true"]),
  ...rate(IN_RANGE, ["steps[step]?.bps", "steps[step].bps"]),
  ...rate(SAME_EITHER_WAY, ["stepEnd < end", "stepEnd <= end"]),
  ...rule("an issue's code is not told", ['"custom"', '""']),
  ...rule("nothing is at or below what is not there", ["before !== undefined", "true"]),
  ...rule(
    "no text or number has an earning key",
    ['typeof document === "object"', "true"],
    ["[]", '["Stryker was here"]'],
  ),
  ...split(SAME_EITHER_WAY, ["amountMinor > 0n", "amountMinor >= 0n"]),
  ...split(IN_RANGE, ["credited[0]?.creator", "credited[0].creator"]),
  ...split(ONLY_FASTER, ["creators.length === 1", "false"]),
  ...explain("verdict/judge.ts")(
    "an offer that we do not know is never in force, so nobody is credited under it",
    ["false", "true"],
    ["offer === undefined", "false"],
    ["[]", '["Stryker was here"]'],
  ),
  ...codec(IN_RANGE, ["ranks[newest[0]]?.[0]", "ranks[newest[0]][0]"]),
  ...facts(ONLY_FASTER, ["(identity) => known.includes(identity)", "() => undefined"], ["false", "true"]),
  ...facts(
    "a mark of the same body has the place that it had",
    ["comparison < 0", "comparison <= 0"],
    ["known.index <= index", "true"],
    ["known.index <= index", "known.index < index"],
  ),
  ...facts("any text that is no time or signature tells it apart", ['""', '"Stryker was here!"']),
  ...explain("offer/code-names.ts")("only a percent has basis points; the type checker cannot know", [
    'terms.kind === "percent"',
    "true",
  ]),
  ...explain("payout/plan-payouts.ts")("a balance of 0 was left out before", [
    "payableMinor < 0n",
    "payableMinor <= 0n",
  ]),
  ...explain("creator/own-details.ts")("an issue's code is not told", ['"custom"', '""']),
  ...likeness(ONLY_FASTER, [String.raw`/^[\x20-\x7e]*$/`, String.raw`/^[\x20-\x7e]$/`], ["PLAIN.test(text)", "false"]),
  ...likeness("a letter that is none of them stays", ['""', '"Stryker was here!"']),
  ...explain("review/news.ts")("the epoch is long ago", ["lastAt === null", "false"]),
  ...explain("review/review.ts")(
    SAME_EITHER_WAY,
    ["seenAt < first", "seenAt <= first"],
    ["shown.beganAt < kept.beganAt", "shown.beganAt <= kept.beganAt"],
  ),
  ...changes("no body is forgotten", ["after.newest === null", "false"]),
  ...changes("a difference of 0 was told before", ["moreMinor > 0n", "moreMinor >= 0n"]),
  ...explain("wording/reasons.ts")(
    "null is later than no day, and no gate is called so",
    ["maturesAt !== null", "true"],
    ["order.orderReason !== null", "true"],
  ),
  ...explain("offer/needs-notice.ts")("nothing is at or above what is not there", ["a !== undefined", "true"]),
];
