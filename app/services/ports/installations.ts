import type { Instant } from "#app/domain/kernel/instant.ts";

/** What a shop's webhooks tell about the installation itself; inside the transaction that handles them. */
export type Installations = {
  /** Ends it: no token stays, and creators are told what is frozen. Nothing happens when it has ended already. */
  end(shopId: number, at: Instant): Promise<void>;
  saveScopes(shopId: number, scopes: readonly string[]): Promise<void>;
};
