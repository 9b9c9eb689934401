import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { CopyButton } from "#app/components/portal/copy-button.tsx";
import { PortalError } from "#app/components/portal/error.tsx";
import { formatsOf } from "#app/components/portal/formats.ts";
import { StateTag } from "#app/components/portal/partnership-list.tsx";
import { Day, Notice } from "#app/components/portal/pieces.tsx";
import { qrImage } from "#app/components/portal/qr.server.ts";
import { ShareButton } from "#app/components/portal/share-button.tsx";
import { Terms } from "#app/components/portal/terms.tsx";
import { savingHeadline } from "#app/domain/wording/earnings-in-words.ts";
import { termsInPlainWords } from "#app/domain/wording/terms-in-plain-words.ts";
import { assertSameOrigin } from "#app/server/portal/same-origin.ts";
import { requireCreator } from "#app/server/portal/visit.ts";
import { endPartnership } from "#app/services/partnerships/end-partnership.ts";
import { viewPartnership } from "#app/services/partnerships/view-partnership.ts";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded === undefined ? "Partnership · Fairshare" : `${loaded.brandName} · Fairshare` },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { account } = await requireCreator(request, context);
  const { creators, addresses } = context.container;
  const found = await viewPartnership(creators, { creatorId: account.id, partnershipId: params["id"] ?? "" });
  if (found === null) throw new Response("Not found", { status: 404 });
  const { codes, links, accepted, inForce, announced, ...rest } = found.partnership;
  const current = inForce ?? accepted;
  const plain = (terms: typeof accepted) =>
    termsInPlainWords(
      { ...terms, noticeDays: rest.noticeDays },
      formatsOf(terms.currency, rest.timeZone),
      rest.ownRateBps,
    );
  return {
    ...rest,
    code: codes.find(({ state }) => state === "active")?.text ?? null,
    codeFailed: codes.length > 0 && codes.every(({ state }) => state === "failed"),
    links: await Promise.all(
      links.map(async ({ token, clicks }) => {
        const url = addresses.referralLink(token);
        return { url, clicks, qr: await qrImage(url) };
      }),
    ),
    saving: savingHeadline(current.shopperTerms, formatsOf(current.currency, rest.timeZone)),
    accepted: { number: accepted.number, lines: plain(accepted) },
    newer:
      inForce === null || inForce.number === accepted.number ? null : { number: inForce.number, lines: plain(inForce) },
    announced: announced === null ? null : { from: announced.effectiveFrom, lines: plain(announced) },
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  assertSameOrigin(request, context.container.env.SHOPIFY_APP_URL);
  const { account } = await requireCreator(request, context);
  const partnershipId = params["id"] ?? "";
  if ((await request.formData()).get("sure") !== "yes")
    return data({ problem: "To end it, tick the box first." }, { status: 422 });
  await endPartnership(context.container.creators, { creatorId: account.id, partnershipId });
  throw redirect(`/creator/partnerships/${partnershipId}`);
}

