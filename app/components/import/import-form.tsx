import { useSubmit } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { Columns, Field } from "#app/domain/invitation/columns.ts";
import { OLD_APPS } from "#app/domain/invitation/old-links.ts";
import type { ImportPreview } from "#app/services/partnerships/import-creators.ts";
import { ImportPreviewCards } from "./import-preview.tsx";
import { readTextFile } from "./read-text-file.ts";

export type ImportOffer = { id: string; name: string };
type Props = { offers: ImportOffer[]; preview: ImportPreview | null };
type Values = { offerId: string; app: string; parameter: string; text: string; columns: Columns | null };

const OTHER = "other";

/** The file, the offer and the app before; what comes of it is looked at before anybody is asked. */
export function ImportForm({ offers, preview }: Props) {
  const [values, setValues] = useState<Values>({
    offerId: offers[0]?.id ?? "",
    app: OLD_APPS[0].parameter,
    parameter: OLD_APPS[0].parameter,
    text: "",
    columns: null,
  });
  const submit = useSubmit();
  const change = (some: Partial<Values>) => setValues((known) => ({ ...known, ...some }));

  const send = (intent: "preview" | "import", columns = values.columns) => {
    const data = new FormData();
    for (const [name, value] of Object.entries({ ...values, intent, columns: "" })) data.set(name, String(value));
    for (const [field, column] of Object.entries(columns ?? {})) data.set(`column_${field}`, String(column ?? ""));
    submit(data, { method: "post" });
  };
  const choose = (field: Field, column: number | null, known: Columns) => {
    const columns = { ...known, [field]: column };
    change({ columns });
    send("preview", columns);
  };

  return (
    <BlockStack gap="400">
      <Card>
        <BlockStack gap="400">
          <Select
            label="The offer that they join"
            options={offers.map(({ id, name }) => ({ label: name, value: id }))}
            value={values.offerId}
            onChange={(offerId) => change({ offerId })}
          />
          <OldApp app={values.app} parameter={values.parameter} change={change} />
          <FileInput read={(text) => change({ text, columns: null })} />
          <TextField
            label="… or paste it"
            multiline={6}
            maxHeight="16rem"
            autoComplete="off"
            value={values.text}
            onChange={(text) => change({ text, columns: null })}
          />
          <InlineStack>
            <Button onClick={() => send("preview")} disabled={values.text.trim() === ""}>
              Look at it first
            </Button>
          </InlineStack>
        </BlockStack>
      </Card>
      {preview?.kind === "unreadable" ? (
        <Banner tone="critical" title="The file cannot be imported">
          <Text as="p">{preview.why}</Text>
        </Banner>
      ) : null}
      {preview?.kind === "preview" ? (
        <ImportPreviewCards
          preview={preview}
          choose={(field, column) => choose(field, column, preview.columns)}
          invite={() => send("import", preview.columns)}
        />
      ) : null}
    </BlockStack>
  );
}

type OldAppProps = Pick<Values, "app" | "parameter"> & {
  change: (some: Partial<Pick<Values, "app" | "parameter">>) => void;
};

function OldApp({ app, parameter, change }: OldAppProps) {
  return (
    <>
      <Select
        label="The app that you come from"
        options={[...OLD_APPS.map(labelOf), { label: "Another app", value: OTHER }]}
        value={app}
        onChange={(chosen) => change({ app: chosen, parameter: chosen === OTHER ? "" : chosen })}
      />
      {app === OTHER ? (
        <TextField
          label="What its links carry"
          helpText="The word before the = in a link, such as ref in shop.example/?ref=maya."
          value={parameter}
          onChange={(typed) => change({ parameter: typed })}
          autoComplete="off"
        />
      ) : null}
    </>
  );
}

function FileInput({ read }: { read: (text: string) => void }) {
  const [name, setName] = useState<string | null>(null);
  return (
    <BlockStack gap="100">
      <label htmlFor="creators-file">The list of creators that it exports, as CSV</label>
      <input
        id="creators-file"
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        onChange={async ({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file === undefined) return;
          setName(file.name);
          read(await readTextFile(file));
        }}
      />
      {name === null ? null : (
        <Text as="p" tone="subdued">
          {name} is below; you can change it before you go on.
        </Text>
      )}
    </BlockStack>
  );
}

const labelOf = ({ name, parameter }: (typeof OLD_APPS)[number]) => ({
  label: `${name} (${parameter})`,
  value: parameter,
});
