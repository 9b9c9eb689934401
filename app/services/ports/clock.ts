import type { Instant } from "#app/domain/kernel/instant.ts";

/** The time that business decisions are made by. Tokens and time-outs use the machine's own clock. */
export type Clock = { now(): Instant };
