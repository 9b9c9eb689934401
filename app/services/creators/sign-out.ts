import type { CreatorSessions } from "../ports/creator-sign-in.ts";

/** Ends one browser's session; the others of the same person go on. */
export async function signOut(
  { sessions }: { sessions: Pick<CreatorSessions, "close"> },
  { sessionId }: { sessionId: string },
): Promise<void> {
  await sessions.close(sessionId);
}
