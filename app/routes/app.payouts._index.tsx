import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useNavigation, useSubmit } from "@remix-run/react";
import { BlockStack, Card, IndexTable, Link, Page, Text } from "@shopify/polaris";
import { formatCount, formatMoney, formatTime } from "#app/components/format.ts";
import { NothingYet } from "#app/components/nothing-yet.tsx";
import { Pager } from "#app/components/pager.tsx";
import { BatchBadge } from "#app/components/payouts/state-badge.tsx";
import { useToast } from "#app/components/use-toast.ts";
import { listPayouts } from "#app/services/list-payouts.ts";
import { planPayouts } from "#app/services/plan-payouts.ts";

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
  return redirect(`/app/payouts/${planned.batchId}`);
}

const headings = [
  { title: "Run" },
  { title: "State" },
  { title: "Paid", alignment: "end" },
  { title: "Left out", alignment: "end" },
  { title: "Amount", alignment: "end" },
] as const;

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
        <Card padding="0">
          {page.items.length === 0 ? (
            <NothingYet heading="No runs yet">
              A run takes what is ready to pay, shows who is paid and who is left out and why, and waits for your
              approval.
            </NothingYet>
          ) : (
            <IndexTable
              headings={[...headings]}
              itemCount={page.items.length}
              selectable={false}
              resourceName={{ singular: "run", plural: "runs" }}
            >
              {page.items.map((batch, index) => (
                <IndexTable.Row id={batch.id} key={batch.id} position={index}>
                  <IndexTable.Cell>
                    <Link url={`/app/payouts/${batch.id}`} dataPrimaryLink monochrome removeUnderline>
                      <Text as="span" fontWeight="semibold">
                        {formatTime(batch.createdAt, timeZone)}
                      </Text>
                    </Link>
                  </IndexTable.Cell>
                  <IndexTable.Cell>
                    <BatchBadge state={batch.state} />
                  </IndexTable.Cell>
                  <IndexTable.Cell>
                    <Text as="span" alignment="end" numeric>
                      {formatCount(batch.paid)} of {formatCount(batch.payouts)}
                    </Text>
                  </IndexTable.Cell>
                  <IndexTable.Cell>
                    <Text as="span" alignment="end" numeric>
                      {formatCount(batch.skips)}
                    </Text>
                  </IndexTable.Cell>
                  <IndexTable.Cell>
                    <Text as="span" alignment="end" numeric>
                      {batch.totals.map(formatMoney).join(" + ")}
                    </Text>
                  </IndexTable.Cell>
                </IndexTable.Row>
              ))}
            </IndexTable>
          )}
        </Card>
        <Pager next={page.next} label="Payout runs" />
      </BlockStack>
    </Page>
  );
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
