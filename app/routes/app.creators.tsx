import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { BlockStack, Card, Page } from "@shopify/polaris";
import { z } from "zod";
import { CreatorsTable } from "#app/components/creators-table.tsx";
import { NothingYet } from "#app/components/nothing-yet.tsx";
import { Pager } from "#app/components/pager.tsx";
import { useToast } from "#app/components/use-toast.ts";
import { changePartnership } from "#app/services/change-partnership.ts";
import { listCreators } from "#app/services/list-creators.ts";

export const meta: MetaFunction = () => [{ title: "Creators" }];

export async function loader({ request, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const after = new URL(request.url).searchParams.get("after");
  return {
    page: await listCreators(container, { shopId: shop.id, after }),
    currency: shop.currency,
    timeZone: shop.timeZone,
  };
}

const form = z.object({ partnershipId: z.string(), to: z.enum(["active", "paused"]) });

export async function action({ request, context: { container } }: ActionFunctionArgs) {
  const { shop, actor } = await container.merchant(request);
  const read = form.safeParse(Object.fromEntries(await request.formData()));
  if (!read.success) throw new Response("to: must be active or paused", { status: 400 });
  const changed = await changePartnership(container, { shopId: shop.id, actor, ...read.data });
  if (changed.kind === "not_found") throw new Response(null, { status: 404 });
  if (changed.kind === "ended_before") return { message: "This partnership has ended.", isError: true };
  return {
    message: read.data.to === "paused" ? "Paused: the link stops, what was set in motion still counts" : "Active again",
    isError: false,
  };
}

export default function Creators() {
  const { page, currency, timeZone } = useLoaderData<typeof loader>();
  useToast(useActionData<typeof action>());
  return (
    <Page title="Creators" subtitle="Who sells for you, with which code and link, and what came of it">
      <BlockStack gap="400">
        <Card padding="0">
          {page.items.length === 0 ? (
            <NothingYet
              heading="No creators yet"
              action={{ content: "Look at applications", url: "/app/applications" }}
            >
              Creators whom you approve appear here, with their codes, links and sales.
            </NothingYet>
          ) : (
            <CreatorsTable creators={page.items} currency={currency} timeZone={timeZone} />
          )}
        </Card>
        <Pager next={page.next} label="Creators" />
      </BlockStack>
    </Page>
  );
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
