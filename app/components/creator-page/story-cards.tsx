import { BlockStack, Link, Text } from "@shopify/polaris";
import type { Currency } from "#app/domain/money/currency.ts";
import type { PageActivity, PageOrder } from "#app/services/ports/creator-page.ts";
import { formatMoney, formatSentence, formatTime } from "../format.ts";
import { PlainTable } from "../plain-table.tsx";
import { TitledCard } from "../titled-card.tsx";
import { activityInWords, actorInWords, reasonInHistory } from "./history-words.ts";

/** The creator's newest orders with what each pays and why. */
export function OrdersCard(props: { orders: PageOrder[]; currency: Currency; timeZone: string }) {
  const { orders, currency, timeZone } = props;
  return (
    <TitledCard title="Latest orders">
      {orders.length === 0 ? (
        <Text as="p" tone="subdued">
          No order has been credited yet.
        </Text>
      ) : (
        <PlainTable
          label="Latest orders"
          columns={[{ title: "Order" }, { title: "Why", wide: true }, { title: "Commission", numeric: true }]}
          rows={orders.map((order) => [
            <BlockStack key="order">
              <Link url={`/app/orders/${order.orderId}`} monochrome>
                {order.orderId}
              </Link>
              <Text as="span" tone="subdued">
                {formatTime(order.processedAt, timeZone)}
              </Text>
            </BlockStack>,
            order.credited ? formatSentence(order.sentence) : "No longer credited",
            formatMoney({ amountMinor: order.amountMinor, currency }),
          ])}
        />
      )}
    </TitledCard>
  );
}

/** Who did what, newest first. */
export function HistoryCard({ history, timeZone }: { history: PageActivity[]; timeZone: string }) {
  return (
    <TitledCard title="Who did what">
      {history.length === 0 ? (
        <Text as="p" tone="subdued">
          Nothing is on record yet.
        </Text>
      ) : (
        <PlainTable
          label="Who did what"
          columns={[
            { title: "When" },
            { title: "Who" },
            { title: "What", wide: true },
            { title: "Reason", wide: true },
          ]}
          rows={history.map((entry) => [
            formatTime(entry.at, timeZone),
            actorInWords(entry.actor),
            activityInWords(entry),
            reasonInHistory(entry.detail),
          ])}
        />
      )}
    </TitledCard>
  );
}
