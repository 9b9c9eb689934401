import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Badge, Banner, BlockStack, Card, Page, Text } from "@shopify/polaris";
import { formatSentence, formatTime } from "#app/components/format.ts";
import { CommissionCard, EvidenceCard, TransfersCard } from "#app/components/order-explained.tsx";
import { ReviewCards } from "#app/components/reviews/review-cards.tsx";
import { explainOrder } from "#app/services/orders/explain-order.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Order ${data?.name ?? ""}` }];

export async function loader({ request, params, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const explained = await explainOrder(container, { shop, orderId: params["id"] ?? "" });
  if (explained === null) throw new Response(null, { status: 404 });
  const { order, label } = explained;
  return {
    order,
    name: label?.name ?? order.orderId,
    titles: label?.lines ?? new Map<string, string>(),
    now: container.clock.now(),
    currency: shop.currency,
    timeZone: shop.timeZone,
  };
}

export default function OrderPage() {
  const { order, name, titles, now, currency, timeZone } = useLoaderData<typeof loader>();
  const shown = { currency, timeZone };
  return (
    <Page
      title={`Order ${name}`}
      subtitle={order.processedAt === null ? "" : `Placed ${formatTime(order.processedAt, timeZone)}`}
      titleMetadata={order.creators.length > 0 ? <Badge tone="success">Credited</Badge> : <Badge>Not credited</Badge>}
      backAction={{ url: "/app/orders", content: "Orders" }}
      secondaryActions={[
        { content: "Open in Shopify", url: `shopify://admin/orders/${order.orderId}`, target: "_top" },
      ]}
    >
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              Why
            </Text>
            <Text as="p">{formatSentence(order.sentence)}.</Text>
            {order.seenPaidAt === null ? (
              <Text as="p" tone="subdued">
                The order is not paid yet: what it earns stays on hold until it is.
              </Text>
            ) : null}
          </BlockStack>
        </Card>
        {order.disputed ? (
          <Banner tone="warning" title="A chargeback is open">
            <Text as="p">What this order earned is held until it is decided.</Text>
          </Banner>
        ) : null}
        <ReviewCards orderId={order.orderId} reviews={order.reviews} now={now} timeZone={timeZone} />
        {order.commissions.map((commission) => (
          <CommissionCard key={commission.creatorId} commission={commission} titles={titles} {...shown} />
        ))}
        <EvidenceCard evidence={order.evidence} />
        <TransfersCard transfers={order.transfers} {...shown} />
      </BlockStack>
    </Page>
  );
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
