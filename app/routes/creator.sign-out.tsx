import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { assertSameOrigin } from "#app/server/portal/same-origin.ts";
import { sessionCookie } from "#app/server/portal/session-cookie.ts";
import { signOut } from "#app/services/creators/sign-out.ts";

/** Signing out changes something, so it is a form; who only opens the address is sent home. */
export const loader = () => redirect("/creator");

export async function action({ request, context }: ActionFunctionArgs) {
  const { container } = context;
  assertSameOrigin(request, container.env.SHOPIFY_APP_URL);
  const cookie = sessionCookie(container.env.SHOPIFY_APP_URL);
  const sessionId = cookie.read(request);
  if (sessionId !== null) await signOut(container.creators, { sessionId });
  return redirect("/", { headers: { "Set-Cookie": cookie.clear() } });
}
