import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Page, PageRequest } from "./page.ts";
import type { HeldOrder, PrivacyTopic } from "./privacy.ts";

/** What Shopify has asked of us on a customer's or the shop's behalf, as the merchant sees it. */
export type PrivacyRequestRow = {
  id: string;
  kind: PrivacyTopic;
  receivedAt: Instant;
  doneAt: Instant | null;
  /** What was erased; null for a request of data, or one that was refused. */
  erased: { bodies: number; orders: number } | null;
  /** Orders of which something is held, for a request of data. */
  heldOrders: number | null;
};

export type PrivacyRequests = {
  /** Newest first. */
  list(shopId: number, page: PageRequest): Promise<Page<PrivacyRequestRow>>;
  /** What was held when the request came; null where the shop has no such request of data. */
  heldFor(shopId: number, id: string): Promise<{ receivedAt: Instant; orders: HeldOrder[] } | null>;
};
