import type { Instant } from "#app/domain/kernel/instant.ts";
import type { OrderSource } from "#app/services/ports/order-source.ts";
import type { Account } from "#app/services/ports/ledger.ts";
import type { Finding } from "#app/services/ledger/audit-ledger.ts";
import type { Accounts } from "./accounts.ts";
import type { ReviewDecision } from "./plot.ts";
import type { PayoutRail } from "#app/services/ports/payout-rail.ts";
import type { Told } from "./toy-shop.ts";

/** A payout as the app has it. */
export type StagedPayout = {
  id: string;
  creator: number;
  minor: bigint;
  state: "draft" | "approved" | "submitted" | "unknown" | "paid" | "failed" | "returned";
  ourKey: string;
};

/** A movement of money as the app has it, in the sequence of posting. */
export type StagedTransfer = {
  creator: number;
  kind: string;
  from: Account;
  to: Account;
  minor: bigint;
  orderId: number | null;
  awardId: string | null;
  payoutId: string | null;
};

export type StageClock = { now(): Instant };

/**
 * The app, as a world acts on it: the services of production over one kind of storage. Whatever is asked for may be asked for
 * again after a crash.
 */
export type Stage = {
  /** A webhook comes to the door. */
  arrive(told: Told): Promise<void>;
  /** The worker takes up to so many deliveries. @returns how many it took */
  work(rows: number): Promise<number>;
  release(): Promise<void>;
  /** @returns false while deliveries wait: then it comes back later */
  reconcile(source: OrderSource): Promise<boolean>;
  /** Of the last 270 days, not of the last week alone. */
  compareChargebacks(source: OrderSource): Promise<void>;
  plan(): Promise<void>;
  /** Both are of the draft, if there is one. */
  approve(): Promise<void>;
  discard(): Promise<void>;
  submit(payoutId: string, rail: PayoutRail): Promise<void>;
  say(payoutId: string, paid: boolean): Promise<void>;
  comeBack(payoutId: string): Promise<void>;
  /** @param id of what a person asks for: the same one counts once */
  correct(creator: number, minor: bigint, id: string): Promise<void>;
  writeOff(creator: number, owed: bigint, id: string): Promise<void>;
  grant(
    creator: number,
    award: { kind: "bonus" | "bounty"; minor: bigint; holdDays: number },
    id: string,
  ): Promise<void>;
  withdraw(id: string): Promise<void>;
  decideReview(orderId: number, creator: number, decision: ReviewDecision): Promise<void>;
  changeMethod(creator: number): Promise<void>;
  tellDetails(creator: number): Promise<void>;
  endPartnership(creator: number): Promise<void>;
  install(): Promise<void>;

  /** What is to be seen from outside; these never crash. */
  accounts(): Promise<Accounts[]>;
  payouts(): Promise<StagedPayout[]>;
  transfers(): Promise<StagedTransfer[]>;
  /** Deliveries that were set aside, with the reason. */
  aside(): Promise<string[]>;
  audit(): Promise<Finding[]>;
};
