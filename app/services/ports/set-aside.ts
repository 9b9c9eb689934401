import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Page, PageRequest } from "./page.ts";

/** A delivery that could not be used. */
export type SetAside = {
  id: string;
  topic: string;
  receivedAt: Instant;
  /** `<what>: <detail>`, such as `invalid_body: currency: is EUR, but the shop's currency is USD`. */
  reason: string;
  attempts: number;
};

/** The deliveries of a shop that were set aside; outside any transaction of the worker. */
export type SetAsideStore = {
  list(shopId: number, page: PageRequest): Promise<Page<SetAside>>;
  count(shopId: number): Promise<number>;
  /** Puts it back among those that wait. False when it is not set aside (any more), or its body was erased. */
  putBack(shopId: number, id: string): Promise<boolean>;
};
