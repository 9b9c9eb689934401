import { BlockStack, IndexTable, Link, Text } from "@shopify/polaris";
import type { Currency } from "#app/domain/money/currency.ts";
import type { OrderRow } from "#app/services/ports/order-views.ts";
import { formatMoney, formatSentence, formatTime } from "./format.ts";

type Props = { orders: OrderRow[]; currency: Currency; timeZone: string };

const headings = [{ title: "Order" }, { title: "Commission", alignment: "end" }, { title: "Why" }] as const;

/** Orders with what each pays and the one sentence that says why. */
export function SalesTable({ orders, currency, timeZone }: Props) {
  return (
    <IndexTable
      headings={[...headings]}
      itemCount={orders.length}
      selectable={false}
      resourceName={{ singular: "order", plural: "orders" }}
    >
      {orders.map((order, index) => (
        <IndexTable.Row id={order.orderId} key={order.orderId} position={index}>
          <IndexTable.Cell>
            <BlockStack>
              <Link url={`/app/orders/${order.orderId}`} dataPrimaryLink monochrome removeUnderline>
                <Text as="span" fontWeight="semibold">
                  {order.orderId}
                </Text>
              </Link>
              <Text as="span" tone="subdued">
                {order.processedAt === null ? "" : formatTime(order.processedAt, timeZone)}
              </Text>
            </BlockStack>
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Text as="span" alignment="end" numeric>
              {formatMoney({ amountMinor: order.commissionMinor, currency })}
            </Text>
          </IndexTable.Cell>
          <IndexTable.Cell>
            <div style={{ whiteSpace: "normal", minWidth: "9rem" }}>{formatSentence(order.sentence)}</div>
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}
