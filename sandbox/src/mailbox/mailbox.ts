import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export interface Mail {
  readonly id: number;
  readonly receivedAt: Date;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Null when the mail has no HTML part. */
  readonly html: string | null;
  /** Web addresses in the text, in their sequence, each once. */
  readonly links: readonly string[];
}

export interface MailboxOptions {
  /** 0 takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** So many of the newest mails are kept. */
  readonly keep?: number;
}

const MAX_BYTES = 5_000_000;

/** Takes every mail for anyone and keeps it in memory; nothing leaves the machine. */
export class Mailbox {
  readonly #mails: Mail[] = [];
  readonly #keep: number;
  readonly #server: SMTPServer;
  #next = 1;
  #url = "";

  private constructor(keep: number) {
    this.#keep = keep;
    this.#server = new SMTPServer({
      authOptional: true,
      // No certificate here: a client that is offered STARTTLS would insist on one.
      hideSTARTTLS: true,
      disabledCommands: ["AUTH", "STARTTLS"],
      disableReverseLookup: true,
      size: MAX_BYTES,
      onData: (stream, session, done) => {
        const recipients = session.envelope.rcptTo.map((it) => it.address);
        simpleParser(stream).then(
          (parsed) => {
            if (stream.sizeExceeded) return done(new Error(`The mail is larger than ${MAX_BYTES} bytes`));
            const text = parsed.text ?? "";
            this.#add({
              from: parsed.from?.text ?? "",
              to: recipients,
              subject: parsed.subject ?? "",
              text,
              html: parsed.html || null,
              links: linksOf(text),
            });
            done();
          },
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
        );
      },
    });
  }

  /** @throws Error when the port is taken */
  static async start({ port = 0, host = "127.0.0.1", keep = 500 }: MailboxOptions = {}): Promise<Mailbox> {
    const mailbox = new Mailbox(keep);
    await new Promise<void>((resolve, reject) => {
      mailbox.#server.once("error", reject);
      mailbox.#server.listen(port, host, () => {
        mailbox.#server.off("error", reject);
        // A client that hangs up in the middle is its own affair.
        mailbox.#server.on("error", () => undefined);
        resolve();
      });
    });
    const address = mailbox.#server.server.address();
    mailbox.#url = `smtp://${host}:${typeof address === "object" && address ? address.port : port}`;
    return mailbox;
  }

  /** For `SMTP_URL`. */
  get url(): string {
    return this.#url;
  }

  /** Newest first. */
  get mails(): readonly Mail[] {
    return this.#mails.toReversed();
  }

  find(id: number): Mail | null {
    return this.#mails.find((mail) => mail.id === id) ?? null;
  }

  clear(): void {
    this.#mails.length = 0;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #add(mail: Omit<Mail, "id" | "receivedAt">): void {
    this.#mails.push({ id: this.#next++, receivedAt: new Date(), ...mail });
    if (this.#mails.length > this.#keep) this.#mails.splice(0, this.#mails.length - this.#keep);
  }
}

const linksOf = (text: string): string[] => [...new Set(text.match(/https?:\/\/[^\s<>"')\]]+/g) ?? [])];
