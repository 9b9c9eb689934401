import type { InvitationRow, Invitations, InvitationState } from "../ports/invitations.ts";
import type { Page } from "../ports/page.ts";

const pageSize = 25;

/** Whom a shop has asked to join, the newest first, and how many have answered. */
export async function listInvitations(
  { invitations }: { invitations: Pick<Invitations, "list" | "counts"> },
  { shopId, after }: { shopId: number; after: string | null },
): Promise<{ page: Page<InvitationRow>; counts: Record<InvitationState, number> }> {
  const [page, counts] = await Promise.all([
    invitations.list(shopId, { after, limit: pageSize }),
    invitations.counts(shopId),
  ]);
  return { page, counts };
}
