import { TextField } from "@shopify/polaris";
import type { OfferFormValues } from "./form-values.ts";
import type { CardProps } from "./offer-form.tsx";

type TextKey = {
  [Key in keyof OfferFormValues]: OfferFormValues[Key] extends string ? Key : never;
}[keyof OfferFormValues];

type Props = Pick<CardProps, "values" | "errors" | "change"> & {
  name: TextKey;
  label: string;
  helpText?: string;
  prefix?: string;
  suffix?: string;
  lines?: number;
  disabled?: boolean;
  numeric?: boolean;
};

/** One text field of the form, with its error beside it. */
export function TextInput({ values, errors, change, name, lines, numeric, ...rest }: Props) {
  return (
    <TextField
      {...rest}
      {...(lines === undefined ? {} : { multiline: lines })}
      {...(numeric === true ? { inputMode: "decimal" as const } : {})}
      name={name}
      value={values[name]}
      onChange={(value) => change({ [name]: value })}
      error={errors[name] ?? false}
      autoComplete="off"
    />
  );
}
