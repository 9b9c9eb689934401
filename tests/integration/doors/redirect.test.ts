import { beforeEach, expect, test } from "vitest";
import { createLinkFinder } from "../../../app/adapters/database/clicks/links.ts";
import { createVisitRecorder } from "../../../app/adapters/database/clicks/visits.ts";
import { isTransient } from "../../../app/adapters/database/inbox/transient.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import { createRedirectDoor, type RedirectDoorDeps } from "../../../app/server/doors/redirect.ts";
import { VisitBuffer } from "../../../app/server/doors/visit-buffer.ts";
import { isSignedClick } from "../../../app/services/capture/click-token.ts";
import type { FindLink } from "../../../app/services/ports/clicks.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { aShop } from "../inbox/support.ts";
import { send, serve } from "./http.ts";

const db = await testDatabase();
const signingKey = Buffer.alloc(32, 7);
const at = instant(Date.parse("2026-11-25T10:00:00.500Z"));
const log = { warn: () => undefined };
const chrome = {
  "User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36",
};
const buffer = new VisitBuffer({ record: createVisitRecorder(db.pool), isTransient, log });

const door = (more: Partial<RedirectDoorDeps> = {}) => {
  const handler = createRedirectDoor({
    find: createLinkFinder(db.pool),
    onVisit: (visit) => buffer.add(visit),
    signingKey,
    clock: { now: () => at },
    log,
    publicUrl: (path) => `https://fairshare.example${path}`,
    ...more,
  });
  return serve((request, response) => void handler(request, response));
};

const shopId = await aShop(db.pool);
const { rows } = await db.pool.query<{ id: string }>(
  `WITH maya AS (INSERT INTO creators (handle) VALUES ('maya') RETURNING id),
   offer AS (INSERT INTO offers (shop_id, name, status) VALUES ($1, 'Friends', 'live') RETURNING id),
   version AS (
     INSERT INTO offer_versions (shop_id, offer_id, number, currency, rule, rule_hash)
     SELECT $1, id, 1, 'USD', '{}', '' FROM offer RETURNING id)
   INSERT INTO partnerships (shop_id, offer_id, creator_id, active_from, accepted_version_id, accepted_terms_hash, accepted_at)
   SELECT $1, offer.id, maya.id, now(), version.id, '', now() FROM offer, maya, version RETURNING id`,
  [shopId],
);
const partnershipId = rows[0]!.id;
await db.pool.query(
  "INSERT INTO referral_links (shop_id, partnership_id, token, destination_path) VALUES ($1, $2, 'tokmaya', '/products/hat')",
  [shopId, partnershipId],
);
const clicks = async () => {
  await buffer.flush();
  return (await db.pool.query("SELECT * FROM clicks ORDER BY id")).rows;
};
beforeEach(async () => {
  await buffer.flush();
  await db.pool.query("TRUNCATE clicks");
});

test("a shopper is sent to the shop, with the click signed in the address, and counted", async () => {
  const url = await door();
  const answer = await send(`${url}/r/tokmaya?sub=story-3`, { headers: chrome });
  expect(answer.status).toBe(302);
  expect(answer.headers["set-cookie"]).toBeUndefined();
  const landing = new URL(answer.headers.location ?? "");
  expect(landing.origin + landing.pathname).toBe("https://shop.example/products/hat");
  expect(landing.searchParams.get("ref")).toBe("tokmaya");
  const [seconds = "", signature = ""] = landing.searchParams.get("ref_sig")?.split(".") ?? [];
  const clickedAt = instant(Number(seconds) * 1000);
  expect(isSignedClick({ current: signingKey }, { token: "tokmaya", clickedAt, signature })).toBe(true);
  expect(await clicks()).toMatchObject([
    { shop_id: shopId, partnership_id: partnershipId, clicked_at: at, sub_id: "story-3" },
  ]);
});

test("with a discount the way goes by Shopify's page for it, and a deep link stays on the shop", async () => {
  await db.pool.query("UPDATE offers SET shopify_discount_gid = 'gid://shopify/DiscountCodeNode/1'");
  await db.pool.query(
    `INSERT INTO referral_codes (shop_id, partnership_id, code, code_folded, state, shopify_redeem_gid)
     VALUES ($1, $2, 'MAYA10', 'maya10', 'active', 'gid://x/1')`,
    [shopId, partnershipId],
  );
  const url = await door();
  const answer = await send(`${url}/r/tokmaya?to=%2Fpages%2Fabout`, { headers: chrome });
  expect(answer.headers.location).toMatch(
    /^https:\/\/shop\.example\/discount\/MAYA10\?redirect=%2Fpages%2Fabout%3Fref%3Dtokmaya%26ref_sig%3D/,
  );
  const hostile = await send(`${url}/r/tokmaya?to=%2F%2Fevil.example`, { headers: chrome });
  expect(hostile.headers.location).toMatch(/^https:\/\/shop\.example\/discount\/MAYA10\?redirect=%2Fproducts%2Fhat%3F/);
  await db.pool.query("DELETE FROM referral_codes");
  await db.pool.query("UPDATE offers SET shopify_discount_gid = NULL");
});

test("a visitor is known again on the same day and by nobody afterwards", async () => {
  let day = at;
  const url = await door({ clock: { now: () => day } });
  await send(`${url}/r/tokmaya`, { headers: chrome });
  await send(`${url}/r/tokmaya`, { headers: chrome });
  await send(`${url}/r/tokmaya`, { headers: { "User-Agent": `${chrome["User-Agent"]} Edg/142` } });
  day = instant(at + 86_400_000);
  await send(`${url}/r/tokmaya`, { headers: chrome });
  const hashes = (await clicks()).map((row) => row.visitor_hash.toString("hex"));
  expect(hashes[0]).toBe(hashes[1]);
  expect(new Set(hashes).size).toBe(3);
  expect((await db.pool.query("SELECT day FROM visitor_salts")).rows).toEqual([{ day: "2026-11-26" }]);
});

