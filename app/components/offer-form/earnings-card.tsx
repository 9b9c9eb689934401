import { Select } from "@shopify/polaris";
import { FormCard } from "./form-card.tsx";
import type { OfferFormValues } from "./form-values.ts";
import type { CardProps } from "./offer-form.tsx";
import { TextInput } from "./text-input.tsx";

const customers = [
  { label: "Every customer, the same rate", value: "all" },
  { label: "New customers only", value: "new_only" },
  { label: "New and returning customers, different rates", value: "by_kind" },
];

const bases = [
  { label: "What the shopper pays, after discounts", value: "after_discounts" },
  { label: "The price before discounts", value: "before_discounts" },
];

const percentLabel: Record<OfferFormValues["customers"], string> = {
  all: "Share of each order",
  new_only: "Share of a new customer's order",
  by_kind: "Share of a new customer's order",
};

export function EarningsCard(props: CardProps) {
  const { values, change, currency } = props;
  return (
    <FormCard title="What creators earn" about="Taxes, shipping, gift cards and tips never earn.">
      <Select
        label="Whose orders earn"
        name="customers"
        options={customers}
        value={values.customers}
        onChange={(value) => change({ customers: value as OfferFormValues["customers"] })}
      />
      <TextInput {...props} name="percent" label={percentLabel[values.customers]} suffix="%" numeric />
      {values.customers === "by_kind" ? (
        <TextInput
          {...props}
          name="returningPercent"
          label="Share of a returning customer's order"
          suffix="%"
          numeric
        />
      ) : null}
      <TextInput
        {...props}
        name="flatPerOrder"
        label="Flat amount per order"
        prefix={currency}
        numeric
        helpText="On top of the share, once per order."
      />
      <Select
        label="Share of"
        name="base"
        options={bases}
        value={values.base}
        onChange={(value) => change({ base: value as OfferFormValues["base"] })}
      />
    </FormCard>
  );
}
