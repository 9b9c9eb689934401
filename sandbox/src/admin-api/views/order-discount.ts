import type { Allocation, DiscountApplication, Order } from "../../state/order.ts";
import { parseDecimal } from "../../state/money.ts";
import type { View } from "../context.ts";
import { moneyBag, moneyV2 } from "./money.ts";

const TYPES: Readonly<Record<DiscountApplication["type"], string>> = {
  discount_code: "DiscountCodeApplication",
  manual: "ManualDiscountApplication",
  automatic: "AutomaticDiscountApplication",
  script: "ScriptDiscountApplication",
};

export function applicationView(order: Order, index: number): View {
  const application = order.applications[index];
  if (!application) throw new Error(`Order ${order.name} has no discount application ${index}`);
  return {
    __typename: TYPES[application.type],
    index,
    allocationMethod: application.allocationMethod.toUpperCase(),
    targetSelection: application.targetSelection.toUpperCase(),
    targetType: application.targetType.toUpperCase(),
    value:
      application.valueType === "percentage"
        ? { __typename: "PricingPercentageValue", percentage: Number(application.value) }
        : moneyV2(parseDecimal(application.value, order.currency), order.currency),
    title: application.title,
    ...(application.type === "discount_code" && { code: application.code ?? application.title }),
    ...(application.type === "manual" && { description: application.description }),
  };
}

export const allocationView = (order: Order, allocation: Allocation): View => ({
  __typename: "DiscountAllocation",
  allocatedAmountSet: moneyBag(allocation.amount, order),
  allocatedAmount: moneyV2(allocation.amount.shop, order.currency),
  discountApplication: () => applicationView(order, allocation.application),
});
