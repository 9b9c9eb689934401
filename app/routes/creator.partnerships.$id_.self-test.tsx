import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation, useParams } from "@remix-run/react";
import { PortalError } from "#app/components/portal/error.tsx";
import { formatsOf } from "#app/components/portal/formats.ts";
import { Notice } from "#app/components/portal/pieces.tsx";
import { TestedChecks } from "#app/components/portal/tested-checks.tsx";
import { assertSameOrigin } from "#app/server/portal/same-origin.ts";
import { requireCreator } from "#app/server/portal/visit.ts";
import { testPartnership } from "#app/services/partnerships/test-partnership.ts";
import { viewPartnership } from "#app/services/partnerships/view-partnership.ts";

export const meta: MetaFunction = () => [{ title: "Test your link and code · Fairshare" }];

const notFound = () => new Response("Not found", { status: 404 });

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { account } = await requireCreator(request, context);
  const asked = { creatorId: account.id, partnershipId: params["id"] ?? "" };
  const found = await viewPartnership(context.container.creators, asked);
  if (found === null) throw notFound();
  const { brandName, offerName } = found.partnership;
  return { brandName, offerName };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { container } = context;
  assertSameOrigin(request, container.env.SHOPIFY_APP_URL);
  const { account } = await requireCreator(request, context);
  const { shops, figures } = container.database;
  const standings = container.capture.standingsWith(container.admin);
  const deps = { ...container.capture, database: container.creators.database, shops, figures, standings, formatsOf };
  const tested = await testPartnership(deps, { creatorId: account.id, partnershipId: params["id"] ?? "" });
  if (tested.kind === "unknown") throw notFound();
  if (tested.kind === "tested") return { checks: tested.checks, problem: undefined };
  return data(
    { checks: undefined, problem: "You tested often just now. Please go on in ten minutes." },
    { status: 429 },
  );
}

export default function TestPage() {
  const { brandName, offerName } = useLoaderData<typeof loader>();
  const tested = useActionData<typeof action>();
  const testing = useNavigation().state === "submitting";
  const { id } = useParams();
  return (
    <div className="page narrow">
      <Link className="back" to={`/creator/partnerships/${id}`}>
        ← {offerName}
      </Link>
      <div className="stack">
        <span className="soft">{brandName}</span>
        <h1>Test your link and code</h1>
        <p className="lead">
          Before you post: we follow your link, ask the store about your code, and work out what a sale would earn you.
          No order is placed and no visit is counted.
        </p>
      </div>
      {tested?.problem === undefined ? null : (
        <Notice tone="bad">
          <p>{tested.problem}</p>
        </Notice>
      )}
      {tested?.checks === undefined ? null : <TestedChecks checks={tested.checks} />}
      <Form method="post">
        <button className="button" type="submit" disabled={testing}>
          {testing ? "Testing …" : tested?.checks === undefined ? "Test them now" : "Test again"}
        </button>
      </Form>
      <p className="small soft">
        To see it all the way through, have a friend buy with another e-mail address than yours: your own orders do not
        earn.
      </p>
    </div>
  );
}

export { PortalError as ErrorBoundary };
