/** A change of SIGNING_KEY, with the app before, during and after it on one database: nobody is lost by it. */
import { afterAll, expect, test } from "vitest";
import { likenessHasher } from "../../../app/adapters/database/creators/likeness-hash.ts";
import { orderReferences } from "../../../app/adapters/database/creators/order-references.ts";
import { packDelivery, storeDeliveries } from "../../../app/adapters/database/inbox/store.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import { nameLikeness } from "../../../app/domain/review/likeness.ts";
import { createContainer, type Container } from "../../../app/server/container.ts";
import { readEnv } from "../../../app/server/env.ts";
import { createLog } from "../../../app/server/log.ts";
import { settlingOf } from "../../../app/server/settling.ts";
import { processDepsOf } from "../../../app/server/worker.ts";
import { processDeliveries } from "../../../app/services/inbox/process-deliveries.ts";
import { resumeSession } from "../../../app/services/creators/resume-session.ts";
import { signIn } from "../../../app/services/creators/sign-in.ts";
import { anOrderBody } from "../../builders/deliveries.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { ProductionWorld } from "./production-world.ts";

const db = await testDatabase();
const at = "2026-11-20T10:00:00Z";
const clock = { now: () => instant(Date.parse(at)) };
const log = createLog({ level: "silent" });
const base64 = (fill: number) => Buffer.alloc(32, fill).toString("base64");

const containers: Container[] = [];
afterAll(() => Promise.all(containers.map((container) => container.close())));

/** The app as it starts with these keys. */
async function started(signing: number, previous?: number): Promise<Container> {
  const env = readEnv({
    NODE_ENV: "test",
    DATABASE_URL: db.url,
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: "secret",
    SHOPIFY_APP_URL: "https://app.test",
    ENCRYPTION_KEY: base64(1),
    SIGNING_KEY: base64(signing),
    SIGNING_KEY_PREVIOUS: previous === undefined ? undefined : base64(previous),
  });
  const container = await createContainer({ env, clock, log });
  containers.push(container);
  return container;
}

// The world's creators are hashed with the first of these, as an installation's are that ran before there was a hash key.
const partnerships = [{ creator: "maya", codes: ["MAYA10"], links: ["tokmaya"], email: "maya@example.com" }];
const rule = { percent: { bps: 1000 }, customers: { new: { bps: 2000 }, returning: { bps: 500 } } };
const world = await ProductionWorld.open(db, { currency: "USD", rule, partnerships }, "rotated");
const before = await started(7);
const during = await started(8, 7);
const after = await started(8);
const apps = [
  { when: "before", app: before },
  { when: "during", app: during },
  { when: "after", app: after },
];

const maya = { id: 77, email: "Maya@Example.com" };
const noCode = { discount_codes: [], discount_applications: [] };
let orders = 5_000;

/** An order's delivery, worked off by an app's worker. @returns what became of it */
async function order(app: Container, change: Record<string, unknown>) {
  const id = (orders += 1);
  const body = anOrderBody({ id, created_at: at, processed_at: at, updated_at: at, ...change });
  const head = { shopDomain: "rotated.myshopify.com", eventId: null, apiVersion: "2026-10", webhookId: `w-${id}` };
  const delivery = {
    ...head,
    topic: "orders/create",
    triggeredAt: clock.now(),
    body: Buffer.from(JSON.stringify(body)),
  };
  await storeDeliveries(app.connection.pool, [packDelivery(delivery)]);
  const settleIn = settlingOf({ ...app.keys, clock });
  const worker = processDepsOf({ database: app.connection, settleIn, clock, log });
  expect(await processDeliveries(worker, { rows: 50, bytes: 1 << 24 })).toEqual({ claimed: 1, aside: 0 });
  const told = (await world.output()).orders.find((one) => one.order === String(id));
  const { rows: reviews } = await db.pool.query("SELECT signal FROM order_reviews WHERE order_id = $1", [id]);
  return {
    reason: told?.reason,
    earned: told?.commissions.map(({ amountMinor, evidence }) => `${amountMinor} by ${evidence}`),
    reviews: reviews.map(({ signal }) => signal),
  };
}

/** What the storefront keeps in the cart of a shopper who follows Maya's link. */
async function clickAt(app: Container): Promise<string> {
  const link = await app.capture.findLink("tokmaya");
  if (link === null) throw new Error("the link is live");
  const landing = new URL(app.capture.landingOf(link));
  return `${landing.searchParams.get("ref")}.${landing.searchParams.get("ref_sig")}`;
}
const clicked = (click: string) => ({ ...noCode, note_attributes: [{ name: "_creator_ref", value: click }] });

