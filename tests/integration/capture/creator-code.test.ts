import { performance } from "node:perf_hooks";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { action, loader } from "../../../app/routes/api.creator-code.ts";
import { ask, captureWorld, reply, sessionToken } from "./world.ts";

const world = await captureWorld();
const demo = "demo.myshopify.com";
let addresses = 0;
/** Every test is another shopper, so that limits of one do not reach the next. */
const shopper = () => `198.51.100.${(addresses += 1)}`;

async function post(body: unknown, { token = undefined as string | undefined, visitor = shopper(), shop = demo } = {}) {
  const request = ask("/api/creator-code", token ?? (await sessionToken(shop)), body);
  return reply(action({ request, context: world.context(visitor), params: {} }));
}

beforeAll(async () => {
  const { id } = await world.shop("demo");
  await world.creator(id, "maya", { displayName: "Maya Lee" });
  await world.creator(id, "ben", { displayName: "Ben", discount: false, terms: {} });
  await world.creator(id, "paula", { state: "paused" });
  await world.creator(id, "ende", { state: "ended" });
  await world.creator(id, "penny", { codeState: "pending" });
  await world.creator(id, "maya10", { displayName: "Imposter" });
  const other = await world.shop("other");
  await world.creator(other.id, "olga");
  await world.shop("gone", { uninstalledAt: new Date() });
});

describe("a shopper names a creator", () => {
  test.each([
    { why: "a code", entered: "MAYA10", found: { name: "Maya Lee", code: "MAYA10", discount: "yes" } },
    {
      why: "a code in another case, with spaces",
      entered: " maya10 ",
      found: { name: "Maya Lee", code: "MAYA10", discount: "yes" },
    },
    { why: "a handle", entered: "maya", found: { name: "Maya Lee", code: "MAYA10", discount: "yes" } },
    { why: "a name", entered: "maya lee", found: { name: "Maya Lee", code: "MAYA10", discount: "yes" } },
    { why: "a code of ours alone", entered: "ben10", found: { name: "Ben", code: "BEN10", discount: "no" } },
  ])("by $why", async ({ entered, found }) => {
    expect(await post({ entered })).toMatchObject({ status: 200, body: found });
  });

  test.each(["NOBODY", "PAULA10", "paula", "ENDE10", "PENNY10", "OLGA10", "' OR 1=1 --", "%"])(
    "%s: the same answer as for anybody unknown",
    async (entered) => {
      const wrong = await post({ entered });
      const unknown = await post({ entered: "ZZZZZZ" });
      expect(wrong.status).toBe(200);
      expect(wrong.body).toEqual({});
      expect([...wrong.headers]).toEqual([...unknown.headers]);
    },
  );

  test.each([
    { why: "a code that nobody has", body: { entered: "ZZZZ" } },
    { why: "a paused creator's code", body: { entered: "PAULA10" } },
    { why: "an ended creator's code", body: { entered: "ENDE10" } },
    { why: "another shop's code", body: { entered: "OLGA10" } },
    { why: "a code that is good", body: { entered: "MAYA10" } },
  ])("$why takes the same statements, and no answer comes before its time", async ({ body }) => {
    const from = performance.now();
    expect(await statementsOf(body)).toEqual(await statementsOf({ entered: "NOBODY" }));
    expect(performance.now() - from).toBeGreaterThanOrEqual(2 * 119);
  });

  test.each([
    { why: "a paused creator's link", body: { codes: [], ref: "tok-paula-1" } },
    { why: "a good link", body: { codes: [], ref: "tok-ben-1" } },
  ])("whom a cart supports, by $why: the same statements", async ({ body }) => {
    expect(await statementsOf(body)).toEqual(await statementsOf({ codes: [], ref: "nobody" }));
  });
});

describe("whom a cart supports", () => {
  test.each([
    { why: "by the first code that a creator has", body: { codes: ["SHIPFREE", "maya10"] }, name: "Maya Lee" },
    { why: "by a link's token, signed or not", body: { codes: [], ref: "tok-ben-1.1764000000.c2ln" }, name: "Ben" },
    { why: "a code before a link", body: { codes: ["MAYA10"], ref: "tok-ben-1" }, name: "Maya Lee" },
  ])("$why", async ({ body, name }) => {
    expect(await post(body)).toMatchObject({ status: 200, body: { name } });
  });

  test.each([
    { why: "no code of a creator", body: { codes: ["SHIPFREE"] } },
    { why: "a paused creator's link", body: { codes: [], ref: "tok-paula-1" } },
    { why: "another shop's link", body: { codes: [], ref: "tok-olga-2" } },
    { why: "a handle, which is no code", body: { codes: ["maya"] } },
  ])("$why: nobody", async ({ body }) => {
    expect(await post(body)).toMatchObject({ status: 200, body: {} });
  });
});

