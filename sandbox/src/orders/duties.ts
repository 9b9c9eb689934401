import { divideRounded, minus, plus, type Amount } from "../state/money.ts";
import type { Order, OrderLine, Refund } from "../state/order.ts";
import { isTip, lineNet } from "../state/totals.ts";
import type { World } from "../state/world.ts";
import type { RefundRequest } from "../state/order-actions.ts";

export interface DutyRefund {
  readonly dutyId: number;
  /** Proportional: the share of the units that the same refund takes back. */
  readonly type: "full" | "proportional";
}

/** Charges duty on each line that is goods; custom lines and gift cards cross no border. */
export function chargeDuties(world: World, order: Order, dutyBps: number): void {
  if (dutyBps <= 0) return;
  const part = (minor: bigint): bigint => divideRounded(minor * BigInt(dutyBps), 10_000n);
  for (const line of order.lines) {
    if (isTip(line) || line.giftCard || line.productId === null) continue;
    const net = lineNet(line);
    const amount = { shop: part(net.shop), presentment: part(net.presentment) };
    line.duties = [{ id: world.ids.next("Duty"), harmonizedSystemCode: null, countryCodeOfOrigin: null, amount }];
  }
}

/** What of the wanted duties goes back, never more than is left of each; null when there is no such duty. */
export function dutiesBack(
  order: Order,
  wanted: readonly DutyRefund[],
  lines: RefundRequest["lines"],
): NonNullable<Refund["duties"]> | null {
  const found = wanted.map(({ dutyId, type }) => {
    const line = order.lines.find((it) => it.duties?.some((duty) => duty.id === dutyId));
    const duty = line?.duties?.find((it) => it.id === dutyId);
    if (!line || !duty) return null;
    const left = minus(duty.amount, plus(...refundedOf(order, dutyId)));
    return { dutyId, amount: type === "full" ? left : atMost(share(duty.amount, line, lines), left) };
  });
  return found.every((it) => it !== null) ? found : null;
}

const refundedOf = (order: Order, dutyId: number): Amount[] =>
  order.refunds.flatMap((refund) => refund.duties ?? []).flatMap((it) => (it.dutyId === dutyId ? [it.amount] : []));

function share(amount: Amount, line: OrderLine, lines: RefundRequest["lines"]): Amount {
  const units = lines.filter((it) => it.lineId === line.id).reduce((sum, it) => sum + it.quantity, 0);
  const part = (minor: bigint): bigint => divideRounded(minor * BigInt(units), BigInt(line.quantity));
  return { shop: part(amount.shop), presentment: part(amount.presentment) };
}

const atMost = (a: Amount, b: Amount): Amount => ({
  shop: a.shop < b.shop ? a.shop : b.shop,
  presentment: a.presentment < b.presentment ? a.presentment : b.presentment,
});
