import { expect, test } from "vitest";
import { auditing } from "../../../app/adapters/database/audit/view.ts";
import { packDelivery, storeDeliveries } from "../../../app/adapters/database/inbox/store.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import { settlingOf } from "../../../app/server/settling.ts";
import { processDepsOf } from "../../../app/server/worker.ts";
import { auditLedger } from "../../../app/services/ledger/audit-ledger.ts";
import { processDeliveries } from "../../../app/services/inbox/process-deliveries.ts";
import { aDelivery, aLineBody, anOrderBody } from "../../builders/deliveries.ts";
import { at } from "../../builders/order.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { ProductionWorld } from "../settling/production-world.ts";

/** Bodies that no shop should send, through the inbox, production's worker and its settling: what becomes of each. */

const db = await testDatabase();
const clock = { now: () => at("2026-11-25T00:00:00Z") };
const said: { message: string; error: string }[] = [];
const log = {
  info: () => undefined,
  warn: () => undefined,
  error: (fields: object, message: string) =>
    void said.push({ message, error: "err" in fields ? String(fields.err) : "" }),
};
const worker = processDepsOf({ database: db, settleIn: settlingOf({ ...ProductionWorld.keys, clock }), clock, log });

type Told = ReturnType<typeof aDelivery>;
const offer = (rule: object = { percent: { bps: 1000 } }) => ({
  currency: "USD",
  rule,
  partnerships: [{ creator: "maya", codes: ["MAYA10"] }],
});

let shops = 0;

/** What is owed for the deliveries, in a shop of their own, and what became of each. */
async function workedOff(deliveries: readonly Told[], rule?: object) {
  const name = `bad-${(shops += 1)}`;
  const world = await ProductionWorld.open(db, offer(rule), name);
  for (const { topic, webhookId, triggeredAt, body } of deliveries)
    await storeDeliveries(db.pool, [
      packDelivery({
        shopDomain: `${name}.myshopify.com`,
        topic,
        webhookId,
        eventId: null,
        triggeredAt: instant(Date.parse(triggeredAt)),
        apiVersion: "2026-10",
        body: Buffer.from(JSON.stringify(body)),
      }),
    ]);
  await workOff();
  return { world, name, ...(await outcome(world, name)) };
}

async function workOff(): Promise<void> {
  while ((await processDeliveries(worker, { rows: 50, bytes: 1 << 24 })).claimed > 0);
}

async function outcome(world: ProductionWorld, name: string) {
  const { rows } = await db.pool.query<{ state: string; reason: string | null; attempts: number }>(
    "SELECT state, reason, attempts FROM inbox WHERE shop_domain = $1 ORDER BY id",
    [`${name}.myshopify.com`],
  );
  const { balances } = await world.output();
  return { inbox: rows, owed: balances[0]?.pendingMinor ?? "0" };
}

const order = (change: Record<string, unknown>, triggered: object = {}) =>
  aDelivery("orders/updated", anOrderBody({ id: 1, ...change }), triggered);
const refund = (change: Record<string, unknown>) =>
  aDelivery(
    "refunds/create",
    { id: 9, order_id: 1, refund_line_items: [], transactions: [], ...change },
    { triggeredAt: "2026-11-20T11:00:00Z" },
  );

test.each([
  {
    what: "a price that is no amount",
    order: order({ line_items: [aLineBody({ price: "12,00" })] }),
    reason: 'invalid_body: line_items.0.price: "12,00" is not a decimal amount; send a decimal such as "12.50"',
  },
  {
    what: "an order in another currency than the shop's",
    order: order({ currency: "EUR" }),
    reason: "invalid_body: currency: is EUR, but the shop's currency is USD",
  },
])("$what is set aside with the field and the remedy; the order's next body counts", async ({ order: bad, reason }) => {
  const { inbox, owed } = await workedOff([bad, order({ updated_at: "2026-11-20T10:01:00Z" })]);
  expect(inbox).toEqual([
    { state: "aside", reason, attempts: 0 },
    { state: "done", reason: null, attempts: 0 },
  ]);
  expect(owed).toBe("100");
});

