import { Checkbox, Select } from "@shopify/polaris";
import { FormCard } from "./form-card.tsx";
import type { OfferFormValues } from "./form-values.ts";
import type { CardProps } from "./offer-form.tsx";
import { TextInput } from "./text-input.tsx";

const savings = [
  { label: "Nothing", value: "none" },
  { label: "A percentage", value: "percent" },
  { label: "A fixed amount", value: "fixed" },
];

export function SavingCard(props: CardProps) {
  const { values, change, currency } = props;
  const unit = values.saving === "percent" ? { suffix: "%" } : { prefix: currency };
  return (
    <FormCard
      title="What shoppers save"
      about="With a saving, one Shopify discount is made for the offer, and each creator's code is one of its codes."
    >
      <Select
        label="Shoppers with a creator's code save"
        name="saving"
        options={savings}
        value={values.saving}
        onChange={(value) => change({ saving: value as OfferFormValues["saving"], savingValue: "" })}
      />
      {values.saving === "none" ? null : <TextInput {...props} {...unit} name="savingValue" label="Saving" numeric />}
      {values.saving === "none" ? null : (
        <TextInput
          {...props}
          name="savingMinimum"
          label="From an order of"
          prefix={currency}
          numeric
          helpText="Leave empty for any order."
        />
      )}
      {values.saving === "none" ? null : (
        <Checkbox
          label="Once per customer"
          name="oncePerCustomer"
          checked={values.oncePerCustomer}
          onChange={(oncePerCustomer) => change({ oncePerCustomer })}
        />
      )}
    </FormCard>
  );
}
