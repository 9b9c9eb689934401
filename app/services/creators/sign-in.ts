import { DAY_MS, instant } from "#app/domain/kernel/instant.ts";
import type { Clock } from "../ports/clock.ts";
import type { CreatorAccounts } from "../ports/creator-accounts.ts";
import type { CreatorSessions, RateLimits, SignInLinks } from "../ports/creator-sign-in.ts";

type Deps = {
  links: Pick<SignInLinks, "peek" | "use">;
  accounts: Pick<CreatorAccounts, "ofAddress">;
  sessions: Pick<CreatorSessions, "open">;
  limits: RateLimits;
  wallClock: Clock;
  newSecret(): string;
};

/** A session ends after so many days without a visit. */
export const SESSION_IDLE_DAYS = 30;

/** What a link would do, for the page that asks to confirm it: opening is not using, since mail scanners open links. */
export async function inspectSignInLink(
  { links, wallClock }: Pick<Deps, "links" | "wallClock">,
  { token }: { token: string },
): Promise<{ kind: "ready"; maskedEmail: string } | { kind: "expired" }> {
  const link = await links.peek(token, wallClock.now());
  return link === null ? { kind: "expired" } : { kind: "ready", maskedEmail: masked(link.email) };
}

export type SignedIn =
  | { kind: "signed_in"; sessionId: string; isNew: boolean }
  | { kind: "expired" }
  | { kind: "too_many"; retryAfterSeconds: number };

/** Uses a link up and opens a session; the first one makes the account. */
export async function signIn(deps: Deps, { token, visitor }: { token: string; visitor: string }): Promise<SignedIn> {
  const limit = await deps.limits.take("confirm_visitor", visitor);
  if (!limit.allowed) return { kind: "too_many", retryAfterSeconds: limit.retryAfterSeconds };
  const now = deps.wallClock.now();
  const link = await deps.links.use(token, now);
  if (link === null) return { kind: "expired" };

  const { creatorId, isNew } = await deps.accounts.ofAddress(link.email, now);
  const sessionId = deps.newSecret();
  const expiresAt = instant(now + SESSION_IDLE_DAYS * DAY_MS);
  await deps.sessions.open(sessionId, { creatorId, signedInAt: now, expiresAt });
  return { kind: "signed_in", sessionId, isNew };
}

/** `maya@example.com` to `m•••@example.com`: enough to see whose link it is, not enough to learn an address. */
function masked(email: string): string {
  const at = email.lastIndexOf("@");
  return `${email.slice(0, 1)}•••${email.slice(at)}`;
}
