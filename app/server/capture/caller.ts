import type { AppLoadContext } from "@remix-run/node";
import type { z } from "zod";
import type { Caller } from "#app/services/ports/capture.ts";
import { answer } from "./answer.ts";

/** Checkout's questions are short. */
const LONGEST_BODY = 8_192;

/**
 * Who asks: an extension, with the token that Shopify signed for its page.
 * @throws Response 401 for a forged, foreign or expired token, and for a shop without the app
 */
export async function callerOf(request: Request, { container, visitor }: AppLoadContext): Promise<Caller> {
  const token = /^Bearer (\S+)$/.exec(request.headers.get("Authorization") ?? "")?.[1] ?? "";
  const verified = await container.capture.tokens.verify(token);
  const shop = verified.kind === "valid" ? await container.capture.directory.shop(verified.shopDomain) : null;
  if (verified.kind === "invalid" || shop === null)
    throw answer(
      { error: "The session token is not valid for this app; ask the extension for a new one" },
      { status: 401 },
    );
  return { shopId: shop.id, session: verified.session, address: visitor };
}

/**
 * The question, in the form that the endpoint takes.
 * @throws Response 400, 405 or 413
 */
export async function questionIn<T>(request: Request, form: z.ZodType<T>): Promise<T> {
  if (request.method !== "POST")
    throw answer({ error: "Use POST" }, { status: 405, headers: { Allow: "POST, OPTIONS" } });
  const text = await request.text();
  if (text.length > LONGEST_BODY) throw answer({ error: "The question is too long" }, { status: 413 });
  const parsed = form.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw answer({ error: `${issue?.path.join(".") || "body"}: ${issue?.message ?? "not readable"}` }, { status: 400 });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