test("an account is found by its address, whenever it was made and whatever the key is", async () => {
  const made = new Map<string, string>();
  for (const { when, app } of apps)
    made.set(
      `${when}@example.com`,
      (await app.creators.accounts.ofAddress(`${when}@example.com`, clock.now())).creatorId,
    );
  for (const { app } of apps)
    for (const [email, creatorId] of made)
      expect(await app.creators.accounts.ofAddress(email, clock.now())).toEqual({ creatorId, isNew: false });
  expect(await before.creators.accounts.ofAddress("maya@example.com", clock.now())).toMatchObject({ isNew: false });
});

test("nobody is logged out, and a link that was mailed before still signs in", async () => {
  const issue = async (token: string) => {
    const now = before.creators.wallClock.now();
    await before.creators.links.issue({ token, email: "ana@example.com", at: now, expiresAt: instant(now + 60_000) });
  };
  await issue("used-before");
  await issue("used-after");
  const first = await signIn(before.creators, { token: "used-before", visitor: "203.0.113.1" });
  const second = await signIn(after.creators, { token: "used-after", visitor: "203.0.113.1" });
  expect([first, second]).toMatchObject([
    { kind: "signed_in", isNew: true },
    { kind: "signed_in", isNew: false },
  ]);
  for (const { app } of apps)
    for (const one of [first, second])
      expect(
        await resumeSession(app.creators, { sessionId: one.kind === "signed_in" ? one.sessionId : "" }),
      ).toMatchObject({
        kind: "signed_in",
      });
});

test.each(apps)("$when: a creator's own order is told by the address, and pays nothing", async ({ app }) => {
  expect(await order(app, { customer: maya })).toMatchObject({ reason: "self_referral", earned: [] });
});

test("a customer who came before a change returns after it", async () => {
  const customer = { id: 5, email: "ava@example.com" };
  expect(await order(before, { customer })).toMatchObject({ earned: ["200 by code"] });
  expect(await order(during, { customer })).toMatchObject({ earned: ["50 by code"] });
  expect(await order(after, { customer })).toMatchObject({ earned: ["50 by code"] });
});

test("an order with the name that a creator told before a change is held for review after it", async () => {
  const name = likenessHasher(before.keys.hashKey)(nameLikeness({ first: "Maya", last: "Berg" }) ?? "name:");
  await db.pool.query("UPDATE creators SET legal_name_hash = $1 WHERE display_name = 'maya'", [Buffer.from(name)]);
  const address = { first_name: "MÁYA", last_name: "Berg" };
  expect(await order(after, { customer: { id: 6, ...address } })).toMatchObject({ reviews: ["same_name"] });
  expect(await order(after, { customer: { id: 8, ...address, last_name: "Lind" } })).toMatchObject({ reviews: [] });
});

test.each([
  { signed: "before", app: "before", counts: true },
  { signed: "before", app: "during", counts: true },
  { signed: "before", app: "after", counts: false },
  { signed: "during", app: "during", counts: true },
  { signed: "during", app: "after", counts: true },
  { signed: "during", app: "before", counts: false },
])("a click signed $signed the change on an order that comes $app: $counts", async ({ signed, app, counts }) => {
  const [signer, settler] = [signed, app].map((name) => apps.find(({ when }) => when === name)!.app);
  const outcome = await order(settler!, clicked(await clickAt(signer!)));
  expect(outcome).toMatchObject(counts ? { earned: ["200 by click"] } : { reason: "no_evidence", earned: [] });
});

test("a click that nobody signed counts at no time", async () => {
  const [token, seconds] = (await clickAt(before)).split(".");
  for (const { app } of apps)
    expect(await order(app, clicked(`${token}.${seconds}.${"A".repeat(22)}`))).toMatchObject({ reason: "no_evidence" });
});

test("a creator's bookmark of an order leads there until the previous key is taken away", async () => {
  const key = { shopId: world.shopId, orderId: 5_001n };
  const bookmark = orderReferences(before.keys.signing).of(key);
  expect(apps.map(({ app }) => app.creators.orderOf(bookmark))).toEqual([key, key, null]);
});

test("a discount that was made before a change is found by its house code after it", () => {
  const [first, ...others] = apps.map(({ app }) => app.houseCode("0d9f"));
  expect(first).toMatch(/^HOUSE-[0-9a-f]{20}$/);
  expect(others).toEqual([first, first]);
});
