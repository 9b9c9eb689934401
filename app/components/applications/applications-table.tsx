import { useSubmit } from "@remix-run/react";
import { BlockStack, IndexTable, Text, useIndexResourceState } from "@shopify/polaris";
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
  if (state !== "submitted") return <DecidedTable applications={applications} timeZone={timeZone} />;
  const actions = [
    { content: "Approve", onAction: () => decide({ decision: "approve" }) },
    { content: "Decline…", onAction: () => setDeclining(true) },
  ];
  return (
    <>
      <IndexTable
        headings={[{ title: "Creator" }, { title: "Offer" }, { title: "Applied" }, { title: "Message" }]}
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
              <BlockStack>
                <Text as="span" fontWeight="semibold">
                  {row.creatorName || row.creatorHandle}
                </Text>
                <Text as="span" tone="subdued">
                  @{row.creatorHandle}
                </Text>
              </BlockStack>
            </IndexTable.Cell>
            <IndexTable.Cell>{row.offerName}</IndexTable.Cell>
            <IndexTable.Cell>{formatTime(row.createdAt, timeZone)}</IndexTable.Cell>
            <IndexTable.Cell>
              <div style={{ whiteSpace: "normal", minWidth: "14rem" }}>{row.message}</div>
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
