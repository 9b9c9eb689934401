import { callApp, textIn } from "../../shared/call-app.ts";
import { evidenceOn, type Placed } from "./api.ts";

/** `code` names this order to the creator; `captured`: a creator is known for it, so there is nothing to ask. */
export type Receipt = { code: string; captured: boolean };

/** @returns null when the app cannot be asked: then the page says nothing */
export async function receiptOf({ api, order }: Placed): Promise<Receipt | null> {
  const answer = await callApp(api.sessionToken, "/api/receipt", { order, ...evidenceOn(api) });
  if (answer.kind !== "answered") return null;
  const code = textIn(answer.body, "code");
  return code === "" ? null : { code, captured: textIn(answer.body, "captured") === "yes" };
}
