import { z } from "zod";
import type { MailStore, Message } from "#app/services/ports/mailer.ts";
import type { MailOutbox } from "#app/services/ports/outbox.ts";
import { queryableOf, type Queryable } from "./connect.ts";
import type { Db } from "./db.ts";
import type { Sealer } from "./encryption.ts";
import { addJob } from "./jobs.ts";

export type { Sealer } from "./encryption.ts";

const messageDocument = z.object({ to: z.string(), subject: z.string(), text: z.string() });

export const createMailOutbox = (db: Db, sealer: Sealer): MailOutbox => mailOutboxOver(queryableOf(db), sealer);

/** For transactions of `pg`'s. */
export function mailOutboxOver(client: Queryable, sealer: Sealer): MailOutbox {
  /** @param query the sealed address of whom the mail is for, as `address` */
  async function mailTo(
    query: { text: string; values: readonly unknown[] },
    { kind, subject, text }: { kind: string; subject: string; text: string },
  ): Promise<void> {
    const { rows } = await client.query<{ address: Uint8Array | null }>(query.text, [...query.values]);
    const address = rows[0]?.address ?? null;
    if (address !== null) await storeMail(client, sealer, kind, { to: sealer.open(address), subject, text });
  }
  const creators = "SELECT email_ciphertext AS address FROM creators WHERE id = $1::uuid";
  const shops = "SELECT email_ciphertext AS address FROM shops WHERE id = $1";
  return {
    toCreator: (mail) => mailTo({ text: creators, values: [mail.creatorId] }, mail),
    toBrand: (mail) => mailTo({ text: shops, values: [mail.shopId] }, mail),
  };
}

/** Stores a mail and the job that sends it, in the caller's transaction. */
export const addMail = (db: Db, sealer: Sealer, kind: string, message: Message): Promise<void> =>
  storeMail(queryableOf(db), sealer, kind, message);

async function storeMail(client: Queryable, sealer: Sealer, kind: string, message: Message): Promise<void> {
  const { rows } = await client.query<{ id: bigint }>(
    "INSERT INTO mail_outbox (kind, message_ciphertext) VALUES ($1, $2) RETURNING id",
    [kind, sealer.seal(JSON.stringify(message))],
  );
  await addJob(client, "send-mail", { mailId: String(rows[0]?.id) });
}

export function createMailStore(db: Db, sealer: Sealer): MailStore {
  return {
    async waiting(mailId) {
      const mail = await db.mailOutbox.findUnique({ where: { id: BigInt(mailId), sentAt: null } });
      if (mail === null || mail.messageCiphertext === null) return null;
      return { kind: mail.kind, message: messageDocument.parse(JSON.parse(sealer.open(mail.messageCiphertext))) };
    },

    async markSent(mailId) {
      const data = { sentAt: new Date(), messageCiphertext: null, attempts: { increment: 1 } };
      await db.mailOutbox.update({ where: { id: BigInt(mailId) }, data });
    },

    async markFailed(mailId, error) {
      const data = { attempts: { increment: 1 }, lastError: error.slice(0, 500) };
      await db.mailOutbox.update({ where: { id: BigInt(mailId) }, data });
    },
  };
}
