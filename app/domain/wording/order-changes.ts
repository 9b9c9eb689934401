import { minus, round } from "../kernel/fraction.ts";
import { amountOnlyRefunds } from "../order/commissionable.ts";
import type { OrderFacts } from "../order/facts.ts";
import type { Chargeback, OrderLine, OrderSnapshot } from "../order/order.ts";
import { type OrderState, stateOf } from "../order/state.ts";
import { storedAmount } from "./stored-amounts.ts";
import { listed } from "./words.ts";

/** What is said where an order itself is as it was: other things, such as the customer's earlier orders, set its rate. */
const SOMETHING_ELSE = "the rate was worked out again from what is known by now";

/**
 * What happened to an order between two states of knowledge, in words for brand and creator alike: `1 of 2 units was
 * refunded`. It is stored with the correction of the ledger that it made, and names no product and no shopper.
 */
export function orderChangesInWords(before: OrderFacts, after: OrderFacts): string {
  if (before.newest === null || after.newest === null) return SOMETHING_ELSE;
  const [was, is] = [stateOf(before, before.newest), stateOf(after, after.newest)];
  const said = [
    ...stateChanges(was.snapshot, is.snapshot),
    ...unitChanges(was, is),
    ...amountRefund(was, is),
    ...priceChange(was.snapshot, is.snapshot),
    ...chargebackChanges(before, after),
  ];
  return said.length === 0 ? SOMETHING_ELSE : listed(said);
}

function stateChanges(was: OrderSnapshot, is: OrderSnapshot): string[] {
  const became = (status: string): boolean => was.financialStatus !== status && is.financialStatus === status;
  return [
    ...(is.cancelled && !was.cancelled ? ["the order was cancelled"] : []),
    ...(was.cancelled && !is.cancelled ? ["the cancellation was taken back"] : []),
    ...(became("voided") ? ["its payment was voided"] : []),
  ];
}

/** Units refunded, taken off by an edit, and added by one. */
function unitChanges(was: OrderState, is: OrderState): string[] {
  const all = is.snapshot.lines.reduce((units, line) => units + line.quantity, 0);
  const [refundedBefore, refundedNow] = [refundedUnits(was), refundedUnits(is)];
  const refunded = refundedNow - refundedBefore;
  const takenOff = goneUnits(is) - refundedNow - (goneUnits(was) - refundedBefore);
  const soldBefore = new Map(was.snapshot.lines.map((line) => [line.id, line.quantity]));
  const added = is.snapshot.lines.reduce((units, { id, quantity }) => units + quantity - (soldBefore.get(id) ?? 0), 0);
  return [
    ...(refunded > 0 ? [`${refunded} of ${unitsWere(all, refunded)} refunded`] : []),
    ...(takenOff > 0 ? [`${unitsWere(takenOff, takenOff)} taken off the order`] : []),
    ...(added > 0 ? [`${unitsWere(added, added)} added to the order`] : []),
  ];
}

/** `2 units was`, of which one: `1 of 2 units was`. */
const unitsWere = (units: number, concerned: number): string =>
  `${units} unit${units === 1 ? "" : "s"} ${concerned === 1 ? "was" : "were"}`;

const refundedUnits = ({ refunds }: OrderState): number =>
  refunds.flatMap(({ units }) => units).reduce((sum, { quantity }) => sum + quantity, 0);

const goneUnits = ({ snapshot, unitsLeft }: OrderState): number =>
  snapshot.lines.reduce((sum, { quantity }, index) => sum + quantity - (unitsLeft[index] ?? 0), 0);

/** Money that went back without an item. */
function amountRefund(was: OrderState, is: OrderState): string[] {
  const moreMinor = round(minus(amountOnlyRefunds(is), amountOnlyRefunds(was)));
  if (moreMinor === 0n) return [];
  return moreMinor > 0n
    ? [`${storedAmount(moreMinor, is.snapshot.currency)} was refunded without an item`]
    : ["a refund was corrected"];
}

function priceChange(was: OrderSnapshot, is: OrderSnapshot): string[] {
  const known = new Map(was.lines.map((line) => [line.id, line]));
  const changed = is.lines.some((line) => {
    const before = known.get(line.id);
    return before !== undefined && before.quantity === line.quantity && !samePrice(before, line);
  });
  return changed ? ["prices, discounts or taxes on the order changed"] : [];
}

const samePrice = (a: OrderLine, b: OrderLine): boolean =>
  a.priceMinor === b.priceMinor && a.discountMinor === b.discountMinor && a.taxMinor === b.taxMinor;

function chargebackChanges(before: OrderFacts, after: OrderFacts): string[] {
  const known = new Map(before.chargebacks.map(({ chargeback }) => [chargeback.id, stageOf(chargeback)]));
  return after.chargebacks
    .map(({ chargeback }) => chargeback)
    .filter((chargeback) => known.get(chargeback.id) !== stageOf(chargeback))
    .map((chargeback) => {
      const what = chargeback.type === "inquiry" ? "an inquiry about" : "a chargeback of";
      return `${what} ${storedAmount(chargeback.amountMinor, chargeback.currency)} was ${stageOf(chargeback)}`;
    });
}

function stageOf({ status }: Chargeback): string {
  if (status === "lost" || status === "accepted") return "lost";
  if (status === "won" || status === "prevented") return "won";
  return "opened";
}
