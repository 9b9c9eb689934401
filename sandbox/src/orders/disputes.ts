import type { Money } from "../state/money.ts";
import type { Dispute, Order } from "../state/order.ts";
import type { Outcome } from "../state/order-actions.ts";
import type { Shop } from "../state/shop.ts";
import type { World } from "../state/world.ts";
import { refuse } from "./cart-items.ts";
import { paidMinor, refundedMinor } from "./transactions.ts";

const DAY_MS = 86_400_000;
const CLOSED: readonly Dispute["status"][] = ["accepted", "lost", "won", "prevented", "charge_refunded"];

/** A card holder disputes the payment (Shopify's "dispute"): the whole of what is left of it unless `money` says less. */
export function openDispute(
  world: World,
  shop: Shop,
  order: Order,
  request: { type: Dispute["type"]; reason?: string; money?: Money },
): Outcome<Dispute> {
  const left = paidMinor(order) - refundedMinor(order);
  const money = request.money ?? { minor: left, currency: order.presentmentCurrency };
  if (money.minor <= 0n || paidMinor(order) === 0n) return refuse(`${order.name} has no payment to dispute`, "amount");
  const dispute: Dispute = {
    id: world.ids.next("Dispute"),
    orderId: order.id,
    type: request.type,
    money,
    reason: request.reason ?? "fraudulent",
    networkReasonCode: request.type === "chargeback" ? "4837" : null,
    status: "needs_response",
    initiatedAt: world.now(),
    evidenceDueBy: new Date(world.now().getTime() + 7 * DAY_MS),
    evidenceSentOn: null,
    finalizedOn: null,
  };
  shop.disputes.set(dispute.id, dispute);
  world.emit(shop, { topic: "disputes/create", dispute });
  return { kind: "done", value: dispute };
}

/** The bank's next word; a closed dispute stays closed. */
export function updateDispute(world: World, shop: Shop, dispute: Dispute, status: Dispute["status"]): Outcome<Dispute> {
  if (CLOSED.includes(dispute.status)) return refuse(`Dispute ${dispute.id} is closed: ${dispute.status}`, "status");
  dispute.status = status;
  if (status === "under_review") dispute.evidenceSentOn = world.now();
  if (CLOSED.includes(status)) dispute.finalizedOn = world.now();
  world.emit(shop, { topic: "disputes/update", dispute });
  return { kind: "done", value: dispute };
}
