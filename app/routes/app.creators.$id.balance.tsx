import type { ActionFunctionArgs } from "@remix-run/node";
import { type Answer, readBalanceForm, refused } from "#app/components/creator-page/read-forms.ts";
import { correctBalance, writeOffBalance } from "#app/services/ledger/correct-balance.ts";

/** `POST`: a person's entry in what is payable, or giving up what it is below zero. */
export async function action({ request, params, context: { container } }: ActionFunctionArgs): Promise<Answer> {
  const { shop, actor } = await container.merchant(request);
  const read = readBalanceForm(await request.formData(), shop.currency);
  if (read.kind === "invalid") return read;
  const { value } = read;
  const { requestId, currency, reason } = value;
  const asked = { shopId: shop.id, creatorId: params["id"] ?? "", requestId, currency, reason, actor };
  const outcome =
    value.intent === "correct"
      ? await correctBalance(container, {
          ...asked,
          amountMinor: value.way === "add" ? value.amountMinor : -value.amountMinor,
        })
      : await writeOffBalance(container, { ...asked, owedMinor: value.owedMinor });
  switch (outcome.kind) {
    case "not_found":
      throw new Response(null, { status: 404 });
    case "another_correction":
      return refused("This form was used for another correction. Reload the page and try again.");
    case "balance_changed":
      return refused("The balance has changed since. Reload the page and look again.");
    case "posted":
    case "posted_before":
      return { kind: "done", message: "Posted; the creator is told by mail" };
  }
}
