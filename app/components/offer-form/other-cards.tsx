import { Checkbox } from "@shopify/polaris";
import { FormCard } from "./form-card.tsx";
import type { CardProps } from "./offer-form.tsx";
import { TextInput } from "./text-input.tsx";

export function AboutCard(props: CardProps) {
  const { values, change } = props;
  return (
    <FormCard title="About the offer">
      <TextInput {...props} name="name" label="Name" helpText="Creators see it." />
      <TextInput
        {...props}
        name="description"
        label="Description"
        lines={3}
        helpText="What you sell, and whom you look for."
      />
      <Checkbox
        label="Approve every creator who applies"
        name="autoApprove"
        checked={values.autoApprove}
        onChange={(autoApprove) => change({ autoApprove })}
      />
    </FormCard>
  );
}

export function TimesCard(props: CardProps & { noticeFixed: boolean }) {
  const notice = props.noticeFixed
    ? "Promised to your creators when you first published: it can be made longer, not shorter."
    : "Worse terms take effect after so many days; better ones at once.";
  return (
    <FormCard title="Times">
      <TextInput {...props} name="windowDays" label="A click counts for" suffix="days" numeric />
      <TextInput
        {...props}
        name="holdDays"
        label="A commission is held for"
        suffix="days"
        numeric
        helpText="After that it can be paid out. Make it as long as your returns take."
      />
      <TextInput
        {...props}
        name="noticeDays"
        label="Notice before worse terms"
        suffix="days"
        numeric
        helpText={notice}
      />
    </FormCard>
  );
}

export function LimitsCard(props: CardProps) {
  const { currency } = props;
  return (
    <FormCard title="Limits" about="Leave empty for none.">
      <TextInput {...props} name="capPerOrder" label="For one order" prefix={currency} numeric />
      <TextInput {...props} name="capPerCreatorMonth" label="For one creator in a month" prefix={currency} numeric />
      <TextInput {...props} name="capBudget" label="For the whole offer" prefix={currency} numeric />
    </FormCard>
  );
}
