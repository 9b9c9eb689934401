import { useSubmit } from "@remix-run/react";
import { Box, IndexTable, Text, useIndexResourceState } from "@shopify/polaris";
import { useState } from "react";
import type { ApplicationRow } from "#app/services/ports/applications.ts";
import { formatTime } from "../format.ts";
import { NothingYet } from "../nothing-yet.tsx";
import { DecidedTable } from "./decided-table.tsx";
import { DeclineModal } from "./decline-modal.tsx";

type Props = { applications: ApplicationRow[]; state: "submitted" | "approved" | "declined"; timeZone: string };

const empty = {
  submitted: "When creators apply to one of your offers, you approve or decline them here.",
  approved: "Creators whom you approve appear here, with their codes.",
  declined: "Applications that you decline appear here, with the reason that you gave.",
};

/** Polaris keeps cells on one line, and lets the table scroll sideways instead. */
const wraps = { whiteSpace: "normal", overflowWrap: "anywhere" } as const;

/** Applications to tick and decide, one or many at a time. */
export function ApplicationsTable({ applications, state, timeZone }: Props) {
  const submit = useSubmit();
  const [declining, setDeclining] = useState(false);
  const rows = applications.map((row) => ({ ...row }));
  const { selectedResources, allResourcesSelected, handleSelectionChange, clearSelection } =
    useIndexResourceState(rows);

  const decide = (fields: Record<string, string>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    for (const id of selectedResources) data.append("id", id);
    submit(data, { method: "post" });
    clearSelection();
    setDeclining(false);
  };
  if (applications.length === 0) return <NothingYet heading="Nothing here">{empty[state]}</NothingYet>;
  if (state !== "submitted")
    return (
      <Box paddingInline="200" paddingBlockEnd="200">
        <DecidedTable applications={applications} timeZone={timeZone} />
      </Box>
    );
  const actions = [
    { content: "Approve", onAction: () => decide({ decision: "approve" }) },
    { content: "Decline…", onAction: () => setDeclining(true) },
  ];
  return (
    <>
      <IndexTable
        headings={[{ title: "Creator" }, { title: "Message" }]}
        itemCount={applications.length}
        selectable
        selectedItemsCount={allResourcesSelected ? "All" : selectedResources.length}
        onSelectionChange={handleSelectionChange}
        resourceName={{ singular: "application", plural: "applications" }}
        promotedBulkActions={actions}
      >
        {applications.map((row, index) => (
          <IndexTable.Row id={row.id} key={row.id} position={index} selected={selectedResources.includes(row.id)}>
            <IndexTable.Cell>
              <div style={{ ...wraps, minWidth: "8rem" }}>
                <Text as="p" fontWeight="semibold">
                  {row.creatorName || row.creatorHandle}
                </Text>
                <Text as="p" tone="subdued">
                  @{row.creatorHandle}
                </Text>
                <Text as="p">{row.offerName}</Text>
                <Text as="p" tone="subdued">
                  {formatTime(row.createdAt, timeZone)}
                </Text>
              </div>
            </IndexTable.Cell>
            <IndexTable.Cell>
              <div style={wraps}>{row.message || "No message"}</div>
            </IndexTable.Cell>
          </IndexTable.Row>
        ))}
      </IndexTable>
      <DeclineModal
        open={declining}
        count={selectedResources.length}
        close={() => setDeclining(false)}
        decline={(reason) => decide({ decision: "decline", reason })}
      />
    </>
  );
}
