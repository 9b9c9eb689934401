import { BlockStack, Link, Text } from "@shopify/polaris";
import type { Currency } from "#app/domain/money/currency.ts";
import type { LabelsByOrder } from "#app/services/ports/order-labels.ts";
import type { ListedOrder, OrderRow } from "#app/services/ports/order-views.ts";
import { formatDay, formatMoney, formatSentence, formatTime } from "./format.ts";
import { PlainTable } from "./plain-table.tsx";

type Props = {
  orders: (OrderRow & Partial<ListedOrder>)[];
  labels: LabelsByOrder;
  currency: Currency;
  timeZone: string;
};

const columns = [{ title: "Order" }, { title: "Why", wide: true }, { title: "Commission", numeric: true }];

/** Orders with what each pays and the one sentence that says why. */
export function SalesTable({ orders, labels, currency, timeZone }: Props) {
  return (
    <PlainTable
      label="Orders"
      columns={columns}
      rows={orders.map((order) => [
        <BlockStack key="order">
          <Link url={`/app/orders/${order.orderId}`} monochrome removeUnderline>
            <Text as="span" fontWeight="semibold">
              {labels.get(order.orderId)?.name ?? order.orderId}
            </Text>
          </Link>
          <Text as="span" tone="subdued">
            {order.processedAt === null ? "" : formatTime(order.processedAt, timeZone)}
          </Text>
        </BlockStack>,
        <BlockStack key="why">
          <Text as="span">{formatSentence(order.sentence)}</Text>
          {order.heldUntil ? (
            <Text as="span" tone="caution">
              Held for review until {formatDay(order.heldUntil, timeZone)}, unless you decide earlier
            </Text>
          ) : null}
        </BlockStack>,
        formatMoney({ amountMinor: order.commissionMinor, currency }),
      ])}
    />
  );
}
