import { expect, test } from "vitest";
import type { Queryable } from "../../../app/adapters/database/connect.ts";
import { addressHasher } from "../../../app/adapters/database/creators/address-hash.ts";
import { hashKeyOf } from "../../../app/adapters/database/creators/secrets.ts";
import { createSealer } from "../../../app/adapters/database/encryption.ts";
import { openHashKey } from "../../../app/adapters/database/hash-key.ts";
import { resealAll } from "../../../app/adapters/database/reseal.ts";
import { createContainer } from "../../../app/server/container.ts";
import { systemClock } from "../../../app/server/clock.ts";
import { EnvError, readEnv } from "../../../app/server/env.ts";
import { openKeys } from "../../../app/server/keys.ts";
import { createLog } from "../../../app/server/log.ts";
import { testDatabase } from "../../setup/test-database.ts";

const db = await testDatabase();
const key = (fill: number) => Buffer.alloc(32, fill);
const [oldSealer, rotatingSealer, newSealer] = [
  createSealer({ current: key(101) }),
  createSealer({ current: key(102), previous: key(101) }),
  createSealer({ current: key(102) }),
];
const opened = (fill: number) => ({ kind: "opened", hashKey: expect.toSatisfy((found) => key(fill).equals(found)) });

/** Whatever `work` does to the database is undone, since a key once made stays. */
async function undone(work: (client: Queryable) => Promise<void>): Promise<void> {
  const undo = new Error("undo");
  const transaction = db.transaction(async (client) => {
    await work(client);
    throw undo;
  });
  await transaction.catch((error: unknown) => {
    if (error !== undo) throw error;
  });
}

const kept = async (client: Queryable) => (await client.query("SELECT * FROM sealed_keys")).rows;

async function account(client: Queryable, email: string, { hashedWith = 1, sealer = oldSealer, day = "2026-11-01" }) {
  await client.query(
    "INSERT INTO creators (handle, email_ciphertext, email_hash, created_at) VALUES ($1, $2, $3, $4)",
    [email, Buffer.from(sealer.seal(email)), Buffer.from(addressHasher(hashKeyOf(key(hashedWith)))(email)), day],
  );
}

test.each([
  { why: "nothing is kept", accounts: [], signing: { current: key(1) }, found: opened(1) },
  {
    why: "nothing that tells is kept, and a rotation begins at once",
    accounts: [],
    signing: { current: key(2), previous: key(1) },
    found: opened(1),
  },
  { why: "accounts are of the signing key", accounts: [{}], signing: { current: key(1) }, found: opened(1) },
  {
    why: "accounts are of the previous signing key",
    accounts: [{}],
    signing: { current: key(2), previous: key(1) },
    found: opened(1),
  },
  {
    why: "accounts are of the current signing key, whatever the previous one was",
    accounts: [{ hashedWith: 2 }],
    signing: { current: key(2), previous: key(1) },
    found: opened(2),
  },
  {
    why: "the key was changed in silence once: what it is today counts",
    accounts: [{ hashedWith: 3, day: "2026-10-01" }, { hashedWith: 2, day: "2026-11-02" }, { hashedWith: 3 }],
    signing: { current: key(2) },
    found: opened(2),
  },
  {
    why: "accounts are of neither",
    accounts: [{ hashedWith: 3 }],
    signing: { current: key(2), previous: key(1) },
    found: { kind: "accounts_of_another_key" },
  },
  {
    why: "accounts were encrypted with another key",
    accounts: [{ sealer: newSealer }],
    signing: { current: key(1) },
    found: { kind: "sealed_with_another_key" },
  },
])("the first start, when $why", ({ accounts, signing, found }) =>
  undone(async (client) => {
    for (const [index, given] of accounts.entries()) await account(client, `person-${index}@example.com`, given);
    // Erased accounts tell nothing.
    await client.query("INSERT INTO creators (handle, created_at) VALUES ('erased', '2026-11-03')");
    expect(await openHashKey(client, oldSealer, signing)).toEqual(found);
    expect(await kept(client)).toHaveLength(found.kind === "opened" ? 1 : 0);
  }),
);

