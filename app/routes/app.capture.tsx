import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Badge, BlockStack, Button, Card, InlineStack, Layout, Link, Page, Text } from "@shopify/polaris";
import { formatCount, formatMoney } from "#app/components/format.ts";
import { NothingYet } from "#app/components/nothing-yet.tsx";
import { PlainTable } from "#app/components/plain-table.tsx";
import { useToast } from "#app/components/use-toast.ts";
import { evidenceNames } from "#app/components/words.ts";
import { activatePixel } from "#app/services/activate-pixel.ts";
import { readCaptureReport } from "#app/services/read-capture-report.ts";
import { runSelfTest, type Check } from "#app/services/run-self-test.ts";

export const meta: MetaFunction = () => [{ title: "Capture" }];

export async function loader({ request, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const { capture, admin, env, shopInfo } = container;
  const report = await readCaptureReport(capture, shop.id);
  const given = { report, appUrl: env.SHOPIFY_APP_URL.href, apiKey: env.SHOPIFY_API_KEY };
  const checks = await runSelfTest({ ...capture, shopInfo, pixel: capture.pixelWith(admin) }, shop.domain, given);
  return { currency: shop.currency, report, checks };
}

export async function action({ request, context: { container } }: ActionFunctionArgs) {
  const { shop } = await container.merchant(request);
  await activatePixel(container.capture.pixelWith(container.admin), shop, container.env.SHOPIFY_APP_URL.href);
  return { message: "Visits are counted from now on" };
}

export default function Capture() {
  const { checks } = useLoaderData<typeof loader>();
  useToast(useActionData<typeof action>());
  return (
    <Page title="Capture" subtitle="How your orders were linked to creators in the last 30 days">
      <Layout>
        <Layout.Section>
          <Report />
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <Card>
            <BlockStack gap="400">
              <Text as="h2" variant="headingMd">
                Self-test
              </Text>
              {checks.map((check) => (
                <CheckRow key={check.name} check={check} />
              ))}
            </BlockStack>
          </Card>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function Report() {
  const { report, currency } = useLoaderData<typeof loader>();
  const captured = report.doors.reduce((sum, door) => sum + door.orders, 0);
  if (report.orders === 0)
    return (
      <Card>
        <NothingYet heading="No orders yet">
          Once orders come in, you see here which way each creator was found.
        </NothingYet>
      </Card>
    );
  return (
    <BlockStack gap="400">
      <Section title={`Credited: ${formatCount(captured)} of ${formatCount(report.orders)} orders`}>
        <PlainTable
          label="Orders by the door that captured them"
          columns={[{ title: "Found by" }, { title: "Orders", numeric: true }, { title: "Commissions", numeric: true }]}
          rows={report.doors.map(({ kind, orders, commissionMinor }) => [
            evidenceNames[kind],
            formatCount(orders),
            formatMoney({ amountMinor: commissionMinor, currency }),
          ])}
        />
      </Section>
      <Section title="Seen, and not credited">
        <PlainTable
          label="Evidence that was seen and not credited"
          columns={[{ title: "Seen" }, { title: "Why not" }, { title: "Orders", numeric: true }]}
          rows={report.notCredited.map(({ kind, reason, orders }) => [
            evidenceNames[kind],
            reasonNames[reason] ?? reason,
            formatCount(orders),
          ])}
        />
      </Section>
      <Section title="Visits, where shoppers allow counting">
        <PlainTable
          label="Steps of visits"
          columns={[
            { title: "Step" },
            { title: "Visits", numeric: true },
            { title: "By a creator's link", numeric: true },
          ]}
          rows={report.funnel.map(({ step, visits, linked }) => [
            stepNames[step],
            formatCount(visits),
            formatCount(linked),
          ])}
        />
      </Section>
    </BlockStack>
  );
}

const Section = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <Card>
    <BlockStack gap="300">
      <Text as="h2" variant="headingMd">
        {title}
      </Text>
      {children}
    </BlockStack>
  </Card>
);

const titles: Record<Check["name"], string> = {
  webhooks: "Orders",
  scopes: "Permissions",
  embed: "Storefront",
  pixel: "Visits",
  thank_you: "Thank-you page",
  checkout: "Checkout",
};

const badges = {
  good: { tone: "success", text: "Works" },
  bad: { tone: "critical", text: "Off" },
  not_seen_yet: { tone: "attention", text: "Not seen yet" },
} as const;

function CheckRow({ check: { name, state, said, fix } }: { check: Check }) {
  const badge = badges[state];
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm">
          {titles[name]}
        </Text>
        <Badge tone={badge.tone}>{badge.text}</Badge>
      </InlineStack>
      <Text as="p">{said}</Text>
      {fix === "activate-pixel" ? (
        <Form method="post">
          <Button submit>Count visits</Button>
        </Form>
      ) : fix === null ? null : (
        <Link url={fix.url} target="_blank">
          {fix.label}
        </Link>
      )}
    </BlockStack>
  );
}

const stepNames = {
  page_viewed: "Saw a page",
  product_viewed: "Saw a product",
  product_added_to_cart: "Put it into the cart",
  checkout_started: "Began to check out",
  checkout_completed: "Ordered",
} as const;

const reasonNames: Record<string, string> = {
  outside_window: "Too long before the order",
  not_active: "The creator was not active",
  offer_not_in_force: "The offer was not in force",
  self_referral: "The creator's own order",
  survey_unpaid: "The offer pays nothing for an answer",
  leaked_code: "The code is marked as leaked",
  older_click: "Another click was newer",
  weaker_evidence: "Something else was stronger",
};

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
