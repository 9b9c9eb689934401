import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { InlineGrid, Page } from "@shopify/polaris";
import { BackFillCard, ComparedCard } from "#app/components/reconciliation-cards.tsx";
import { useToast } from "#app/components/use-toast.ts";
import { parseInstant } from "#app/domain/kernel/instant.ts";
import { askForBackFill } from "#app/services/reconcile/back-fill-orders.ts";
import { viewReconciliation } from "#app/services/reconcile/view-reconciliation.ts";

export const meta: MetaFunction = () => [{ title: "Missed orders" }];

export async function loader({ request, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const deps = { reports: container.reconciliationReports, clock: container.clock };
  return { view: await viewReconciliation(deps, { shopId: shop.id }), timeZone: shop.timeZone };
}

const refused = {
  under_way: "Orders are being fetched already: wait until that has ended.",
  needs_scope: "Shopify shows orders older than 60 days to apps that may read all orders, and this one may not yet.",
  not_installed: "The app was removed from this store.",
};

export async function action({ request, context: { container } }: ActionFunctionArgs) {
  const { shop } = await container.merchant(request);
  const day = String((await request.formData()).get("from") ?? "");
  const from = /^\d{4}-\d\d-\d\d$/.test(day) ? parseInstant(`${day}T00:00:00Z`) : null;
  if (from === null || from > container.clock.now())
    return { message: "Choose a day in the past.", isError: true, error: "Choose a day in the past" };
  const deps = { store: container.reconciliation, clock: container.clock, jobs: container.database.jobs };
  const { kind } = await askForBackFill(deps, { shopId: shop.id, from });
  if (kind === "begun") return { message: "Your older orders are being fetched", isError: false, error: undefined };
  return { message: refused[kind], isError: true, error: refused[kind] };
}

export default function Reconciliation() {
  const { view, timeZone } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  useToast(outcome);
  return (
    <Page
      title="Missed orders"
      subtitle="Shopify does not promise to tell us of every change: so we compare."
      secondaryActions={[{ content: "Messages set aside", url: "/app/deliveries" }]}
    >
      <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
        <ComparedCard view={view} timeZone={timeZone} />
        <BackFillCard view={view} timeZone={timeZone} error={outcome?.error} />
      </InlineGrid>
    </Page>
  );
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