test("a start with the wrong signing key is refused with what to set, and with that it goes on", () =>
  undone(async (client) => {
    await account(client, "maya@example.com", { hashedWith: 3 });
    const start = openKeys({ SIGNING_KEY: key(1) }, client, oldSealer);
    await expect(start).rejects.toThrow(EnvError);
    await expect(start).rejects.toThrow(/^SIGNING_KEY: .*Set SIGNING_KEY_PREVIOUS to the one/);
    const env = { SIGNING_KEY: key(1), SIGNING_KEY_PREVIOUS: key(3) };
    expect(await openKeys(env, client, oldSealer)).toMatchObject({
      hashKey: opened(3).hashKey,
      signing: { current: key(1), previous: key(3) },
    });
  }));

test("of many processes that start at once, with whatever signing key, one makes the key and all have it", async () => {
  const starts = Array.from({ length: 20 }, (_, index) =>
    openHashKey(db.pool, oldSealer, { current: key(1 + (index % 2)) }),
  );
  const [first, ...others] = await Promise.all(starts);
  expect(first?.kind).toBe("opened");
  for (const other of others) expect(other).toEqual(first);
  expect(await kept(db.pool)).toHaveLength(1);
});

test("it stays through changes of the signing key and of the key of encryption, and cannot be read in the table", async () => {
  const before = await openHashKey(db.pool, oldSealer, { current: key(1) });
  if (before.kind !== "opened") throw new Error(before.kind);
  expect(await openHashKey(db.pool, oldSealer, { current: key(9), previous: key(8) })).toEqual(before);
  const [row] = await kept(db.pool);
  expect(Buffer.from(row.key_ciphertext).includes(Buffer.from(before.hashKey).toString("base64"))).toBe(false);

  expect(await openHashKey(db.pool, newSealer, { current: key(9) })).toEqual({ kind: "sealed_with_another_key" });
  expect(await openHashKey(db.pool, rotatingSealer, { current: key(9) })).toEqual(before);
  expect(await resealAll(db, rotatingSealer)).toBe(1);
  expect(await openHashKey(db.pool, newSealer, { current: key(9) })).toEqual(before);
  expect(await openHashKey(db.pool, oldSealer, { current: key(1) })).toEqual({ kind: "sealed_with_another_key" });
  expect(await kept(db.pool)).toHaveLength(1);
});

test("one whose bytes were changed is not used, and not made anew", () =>
  undone(async (client) => {
    await openHashKey(client, newSealer, { current: key(1) });
    await client.query("UPDATE sealed_keys SET key_ciphertext = set_byte(key_ciphertext, 40, 0)");
    expect(await openHashKey(client, newSealer, { current: key(1) })).toEqual({ kind: "damaged" });
    expect(await kept(client)).toHaveLength(1);
  }));

test.each(["DELETE FROM sealed_keys", "TRUNCATE sealed_keys"])("the database refuses to lose it: %s", async (sql) => {
  await openHashKey(db.pool, newSealer, { current: key(1) });
  await expect(db.pool.query(sql)).rejects.toThrow("is refused: what was hashed with a key is lost with it");
  expect(await kept(db.pool)).toHaveLength(1);
});

test.each([
  {
    why: "another ENCRYPTION_KEY",
    keys: { ENCRYPTION_KEY: key(55) },
    says: /ENCRYPTION_KEY: .*ENCRYPTION_KEY_PREVIOUS/,
  },
  {
    why: "one that was exchanged for its previous one",
    keys: { ENCRYPTION_KEY: key(101), ENCRYPTION_KEY_PREVIOUS: key(55) },
    says: /ENCRYPTION_KEY: /,
  },
])("the app does not start with $why: it says what to do, and leaves no connection behind", async ({ keys, says }) => {
  await openHashKey(db.pool, newSealer, { current: key(1) });
  const texts = Object.entries({ SIGNING_KEY: key(1), ...keys }).map(([name, value]) => [
    name,
    value.toString("base64"),
  ]);
  const env = readEnv({
    NODE_ENV: "test",
    DATABASE_URL: db.url,
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: "secret",
    SHOPIFY_APP_URL: "https://app.test",
    ...(Object.fromEntries(texts) as Record<string, string>),
  });
  const connections = async () => {
    const { rows } = await db.pool.query("SELECT pid FROM pg_stat_activity WHERE datname = current_database()");
    return rows.map(({ pid }) => pid);
  };
  const own = await connections();
  const start = createContainer({ env, clock: systemClock, log: createLog({ level: "silent" }) });
  await expect(start).rejects.toThrow(EnvError);
  await expect(start).rejects.toThrow(says);
  await expect.poll(async () => (await connections()).filter((pid) => !own.includes(pid))).toEqual([]);
});