export default function PartnershipPage() {
  const partnership = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { brandName, offerName, state, timeZone, activeUntil } = partnership;
  return (
    <div className="page">
      <Link className="back" to="/creator">
        ← Home
      </Link>
      <div className="stack">
        <span className="soft">{brandName}</span>
        <div className="row">
          <h1>{offerName}</h1>
          <StateTag state={state} />
        </div>
      </div>
      {state !== "ended" ? null : (
        <Notice tone="wait">
          <p>
            This partnership ended{activeUntil === null ? "" : " on "}
            {activeUntil === null ? null : <Day at={activeUntil} timeZone={timeZone} />}. What you earned stays yours
            and is paid as agreed.
          </p>
        </Notice>
      )}
      {state !== "paused" ? null : (
        <Notice tone="wait">
          <p>The brand has paused this partnership. Sales that were already on their way still count.</p>
        </Notice>
      )}
      {partnership.announced === null ? null : (
        <Notice tone="wait">
          <h2>New terms from {<Day at={partnership.announced.from} timeZone={timeZone} />}</h2>
          <Terms lines={partnership.announced.lines} />
          <p>
            Orders before that day keep the terms below. If the new ones do not suit you, you can end the partnership.
          </p>
        </Notice>
      )}
      {state === "ended" ? null : <ShareKit {...partnership} />}
      {state === "ended" ? null : <TestThem />}
      {partnership.newer === null ? null : (
        <section className="card" aria-labelledby="current">
          <h2 id="current">The terms in force now</h2>
          <p className="soft small">
            Version {partnership.newer.number}, in force after the notice you were given, or at once where it is better.
          </p>
          <Terms lines={partnership.newer.lines} />
        </section>
      )}
      <section className="card" aria-labelledby="accepted">
        <h2 id="accepted">The terms you accepted</h2>
        <p className="soft small">
          Version {partnership.accepted.number}, accepted on <Day at={partnership.acceptedAt} timeZone={timeZone} />.
        </p>
        <Terms lines={partnership.accepted.lines} />
        <details>
          <summary>Fingerprint of these terms</summary>
          <p className="small soft">
            Whoever changes one letter of the accepted terms gets another fingerprint (SHA-256):
          </p>
          <p className="hash">{partnership.acceptedTermsHash}</p>
        </details>
      </section>
      {state === "ended" ? null : <EndIt brandName={brandName} problem={refused?.problem} />}
    </div>
  );
}

/** A form, so that one tap tests, with and without JavaScript. */
const TestThem = () => (
  <Form method="post" action="self-test" className="stack tight">
    <button className="button second" type="submit">
      Test my link and code
    </button>
    <p className="small soft">Before you post: does it all work, and what would a sale earn you?</p>
  </Form>
);

type Kit = Pick<
  ReturnType<typeof useLoaderData<typeof loader>>,
  "brandName" | "code" | "codeFailed" | "links" | "saving"
>;

const ShareKit = ({ brandName, code, codeFailed, links, saving }: Kit) => (
  <section className="card" aria-labelledby="share">
    <h2 id="share">To share</h2>
    {code === null ? (
      <p className="soft">
        {codeFailed
          ? `Your code could not be made at ${brandName}'s store yet; they see why. Your link works.`
          : "Your code is being made; you get a mail when it works."}
      </p>
    ) : (
      <div className="row spread">
        <span className="code">{code}</span>
        <CopyButton text={code} what="code" />
      </div>
    )}
    <p className="soft small">
      {saving === null ? "Shoppers save nothing with it; it says who sent them." : `Shoppers save: ${saving}.`}
    </p>
    {links.map(({ url, clicks, qr }) => (
      <div className="stack" key={url}>
        <a className="link-text" href={url}>
          {url.replace(/^https?:\/\//, "")}
        </a>
        <div className="row">
          <CopyButton text={url} what="link" />
          <ShareButton title={brandName} url={url} />
          <span className="small soft">{clicks === 1 ? "1 click" : `${clicks} clicks`}</span>
        </div>
        <img className="qr" src={qr} width={168} height={168} alt={`QR code of your link to ${brandName}`} />
      </div>
    ))}
    <p className="small soft">
      Say in your post that it is paid: words such as &ldquo;ad&rdquo; or &ldquo;paid partnership&rdquo;, where nobody
      can overlook them.
    </p>
  </section>
);

const EndIt = ({ brandName, problem }: { brandName: string; problem: string | undefined }) => (
  <details open={problem !== undefined}>
    <summary>End this partnership</summary>
    <Form method="post" className="card">
      <p>
        {brandName} is told. What you have earned is paid as agreed; your code and link are honoured for 14 more days.
      </p>
      {problem === undefined ? null : <p className="problem">{problem}</p>}
      <label className="agree">
        <input type="checkbox" name="sure" value="yes" required />
        <span>Yes, I want to end it. To come back I would have to apply again.</span>
      </label>
      <button className="button danger" type="submit">
        End it
      </button>
    </Form>
  </details>
);

export { PortalError as ErrorBoundary };
