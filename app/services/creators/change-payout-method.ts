import { type Instant, plusDays } from "#app/domain/kernel/instant.ts";
import { payoutMethodChangedMail } from "../mail/payout-mails.ts";
import type { Addresses } from "../ports/addresses.ts";
import type { Clock } from "../ports/clock.ts";
import type { CreatorDatabase } from "../ports/creator-database.ts";

type Deps = { database: Pick<CreatorDatabase, "transaction">; clock: Clock; wallClock: Clock; addresses: Addresses };

/** A change counts only after so many days, so that the mail about it reaches its owner first. */
export const METHOD_WAITS_DAYS = 3;
/** How long after a sign-in a person may change how they are paid. */
export const FRESH_SIGN_IN_MINUTES = 15;
export const LONGEST_INSTRUCTIONS = 500;

export type PayoutMethodChanged =
  | { kind: "changed"; effectiveFrom: Instant }
  /** The browser may have been left open: the mailbox is asked again. */
  | { kind: "sign_in_again" }
  | { kind: "invalid"; problem: string };

/**
 * Takes down how a creator wants to be paid. The first time it counts at once; a change waits three days, and either is
 * told to the creator's mailbox.
 *
 * @param input.signedInAt when this session proved who it is, by the machine's clock
 */
export async function changePayoutMethod(
  { database, clock, wallClock, addresses }: Deps,
  input: { creatorId: string; signedInAt: Instant; instructions: string },
): Promise<PayoutMethodChanged> {
  if (!isFresh(input.signedInAt, wallClock.now())) return { kind: "sign_in_again" };
  const instructions = input.instructions.trim();
  if (instructions.length < 5)
    return { kind: "invalid", problem: "Say how you want to be paid, such as a PayPal address." };
  if (instructions.length > LONGEST_INSTRUCTIONS)
    return { kind: "invalid", problem: `Use ${LONGEST_INSTRUCTIONS} characters at most.` };

  return database.transaction(async (tx) => {
    const now = clock.now();
    const known = await tx.methods.inForce(input.creatorId, now);
    const effectiveFrom = known === null ? now : plusDays(now, METHOD_WAITS_DAYS);
    await tx.methods.add(input.creatorId, { kind: "manual", instructions, createdAt: now, effectiveFrom });
    const payoutsUrl = addresses.portal("/payouts");
    await tx.mail.toCreator(
      payoutMethodChangedMail({
        creatorId: input.creatorId,
        effectiveFrom: known === null ? null : effectiveFrom,
        payoutsUrl,
      }),
    );
    return { kind: "changed", effectiveFrom };
  });
}

export const isFresh = (signedInAt: Instant, now: Instant): boolean =>
  now - signedInAt < FRESH_SIGN_IN_MINUTES * 60_000;

/** Stops a change that waits. No fresh sign-in is asked: it only keeps what was there. */
export async function keepPayoutMethod(
  { database, clock }: Pick<Deps, "database" | "clock">,
  { creatorId }: { creatorId: string },
): Promise<{ kind: "kept" } | { kind: "nothing_waits" }> {
  return database.transaction(async (tx) =>
    (await tx.methods.cancelWaiting(creatorId, clock.now())) ? { kind: "kept" } : { kind: "nothing_waits" },
  );
}
