import { Form, Link } from "@remix-run/react";
import type { InvitationState } from "#app/services/ports/invitations.ts";
import { Tag } from "./pieces.tsx";

type Props = {
  invitation: {
    brandName: string;
    state: InvitationState;
    partnershipId: string | null;
    code: string | null;
    hasOldLink: boolean;
    version: { id: string; number: number; hash: string };
  };
};

/** The answer to an invitation: one tap accepts the terms beside it, another says no. */
export function InvitationBox({ invitation }: Props) {
  const { brandName, state, partnershipId, version } = invitation;
  if (partnershipId !== null)
    return (
      <section className="card" aria-labelledby="answer">
        <div className="row spread">
          <h2 id="answer">You are in</h2>
          <Tag tone="good">Accepted</Tag>
        </div>
        <p>Your code and your link are ready to share.</p>
        <Link className="button" to={`/creator/partnerships/${partnershipId}`}>
          Your code and link
        </Link>
      </section>
    );
  if (state === "declined")
    return (
      <section className="card" aria-labelledby="answer">
        <h2 id="answer">You said no</h2>
        <p>{brandName} sees that, and does not ask again. The address that it gave us is deleted.</p>
      </section>
    );
  if (state === "accepted")
    return (
      <section className="card" aria-labelledby="answer">
        <h2 id="answer">You accepted</h2>
        <p>{brandName} has your answer.</p>
      </section>
    );
  return (
    <section className="card stack" aria-labelledby="answer">
      <h2 id="answer">Your answer</h2>
      <BroughtAlong invitation={invitation} />
      <Form method="post" className="stack">
        <input type="hidden" name="intent" value="accept" />
        <input type="hidden" name="versionId" value={version.id} />
        <input type="hidden" name="termsHash" value={version.hash} />
        <p className="small">
          Accepting keeps these terms (version {version.number}) with the date; what you accepted cannot be changed.
        </p>
        <button className="button" type="submit">
          Accept the terms and join
        </button>
      </Form>
      <Form method="post">
        <input type="hidden" name="intent" value="decline" />
        <button className="button danger" type="submit">
          No, thank you
        </button>
      </Form>
    </section>
  );
}

function BroughtAlong({ invitation: { brandName, code, hasOldLink } }: Props) {
  if (code === null && !hasOldLink) return <p>You get a code and a link of your own.</p>;
  return (
    <p>
      {code === null ? "You get a code of your own" : `You keep your code ${code}`}
      {hasOldLink ? ", and the links that you have shared before go on" : ""}. They count for you from the moment you
      accept; what came before is between you and {brandName}.
    </p>
  );
}
