import type { Entered } from "./enter-code.ts";

/** What the shopper's last action came to. `kept`: it should have been removed, and was not. */
export type Outcome = Entered | { kind: "removed" } | { kind: "kept" };
