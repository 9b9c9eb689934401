import { Badge, BlockStack, Text } from "@shopify/polaris";
import type { ApplicationRow } from "#app/services/ports/applications.ts";
import { formatTime } from "../format.ts";
import { PlainTable } from "../plain-table.tsx";

/** Applications that were decided, with what came of them. */
export function DecidedTable({ applications, timeZone }: { applications: ApplicationRow[]; timeZone: string }) {
  return (
    <PlainTable
      label="Decided applications"
      columns={[{ title: "Creator" }, { title: "Offer" }, { title: "Applied" }, { title: "Outcome" }]}
      rows={applications.map((row) => [
        `${row.creatorName || row.creatorHandle} (@${row.creatorHandle})`,
        row.offerName,
        formatTime(row.createdAt, timeZone),
        <Outcome key="outcome" row={row} />,
      ])}
    />
  );
}

function Outcome({ row }: { row: ApplicationRow }) {
  if (row.state === "declined") return <>{row.decisionReason}</>;
  if (row.code === null) return null;
  const { text, state, failure } = row.code;
  return (
    <BlockStack gap="100" inlineAlign="start">
      <Text as="span" fontWeight="semibold">
        {text}
      </Text>
      {state === "pending" ? <Badge tone="attention">Being made in Shopify</Badge> : null}
      {state === "active" ? <Badge tone="success">Active</Badge> : null}
      {state === "failed" ? <Badge tone="critical">{`Refused: ${failure ?? ""}`}</Badge> : null}
    </BlockStack>
  );
}
