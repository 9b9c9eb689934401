import { Button, InlineGrid, InlineStack, Select, Text } from "@shopify/polaris";
import { FIELDS, type Field } from "#app/domain/invitation/columns.ts";
import { rateInWords } from "#app/domain/wording/words.ts";
import type { ImportPreview } from "#app/services/partnerships/import-creators.ts";
import { formatCount, plural } from "../format.ts";
import { PlainTable } from "../plain-table.tsx";
import { TitledCard } from "../titled-card.tsx";

type Preview = Extract<ImportPreview, { kind: "preview" }>;
type Props = { preview: Preview; choose: (field: Field, column: number | null) => void; invite: () => void };

const fieldNames: Record<Field, string> = {
  email: "E-mail address",
  name: "Name or first name",
  lastName: "Last name",
  code: "Code",
  link: "Old link, or its value",
  rate: "Commission rate",
};

/** What a file says, how it was read, what is wrong in it, and what importing it does. */
export function ImportPreviewCards({ preview, choose, invite }: Props) {
  return (
    <>
      <ColumnsCard preview={preview} choose={choose} />
      {preview.counts.problems === 0 ? null : <ProblemsCard preview={preview} />}
      <InviteCard preview={preview} invite={invite} />
    </>
  );
}

function ColumnsCard({ preview: { header, columns }, choose }: Pick<Props, "preview" | "choose">) {
  const choices = [
    { label: "Not in the file", value: "" },
    ...header.map((title, index) => ({ label: title.trim() || `Column ${index + 1}`, value: String(index) })),
  ];
  return (
    <TitledCard title="Which column is which">
      <InlineGrid columns={{ xs: 1, sm: 2, md: 3 }} gap="300">
        {FIELDS.map((field) => (
          <Select
            key={field}
            label={fieldNames[field]}
            options={choices}
            value={String(columns[field] ?? "")}
            onChange={(value) => choose(field, value === "" ? null : Number(value))}
          />
        ))}
      </InlineGrid>
      <Text as="p" tone="subdued">
        Balances are not imported: what you owe from before, pay where it was earned.
      </Text>
    </TitledCard>
  );
}

function ProblemsCard({ preview: { counts, problems } }: Pick<Props, "preview">) {
  return (
    <TitledCard title={`${plural(counts.problems, "row")} to look at`}>
      <Text as="p">These are left out; the others go on. Correct them and import the file again at any time.</Text>
      <PlainTable
        label="Rows to look at"
        columns={[{ title: "Where" }, { title: "What is wrong", wide: true }]}
        rows={problems.map(({ line, column, why }) => [`Line ${formatCount(line)}: ${column}`, why])}
      />
      {counts.problems === problems.length ? null : (
        <Text as="p" tone="subdued">
          The first {formatCount(problems.length)} are shown.
        </Text>
      )}
    </TitledCard>
  );
}

const sampleColumns = [
  { title: "E-mail", wide: true },
  { title: "Name" },
  { title: "Code" },
  { title: "Rate" },
  { title: "Old link" },
];

function InviteCard({ preview: { counts, sample }, invite }: Pick<Props, "preview" | "invite">) {
  return (
    <TitledCard title={`${plural(counts.fresh, "creator")} to invite`}>
      <Already counts={counts} />
      {sample.length === 0 ? null : (
        <PlainTable
          label="The first creators"
          columns={sampleColumns}
          rows={sample.map(({ email, name, code, ownRateBps, oldToken }) => [
            email,
            name,
            code ?? "A new one",
            ownRateBps === null ? "The offer's" : rateInWords(ownRateBps),
            oldToken ?? "None",
          ])}
        />
      )}
      <InlineStack>
        <Button variant="primary" onClick={invite} disabled={counts.fresh + counts.invited === 0}>
          {counts.fresh > 0 ? `Invite ${plural(counts.fresh, "creator")}` : "Bring invitations up to date"}
        </Button>
      </InlineStack>
    </TitledCard>
  );
}

function Already({ counts: { invited, partners, declined } }: { counts: Preview["counts"] }) {
  const parts = [
    invited === 0 ? null : `${formatCount(invited)} invited before, who get no second mail`,
    partners === 0 ? null : `${formatCount(partners)} joined before`,
    declined === 0 ? null : `${formatCount(declined)} said no, and are not asked again`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : <Text as="p">Also in the file: {parts.join("; ")}.</Text>;
}
