import { gid } from "../../state/ids.ts";
import type { Order, Transaction } from "../../state/order.ts";
import type { View } from "../context.ts";
import { amountAt, moneyBag } from "./money.ts";

export function transactionView(order: Order, transaction: Transaction): View {
  const parent = order.transactions.find((t) => t.id === transaction.parentId);
  return {
    __typename: "OrderTransaction",
    id: gid("OrderTransaction", transaction.id),
    kind: transaction.kind.toUpperCase(),
    status: transaction.status.toUpperCase(),
    gateway: transaction.gateway,
    formattedGateway: transaction.gateway,
    test: transaction.test,
    amountSet: moneyBag(amountAt(order, transaction.money), order),
    parentTransaction: () => (parent ? transactionView(order, parent) : null),
    createdAt: transaction.createdAt,
    processedAt: transaction.processedAt,
    errorCode: null,
    fees: [],
    manualPaymentGateway: false,
  };
}