test.each([
  {
    what: "lines of zero price and of zero quantity earn nothing, the others do",
    deliveries: [
      order({
        line_items: [aLineBody(), aLineBody({ id: 12, price: "0.00" }), aLineBody({ id: 13, quantity: 0 })],
      }),
    ],
    owed: "100",
  },
  {
    what: "more refunded than sold takes all, and no more",
    deliveries: [order({}), refund({ refund_line_items: [{ line_item_id: 11, quantity: 5 }] })],
    owed: "0",
  },
  {
    what: "more money refunded than was paid takes all, and no more",
    deliveries: [
      order({}),
      refund({ transactions: [{ kind: "refund", status: "success", amount: "500.00", currency: "USD" }] }),
    ],
    owed: "0",
  },
  {
    what: "a refund of lines that the order does not have takes nothing",
    deliveries: [order({}), refund({ refund_line_items: [{ line_item_id: 999, quantity: 1 }] })],
    owed: "100",
  },
  {
    what: "a refund of an order that nobody knows waits for it",
    deliveries: [refund({ refund_line_items: [{ line_item_id: 11, quantity: 1 }] }), order({})],
    owed: "0",
  },
  {
    what: "an updated_at from the future does not freeze the order",
    deliveries: [
      order(
        { updated_at: "2126-01-01T00:00:00Z", line_items: [aLineBody({ quantity: 3 })] },
        { triggeredAt: "2026-11-20T10:00:00Z" },
      ),
      order({ updated_at: "2026-11-20T10:00:01Z" }),
    ],
    owed: "100",
  },
  {
    what: "equal updated_at: the later trigger counts",
    deliveries: [
      order({ line_items: [aLineBody({ quantity: 3 })] }, { triggeredAt: "2026-11-20T10:00:01Z" }),
      order({}, { triggeredAt: "2026-11-20T10:00:02Z" }),
    ],
    owed: "100",
  },
  {
    what: "equal updated_at and trigger: the body that lists more refunds counts",
    deliveries: [
      order({ refunds: [{ id: 9, refund_line_items: [{ line_item_id: 11, quantity: 1 }] }] }),
      order({ line_items: [aLineBody({ current_quantity: 1 })] }),
    ].map((delivery) => ({ ...delivery, triggeredAt: "2026-11-20T10:00:00Z" })),
    owed: "100",
  },
])("$what, whichever comes first", async ({ deliveries, owed }) => {
  for (const sequence of [deliveries, deliveries.toReversed()]) {
    const worked = await workedOff(sequence);
    expect(worked.inbox.map(({ state }) => state)).toEqual(deliveries.map(() => "done"));
    expect(worked.owed).toBe(owed);
  }
});

test("a rule newer than the code: its shop's deliveries wait and are told, others go on; newer code settles them", async () => {
  const { world, name, inbox } = await workedOff([order({})], { percent: { bps: 1000 }, loyalty: { bps: 500 } });
  const reason = expect.stringMatching(
    /^failed: RuleIsNewer: offer version \S+ has a rule that this code cannot price \(.*"loyalty".*\); run the version that published it$/,
  );
  expect(inbox).toMatchObject([{ state: "pending", reason }]);
  expect(said[0]).toEqual({ message: "a delivery could not be processed", error: expect.stringContaining("loyalty") });
  expect((await workedOff([order({ id: 2 })])).owed).toBe("100");

  for (let times = 0; times < 6; times += 1) {
    await db.pool.query("UPDATE inbox SET due_at = NULL WHERE state = 'pending'");
    await workOff();
  }
  // A second is soon over where the machine is busy: it may have been tried more often than asked.
  const [waiting] = (await outcome(world, name)).inbox;
  expect(waiting).toMatchObject({ state: "pending", reason });
  expect(waiting?.attempts).toBeGreaterThanOrEqual(7);

  // Newer code understands the rule; here the rule is made one that this code does.
  await db.transaction(async (client) => {
    await client.query("SET LOCAL session_replication_role = replica");
    await client.query("UPDATE offer_versions SET rule = rule - 'loyalty' WHERE shop_id = $1", [world.shopId]);
  });
  await db.pool.query("UPDATE inbox SET due_at = NULL WHERE state = 'pending'");
  await workOff();
  expect(await outcome(world, name)).toMatchObject({ inbox: [{ state: "done" }], owed: "100" });
});

test("the audit of all of it is clean", async () => {
  const found = await auditing(db, (view) => Array.fromAsync(auditLedger(view, clock.now())));
  // The same order is told to a shop of its own each time.
  expect(found.filter(({ invariant }) => invariant !== "no_order_in_two_shops")).toEqual([]);
});
