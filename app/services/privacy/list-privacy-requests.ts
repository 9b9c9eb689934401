import type { Page } from "../ports/page.ts";
import type { PrivacyRequestRow, PrivacyRequests } from "../ports/privacy-requests.ts";

type Deps = { privacyRequests: PrivacyRequests };

const pageSize = 25;

/** What Shopify has asked on behalf of customers and of the shop, the newest first. */
export const listPrivacyRequests = (
  { privacyRequests }: Deps,
  { shopId, after }: { shopId: number; after: string | null },
): Promise<Page<PrivacyRequestRow>> => privacyRequests.list(shopId, { after, limit: pageSize });

/** What was held about a customer who asked; null where the shop has no such request. */
export const viewHeldData = ({ privacyRequests }: Deps, { shopId, id }: { shopId: number; id: string }) =>
  privacyRequests.heldFor(shopId, id);
