import { redirect, type AppLoadContext } from "@remix-run/node";
import { resumeSession, type Resumed } from "#app/services/creators/resume-session.ts";
import { isLocalPath, sessionCookie } from "./session-cookie.ts";

export type Visit = Extract<Resumed, { kind: "signed_in" }>;

/** Loaders of one request run at once: they share one look at the session, so that its id is replaced once. */
const looks = new WeakMap<AppLoadContext, Promise<Resumed>>();

/** Who is signed in, or null. */
export async function currentVisit(request: Request, context: AppLoadContext): Promise<Visit | null> {
  const sessionId = sessionCookie(context.container.env.SHOPIFY_APP_URL).read(request);
  if (sessionId === null) return null;
  let look = looks.get(context);
  if (look === undefined) looks.set(context, (look = resumeSession(context.container.creators, { sessionId })));
  const resumed = await look;
  return resumed.kind === "signed_in" ? resumed : null;
}

/**
 * The creator who is signed in.
 * @throws Response a redirect to the sign-in page, which comes back here
 */
export async function requireCreator(request: Request, context: AppLoadContext): Promise<Visit> {
  const visit = await currentVisit(request, context);
  if (visit !== null) return visit;
  const { pathname, search } = new URL(request.url);
  const here = `${pathname.replace(/\.data$/, "")}${search}`;
  const next = request.method === "GET" && isLocalPath(here) ? `?next=${encodeURIComponent(here)}` : "";
  throw redirect(`/creator/sign-in${next}`);
}
