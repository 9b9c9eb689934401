import { Form, Link } from "@remix-run/react";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { MyApplication } from "#app/services/ports/creator-offers.ts";
import { Day, Field, Notice, Tag } from "./pieces.tsx";

export type ApplyBoxOffer = {
  id: string;
  brandName: string;
  open: boolean;
  timeZone: string;
  mine: { application: MyApplication | null; partnershipId: string | null };
  /** Declined lately: when the creator may apply again. */
  askAgainAt: Instant | null;
  version: { id: string; number: number; hash: string };
  profileComplete: boolean;
  justApplied: boolean;
};

/** Where the creator stands with this offer, and the next step. */
export function ApplyBox({ offer, message }: { offer: ApplyBoxOffer; message: string }) {
  const { mine, askAgainAt } = offer;
  if (mine.partnershipId !== null) return <Joined offer={offer} partnershipId={mine.partnershipId} />;
  if (mine.application?.state === "submitted") return <Waiting offer={offer} application={mine.application} />;
  return (
    <section className="card" aria-labelledby="apply">
      <h2 id="apply">Apply</h2>
      {mine.application?.state === "declined" ? <Declined offer={offer} application={mine.application} /> : null}
      {mine.application?.state === "withdrawn" ? <p className="soft">You withdrew your application.</p> : null}
      {!offer.open ? (
        <p>This offer takes no new creators at the moment.</p>
      ) : askAgainAt !== null ? (
        <p>
          You can apply again on <Day at={askAgainAt} timeZone={offer.timeZone} />.
        </p>
      ) : offer.profileComplete ? (
        <ApplyForm offer={offer} message={message} />
      ) : (
        <>
          <p>{offer.brandName} wants to know who applies. Your profile takes a minute.</p>
          <Link className="button" to={`/creator/profile?next=/creator/offers/${offer.id}`}>
            Fill in your profile
          </Link>
        </>
      )}
    </section>
  );
}

const ApplyForm = ({ offer, message }: { offer: ApplyBoxOffer; message: string }) => (
  <Form method="post" className="stack">
    <input type="hidden" name="intent" value="apply" />
    <input type="hidden" name="versionId" value={offer.version.id} />
    <input type="hidden" name="termsHash" value={offer.version.hash} />
    <Field
      id="message"
      label="A few words to the brand (optional)"
      hint="Why you and they fit. Up to 1,000 characters."
    >
      <textarea id="message" name="message" maxLength={1000} defaultValue={message} aria-describedby="message-hint" />
    </Field>
    <label className="agree">
      <input type="checkbox" name="accept" value="yes" required />
      <span>
        I accept these terms (version {offer.version.number}). They are kept with the date, and what I accepted cannot
        be changed.
      </span>
    </label>
    <button className="button" type="submit">
      Apply
    </button>
  </Form>
);

const Waiting = ({ offer, application }: { offer: ApplyBoxOffer; application: MyApplication }) => (
  <section className="card" aria-labelledby="apply">
    <div className="row spread">
      <h2 id="apply">Your application</h2>
      <Tag tone="wait">Waiting</Tag>
    </div>
    {offer.justApplied ? (
      <Notice tone="good">
        <p>{offer.brandName} has your application. You get a mail when they decide.</p>
      </Notice>
    ) : (
      <p>
        With {offer.brandName} since <Day at={application.createdAt} timeZone={offer.timeZone} />. You get a mail when
        they decide.
      </p>
    )}
    <Form method="post">
      <input type="hidden" name="intent" value="withdraw" />
      <input type="hidden" name="applicationId" value={application.id} />
      <button className="button danger" type="submit">
        Withdraw it
      </button>
    </Form>
  </section>
);

const Declined = ({ offer, application }: { offer: ApplyBoxOffer; application: MyApplication }) => (
  <Notice tone="wait">
    <p>
      {offer.brandName} declined
      {application.decidedAt === null ? null : (
        <>
          {" "}
          on <Day at={application.decidedAt} timeZone={offer.timeZone} />
        </>
      )}
      . Their reason: {application.decisionReason}
    </p>
  </Notice>
);

const Joined = ({ offer, partnershipId }: { offer: ApplyBoxOffer; partnershipId: string }) => (
  <section className="card" aria-labelledby="apply">
    <div className="row spread">
      <h2 id="apply">You are in</h2>
      <Tag tone="good">Approved</Tag>
    </div>
    <p>{offer.brandName} approved you. Your code and your link are ready to share.</p>
    <Link className="button" to={`/creator/partnerships/${partnershipId}`}>
      Your code and link
    </Link>
  </section>
);
