import { DAY_MS, type Instant, instant } from "#app/domain/kernel/instant.ts";
import type { Clock } from "../ports/clock.ts";
import type { CreatorAccount, CreatorAccounts } from "../ports/creator-accounts.ts";
import type { CreatorSession, CreatorSessions } from "../ports/creator-sign-in.ts";
import { SESSION_IDLE_DAYS } from "./sign-in.ts";

type Deps = {
  sessions: Pick<CreatorSessions, "find" | "replace">;
  accounts: Pick<CreatorAccounts, "byId">;
  wallClock: Clock;
  newSecret(): string;
};

/** However often it is used, a session ends so long after its sign-in. */
const LONGEST_DAYS = 90;
/** An id lives so long; then the browser gets another one. */
const ROTATE_AFTER_DAYS = 1;
/** Requests under way when an id was replaced still carry the old one. */
const REPLACED_GRACE_MS = 60_000;

export type Resumed =
  | {
      kind: "signed_in";
      account: CreatorAccount;
      session: CreatorSession;
      /** The id that the browser has to use from now on, where it changed. */
      newSessionId: string | null;
    }
  | { kind: "signed_out" };

/** Who is behind a session id; gives the session a new id now and then, so that a stolen one is soon worthless. */
export async function resumeSession(deps: Deps, { sessionId }: { sessionId: string }): Promise<Resumed> {
  const session = await deps.sessions.find(sessionId);
  const now = deps.wallClock.now();
  if (session === null || session.expiresAt <= now) return { kind: "signed_out" };
  if (session.signedInAt + LONGEST_DAYS * DAY_MS <= now) return { kind: "signed_out" };
  if (session.replacedAt !== null && session.replacedAt + REPLACED_GRACE_MS <= now) return { kind: "signed_out" };
  const account = await deps.accounts.byId(session.creatorId);
  if (account === null) return { kind: "signed_out" };

  const idSince = session.expiresAt - SESSION_IDLE_DAYS * DAY_MS;
  const due = session.replacedAt === null && now - idSince >= ROTATE_AFTER_DAYS * DAY_MS;
  return { kind: "signed_in", account, session, newSessionId: due ? await rotate(deps, sessionId, now) : null };
}

async function rotate({ sessions, newSecret }: Deps, oldId: string, now: Instant): Promise<string | null> {
  const newId = newSecret();
  const replaced = await sessions.replace(oldId, newId, now, instant(now + SESSION_IDLE_DAYS * DAY_MS));
  return replaced ? newId : null;
}
