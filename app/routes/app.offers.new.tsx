import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineGrid, Page, Text } from "@shopify/polaris";
import { offerTemplates } from "#app/domain/offer/templates.ts";
import { saveOfferDraft } from "#app/services/offers/save-offer-draft.ts";

export const meta: MetaFunction = () => [{ title: "New offer" }];

export async function loader({ request, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  return { templates: offerTemplates(shop.currency).map(({ key, name, summary }) => ({ key, name, summary })) };
}

export async function action({ request, context: { container } }: ActionFunctionArgs) {
  const { shop, actor } = await container.merchant(request);
  const wanted = (await request.formData()).get("template");
  const template = offerTemplates(shop.currency).find(({ key }) => key === wanted);
  if (template === undefined) return { problem: "Choose one of the templates." };
  const saved = await saveOfferDraft(container, {
    shop,
    actor,
    offerId: null,
    seen: null,
    details: { name: template.name, description: "", autoApprove: false, noticeDays: 30 },
    ruleDocument: template.ruleDocument,
    shopperTerms: template.shopperTerms,
    attributionWindowDays: 30,
    holdDays: shop.settings.defaultHoldDays,
  });
  if (saved.kind !== "saved") return { problem: "The template could not be used. Please write to us." };
  return redirect(`/app/offers/${saved.offerId}`);
}

export default function NewOffer() {
  const { templates } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const busy = useNavigation();
  return (
    <Page
      title="New offer"
      subtitle="Begin with a template: everything can be changed before you publish."
      backAction={{ url: "/app/offers", content: "Offers" }}
    >
      <BlockStack gap="400">
        {outcome ? <Banner tone="critical" title={outcome.problem} /> : null}
        <InlineGrid columns={{ xs: 1, md: 3 }} gap="400">
          {templates.map((template) => (
            <Card key={template.key}>
              <Form method="post">
                <input type="hidden" name="template" value={template.key} />
                <BlockStack gap="300">
                  <Text as="h2" variant="headingMd">
                    {template.name}
                  </Text>
                  <Text as="p">{template.summary}</Text>
                  <Button
                    submit
                    accessibilityLabel={`Use the template ${template.name}`}
                    loading={busy.formData?.get("template") === template.key}
                  >
                    Use this template
                  </Button>
                </BlockStack>
              </Form>
            </Card>
          ))}
        </InlineGrid>
      </BlockStack>
    </Page>
  );
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
