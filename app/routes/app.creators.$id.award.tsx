import type { ActionFunctionArgs } from "@remix-run/node";
import { type Answer, readAwardForm, refused } from "#app/components/creator-page/read-forms.ts";
import { grantAward } from "#app/services/ledger/grant-award.ts";
import { withdrawAward } from "#app/services/ledger/withdraw-award.ts";

/** `POST`: grants a bonus or a bounty, or withdraws one that is on hold. */
export async function action({ request, context: { container } }: ActionFunctionArgs): Promise<Answer> {
  const { shop, actor } = await container.merchant(request);
  const read = readAwardForm(await request.formData(), shop.currency);
  if (read.kind === "invalid") return read;
  const by = { shopId: shop.id, actor };
  const { value } = read;
  const outcome =
    value.intent === "grant"
      ? await grantAward(container, { ...withoutIntent(value), ...by })
      : await withdrawAward(container, { ...withoutIntent(value), ...by });
  switch (outcome.kind) {
    case "not_found":
      throw new Response(null, { status: 404 });
    case "not_active":
      return refused("Bonuses and bounties are for active partnerships. Resume this one first.");
    case "another_award":
      return refused("This form was used for another award. Reload the page and try again.");
    case "released_before":
      return refused("Its hold has ended: the money is the creator's. Correct the balance instead.");
    case "granted":
    case "granted_before":
      return { kind: "done", message: "Granted; the creator is told by mail" };
    case "withdrawn":
      return { kind: "done", message: "Withdrawn; the creator is told why" };
  }
}

const withoutIntent = <T extends { intent: string }>({ intent: _intent, ...rest }: T): Omit<T, "intent"> => rest;
