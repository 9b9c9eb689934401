import { randomBytes } from "node:crypto";
import { Session } from "@shopify/shopify-api";
import { expect, test } from "vitest";
import { createSealer } from "../../../app/adapters/database/encryption.ts";
import { resealAll, sealedColumns } from "../../../app/adapters/database/reseal.ts";
import { createSessionStorage } from "../../../app/adapters/database/session-storage.ts";
import { testDatabase } from "../../setup/test-database.ts";

const db = await testDatabase();
const oldKey = randomBytes(32);
const newKey = randomBytes(32);
const storage = createSessionStorage(db.prisma, createSealer({ current: oldKey }));

const offline = (shop: string, change: object = {}): Session =>
  new Session({
    id: `offline_${shop}`,
    shop,
    state: "",
    isOnline: false,
    scope: "read_orders",
    accessToken: "shpat_access",
    expires: new Date("2026-11-24T13:00:00.123Z"),
    refreshToken: "shprt_refresh",
    refreshTokenExpires: new Date("2027-02-24T13:00:00Z"),
    ...change,
  });

const online = new Session({
  id: "online_1",
  shop: "one.myshopify.com",
  state: "x",
  isOnline: true,
  accessToken: "shpua_user",
  onlineAccessInfo: {
    expires_in: 3600,
    associated_user_scope: "read_orders",
    associated_user: {
      id: 7,
      first_name: "Zoë",
      last_name: "Ng",
      email: "zoe@example.com",
      email_verified: true,
      account_owner: true,
      locale: "en",
      collaborator: false,
    },
  },
});

test.each([
  { why: "offline, with a refresh token", session: offline("one.myshopify.com") },
  {
    why: "offline, never expiring",
    session: new Session({ id: "bare", shop: "a.myshopify.com", state: "", isOnline: false }),
  },
  { why: "online, with its person", session: online },
])("a session comes back as it was: $why", async ({ session }) => {
  await storage.storeSession(session);
  const loaded = await storage.loadSession(session.id);
  expect(loaded).toBeInstanceOf(Session);
  expect(loaded?.toObject()).toEqual(session.toObject());
});

test("one stored twice at once, and again with a new token: the last stands, once", async () => {
  const shop = "twice.myshopify.com";
  await Promise.all(Array.from({ length: 20 }, () => storage.storeSession(offline(shop))));
  await storage.storeSession(offline(shop, { accessToken: "shpat_newer", refreshToken: undefined }));
  const found = await storage.findSessionsByShop(shop);
  expect(found.map(({ accessToken, refreshToken }) => [accessToken, refreshToken])).toEqual([
    ["shpat_newer", undefined],
  ]);
});

test("a shop's sessions are found and deleted, no other shop's", async () => {
  const [one, two] = ["mine.myshopify.com", "other.myshopify.com"];
  await storage.storeSession(offline(one));
  await storage.storeSession(offline(one, { id: "second" }));
  await storage.storeSession(offline(two));
  const ids = (await storage.findSessionsByShop(one)).map(({ id }) => id);
  expect(ids).toEqual([`offline_${one}`, "second"]);
  await storage.deleteSessions(ids);
  await storage.deleteSession("was never there");
  expect(await storage.findSessionsByShop(one)).toEqual([]);
  expect(await storage.loadSession(`offline_${two}`)).toBeDefined();
  await storage.deleteSession(`offline_${two}`);
  expect(await storage.loadSession(`offline_${two}`)).toBeUndefined();
});

test("nothing of a token or of a person can be read in the table", async () => {
  await storage.storeSession(offline("rest.myshopify.com"));
  await storage.storeSession(online);
  const { rows } = await db.pool.query(
    "SELECT s::text AS line, encode(access_token_ciphertext, 'escape') AS bytes FROM shop_sessions s",
  );
  expect(rows.length).toBeGreaterThan(1);
  expect(JSON.stringify(rows)).not.toMatch(/shpat_|shprt_|shpua_|zoe|Zoë/);
});

test("after a rotation old sessions are read; resealed, they need the old key no more; without it they are absent", async () => {
  const shop = "rotate.myshopify.com";
  const id = `offline_${shop}`;
  await storage.storeSession(offline(shop));
  const rotating = createSealer({ current: newKey, previous: oldKey });
  const after = createSessionStorage(db.prisma, createSealer({ current: newKey }));

  expect((await createSessionStorage(db.prisma, rotating).loadSession(id))?.accessToken).toBe("shpat_access");
  expect(await after.loadSession(id)).toBeUndefined();
  expect(await after.findSessionsByShop(shop)).toEqual([]);

  await db.prisma.loginToken.create({
    data: {
      tokenHash: randomBytes(32),
      emailHash: randomBytes(32),
      emailCiphertext: createSealer({ current: oldKey }).seal("maya@example.com"),
      expiresAt: new Date(),
    },
  });
  expect(await resealAll(db, rotating)).toBeGreaterThanOrEqual(3);
  expect((await after.loadSession(id))?.refreshToken).toBe("shprt_refresh");
  const token = await db.prisma.loginToken.findFirstOrThrow();
  expect(createSealer({ current: newKey }).open(token.emailCiphertext)).toBe("maya@example.com");
  expect(await resealAll(db, rotating)).toBe(0);
});

test("resealing finds every column that is sealed", async () => {
  const { rows } = await db.pool.query<{ name: string; bytes: boolean }>(
    `SELECT table_name || '.' || column_name AS name, data_type = 'bytea' AS bytes
     FROM information_schema.columns WHERE table_schema = 'public' AND column_name LIKE '%ciphertext%'`,
  );
  expect(rows.every(({ name, bytes }) => bytes && name.endsWith("_ciphertext"))).toBe(true);
  const found = (await sealedColumns(db)).map(({ table, column }) => `${table}.${column}`);
  expect(found.toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
});

test("resealing goes through more rows than one batch", async () => {
  const sealed = createSealer({ current: oldKey });
  const many = Array.from({ length: 1203 }, () => ({ kind: "example", messageCiphertext: sealed.seal("mail") }));
  await db.prisma.mailOutbox.createMany({ data: many });
  expect(await resealAll(db, createSealer({ current: newKey, previous: oldKey }))).toBe(1203);
});

test("a session whose bytes were changed is an error, not an absent one", async () => {
  const shop = "damaged.myshopify.com";
  await storage.storeSession(offline(shop));
  await db.pool.query(
    "UPDATE shop_sessions SET access_token_ciphertext = set_byte(access_token_ciphertext, 40, 0) WHERE shop_domain = $1",
    [shop],
  );
  await expect(storage.loadSession(`offline_${shop}`)).rejects.toThrow("was changed");
});
