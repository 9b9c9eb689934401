import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { BlockStack, Card, Page } from "@shopify/polaris";
import { plural } from "#app/components/format.ts";
import { NothingYet } from "#app/components/nothing-yet.tsx";
import { Pager } from "#app/components/pager.tsx";
import { ReasonsCard } from "#app/components/set-aside/reasons-card.tsx";
import { SetAsideTable } from "#app/components/set-aside/set-aside-table.tsx";
import { usePolling } from "#app/components/use-polling.ts";
import { useToast } from "#app/components/use-toast.ts";
import { listSetAside } from "#app/services/inbox/list-set-aside.ts";
import { retryDelivery, type Retry } from "#app/services/inbox/retry-delivery.ts";

export const meta: MetaFunction = () => [{ title: "Messages set aside" }];

export async function loader({ request, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const search = new URL(request.url).searchParams;
  const what = search.get("what");
  const listed = await listSetAside(container, { shopId: shop.id, what, after: search.get("after") });
  return { ...listed, what, timeZone: shop.timeZone };
}

export async function action({ request, context: { container } }: ActionFunctionArgs) {
  const { shop } = await container.merchant(request);
  const { waiting } = await retryDelivery(container, { shopId: shop.id, retry: readRetry(await request.formData()) });
  if (waiting === 0) return { message: "There is nothing to try again: it may be under way already.", isError: true };
  return { message: `${plural(waiting, "message")} will be worked on again`, isError: false };
}

function readRetry(form: FormData): Retry {
  const what = form.get("what");
  return typeof what === "string" ? { what } : { id: String(form.get("id") ?? "") };
}

export default function Deliveries() {
  const { page, reasons, what, timeZone } = useLoaderData<typeof loader>();
  useToast(useActionData<typeof action>());
  usePolling(4_000);
  return (
    <Page
      title="Messages set aside"
      subtitle="Messages from Shopify that could not be used. Each is kept and can be tried again."
      backAction={{ content: "Missed orders", url: "/app/reconciliation" }}
    >
      {reasons.length === 0 ? (
        <Card padding="0">
          <NothingYet heading="Nothing was set aside">
            Every message from Shopify could be read and used. One that cannot be would be here, with the reason.
          </NothingYet>
        </Card>
      ) : (
        <BlockStack gap="400">
          <ReasonsCard reasons={reasons} shown={what} />
          <Card>
            {page.items.length === 0 ? (
              <NothingYet heading="None of this kind">These have been worked on meanwhile.</NothingYet>
            ) : (
              <SetAsideTable deliveries={page.items} timeZone={timeZone} />
            )}
          </Card>
          <Pager next={page.next} label="Messages set aside" />
        </BlockStack>
      )}
    </Page>
  );
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
