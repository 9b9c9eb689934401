import { expect, test } from "vitest";
import { DAY_MS } from "../../../app/domain/kernel/instant.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import { createEndedSignIns } from "../../../app/adapters/database/creators/ended-sign-ins.ts";
import { forgetSignIns } from "../../../app/services/creators/forget-sign-ins.ts";
import { resumeSession } from "../../../app/services/creators/resume-session.ts";
import { signOut } from "../../../app/services/creators/sign-out.ts";
import { creatorWorld } from "./world.ts";

const { creators, wallClock, person, connection } = await creatorWorld();
const maya = await person("maya");

async function open(): Promise<string> {
  const id = creators.newSecret();
  const now = wallClock.now();
  await creators.sessions.open(id, { creatorId: maya.id, signedInAt: now, expiresAt: instant(now + 30 * DAY_MS) });
  return id;
}
const resume = (sessionId: string) => resumeSession(creators, { sessionId });

test("a session says who it is, and its id lies in the database as a hash only", async () => {
  const id = await open();
  expect(await resume(id)).toMatchObject({ kind: "signed_in", account: { id: maya.id }, newSessionId: null });
  expect(await resume(`${id}x`)).toEqual({ kind: "signed_out" });
  const { rows } = await connection.pool.query("SELECT row_to_json(s)::text AS text FROM creator_sessions s");
  for (const { text } of rows) {
    expect(text).not.toContain(id);
    expect(text).not.toContain(Buffer.from(id).toString("hex"));
  }
});

test("after a day the id is replaced, once for any number of requests; the old one is good for a minute more", async () => {
  const id = await open();
  const signedInAt = wallClock.now();
  wallClock.at += DAY_MS;
  const answers = await Promise.all(Array.from({ length: 8 }, () => resume(id)));
  expect(answers.every(({ kind }) => kind === "signed_in")).toBe(true);
  const fresh = answers.flatMap((answer) =>
    answer.kind === "signed_in" && answer.newSessionId ? [answer.newSessionId] : [],
  );
  expect(fresh).toHaveLength(1);
  // The sign-in is as old as it was: rotation is no proof of who it is.
  expect(await resume(fresh[0] ?? "")).toMatchObject({ session: { signedInAt }, newSessionId: null });

  wallClock.at += 59_000;
  expect(await resume(id)).toMatchObject({ kind: "signed_in", newSessionId: null });
  wallClock.at += 1_000;
  expect(await resume(id)).toEqual({ kind: "signed_out" });
  expect((await resume(fresh[0] ?? "")).kind).toBe("signed_in");
});

test("a session ends 30 days after the last new id", async () => {
  const id = await open();
  wallClock.at += 30 * DAY_MS - 1;
  const last = await resume(id);
  expect(last.kind).toBe("signed_in");
  wallClock.at += 30 * DAY_MS;
  expect(await resume(last.kind === "signed_in" ? (last.newSessionId ?? "") : "")).toEqual({ kind: "signed_out" });
});

test("used every day, it ends 90 days after the sign-in", async () => {
  let id = await open();
  let days = 0;
  for (; days < 200; days++) {
    wallClock.at += DAY_MS;
    const resumed = await resume(id);
    if (resumed.kind === "signed_out") break;
    id = resumed.newSessionId ?? id;
  }
  expect(days).toBe(89);
});

test("signing out ends this session and no other", async () => {
  const [one, other] = [await open(), await open()];
  await signOut(creators, { sessionId: one });
  expect(await resume(one)).toEqual({ kind: "signed_out" });
  expect((await resume(other)).kind).toBe("signed_in");
});

test("what can sign nobody in any more is deleted after a day, and nothing else", async () => {
  const at = wallClock.now();
  const [token, left] = [creators.newSecret(), creators.newSecret()];
  const expiresAt = instant(at + 15 * 60_000);
  const forget = () => forgetSignIns({ signIns: createEndedSignIns(connection.prisma), wallClock });
  await forget();
  const kept = await open();
  await creators.links.issue({ token, email: "maya@example.com", at, expiresAt });
  await creators.sessions.open(left, { creatorId: maya.id, signedInAt: at, expiresAt });
  const there = async () => [await connection.prisma.loginToken.count(), (await creators.sessions.find(left)) !== null];

  wallClock.at = expiresAt + DAY_MS;
  await forget();
  expect(await there()).toEqual([1, true]);
  wallClock.at += 1;
  expect(await forget()).toEqual({ links: 1, sessions: 1 });
  expect(await there()).toEqual([0, false]);
  expect((await resume(kept)).kind).toBe("signed_in");
});

test("an erased account is nobody", async () => {
  const id = await open();
  await connection.prisma.creator.update({ where: { id: maya.id }, data: { erasedAt: new Date() } });
  expect(await resume(id)).toEqual({ kind: "signed_out" });
});
