import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useSubmit } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { formatTime } from "#app/components/format.ts";
import { downloadCsv } from "#app/components/payouts/download-csv.ts";
import { PayoutsCard, SkipsCard } from "#app/components/payouts/payout-cards.tsx";
import { BatchBadge } from "#app/components/payouts/state-badge.tsx";
import { usePolling } from "#app/components/use-polling.ts";
import { useToast } from "#app/components/use-toast.ts";
import { approvePayouts } from "#app/services/payouts/approve-payouts.ts";
import { viewPayouts } from "#app/services/payouts/list-payouts.ts";
import { discardPayouts } from "#app/services/payouts/plan-payouts.ts";

export const meta: MetaFunction = () => [{ title: "Payout run" }];

export async function loader({ request, params, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const batch = await viewPayouts(container, { shopId: shop.id, batchId: params["id"] ?? "" });
  if (batch === null) throw new Response(null, { status: 404 });
  return { batch, timeZone: shop.timeZone };
}

export async function action({ request, params, context: { container } }: ActionFunctionArgs) {
  const { shop, actor } = await container.merchant(request);
  const input = { shopId: shop.id, batchId: params["id"] ?? "", actor };
  const intent = (await request.formData()).get("intent");
  const done = intent === "discard" ? await discardPayouts(container, input) : await approvePayouts(container, input);
  switch (done.kind) {
    case "not_found":
      throw new Response(null, { status: 404 });
    case "discarded":
      return redirect("/app/payouts");
    case "approved_before":
      return { message: "This run was approved before.", isError: true };
    case "frozen":
      return { message: "This store has removed Fairshare: its balances are frozen.", isError: true };
    case "approved": {
      const dropped = done.dropped === 0 ? "" : ` ${done.dropped} dropped: the balance has fallen since.`;
      return { message: `Approved. Pay each creator, and record the reference.${dropped}`, isError: false };
    }
  }
}

export default function PayoutRun() {
  const { batch, timeZone } = useLoaderData<typeof loader>();
  const submit = useSubmit();
  useToast(useActionData<typeof action>());
  const open = batch.state === "approved" || batch.state === "submitted";
  usePolling(open ? 4_000 : null);
  const draft = batch.state === "draft";
  const post = (intent: string) => submit({ intent }, { method: "post" });
  return (
    <Page
      title="Payout run"
      subtitle={`Planned ${formatTime(batch.createdAt, timeZone)}`}
      titleMetadata={<BatchBadge state={batch.state} />}
      backAction={{ url: "/app/payouts", content: "Payouts" }}
      {...(draft ? { primaryAction: { content: "Approve the run", onAction: () => post("approve") } } : {})}
      secondaryActions={[
        ...(batch.payouts.length === 0
          ? []
          : [{ content: "Download CSV", onAction: () => void downloadCsv(`/app/payouts/${batch.id}/csv`) }]),
        ...(draft ? [{ content: "Discard", destructive: true, onAction: () => post("discard") }] : []),
      ]}
    >
      <BlockStack gap="400">
        <PayoutsCard payouts={batch.payouts} />
        <SkipsCard skips={batch.skips} />
      </BlockStack>
    </Page>
  );
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
