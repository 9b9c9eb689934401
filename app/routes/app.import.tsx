import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { BlockStack, Card, Layout, Page } from "@shopify/polaris";
import { formatCount, plural } from "#app/components/format.ts";
import { AboutImport } from "#app/components/import/about-import.tsx";
import { ImportForm } from "#app/components/import/import-form.tsx";
import { InvitationsCard } from "#app/components/import/invitations-card.tsx";
import { readColumns } from "#app/components/import/read-columns.ts";
import { NothingYet } from "#app/components/nothing-yet.tsx";
import { Pager } from "#app/components/pager.tsx";
import { useToast } from "#app/components/use-toast.ts";
import { importCreators, previewImport, type ImportCounts } from "#app/services/partnerships/import-creators.ts";
import { listInvitations } from "#app/services/partnerships/list-invitations.ts";
import { listOffers } from "#app/services/offers/list-offers.ts";

export const meta: MetaFunction = () => [{ title: "Bring your creators" }];

export async function loader({ request, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const after = new URL(request.url).searchParams.get("after");
  const [invitations, offers] = await Promise.all([
    listInvitations(container.creators, { shopId: shop.id, after }),
    listOffers(container, { shopId: shop.id, after: null }),
  ]);
  const live = offers.items.filter(({ status }) => status === "live").map(({ id, name }) => ({ id, name }));
  return { ...invitations, offers: live, timeZone: shop.timeZone };
}

export async function action({ request, context: { container } }: ActionFunctionArgs) {
  const { shop, actor } = await container.merchant(request);
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? "");
  const input = {
    shopId: shop.id,
    offerId: text("offerId"),
    parameter: text("parameter").trim(),
    text: text("text"),
    columns: readColumns(form),
  };
  const deps = { ...container, invitations: container.creators.invitations };
  if (text("intent") !== "import") return { preview: await previewImport(deps, input), outcome: null };
  const imported = await importCreators(deps, { ...input, actor });
  if (imported.kind === "unreadable") return { preview: imported, outcome: null };
  return { preview: null, outcome: { message: outcomeInWords(imported.counts), isError: false } };
}

function outcomeInWords({ fresh, problems }: ImportCounts): string {
  const invited = fresh === 0 ? "Invitations are up to date" : `${plural(fresh, "creator")} invited`;
  return problems === 0 ? invited : `${invited}, ${formatCount(problems)} left out`;
}

export default function Import() {
  const { page, counts, offers, timeZone } = useLoaderData<typeof loader>();
  const acted = useActionData<typeof action>();
  useToast(acted?.outcome);
  return (
    <Page
      title="Bring your creators"
      subtitle="From the app that you come from: their codes, rates and old links go on"
      backAction={{ content: "Creators", url: "/app/creators" }}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {offers.length === 0 ? (
              <Card padding="0">
                <NothingYet heading="First, an offer" action={{ content: "New offer", url: "/app/offers/new" }}>
                  Creators join one of your live offers. Publish one, then bring them along.
                </NothingYet>
              </Card>
            ) : (
              <ImportForm offers={offers} preview={acted?.preview ?? null} />
            )}
            <InvitationsCard invitations={page.items} counts={counts} timeZone={timeZone} />
            <Pager next={page.next} label="Invitations" />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <AboutImport />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
