import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { auditing } from "../../../app/adapters/database/audit/view.ts";
import { postTransfers } from "../../../app/adapters/database/ledger.ts";
import { awardHolds } from "../../../app/adapters/database/settling/award-holds.ts";
import { createStores } from "../../../app/adapters/database/stores.ts";
import { DAY_MS, instant } from "../../../app/domain/kernel/instant.ts";
import { type Finding, auditLedger } from "../../../app/services/ledger/audit-ledger.ts";
import { aDelivery, aLineBody, anOrderBody } from "../../builders/deliveries.ts";
import { at } from "../../builders/order.ts";
import { grantAward } from "../../../app/services/ledger/grant-award.ts";
import type { AwardHolds } from "../../../app/services/ports/awards.ts";
import { releaseAwards } from "../../../app/services/ledger/release-awards.ts";
import { withdrawAward } from "../../../app/services/ledger/withdraw-award.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { plainSealer, standingClock, usd } from "../merchant/world.ts";
import { ProductionWorld } from "../settling/production-world.ts";

/**
 * A sound database of a few orders, and one thing broken in it at a time, as no statement of ours could: with the
 * triggers off, in a transaction that is rolled back when the audit has looked.
 */

const db = await testDatabase();
const NOW = at("2027-01-01T00:00:00Z");
let shop: { shopId: number; offerId: string; maya: string; ben: string; zoe: string; payout: string };
const awards = { released: randomUUID(), withdrawn: randomUUID(), open: randomUUID() };

beforeAll(async () => {
  const offer = {
    currency: "USD",
    holdDays: 1,
    rule: { percent: { bps: 1000 }, caps: { budgetMinor: "1000000" } },
    partnerships: [{ creator: "ben", codes: ["BEN"] }, { creator: "maya", codes: ["MAYA10"] }, { creator: "zoe" }],
  };
  const world = await ProductionWorld.open(db, offer, "audited");
  const deliveries = [
    aDelivery("orders/create", anOrderBody({ id: 1 })),
    aDelivery("orders/create", anOrderBody({ id: 2, line_items: [aLineBody({ price: "70.00" })] })),
    aDelivery("orders/create", anOrderBody({ id: 3, discount_codes: [{ code: "BEN" }], financial_status: "pending" })),
    aDelivery("orders/create", anOrderBody({ id: 4, discount_codes: [] })),
    aDelivery("disputes/create", { id: 9, order_id: 2, type: "chargeback", status: "under_review", amount: "70.00" }),
  ];
  const facts = world.facts(deliveries);
  await world.settle(facts.slice(0, 4), at("2026-11-20T10:00:00Z"));
  await world.release(NOW);
  await world.settle(facts.slice(4), NOW);
  const { rows } = await db.pool.query<{ id: string; display_name: string }>("SELECT id, display_name FROM creators");
  const idOf = (name: string) => rows.find((row) => row.display_name === name)?.id ?? "";
  const { shopId, offerId } = world;
  const people = { maya: idOf("maya"), ben: idOf("ben"), zoe: idOf("zoe") };
  shop = { shopId, offerId, ...people, payout: await paidOut(shopId, people.maya) };
  await awarded();
});

