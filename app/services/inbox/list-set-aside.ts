import type { Page } from "../ports/page.ts";
import type { SetAside, SetAsideReason, SetAsideStore } from "../ports/set-aside.ts";

const pageSize = 25;

/** A shop's deliveries that could not be used, the newest first, with how many there are of each reason. */
export async function listSetAside(
  { setAside }: { setAside: SetAsideStore },
  { shopId, what, after }: { shopId: number; what: string | null; after: string | null },
): Promise<{ page: Page<SetAside>; reasons: SetAsideReason[] }> {
  const [page, reasons] = await Promise.all([
    setAside.list(shopId, what, { after, limit: pageSize }),
    setAside.reasons(shopId),
  ]);
  return { page, reasons };
}
