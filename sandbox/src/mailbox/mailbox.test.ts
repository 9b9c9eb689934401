import { createTransport } from "nodemailer";
import { afterEach, expect, test } from "vitest";
import { Browser, serve, type Served } from "../pages/testing.ts";
import { World } from "../state/world.ts";
import { Mailbox, mailboxRoutes } from "./index.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function open(keep = 10) {
  const mailbox = await Mailbox.start({ keep });
  closers.push(() => mailbox.close());
  const served: Served = await serve(new World(), mailboxRoutes(mailbox));
  closers.push(() => served.close());
  const transport = createTransport(mailbox.url);
  const send = (subject: string, html?: string) =>
    transport.sendMail({
      from: "Fairshare <no-reply@example.com>",
      to: ["maya@example.com"],
      subject,
      text: `Hallo – sign in: https://app.example/in?token=a&b=1\n<b>not bold</b>`,
      ...(html && { html }),
    });
  return { mailbox, browser: new Browser(served, "mail"), send };
}

test("a mail arrives, is listed, read, and its links can be clicked", async () => {
  const { browser, send } = await open();
  expect((await browser.get("/")).text).toContain("No mail yet");
  await send("Wëlcome <Maya>", '<p>Hi <a href="https://app.example/">there</a><script>alert(1)</script></p>');
  expect((await browser.get("/")).text).toContain("Wëlcome &lt;Maya&gt;");
  const read = await browser.get("/messages/1");
  expect(read.text).toContain('<a href="https://app.example/in?token=a&amp;b=1">');
  expect(read.text).toContain("&lt;b&gt;not bold&lt;/b&gt;");
  const body = await browser.get("/messages/1/body");
  expect(body.headers["content-security-policy"]).toContain("script-src 'none'");
  expect(body.text).toContain("there</a>");
});

test("as JSON, newest first, with recipients and links", async () => {
  const { browser, send } = await open();
  await send("one");
  await send("two");
  expect(JSON.parse((await browser.get("/messages.json")).text)).toMatchObject([
    { subject: "two", to: ["maya@example.com"], html: null, links: ["https://app.example/in?token=a&b=1"] },
    { subject: "one" },
  ]);
});

test("only the newest are kept, and all can be deleted", async () => {
  const { mailbox, browser, send } = await open(2);
  for (const subject of ["a", "b", "c"]) await send(subject);
  expect(mailbox.mails.map((mail) => mail.subject)).toEqual(["c", "b"]);
  expect((await browser.get("/messages/1")).status).toBe(404);
  await browser.post("/clear", {});
  expect(mailbox.mails).toEqual([]);
});

test("a taken port is an error", async () => {
  const { mailbox } = await open();
  await expect(Mailbox.start({ port: Number(new URL(mailbox.url).port) })).rejects.toThrow(/EADDRINUSE/);
});