/** Three awards to Zoe: one whose hold has ended, one that was withdrawn, one on hold. */
async function awarded(): Promise<void> {
  const database = createStores(db.prisma, plainSealer);
  const clock = standingClock(at("2026-11-20T10:00:00Z"));
  const addresses = { portal: (path: string) => path, referralLink: (token: string) => token };
  const { id: partnershipId } = await db.prisma.partnership.findFirstOrThrow({ where: { creatorId: shop.zoe } });
  const usual = { shopId: shop.shopId, partnershipId, currency: usd, reason: "A good month", actor: "merchant:1" };
  const grant = (awardId: string, kind: "bonus" | "bounty", amountMinor: bigint, holdDays: number) =>
    grantAward({ database, clock, addresses }, { ...usual, awardId, kind, amountMinor, holdDays });
  await grant(awards.released, "bonus", 3_000n, 1);
  await grant(awards.withdrawn, "bounty", 4_000n, 100);
  await grant(awards.open, "bounty", 5_000n, 100);
  const withdrawal = { shopId: shop.shopId, awardId: awards.withdrawn, reason: "Not posted", actor: "merchant:1" };
  await withdrawAward({ database, clock, addresses }, withdrawal);
  clock.advance(2 * DAY_MS);
  const transaction = <T>(work: (holds: AwardHolds) => Promise<T>) =>
    db.transaction((client) => work(awardHolds(client)));
  await releaseAwards({ transaction, clock });
}

/** Pays the creator 0.60 of what is payable. */
async function paidOut(shopId: number, creatorId: string): Promise<string> {
  const batch = await db.prisma.payoutBatch.create({ data: { shopId, createdBy: "tester" } });
  const { id } = await db.prisma.payout.create({
    data: { shopId, batchId: batch.id, creatorId, currency: "USD", amountMinor: 60n, method: "manual", ourKey: "key" },
  });
  for (const state of ["approved", "submitted", "paid"])
    await db.pool.query("UPDATE payouts SET state = $1::payout_state WHERE id = $2", [state, id]);
  const step = { shopId, creatorId, currency: "USD", amountMinor: 60n, reason: "payout", orderId: null, actor: null };
  await db.transaction((client) =>
    postTransfers(client, [
      {
        ...step,
        from: "payable",
        to: "in_transit",
        kind: "payout_started",
        payoutId: id,
        idempotencyKey: "p1",
        happenedAt: NOW,
      },
      {
        ...step,
        from: "in_transit",
        to: "paid",
        kind: "payout_confirmed",
        payoutId: id,
        idempotencyKey: "p2",
        happenedAt: NOW,
      },
    ]),
  );
  return id;
}

/** The audit inside a transaction that has begun already: its own SET would come too late. */
async function auditWithin(client: PoolClient): Promise<Finding[]> {
  const view = new Proxy(client, {
    get: (target, key) =>
      key === "query"
        ? (statement: unknown, ...rest: unknown[]) =>
            typeof statement === "string" && statement.startsWith("SET TRANSACTION")
              ? Promise.resolve({ rows: [] })
              : Reflect.apply(target.query, target, [statement, ...rest])
        : Reflect.get(target, key),
  });
  return auditing({ transaction: (work) => work(view) }, (audited) =>
    Array.fromAsync(auditLedger(audited, instant(NOW))),
  );
}

class RolledBack extends Error {}

async function findingsAfter(plant: string): Promise<string[]> {
  let findings: Finding[] = [];
  const work = async (client: PoolClient) => {
    await client.query("SET LOCAL session_replication_role = replica");
    await client.query(plant);
    findings = await auditWithin(client);
    throw new RolledBack();
  };
  await expect(db.transaction(work)).rejects.toThrow(RolledBack);
  expect(findings.every(({ shopId }) => shopId === null || shopId >= shop.shopId)).toBe(true);
  return findings.map(({ invariant, subject, detail }) => `${invariant} | ${subject} | ${detail}`);
}

/** A transfer like another one, with some columns said: `copied("kind = 'accrual'", { amount_minor: "5" })`. */
function copied(where: string, change: Record<string, string>): string {
  const columns = [
    "shop_id",
    "creator_id",
    "currency",
    "from_account",
    "to_account",
    "amount_minor",
    "kind",
    "reason",
    "order_id",
    "payout_id",
    "award_id",
    "actor",
    "idempotency_key",
    "happened_at",
  ];
  const values = columns.map((column) => change[column] ?? (column === "idempotency_key" ? "'planted'" : column));
  return `INSERT INTO transfers (${columns.join(", ")}) SELECT ${values.join(", ")} FROM transfers WHERE ${where} ORDER BY id LIMIT 1`;
}

