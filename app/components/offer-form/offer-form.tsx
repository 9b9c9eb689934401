import { BlockStack, Layout } from "@shopify/polaris";
import type { OfferFormValues } from "./form-values.ts";
import { AboutCard, LimitsCard, TimesCard } from "./other-cards.tsx";
import { EarningsCard } from "./earnings-card.tsx";
import { ExclusionRows, OverrideRows } from "./match-rows.tsx";
import type { OfferFormErrors } from "./read-offer-form.ts";
import { SavingCard } from "./saving-card.tsx";

export type CardProps = {
  values: OfferFormValues;
  errors: OfferFormErrors;
  change: (values: Partial<OfferFormValues>) => void;
  /** Written before amounts. */
  currency: string;
};

/** The fields of an offer's draft. Real fields with names: what is posted is what is shown. */
export function OfferFormFields(props: CardProps & { noticeFixed: boolean }) {
  return (
    <Layout>
      <Layout.Section>
        <BlockStack gap="400">
          <AboutCard {...props} />
          <EarningsCard {...props} />
          <OverrideRows {...props} />
          <ExclusionRows {...props} />
        </BlockStack>
      </Layout.Section>
      <Layout.Section variant="oneThird">
        <BlockStack gap="400">
          <SavingCard {...props} />
          <TimesCard {...props} />
          <LimitsCard {...props} />
        </BlockStack>
      </Layout.Section>
    </Layout>
  );
}
