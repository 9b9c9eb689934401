import { z } from "zod";
import type { MailStore, Message } from "#app/services/ports/mailer.ts";
import type { MailOutbox } from "#app/services/ports/outbox.ts";
import type { Db } from "./db.ts";
import type { Sealer } from "./encryption.ts";
import { createJobQueue } from "./jobs.ts";

export type { Sealer } from "./encryption.ts";

const messageDocument = z.object({ to: z.string(), subject: z.string(), text: z.string() });

export function createMailOutbox(db: Db, sealer: Sealer): MailOutbox {
  return {
    async toCreator({ kind, creatorId, subject, text }) {
      const creator = await db.creator.findUnique({ where: { id: creatorId }, select: { emailCiphertext: true } });
      if (creator === null || creator.emailCiphertext === null) return;
      const message: Message = { to: sealer.open(creator.emailCiphertext), subject, text };
      await addMail(db, sealer, kind, message);
    },
  };
}

/** Stores a mail and the job that sends it, in the caller's transaction. */
export async function addMail(db: Db, sealer: Sealer, kind: string, message: Message): Promise<void> {
  const messageCiphertext = sealer.seal(JSON.stringify(message));
  const { id } = await db.mailOutbox.create({ data: { kind, messageCiphertext }, select: { id: true } });
  await createJobQueue(db).add("send-mail", { mailId: String(id) });
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
