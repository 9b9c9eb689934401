import { BlockStack, Button, Card, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { DeleteIcon } from "@shopify/polaris-icons";
import type { ReactNode } from "react";
import { MATCH_KEYS, type MatchKey } from "#app/domain/commission/rule.ts";
import { matchLabels, type OfferFormValues } from "./form-values.ts";
import type { CardProps } from "./offer-form.tsx";

type Override = OfferFormValues["overrides"][number];
type Exclusion = OfferFormValues["exclusions"][number];

const keys = MATCH_KEYS.map((value) => ({ label: matchLabels[value], value }));
const replaced = <Row,>(rows: Row[], index: number, row: Row): Row[] =>
  rows.map((known, at) => (at === index ? row : known));

/** Products with a rate of their own. */
export function OverrideRows({ values, errors, change }: CardProps) {
  const set = (index: number, row: Override) => change({ overrides: replaced(values.overrides, index, row) });
  return (
    <RowsCard
      title="Different rates"
      about="The most specific property wins: a variant before a product, a product before its vendor."
      add={() => change({ overrides: [...values.overrides, { key: "product", value: "", percent: "" }] })}
    >
      {values.overrides.map((row, index) => (
        <Row
          key={index}
          fields={{ key: "overrideKey", value: "overrideValue" }}
          row={row}
          error={errors[`overrides.${index}.value`]}
          change={(match) => set(index, { ...row, ...match })}
          remove={() => change({ overrides: values.overrides.filter((_, at) => at !== index) })}
        >
          <TextField
            label="Share"
            name="overridePercent"
            suffix="%"
            inputMode="decimal"
            value={row.percent}
            onChange={(percent) => set(index, { ...row, percent })}
            error={errors[`overrides.${index}.percent`] ?? false}
            autoComplete="off"
          />
        </Row>
      ))}
    </RowsCard>
  );
}

/** Products that earn nothing. */
export function ExclusionRows({ values, errors, change }: CardProps) {
  return (
    <RowsCard
      title="Left out"
      about="What earns nothing, such as clearance or a brand you may not promote."
      add={() => change({ exclusions: [...values.exclusions, { key: "product", value: "" }] })}
    >
      {values.exclusions.map((row, index) => (
        <Row
          key={index}
          fields={{ key: "exclusionKey", value: "exclusionValue" }}
          row={row}
          error={errors[`exclusions.${index}.value`]}
          change={(match) => change({ exclusions: replaced(values.exclusions, index, { ...row, ...match }) })}
          remove={() => change({ exclusions: values.exclusions.filter((_, at) => at !== index) })}
        />
      ))}
    </RowsCard>
  );
}

function RowsCard({
  title,
  about,
  add,
  children,
}: {
  title: string;
  about: string;
  add: () => void;
  children: ReactNode;
}) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        <Text as="p" tone="subdued">
          {about}
        </Text>
        {children}
        <InlineStack>
          <Button onClick={add}>Add a row</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

type RowProps = {
  fields: { key: string; value: string };
  row: Exclusion;
  error: string | undefined;
  change: (match: Partial<Exclusion>) => void;
  remove: () => void;
  children?: ReactNode;
};

function Row({ fields, row, error, change, remove, children }: RowProps) {
  return (
    <InlineStack gap="200" blockAlign="end" wrap>
      <Select
        label="Property"
        name={fields.key}
        options={keys}
        value={row.key}
        onChange={(key) => change({ key: key as MatchKey })}
      />
      <TextField
        label="Is"
        name={fields.value}
        value={row.value}
        onChange={(value) => change({ value })}
        error={error ?? false}
        autoComplete="off"
      />
      {children}
      <Button icon={DeleteIcon} accessibilityLabel={`Remove ${matchLabels[row.key]} ${row.value}`} onClick={remove} />
    </InlineStack>
  );
}
