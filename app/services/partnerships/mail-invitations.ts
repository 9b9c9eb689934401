import { invitationMail } from "../mail/invitation-mail.ts";
import type { Addresses } from "../ports/addresses.ts";
import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";
import type { Invitations } from "../ports/invitations.ts";

type Deps = {
  invitations: Pick<Invitations, "mailNext">;
  database: Pick<Database, "jobs">;
  clock: Clock;
  addresses: Addresses;
};

const MAILS_A_JOB = 200;

/** Mails invitations that have had none yet, once each. A job, which adds the next one while some are left. */
export async function mailInvitations(
  { invitations, database, clock, addresses }: Deps,
  { shopId }: { shopId: number },
): Promise<{ mailed: number }> {
  const mailed = await invitations.mailNext(shopId, MAILS_A_JOB, clock.now(), ({ id, ...who }) =>
    invitationMail({ ...who, url: addresses.portal(`/invitations/${id}`) }),
  );
  if (mailed === MAILS_A_JOB)
    await database.jobs.add("mail-invitations", { shopId }, { key: `mail-invitations:${shopId}` });
  return { mailed };
}
