import { expect, test } from "vitest";
import { requestSignIn } from "../../../app/services/creators/request-sign-in.ts";
import { inspectSignInLink, signIn } from "../../../app/services/creators/sign-in.ts";
import { creatorWorld } from "./world.ts";

const world = await creatorWorld();
const { creators, connection, wallClock } = world;
let visitors = 0;
const ask = (email: string, visitor = `10.0.0.${(visitors += 1)}`, next: string | null = null) =>
  requestSignIn(creators, { email, visitor, next });

async function tokenFor(email: string): Promise<string> {
  await ask(email);
  const text = (await world.mails()).findLast(({ to }) => to === email)?.text ?? "";
  return /\/sign-in\/([\w-]+)/.exec(text)?.[1] ?? "";
}
const use = (token: string) => signIn(creators, { token, visitor: `10.1.0.${(visitors += 1)}` });

test("a link is mailed, and neither it nor the address lies readable in the database", async () => {
  expect(await ask("Maya@Example.com", "10.9.9.9", "/creator/offers")).toEqual({ kind: "on_its_way" });
  const mail = (await world.mails()).at(-1);
  expect(mail).toMatchObject({ kind: "sign_in_link", to: "Maya@Example.com" });
  const token = /\/sign-in\/([\w-]{43})\?next=%2Fcreator%2Foffers/.exec(mail?.text ?? "")?.[1] ?? "no token";

  const { rows } = await connection.pool.query(
    `SELECT row_to_json(t)::text AS text FROM login_tokens t UNION ALL SELECT row_to_json(m)::text FROM mail_outbox m
     UNION ALL SELECT row_to_json(r)::text FROM rate_limits r UNION ALL SELECT payload::text FROM graphile_worker._private_jobs`,
  );
  expect(rows.length).toBeGreaterThan(3);
  for (const { text } of rows) {
    expect(text).not.toContain(token);
    expect(text).not.toContain(Buffer.from(token).toString("hex"));
    expect(text.toLowerCase()).not.toContain("maya@example");
    expect(text).not.toContain("10.9.9.9");
  }
});

test("looking at a link does not use it; using it works once", async () => {
  const token = await tokenFor("ben@example.com");
  for (const _ of [1, 2, 3])
    expect(await inspectSignInLink(creators, { token })).toEqual({ kind: "ready", maskedEmail: "b•••@example.com" });
  expect(await use(token)).toMatchObject({ kind: "signed_in", isNew: true });
  expect(await use(token)).toEqual({ kind: "expired" });
  expect(await inspectSignInLink(creators, { token })).toEqual({ kind: "expired" });
});

test("of many uses at once one signs in", async () => {
  const token = await tokenFor("cleo@example.com");
  const results = await Promise.all(Array.from({ length: 12 }, () => use(token)));
  expect(results.filter(({ kind }) => kind === "signed_in")).toHaveLength(1);
});

test("a link lives 15 minutes by the machine's clock", async () => {
  const token = await tokenFor("dora@example.com");
  wallClock.at += 15 * 60_000 - 1;
  expect((await inspectSignInLink(creators, { token })).kind).toBe("ready");
  wallClock.at += 1;
  expect(await use(token)).toEqual({ kind: "expired" });
});

test.each(["", "x", "no-token-of-ours", "a".repeat(5000)])("a made-up link (%#) is no link", async (token) => {
  expect(await inspectSignInLink(creators, { token })).toEqual({ kind: "expired" });
  expect(await use(token)).toEqual({ kind: "expired" });
});

test("one account per address, whatever its case, also when made twice at once", async () => {
  const made = await Promise.all(
    ["Eve@example.com", "eve@EXAMPLE.com", " eve@example.com "].map((email) =>
      creators.accounts.ofAddress(email, wallClock.now()),
    ),
  );
  expect(new Set(made.map(({ creatorId }) => creatorId)).size).toBe(1);
  expect(made.filter(({ isNew }) => isNew)).toHaveLength(1);
});

test("the answer is the same for who has an account and who has none", async () => {
  await use(await tokenFor("known@example.com"));
  expect(await ask("known@example.com")).toEqual(await ask("stranger@example.com"));
});

test("one mailbox gets five links an hour; the answer does not tell", async () => {
  const answers = [];
  for (let i = 0; i < 8; i++) answers.push(await ask(i % 2 === 0 ? "flood@example.com" : "FLOOD@example.com"));
  expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(["on_its_way"]));
  expect((await world.mails()).filter(({ to }) => to.toLowerCase() === "flood@example.com")).toHaveLength(5);
});

test("one network asks 30 times an hour, then is told to wait", async () => {
  const answers = [];
  for (let i = 0; i < 31; i++) answers.push(await ask(`many${i}@example.com`, "10.7.7.7"));
  expect(answers.slice(0, 30).every(({ kind }) => kind === "on_its_way")).toBe(true);
  expect(answers[30]).toMatchObject({ kind: "too_many", retryAfterSeconds: expect.any(Number) });
  expect((await ask("other@example.com", "10.7.7.8")).kind).toBe("on_its_way");
});

test.each([
  "",
  "maya",
  "maya@",
  "@example.com",
  "a b@example.com",
  `${"x".repeat(250)}@example.com`,
  "x@example.com\nBcc: y@z.com",
])("%j is no address", async (email) => expect(await ask(email)).toEqual({ kind: "invalid_email" }));

test("a link that is made without a mail works the same", async () => {
  const at = wallClock.now();
  const token = creators.newSecret();
  await creators.links.issue({ token, email: "demo@example.com", at, expiresAt: (at + 3_600_000) as typeof at });
  expect((await use(token)).kind).toBe("signed_in");
});
