import { createTransport } from "nodemailer";
import type { Mailer } from "#app/services/ports/mailer.ts";
import { htmlOf } from "./html-of.ts";

export type SmtpOptions = {
  /** `smtp://user:password@host:587`, or `smtps://` */
  url: string;
  from: string;
};

export function createSmtpMailer({ url, from }: SmtpOptions): Mailer & { close(): void } {
  const transport = createTransport({ url, connectionTimeout: 10_000, socketTimeout: 20_000 });
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? "localhost";
  return {
    async send(id, { to, subject, text }) {
      await transport.sendMail({
        messageId: `<${id}@${domain}>`,
        from,
        to,
        subject,
        text,
        html: htmlOf({ subject, text }),
        // Out-of-office replies would only come back to us.
        headers: { "Auto-Submitted": "auto-generated" },
      });
    },
    close: () => transport.close(),
  };
}

/** For a development machine without a mail server: says that a mail was not sent, and to whom belongs to nobody's log. */
export function createNoMailer(say: (subject: string) => void): Mailer {
  return { send: async (_id, { subject }) => say(subject) };
}