test("previews get a card of the brand and count for nothing; so do HEAD and prefetch", async () => {
  await db.pool.query(`UPDATE offers SET name = '10 % off <b>"all"</b>'`);
  const url = await door();
  const preview = await send(`${url}/r/tokmaya`, { headers: { "User-Agent": "WhatsApp/2.23" } });
  expect(preview.status).toBe(200);
  expect(preview.body).toContain('<meta property="og:title" content="demo.myshopify.com">');
  expect(preview.body).toContain("10 % off &lt;b&gt;&quot;all&quot;&lt;/b&gt;");
  expect(preview.body).toContain('content="https://fairshare.example/r/tokmaya"');
  expect((await send(`${url}/r/tokmaya`, { method: "HEAD", headers: chrome })).status).toBe(302);
  expect((await send(`${url}/r/tokmaya`, { headers: { ...chrome, "Sec-Purpose": "prefetch" } })).status).toBe(503);
  expect(await clicks()).toEqual([]);
});

const change = (sql: string) => () => db.pool.query(sql);
test.each([
  { why: "nobody has", token: "nobody", spoil: change("SELECT 1"), mend: change("SELECT 1") },
  { why: "is no token at all", token: "x%20y", spoil: change("SELECT 1"), mend: change("SELECT 1") },
  {
    why: "is paused",
    token: "tokmaya",
    spoil: change("UPDATE partnerships SET state = 'paused'"),
    mend: change("UPDATE partnerships SET state = 'active'"),
  },
  {
    why: "has ended",
    token: "tokmaya",
    spoil: change("UPDATE partnerships SET state = 'ended', active_until = now()"),
    mend: change("UPDATE partnerships SET state = 'active', active_until = null"),
  },
  {
    why: "belongs to an ended offer",
    token: "tokmaya",
    spoil: change("UPDATE offers SET status = 'ended'"),
    mend: change("UPDATE offers SET status = 'live'"),
  },
  {
    why: "belongs to a shop that removed the app",
    token: "tokmaya",
    spoil: change("UPDATE shops SET uninstalled_at = now()"),
    mend: change("UPDATE shops SET uninstalled_at = null"),
  },
])("a link that $why answers like every other that does not work", async ({ token, spoil, mend }) => {
  await spoil();
  try {
    const url = await door();
    const [answer, unknown] = [
      await send(`${url}/r/${token}`, { headers: chrome }),
      await send(`${url}/r/unknown`, { headers: chrome }),
    ];
    expect(answer.status).toBe(404);
    expect(answer.body).toBe(unknown.body);
    expect({ ...answer.headers, date: "" }).toEqual({ ...unknown.headers, date: "" });
  } finally {
    await mend();
  }
});

test("a paused offer's links go on", async () => {
  await db.pool.query("UPDATE offers SET status = 'paused'");
  expect((await send(`${await door()}/r/tokmaya`, { headers: chrome })).status).toBe(302);
  await db.pool.query("UPDATE offers SET status = 'live'");
});

test("who guesses is stopped, also at links that work, and others are not", async () => {
  const url = await door({
    addressOf: (request) => String(request.headers["x-test"]),
    limits: { perMinute: 100, unknownPerMinute: 5 },
  });
  const visit = (token: string, from: string) => send(`${url}/r/${token}`, { headers: { ...chrome, "X-Test": from } });
  for (let guess = 0; guess < 5; guess++) expect((await visit(`guess${guess}`, "a")).status).toBe(404);
  expect((await visit("guess", "a")).status).toBe(429);
  expect((await visit("tokmaya", "a")).status).toBe(429);
  expect((await visit("tokmaya", "b")).status).toBe(302);
});

test("links are remembered for a few seconds, and while the database is away", async () => {
  let asked = 0;
  let away = false;
  const find: FindLink = (token) => {
    asked++;
    return away ? Promise.reject(new Error("away")) : createLinkFinder(db.pool)(token);
  };
  const url = await door({ find });
  await Promise.all([1, 2, 3].map(() => send(`${url}/r/tokmaya`, { headers: chrome })));
  expect(asked).toBe(1);
  away = true;
  expect((await send(`${url}/r/tokmaya`, { headers: chrome })).status).toBe(302);
  const unknown = await send(`${url}/r/other`, { headers: chrome });
  expect(unknown).toMatchObject({ status: 503, headers: { "retry-after": "5" } });
});

test("visits wait for a database that is away, and are written once it is there", async () => {
  let away = true;
  const record = createVisitRecorder(db.pool);
  const lost = Object.assign(new Error("gone"), { code: "ECONNREFUSED" });
  const patient = new VisitBuffer({
    record: (visits) => (away ? Promise.reject(lost) : record(visits)),
    isTransient,
    log,
    everyMs: 5,
    most: 3,
  });
  const links = await db.pool.query<{ id: string }>("SELECT id FROM referral_links");
  const link = { shopId, linkId: links.rows[0]!.id, partnershipId };
  for (let count = 0; count < 5; count++) patient.add({ link, at, visitor: "v", subId: null });
  await patient.flush();
  away = false;
  await patient.flush();
  expect(await clicks()).toHaveLength(3);
});
