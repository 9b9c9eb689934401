import { useFetcher } from "@remix-run/react";
import { Banner, ChoiceList, FormLayout, Modal, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useToast } from "../use-toast.ts";
import type { Answer } from "./read-forms.ts";

export type AskedField =
  | { name: string; label: string; help?: string; kind: "text" | "lines"; suffix?: string; initial?: string }
  | { name: string; label: string; kind: "choice"; choices: { label: string; value: string; help?: string }[] };

/** A change that a person confirms, with what it takes to make it. */
export type Ask = {
  title: string;
  /** What it does, before anybody does it. */
  text: string;
  /** Where the form is posted. */
  action: string;
  fixed: Record<string, string>;
  fields: AskedField[];
  button: string;
  destructive?: boolean;
};

/** The reason that each change needs; it is kept, and the creator reads it. */
export const reasonField = {
  name: "reason",
  label: "Reason",
  kind: "lines",
  help: "It is kept, and the creator reads it.",
} as const satisfies AskedField;

export function AskModal({ ask, close }: { ask: Ask; close: () => void }) {
  const [values, setValues] = useState<Record<string, string>>({});
  const fetcher = useFetcher<Answer>();
  const answer = fetcher.data;
  const done = answer?.kind === "done";
  useToast(done ? { message: answer.message } : null);
  useEffect(() => {
    if (done) close();
  }, [done, close]);

  const problems = answer?.kind === "invalid" ? answer.problems : {};
  const fields = Object.fromEntries(ask.fields.map((field) => [field.name, values[field.name] ?? initialOf(field)]));
  const unplaced = Object.entries(problems).filter(([name]) => !(name in fields));
  const send = () => fetcher.submit({ ...ask.fixed, ...fields }, { method: "post", action: ask.action });
  return (
    <Modal
      open
      onClose={close}
      title={ask.title}
      primaryAction={{
        content: ask.button,
        destructive: ask.destructive === true,
        onAction: send,
        loading: fetcher.state !== "idle",
      }}
      secondaryActions={[{ content: "Cancel", onAction: close }]}
    >
      <Modal.Section>
        <FormLayout>
          <Text as="p">{ask.text}</Text>
          {unplaced.map(([name, problem]) => (
            <Banner key={name} tone="critical">
              <Text as="p">{problem}</Text>
            </Banner>
          ))}
          {ask.fields.map((field) => (
            <Field
              key={field.name}
              field={field}
              value={fields[field.name] ?? ""}
              problem={problems[field.name]}
              onChange={(value) => setValues((known) => ({ ...known, [field.name]: value }))}
            />
          ))}
        </FormLayout>
      </Modal.Section>
    </Modal>
  );
}

const initialOf = (field: AskedField): string => (field.kind === "choice" ? "" : (field.initial ?? ""));

type FieldProps = { field: AskedField; value: string; problem: string | undefined; onChange: (value: string) => void };

function Field({ field, value, problem, onChange }: FieldProps) {
  const error = problem ?? false;
  if (field.kind === "choice")
    return (
      <ChoiceList
        title={field.label}
        choices={field.choices.map(({ label, value: choice, help }) => ({
          label,
          value: choice,
          ...(help === undefined ? {} : { helpText: help }),
        }))}
        selected={value === "" ? [] : [value]}
        onChange={([chosen = ""]) => onChange(chosen)}
        {...(problem === undefined ? {} : { error: problem })}
      />
    );
  return (
    <TextField
      label={field.label}
      value={value}
      onChange={onChange}
      error={error}
      {...(field.help === undefined ? {} : { helpText: field.help })}
      {...(field.suffix === undefined ? {} : { suffix: field.suffix })}
      {...(field.kind === "lines" ? { multiline: 3, maxLength: 500 } : {})}
      autoComplete="off"
    />
  );
}
