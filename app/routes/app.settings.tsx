import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useSubmit } from "@remix-run/react";
import { SaveBar } from "@shopify/app-bridge-react";
import { BlockStack, Checkbox, InlineGrid, Page, TextField } from "@shopify/polaris";
import { useRef, useState } from "react";
import { formatMoney } from "#app/components/format.ts";
import { FormCard } from "#app/components/offer-form/form-card.tsx";
import { SettingsLinks } from "#app/components/settings-links.tsx";
import { readSettings } from "#app/components/settings-form.ts";
import { useToast } from "#app/components/use-toast.ts";
import { formatDecimal } from "#app/domain/money/money.ts";
import { defaultMinimum } from "#app/domain/payout/plan-payouts.ts";
import { saveSettings } from "#app/services/shops/save-settings.ts";

export const meta: MetaFunction = () => [{ title: "Settings" }];

export async function loader({ request, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const { minimumPayoutMinor, defaultHoldDays, mailsReviews } = shop.settings;
  const { currency } = shop;
  return {
    currency,
    usualMinimum: formatMoney({ amountMinor: defaultMinimum(currency), currency }),
    values: {
      minimumPayout: minimumPayoutMinor === null ? "" : formatDecimal({ amountMinor: minimumPayoutMinor, currency }),
      defaultHoldDays: String(defaultHoldDays),
      mailsReviews,
    },
  };
}

export async function action({ request, context: { container } }: ActionFunctionArgs) {
  const { shop, actor } = await container.merchant(request);
  const read = readSettings(await request.formData(), shop.currency);
  if (read.kind === "invalid") return { message: "Some fields need another look.", isError: true, errors: read.errors };
  await saveSettings(container, { shopId: shop.id, actor, settings: read.settings });
  return { message: "Settings saved", isError: false, errors: {} };
}

export default function Settings() {
  const loaded = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  useToast(outcome);
  return <SettingsForm key={JSON.stringify(loaded.values)} {...loaded} errors={outcome?.errors ?? {}} />;
}

type Values = { minimumPayout: string; defaultHoldDays: string; mailsReviews: boolean };
type Props = { currency: string; usualMinimum: string; values: Values; errors: Record<string, string> };

function SettingsForm({ currency, usualMinimum, values: stored, errors }: Props) {
  const [values, setValues] = useState(stored);
  const form = useRef<HTMLFormElement>(null);
  const submit = useSubmit();
  const change =
    <Name extends keyof Values>(name: Name) =>
    (value: Values[Name]) =>
      setValues((known) => ({ ...known, [name]: value }));
  return (
    <Page title="Settings">
      <SaveBar id="settings" open={JSON.stringify(values) !== JSON.stringify(stored)}>
        <button variant="primary" onClick={() => submit(form.current)}>
          Save
        </button>
        <button onClick={() => setValues(stored)}>Discard</button>
      </SaveBar>
      <BlockStack gap="400">
        <Form method="post" ref={form}>
          <InlineGrid columns={{ xs: 1, md: 3 }} gap="400">
            <FormCard
              title="Payouts"
              about="Small balances are kept until they reach the minimum, for 60 days at most."
            >
              <TextField
                label="Minimum payout"
                name="minimumPayout"
                prefix={currency}
                inputMode="decimal"
                value={values.minimumPayout}
                onChange={change("minimumPayout")}
                helpText={`Leave empty for the usual ${usualMinimum}.`}
                error={errors["minimumPayoutMinor"] ?? false}
                autoComplete="off"
              />
            </FormCard>
            <FormCard title="New offers" about="What a new offer begins with. Offers that exist keep their own.">
              <TextField
                label="Commissions are held for"
                name="defaultHoldDays"
                suffix="days"
                inputMode="numeric"
                value={values.defaultHoldDays}
                onChange={change("defaultHoldDays")}
                helpText="Make it as long as your returns take."
                error={errors["defaultHoldDays"] ?? false}
                autoComplete="off"
              />
            </FormCard>
            <FormCard title="Mails" about="They go to the store's e-mail address at Shopify.">
              <Checkbox
                label="Mail me when orders wait for review"
                name="mailsReviews"
                checked={values.mailsReviews}
                onChange={change("mailsReviews")}
                helpText="Once a day at most. Without your word such an order is paid when its hold ends."
              />
            </FormCard>
          </InlineGrid>
        </Form>
        <SettingsLinks />
      </BlockStack>
    </Page>
  );
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
