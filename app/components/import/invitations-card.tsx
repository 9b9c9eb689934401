import { Badge, Card, Text } from "@shopify/polaris";
import type { InvitationRow, InvitationState } from "#app/services/ports/invitations.ts";
import { formatCount, formatDay } from "../format.ts";
import { NothingYet } from "../nothing-yet.tsx";
import { PlainTable } from "../plain-table.tsx";
import { TitledCard } from "../titled-card.tsx";

type Props = { invitations: InvitationRow[]; counts: Record<InvitationState, number>; timeZone: string };

const states = {
  open: { tone: "attention", text: "Waiting" },
  accepted: { tone: "success", text: "Joined" },
  declined: { tone: undefined, text: "Said no" },
} as const;

/** Whom the shop has asked, and who has answered. */
export function InvitationsCard({ invitations, counts, timeZone }: Props) {
  const all = counts.open + counts.accepted + counts.declined;
  if (all === 0)
    return (
      <Card padding="0">
        <NothingYet heading="Nobody was invited yet">
          Everybody whom you invite is listed here, with the answer.
        </NothingYet>
      </Card>
    );
  return (
    <TitledCard title={`${formatCount(counts.accepted)} of ${formatCount(all)} joined`}>
      <Text as="p" tone="subdued">
        {formatCount(counts.open)} have not answered, {formatCount(counts.declined)} said no. An address is kept until
        its owner answers.
      </Text>
      <PlainTable
        label="Invitations"
        columns={[
          { title: "Creator", wide: true },
          { title: "Offer" },
          { title: "Code" },
          { title: "Invited" },
          { title: "Answer" },
        ]}
        rows={invitations.map((row) => [
          row.contact === null
            ? row.state === "open"
              ? "Erased"
              : "Answered"
            : `${row.contact.name} ${row.contact.email}`.trim(),
          row.offerName,
          row.code ?? "",
          formatDay(row.createdAt, timeZone),
          <Answer key="answer" row={row} timeZone={timeZone} />,
        ])}
      />
    </TitledCard>
  );
}

function Answer({ row: { state, answeredAt }, timeZone }: { row: InvitationRow; timeZone: string }) {
  const { tone, text } = states[state];
  return (
    <Badge {...(tone === undefined ? {} : { tone })}>
      {answeredAt === null ? text : `${text} ${formatDay(answeredAt, timeZone)}`}
    </Badge>
  );
}
