/** The order desk: the only place that prices, refunds, edits and cancels, and that emits what follows. */
import type { OrderActions } from "../state/order-actions.ts";
import { cancelOrder, touchOrder } from "./change-order.ts";
import { commitEdit } from "./edit-order.ts";
import { placeOrder } from "./place-order.ts";
import { refundOrder } from "./refund-order.ts";

export { markPaid, outstandingMinor, voidOrder } from "./change-order.ts";
export { openDispute, updateDispute } from "./disputes.ts";
export { type CheckoutOrder } from "./place-order.ts";
export { changeScopes, redactCustomer, redactShop, requestCustomerData, uninstallApp } from "./privacy.ts";
export { type Adaption, publishedOrder } from "./published-order.ts";
export { type Quote, quote } from "./quote.ts";
export { settleRefund } from "./refund-order.ts";
export { approveReturn, closeReturn, requestReturn } from "./returns.ts";
export { cancelOrder, commitEdit, placeOrder, refundOrder, touchOrder };

export const orderActions: OrderActions = { placeOrder, refundOrder, cancelOrder, commitEdit, touchOrder };
