import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData } from "@remix-run/react";
import { formatMoney } from "#app/components/format.ts";
import { PortalError } from "#app/components/portal/error.tsx";
import { described, Field, Notice } from "#app/components/portal/pieces.tsx";
import { receiptInWords } from "#app/domain/wording/reasons.ts";
import { assertSameOrigin } from "#app/server/portal/same-origin.ts";
import { requireCreator } from "#app/server/portal/visit.ts";
import { lookUpReceipt, type LookedUp } from "#app/services/orders/look-up-receipt.ts";

export const meta: MetaFunction = () => [{ title: "Look up a receipt · Fairshare" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireCreator(request, context);
  return null;
}

export async function action({ request, context }: ActionFunctionArgs) {
  assertSameOrigin(request, context.container.env.SHOPIFY_APP_URL);
  const { account } = await requireCreator(request, context);
  const code = String((await request.formData()).get("code") ?? "").trim();
  const asked = { creatorId: account.id, address: context.visitor, code };
  const result = await lookUpReceipt(context.container.capture, asked);
  if (result.kind === "found") return { code, problem: undefined, answers: answersOf(result) };
  return data({ code, problem: PROBLEMS[result.kind], answers: [] }, { status: result.kind === "limited" ? 429 : 422 });
}

const PROBLEMS: Record<Exclude<LookedUp["kind"], "found">, string> = {
  not_a_code: "A receipt code is four to eight letters and digits, such as 7F3K.",
  unknown: "No order of your brands has this code. Check it with the shopper.",
  limited: "You looked up many codes: please go on in an hour.",
};

const answersOf = ({ orders }: Extract<LookedUp, { kind: "found" }>) =>
  orders.map(({ shopName, arrived, commission, lostFor, orderReason }) => ({
    shopName,
    credited: commission !== null,
    text: receiptInWords({
      arrived,
      lostFor,
      orderReason,
      earned: commission === null ? null : formatMoney(commission),
    }),
  }));

export default function ReceiptPage() {
  const asked = useActionData<typeof action>();
  return (
    <div className="page narrow">
      <Link className="back" to="/creator/uncredited">
        ← Not credited
      </Link>
      <div className="stack">
        <h1>Look up a receipt</h1>
        <p className="lead">
          Shoppers find a short code on the page after their purchase. With it you see whether that sale was counted for
          you, and if not, why.
        </p>
      </div>
      {asked?.answers.map((answer) => (
        <Notice key={`${answer.shopName} ${answer.text}`} tone={answer.credited ? "good" : "wait"}>
          <h2>
            {asked.code} at {answer.shopName}
          </h2>
          <p>{answer.text}</p>
        </Notice>
      ))}
      <Form method="post" className="stack">
        <Field id="code" label="Receipt code" problem={asked?.problem}>
          <input
            {...described("code", asked?.problem)}
            type="text"
            autoCapitalize="characters"
            autoComplete="off"
            spellCheck={false}
            maxLength={12}
            defaultValue={asked?.code}
            required
          />
        </Field>
        <button className="button" type="submit">
          Look it up
        </button>
      </Form>
    </div>
  );
}

export { PortalError as ErrorBoundary };
