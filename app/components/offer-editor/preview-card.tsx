import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, InlineGrid, InlineStack, Text } from "@shopify/polaris";
import type { RefObject } from "react";
import type { Currency } from "#app/domain/money/currency.ts";
import { capitalised } from "#app/domain/wording/words.ts";
import type { OfferPreview } from "#app/services/offers/preview-offer.ts";
import { Figure } from "../figure.tsx";
import { formatMoney, formatSentence, plural } from "../format.ts";
import { PlainTable } from "../plain-table.tsx";
import { TitledCard } from "../titled-card.tsx";

type Answer = { kind: "preview"; preview: OfferPreview; currency: Currency } | { kind: "problem"; message: string };

/** What the terms in the form, saved or not, would have cost on the shop's past orders. */
export function PreviewCard({ offerId, form }: { offerId: string; form: RefObject<HTMLFormElement | null> }) {
  const fetcher = useFetcher<Answer>();
  const ask = () => {
    if (form.current === null) return;
    fetcher.submit(new FormData(form.current), { method: "post", action: `/app/offers/${offerId}/preview` });
  };
  return (
    <TitledCard title="What would it have cost?">
      <Text as="p" tone="subdued">
        Your orders of the last 60 days under these terms, as if creators had brought every one of them.
      </Text>
      <InlineStack>
        <Button onClick={ask} loading={fetcher.state !== "idle"}>
          Preview on past orders
        </Button>
      </InlineStack>
      <div aria-live="polite">{fetcher.data === undefined ? null : <Result answer={fetcher.data} />}</div>
    </TitledCard>
  );
}

function Result({ answer }: { answer: Answer }) {
  if (answer.kind === "problem") return <Banner tone="critical" title={answer.message} />;
  const { preview, currency } = answer;
  if (preview.orders === 0) return <Banner tone="info" title="There are no orders of the last 60 days to try it on." />;
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  return (
    <BlockStack gap="300">
      <InlineGrid columns={{ xs: 1, sm: 3 }} gap="300">
        <Figure label={`${plural(preview.orders, "order")}, sales`} value={money(preview.salesMinor)} />
        <Figure label="Commissions if creators had brought them all" value={money(preview.commissionMinor)} />
        <Figure label="On average an order" value={money(preview.averageMinor)} />
      </InlineGrid>
      <PlainTable
        label="The newest orders"
        columns={[
          { title: "Order" },
          { title: "Earned on", numeric: true },
          { title: "Commission", numeric: true },
          { title: "Why", wide: true },
        ]}
        rows={preview.examples.map((order) => [
          order.name,
          money(order.netSalesMinor),
          money(order.commissionMinor),
          capitalised(formatSentence(order.why)),
        ])}
      />
      {preview.complete ? null : <Text as="p">Only the newest orders were looked at.</Text>}
    </BlockStack>
  );
}
