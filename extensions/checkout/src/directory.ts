import { callApp, textIn } from "../../shared/call-app.ts";
import type { CheckoutApi } from "./api.ts";

/** A creator of this shop, as shoppers may know them. */
export type Creator = {
  name: string;
  code: string;
  /** Whether the code is a discount of this shop, or a name known to the app alone. */
  discount: boolean;
};

export type Lookup =
  { kind: "found"; creator: Creator } | { kind: "unknown" } | { kind: "limited" } | { kind: "unreachable" };

/** Whose code or handle it is. A wrong one and a paused one are both `unknown`: the app tells no more. */
export const whoIs = (api: CheckoutApi, entered: string): Promise<Lookup> => ask(api, { entered });

/** Whom the cart supports already, by the codes in it (the first that a creator has) or by a link's token. */
export const whoIsSupported = (api: CheckoutApi, codes: readonly string[], ref: string | undefined): Promise<Lookup> =>
  ask(api, { codes: codes.slice(0, 6), ...(ref ? { ref } : {}) });

async function ask(api: CheckoutApi, question: object): Promise<Lookup> {
  const answer = await callApp(api.sessionToken, "/api/creator-code", question);
  if (answer.kind !== "answered") return answer;
  const name = textIn(answer.body, "name");
  const code = textIn(answer.body, "code");
  if (!name || !code) return { kind: "unknown" };
  return { kind: "found", creator: { name, code, discount: textIn(answer.body, "discount") === "yes" } };
}