describe("who may ask", () => {
  test.each([
    { why: "no token", token: async () => "" },
    { why: "another app's token", token: () => sessionToken(demo, { audience: "another-app" }) },
    { why: "a forged signature", token: () => sessionToken(demo, { secret: "guessed" }) },
    { why: "an expired token", token: () => sessionToken(demo, { ageSeconds: 400 }) },
    { why: "a token that lives a day", token: () => sessionToken(demo, { ageSeconds: 3_600, lifeSeconds: 86_400 }) },
    { why: "another algorithm", token: () => sessionToken(demo, { alg: "HS512" }) },
    { why: "a token without a shop", token: () => sessionToken("evil.example") },
    { why: "a shop that removed the app", token: () => sessionToken("gone.myshopify.com") },
    { why: "a shop that never had it", token: () => sessionToken("never.myshopify.com") },
  ])("$why: 401", async ({ token }) => {
    expect((await post({ entered: "MAYA10" }, { token: (await token()) || "none" })).status).toBe(401);
  });

  test.each([
    { why: "the previous secret, during a rotation", token: () => sessionToken(demo, { secret: "the-secret-before" }) },
    { why: "a shop with its scheme", token: () => sessionToken(`https://${demo}`) },
  ])("$why: answered", async ({ token }) => {
    expect(await post({ entered: "MAYA10" }, { token: await token() })).toMatchObject({ status: 200 });
  });

  test.each([
    { why: "no JSON", body: "{", status: 400 },
    { why: "an unknown key", body: { entered: "A", limit: 9 }, status: 400 },
    { why: "nothing entered", body: { entered: " " }, status: 400 },
    { why: "seven codes", body: { codes: ["a", "b", "c", "d", "e", "f", "g"] }, status: 400 },
    { why: "a flood", body: JSON.stringify({ entered: "A".repeat(9_000) }), status: 413 },
  ])("$why: $status", async ({ body, status }) => expect((await post(body)).status).toBe(status));

  test("a preflight request is let through, a GET is told", async () => {
    const preflight = await reply(
      loader({ request: ask("/api/creator-code", "", null, "OPTIONS"), context: world.context(), params: {} }),
    );
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")).toMatch(/authorization/i);
    const get = await reply(
      loader({ request: ask("/api/creator-code", "", null, "GET"), context: world.context(), params: {} }),
    );
    expect(get.status).toBe(405);
  });
});

describe("guessing is limited", () => {
  test("by session: ten tries in five minutes, whatever the address, a new checkout begins anew", async () => {
    const token = await sessionToken(demo);
    const statuses = [];
    for (let guess = 0; guess < 12; guess++) statuses.push((await post({ entered: `G${guess}` }, { token })).status);
    expect(statuses).toEqual([...Array<number>(10).fill(200), 429, 429]);
    expect((await post({ entered: "MAYA10" })).status).toBe(200);
  });

  test("by address: thirty tries in ten minutes, whatever the session", async () => {
    const visitor = shopper();
    const answers = await Promise.all(
      Array.from({ length: 33 }, (_, guess) => post({ entered: `A${guess}` }, { visitor })),
    );
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(3);
    expect(answers.find(({ status }) => status === 429)?.headers.get("retry-after")).toBe("300");
  });

  test("a cart full of guesses is as many tries", async () => {
    const visitor = shopper();
    const six = (round: number) => Array.from({ length: 6 }, (_, guess) => `C${round}-${guess}`);
    const statuses = [];
    for (let round = 0; round < 51; round++) statuses.push((await post({ codes: six(round) }, { visitor })).status);
    expect(statuses).toEqual([...Array<number>(50).fill(200), 429]);
  });

  test("what carts carry is limited by shop, too", async () => {
    const { id } = await world.shop("flooded");
    await world.capture.limits.take("lookup_shop", String(id), 60_000);
    expect((await post({ codes: ["A"] }, { shop: "flooded.myshopify.com" })).status).toBe(429);
    expect((await post({ codes: ["A"] })).status).toBe(200);
  });

  test("by shop: above its honest traffic the extension is told to go on alone", async () => {
    const { id } = await world.shop("guessed-at");
    for (let taken = 0; taken < 3_000; taken += 500)
      await Promise.all(Array.from({ length: 500 }, () => world.capture.limits.take("entry_shop", String(id))));
    expect((await post({ entered: "A" }, { shop: "guessed-at.myshopify.com" })).status).toBe(503);
    expect((await post({ entered: "MAYA10" })).status).toBe(200);
  });
});

/** What one question asks of the database, in its sequence: time follows from that, but is not the same twice. */
async function statementsOf(body: object): Promise<string[]> {
  const asked = vi.spyOn(world.pool, "query");
  const before = asked.mock.calls.length;
  await post(body);
  const texts = asked.mock.calls.slice(before).map(([statement]) => String(Reflect.get(Object(statement), "text")));
  asked.mockRestore();
  expect(texts.length).toBeGreaterThan(3);
  return texts;
}