test("a sound database has no findings, and the world has what can be broken", async () => {
  const findings = await auditing(db, (view) => Array.fromAsync(auditLedger(view, NOW)));
  expect(findings).toEqual([]);
  const { rows } = await db.pool.query<{ kind: string }>(
    "SELECT DISTINCT kind::text FROM transfers ORDER BY kind::text",
  );
  expect(rows.map(({ kind }) => kind)).toEqual([
    "accrual",
    "adjustment",
    "bonus",
    "bounty",
    "payout_confirmed",
    "payout_started",
    "release",
    "review_held",
  ]);
});

describe("what is broken is found, and its row named", () => {
  test.each<{ what: string; plant: () => string; finds: () => string[] }>([
    {
      what: "a kept balance that the transfers do not make",
      plant: () =>
        `UPDATE account_balances SET balance_minor = balance_minor + 7 WHERE creator_id = '${shop.ben}' AND account = 'pending'`,
      finds: () => [
        `balances_equal_sums | creator ${shop.ben}, USD, pending | kept 107, the transfers sum to 100`,
        `ledger_sums_to_zero | creator ${shop.ben}, USD | the accounts sum to 7`,
      ],
    },
    {
      what: "a balance that is gone",
      plant: () => `DELETE FROM account_balances WHERE creator_id = '${shop.ben}' AND account = 'pending'`,
      finds: () => [`balances_equal_sums | creator ${shop.ben}, USD, pending | kept 0, the transfers sum to 100`],
    },
    {
      what: "a transfer that is gone",
      plant: () => "DELETE FROM transfers WHERE order_id = 3",
      finds: () => [
        `balances_equal_sums | creator ${shop.ben}, USD, pending | kept 100, the transfers sum to 0`,
        `orders_equal_commissions | order 3, creator ${shop.ben} | the commission is 100, of it 0 released; the transfers give 0 and 0`,
      ],
    },
    {
      what: "a transfer that was changed",
      plant: () => "UPDATE transfers SET amount_minor = 90 WHERE order_id = 3",
      finds: () => [
        `orders_equal_commissions | order 3, creator ${shop.ben} | the commission is 100, of it 0 released; the transfers give 90 and 0`,
      ],
    },
    {
      what: "a commission that the transfers do not make",
      plant: () => "UPDATE commissions SET amount_minor = 105 WHERE order_id = 3",
      finds: () => [
        `orders_equal_commissions | order 3, creator ${shop.ben} | the commission is 105, of it 0 released; the transfers give 100 and 0`,
        `commissions_follow_from_the_order | order 3, creator ${shop.ben} | 105 minor units are posted, the order's state gives 100`,
      ],
    },
    {
      what: "a release that the commission does not know",
      plant: () => "UPDATE commissions SET matured_minor = 0 WHERE order_id = 1",
      finds: () => [
        `orders_equal_commissions | order 1, creator ${shop.maya} | the commission is 100, of it 0 released; the transfers give 100 and 100`,
      ],
    },
    {
      what: "an account below zero",
      plant: () =>
        copied("order_id = 3", {
          from_account: "'pending'",
          to_account: "'expense'",
          kind: "'adjustment'",
          amount_minor: "250",
          posted_at: "now()",
        }),
      finds: () => [
        `accounts_never_below_zero | transfer \\d+, creator ${shop.ben}, pending | the balance fell to -150`,
      ],
    },
    {
      what: "a payout of more than was payable",
      plant: () => copied("kind = 'payout_started'", { amount_minor: "41", payout_id: "gen_random_uuid()" }),
      finds: () => [`payouts_leave_payable_sound | transfer \\d+, creator ${shop.maya} | the payout left -1 payable`],
    },
    {
      what: "a payout that was marked as failed without its money coming back",
      plant: () => `UPDATE payouts SET state = 'failed', failure = 'x' WHERE id = '${shop.payout}'`,
      finds: () => [
        `payouts_equal_what_left | creator ${shop.maya}, USD | 60 in transit or paid, the payouts not failed come to 0`,
      ],
    },
    {
      what: "a payout started twice",
      plant: () => `DROP INDEX transfers_payout_step_key; ${copied("kind = 'payout_started'", { amount_minor: "1" })}`,
      finds: () => [`no_payout_started_twice | payout ${shop.payout} | started 2 times`],
    },
    {
      what: "an order in two shops",
      plant: () =>
        `WITH other AS (INSERT INTO shops (brand_id, domain, name, currency) SELECT brand_id, 'other.myshopify.com', 'other', currency FROM shops LIMIT 1 RETURNING id),
           book AS (INSERT INTO shop_books (shop_id) SELECT id FROM other)
         INSERT INTO order_states (shop_id, order_id, facts, processed_at, updated_at)
         SELECT other.id, order_id, facts, processed_at, order_states.updated_at FROM order_states, other WHERE order_id = 4`,
      finds: () => ["no_order_in_two_shops | order 4 | is in 2 shops"],
    },
    {
      what: "a release of nobody's commission",
      plant: () => "DELETE FROM commissions WHERE order_id = 1",
      finds: () => [
        "releases_belong_to_a_commission_or_award | transfer \\d+ | releases money that no commission and no award has",
        `orders_equal_commissions | order 1, creator ${shop.maya} | the commission is 0, of it 0 released; the transfers give 100 and 100`,
        `commissions_follow_from_the_order | order 1, creator ${shop.maya} | 0 minor units are posted, the order's state gives 100`,
      ],
    },
    {
      what: "a commission that would not wait for its review",
      plant: () =>
        `INSERT INTO order_reviews (shop_id, order_id, creator_id, signal, began_at, ends_at)
         SELECT shop_id, order_id, creator_id, 'same_name', matures_at, matures_at + interval '14 days' FROM commissions WHERE order_id = 1`,
      finds: () => [
        `reviews_hold_what_they_should | order 1, creator ${shop.maya} | would be released at .+, its review ends at .+`,
      ],
    },
    {
      what: "an own order that pays",
      plant: () =>
        `INSERT INTO order_reviews (shop_id, order_id, creator_id, signal, began_at, ends_at, decision, decided_at, decided_by)
         SELECT shop_id, order_id, creator_id, 'same_name', now(), now() + interval '1 day', 'own_order', now(), 'merchant:1'
         FROM commissions WHERE order_id = 1`,
      finds: () => [
        `reviews_hold_what_they_should | order 1, creator ${shop.maya} | is found to be the creator's own order and pays 100`,
        `commissions_follow_from_the_order | order 1, creator ${shop.maya} | 100 minor units are posted, the order's state gives 0`,
      ],
    },
    {
      what: "an award whose transfer is gone",
      plant: () => `DELETE FROM transfers WHERE award_id = '${awards.open}'`,
      finds: () => [
        `awards_equal_transfers | award ${awards.open} | it was granted, released, withdrawn 0, 0, 0 times, with 0 transfers that are not its own`,
      ],
    },
    {
      what: "an award released twice",
      plant: () => `DROP INDEX transfers_award_step_key; ${copied("kind = 'release' AND award_id IS NOT NULL", {})}`,
      finds: () => [
        `awards_equal_transfers | award ${awards.released} | it was granted, released, withdrawn 1, 2, 0 times, with 0 transfers that are not its own`,
      ],
    },
    {
      what: "an award that says it was not released",
      plant: () => `UPDATE awards SET released_at = NULL WHERE id = '${awards.released}'`,
      finds: () => [
        `awards_equal_transfers | award ${awards.released} | it was granted, released, withdrawn 1, 1, 0 times, with 0 transfers that are not its own`,
      ],
    },
    {
      what: "an award that says it was not withdrawn",
      plant: () =>
        `UPDATE awards SET withdrawn_at = NULL, withdrawn_by = NULL, withdrawn_for = NULL WHERE id = '${awards.withdrawn}'`,
      finds: () => [
        `awards_equal_transfers | award ${awards.withdrawn} | it was granted, released, withdrawn 1, 0, 1 times, with 0 transfers that are not its own`,
      ],
    },
    {
      what: "an award of another amount than its transfer's",
      plant: () => `UPDATE awards SET amount_minor = 5001 WHERE id = '${awards.open}'`,
      finds: () => [
        `awards_equal_transfers | award ${awards.open} | it was granted, released, withdrawn 1, 0, 0 times, with 1 transfers that are not its own`,
      ],
    },
    {
      what: "a bonus of no award, and a release of one that is gone",
      plant: () => `DELETE FROM awards WHERE id = '${awards.released}'`,
      finds: () => [
        "releases_belong_to_a_commission_or_award | transfer \\d+ | releases money that no commission and no award has",
        `awards_equal_transfers | award ${awards.released} | it was granted, released, withdrawn 1, 1, 0 times, with 2 transfers that are not its own`,
      ],
    },
    {
      what: "a running total that its changes do not make",
      plant: () => "UPDATE credit_series SET offer_amount_minor = offer_amount_minor + 1 WHERE order_id = 2",
      finds: () => [
        `running_totals_equal_sums | offer ${shop.offerId}, position \\d+ | the running total says 801, its changes sum to 800`,
      ],
    },
    {
      what: "a version that was changed after it had priced orders",
      plant: () => `UPDATE offer_versions SET rule = '{"percent":{"bps":2000},"caps":{"budgetMinor":"1000000"}}'`,
      finds: () => [
        `commissions_follow_from_the_order | order 1, creator ${shop.maya} | 100 minor units are posted, the order's state gives 200`,
        `commissions_follow_from_the_order | order 2, creator ${shop.maya} | 700 minor units are posted, the order's state gives 1400`,
        `commissions_follow_from_the_order | order 3, creator ${shop.ben} | 100 minor units are posted, the order's state gives 200`,
      ],
    },
    {
      what: "a shop whose book is gone",
      plant: () => "DELETE FROM shop_books",
      finds: () => [`orders_have_a_book | shop ${shop.shopId} | orders are settled, but no book of totals is kept`],
    },
  ])("$what", async ({ plant, finds }) => {
    const found = await findingsAfter(plant());
    for (const finding of finds())
      expect(found).toContainEqual(expect.stringMatching(`^${finding.replaceAll("|", "\\|")}$`));
  });

  test("nothing else is said of a lone defect", async () => {
    const found = await findingsAfter("UPDATE commissions SET matured_minor = 0 WHERE order_id = 1");
    expect(found).toHaveLength(1);
  });
});

describe("it changes nothing", () => {
  test("its view refuses to write", async () => {
    const writing = auditing(
      {
        transaction: (work) =>
          db.transaction(async (client) => {
            const result = await work(client);
            await client.query("DELETE FROM shop_books");
            return result;
          }),
      },
      () => Promise.resolve(null),
    );
    await expect(writing).rejects.toThrow("cannot execute DELETE in a read-only transaction");
  });

  test("it sees one unchanging moment", async () => {
    const counts: number[] = [];
    await auditing(db, async (view) => {
      counts.push((await view.ordersAfter(null, 100)).length);
      await db.pool.query(
        `INSERT INTO order_states (shop_id, order_id, facts, processed_at, updated_at)
         SELECT shop_id, 77, facts, processed_at, updated_at FROM order_states WHERE order_id = 4`,
      );
      counts.push((await view.ordersAfter(null, 100)).length);
      await db.pool.query("DELETE FROM order_states WHERE order_id = 77");
    });
    expect(counts).toEqual([4, 4]);
  });
});
