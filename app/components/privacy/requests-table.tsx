import { Button } from "@shopify/polaris";
import type { PrivacyRequestRow } from "#app/services/ports/privacy-requests.ts";
import { formatTime, plural } from "../format.ts";
import { downloadCsv } from "../payouts/download-csv.ts";
import { PlainTable } from "../plain-table.tsx";

const kinds: Record<PrivacyRequestRow["kind"], string> = {
  "customers/data_request": "A customer asks what is stored",
  "customers/redact": "A customer is to be forgotten",
  "shop/redact": "The store is to be forgotten",
};

const columns = [
  { title: "Request", wide: true },
  { title: "Came" },
  { title: "Done" },
  { title: "What came of it", wide: true },
];

/** Requests by Shopify's topics, with what was done. */
export function PrivacyRequestsTable({ requests, timeZone }: { requests: PrivacyRequestRow[]; timeZone: string }) {
  return (
    <PlainTable
      label="Privacy requests"
      columns={columns}
      rows={requests.map((request) => [
        kinds[request.kind],
        formatTime(request.receivedAt, timeZone),
        request.doneAt === null ? "Not yet" : formatTime(request.doneAt, timeZone),
        <Outcome key="outcome" request={request} />,
      ])}
    />
  );
}

function Outcome({ request: { id, kind, erased, heldOrders } }: { request: PrivacyRequestRow }) {
  if (erased !== null)
    return (
      <>
        {erased.orders + erased.bodies === 0
          ? "Nothing was stored"
          : `Erased from ${plural(erased.orders, "order")}, and ${plural(erased.bodies, "stored message")}`}
      </>
    );
  if (kind !== "customers/data_request") return <>Nothing was erased: the store has the app</>;
  if (heldOrders === null || heldOrders === 0) return <>Nothing is stored about this customer</>;
  return (
    <Button
      variant="plain"
      onClick={() => downloadCsv(`/app/privacy/${id}/csv`)}
      accessibilityLabel={`Download request ${id}`}
    >
      {`Download (${plural(heldOrders, "order")})`}
    </Button>
  );
}
