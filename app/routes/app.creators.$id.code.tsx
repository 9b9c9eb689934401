import type { ActionFunctionArgs } from "@remix-run/node";
import { type Answer, readCodeForm, refused } from "#app/components/creator-page/read-forms.ts";
import { flagCode } from "#app/services/codes/flag-code.ts";

/** `POST`: flags a code as leaked, or takes that back, with the reason. */
export async function action({ request, context: { container } }: ActionFunctionArgs): Promise<Answer> {
  const { shop, actor } = await container.merchant(request);
  const read = readCodeForm(await request.formData());
  if (read.kind === "invalid") return read;
  const flagged = await flagCode(container, { ...read.value, shopId: shop.id, actor });
  switch (flagged.kind) {
    case "not_found":
      throw new Response(null, { status: 404 });
    case "so_before":
      return refused("Somebody did so before. Reload the page.");
    case "changed":
      return {
        kind: "done",
        message: read.value.leaked
          ? "Flagged: from now on another creator's click comes first"
          : "Taken back: the code counts in full again",
      };
  }
}
