import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterAll, expect, test } from "vitest";
import { createSmtpMailer } from "../../../app/adapters/mail/smtp.ts";

const received: ParsedMail[] = [];
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onRcptTo: (address, _session, done) =>
    done(address.address.startsWith("full@") ? new Error("mailbox is full") : null),
  onData: (stream, _session, done) => void simpleParser(stream).then((mail) => (received.push(mail), done())),
});
const port = await new Promise<number>((resolve) => {
  const listening = server.listen(0, "127.0.0.1", () => {
    const address = listening.address();
    resolve(typeof address === "object" && address !== null ? address.port : 0);
  });
});
const mailer = createSmtpMailer({ url: `smtp://127.0.0.1:${port}`, from: "Fairshare <hello@fairshare.test>" });
afterAll(async () => {
  mailer.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

const message = {
  to: "maya@example.com",
  subject: "Ünïcode 🕯 subject",
  text: "Hello <Maya>,\n\nsee https://a.test/r/x.",
};

test("a mail arrives with text and HTML of the same words, and says that a machine wrote it", async () => {
  await mailer.send("17", message);
  const mail = received.at(-1);
  expect(mail?.text?.trim()).toBe(message.text);
  expect(mail?.html).toContain("Hello &#60;Maya&#62;,");
  expect(mail?.html).toContain('<a href="https://a.test/r/x"');
  expect(mail?.subject).toBe(message.subject);
  expect(mail?.headers.get("auto-submitted")).toBe("auto-generated");
  expect(mail?.from?.text).toBe('"Fairshare" <hello@fairshare.test>');
});

test("the same mail sent again carries the same id, so that a mailbox can tell", async () => {
  await mailer.send("18", message);
  await mailer.send("18", message);
  const ids = received.slice(-2).map(({ messageId }) => messageId);
  expect(ids).toEqual(["<18@fairshare.test>", "<18@fairshare.test>"]);
});

test("what the server refuses is an error, for the job to try again", async () =>
  expect(mailer.send("19", { ...message, to: "full@example.com" })).rejects.toThrow(/mailbox is full/));

test("an address cannot bring headers of its own", async () => {
  const before = received.length;
  await mailer.send("20", { ...message, subject: "a\r\nBcc: eve@example.com" }).catch(() => undefined);
  expect(received.slice(before).every((mail) => mail.bcc === undefined && !mail.headers.has("bcc"))).toBe(true);
});
