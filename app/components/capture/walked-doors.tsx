import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Card, Text } from "@shopify/polaris";
import type { TestOrderRun } from "#app/services/capture/run-test-order.ts";
import type { DoorName } from "#app/services/capture/self-test/doors.ts";
import { NothingYet } from "../nothing-yet.tsx";
import { CheckRow, FixLink } from "./check-row.tsx";

/** The button that walks the doors, and what came of each. A fetcher, for its answer outlives the page's own polling. */
export function WalkedDoors() {
  const { data: run, state, Form } = useFetcher<TestOrderRun>();
  if (run?.kind === "no_creator")
    return (
      <Card>
        <NothingYet
          heading="No creator to walk with yet"
          action={{ content: "Look at applications", url: "/app/applications" }}
        >
          A test order needs a creator with a code and a link. Approve the first one, then come back.
        </NothingYet>
      </Card>
    );
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            Every door, walked by us
          </Text>
          <Text as="p">
            We open a creator&rsquo;s link in your store, ask Shopify about the code, and carry a marked test order
            through each door up to its commission. Nothing of it is kept: no order, no visit, no commission.
          </Text>
        </BlockStack>
        {run?.kind === "limited" ? (
          <Text as="p" tone="critical">
            You ran many tests just now. Please go on in ten minutes.
          </Text>
        ) : null}
        {run?.kind === "walked" ? <Doors run={run} /> : null}
        <Form method="post">
          <Button submit variant="primary" loading={state !== "idle"}>
            {run === undefined ? "Walk the doors" : "Walk them again"}
          </Button>
        </Form>
      </BlockStack>
    </Card>
  );
}

const Doors = ({ run: { creatorName, doors } }: { run: Extract<TestOrderRun, { kind: "walked" }> }) => (
  <BlockStack gap="400">
    <Text as="p" tone="subdued">
      {summary(doors)} Walked with the code and the link of {creatorName}.
    </Text>
    {doors.map(({ name, state, said, fix }) => (
      <CheckRow key={name} title={titles[name]} state={state} said={said}>
        {fix === null ? null : <FixLink fix={fix} />}
      </CheckRow>
    ))}
  </BlockStack>
);

function summary(doors: Extract<TestOrderRun, { kind: "walked" }>["doors"]): string {
  const bad = doors.filter(({ state }) => state === "bad").length;
  return bad === 0 ? `All ${doors.length} doors work.` : `${bad} of ${doors.length} doors have to be mended.`;
}

const titles: Record<DoorName, string> = {
  code: "The code, typed in checkout",
  click: "The link, then a purchase at any time",
  landing: "The link, then express checkout or no consent",
  address: "The short address /c/ with the code",
  checkout: "The creator named in checkout",
  survey: "The creator named after the purchase",
};
