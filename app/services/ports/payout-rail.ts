import type { Currency } from "#app/domain/money/currency.ts";

export type PayoutOrder = {
  ourKey: string;
  amountMinor: bigint;
  currency: Currency;
  /** As the creator wrote it, for the rail alone: not for logs or errors. Null when they have not said. */
  instructions: string | null;
};

export type RailAnswer =
  | { kind: "paid"; reference: string }
  | { kind: "failed"; why: string }
  /** A person pays, and says so. */
  | { kind: "awaiting_person" }
  | { kind: "on_its_way"; reference: string }
  /** The rail has never heard of the key: nothing was paid. */
  | { kind: "never_seen" };

/**
 * A way money goes to creators. Under one key a rail pays once, however often it is told; where it cannot promise that,
 * it has to look for the key before it pays.
 */
export type PayoutRail = {
  name: string;
  /** @throws when it is not known whether the rail took it: then it is asked, never told again */
  submit(order: PayoutOrder): Promise<Exclude<RailAnswer, { kind: "never_seen" }>>;
  /** What became of a key. */
  ask(ourKey: string): Promise<RailAnswer>;
};
