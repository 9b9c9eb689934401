import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useNavigation, useSubmit } from "@remix-run/react";
import { BlockStack, Card, Link, Page, Text } from "@shopify/polaris";
import { formatCount, formatMoney, formatTime } from "#app/components/format.ts";
import { NothingYet } from "#app/components/nothing-yet.tsx";
import { Pager } from "#app/components/pager.tsx";
import { BatchBadge } from "#app/components/payouts/state-badge.tsx";
import { PlainTable } from "#app/components/plain-table.tsx";
import { useToast } from "#app/components/use-toast.ts";
import { listPayouts } from "#app/services/payouts/list-payouts.ts";
import { planPayouts } from "#app/services/payouts/plan-payouts.ts";

export const meta: MetaFunction = () => [{ title: "Payouts" }];

export async function loader({ request, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const after = new URL(request.url).searchParams.get("after");
  return { page: await listPayouts(container, { shopId: shop.id, after }), timeZone: shop.timeZone };
}

export async function action({ request, context: { container } }: ActionFunctionArgs) {
  const { shop, actor } = await container.merchant(request);
  const planned = await planPayouts(container, { shop, actor });
  if (planned.kind === "nothing_to_pay")
    return { message: "Nothing is ready to be paid yet: commissions are still on hold." };
  if (planned.kind === "frozen") return { message: "This store has removed Fairshare: its balances are frozen." };
  return redirect(`/app/payouts/${planned.batchId}`);
}

const columns = [
  { title: "Run" },
  { title: "State", wide: true },
  { title: "Paid", numeric: true },
  { title: "Left out", numeric: true },
  { title: "Amount", numeric: true },
];

export default function Payouts() {
  const { page, timeZone } = useLoaderData<typeof loader>();
  const submit = useSubmit();
  const planning = useNavigation().formMethod === "POST";
  useToast(useActionData<typeof action>());
  return (
    <Page
      title="Payouts"
      subtitle="Pay your creators what has become payable, in runs that you approve"
      primaryAction={{ content: "Plan a run", loading: planning, onAction: () => submit(null, { method: "post" }) }}
    >
      <BlockStack gap="400">
        <Card>
          {page.items.length === 0 ? (
            <NothingYet heading="No runs yet">
              A run takes what is ready to pay, shows who is paid and who is left out and why, and waits for your
              approval.
            </NothingYet>
          ) : (
            <PlainTable
              label="Payout runs"
              columns={columns}
              rows={page.items.map((batch) => [
                <Link key="run" url={`/app/payouts/${batch.id}`} monochrome removeUnderline>
                  <Text as="span" fontWeight="semibold">
                    {formatTime(batch.createdAt, timeZone)}
                  </Text>
                </Link>,
                <BatchBadge key="state" state={batch.state} />,
                `${formatCount(batch.paid)} of ${formatCount(batch.payouts)}`,
                formatCount(batch.skips),
                batch.totals.map(formatMoney).join(" + "),
              ])}
            />
          )}
        </Card>
        <Pager next={page.next} label="Payout runs" />
      </BlockStack>
    </Page>
  );
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
