import type { Mailer, MailStore } from "./ports/mailer.ts";

type Deps = { mails: MailStore; mailer: Mailer };

/** Sends one stored mail. A job: when the server does not take it, the error is noted and thrown, and it is tried again. */
export async function sendMail(
  { mails, mailer }: Deps,
  { mailId }: { mailId: string },
): Promise<"sent" | "nothing_to_send"> {
  const waiting = await mails.waiting(mailId);
  if (waiting === null) return "nothing_to_send";
  try {
    await mailer.send(mailId, waiting.message);
  } catch (error) {
    await mails.markFailed(mailId, error instanceof Error ? error.message : String(error));
    throw error;
  }
  await mails.markSent(mailId);
  return "sent";
}
