import { expect, test } from "vitest";
import { violationOf } from "../../../app/adapters/database/violations.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { aPayout, aShop, aTransfer, now, type Fixture } from "./fixtures.ts";
import { postTransfers } from "../../../app/adapters/database/ledger.ts";

const db = await testDatabase();
const ours = await aShop(db, "ours");
const theirs = await aShop(db, "theirs");
await db.transaction((client) => postTransfers(client, [aTransfer(ours, { idempotencyKey: "posted" })]));

/** What the database says to a statement that it has to refuse. */
async function refusalOf(
  sql: string,
  values: unknown[] = [],
): Promise<{ kind?: string; constraint?: string | null; says: string }> {
  const error: unknown = await db.pool.query(sql, values).then(
    () => new Error("it was accepted"),
    (refusal: unknown) => refusal,
  );
  return { ...violationOf(error), says: String(error) };
}

test.each([
  { what: "an update of a transfer", sql: "UPDATE transfers SET reason = 'another'" },
  { what: "an update to what it is", sql: "UPDATE transfers SET reason = reason" },
  { what: "a delete of a transfer", sql: "DELETE FROM transfers" },
  { what: "a truncate of the transfers", sql: "TRUNCATE transfers" },
  { what: "a truncate that cascades to them", sql: "TRUNCATE shops CASCADE" },
  { what: "a balance by hand", sql: "UPDATE account_balances SET balance_minor = 0" },
  { what: "a balance deleted", sql: "DELETE FROM account_balances" },
  {
    what: "a balance added",
    sql: `INSERT INTO account_balances VALUES (${ours.shopId}, '${ours.creatorId}', 'EUR', 'paid', 1)`,
  },
  { what: "balances truncated", sql: "TRUNCATE account_balances" },
  { what: "a published version changed", sql: "UPDATE offer_versions SET hold_days = 0" },
  { what: "a published version unpublished", sql: "UPDATE offer_versions SET published_at = NULL" },
  { what: "a published version deleted", sql: "DELETE FROM offer_versions" },
])("refused: $what", async ({ sql }) => {
  expect(await refusalOf(sql)).toMatchObject({ kind: "refused", says: expect.stringContaining("refused") });
  expect(await db.prisma.transfer.findMany({ select: { reason: true } })).toEqual([{ reason: "order settled" }]);
});

test("a draft version may change, be published, and not change again", async () => {
  const { shopId, offerId } = ours;
  const draft = await db.prisma.offerVersion.create({
    data: { shopId, offerId, number: 2, currency: "USD", rule: {}, ruleHash: "01" },
  });
  const where = { shopId_id: { shopId, id: draft.id } };
  await db.prisma.offerVersion.update({ where, data: { holdDays: 14 } });
  await db.prisma.offerVersion.update({ where, data: { publishedAt: now, effectiveFrom: now } });
  const late = db.prisma.offerVersion.update({ where, data: { holdDays: 7 } });
  await expect(late).rejects.toThrow("it is published");
});

const columns =
  "shop_id, creator_id, currency, from_account, to_account, amount_minor, kind, reason, order_id, idempotency_key, happened_at";
const insertTransfer = `INSERT INTO transfers (${columns}, actor, payout_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now(), $11, $12)`;
const row = (change: Record<string, unknown>) => {
  const usual = {
    shop: ours.shopId,
    creator: ours.creatorId,
    currency: "USD",
    from: "expense",
    to: "pending",
    amount: 100,
    kind: "accrual",
    reason: "x",
    order: ours.orderId,
    key: crypto.randomUUID(),
    actor: null,
    payout: null,
  };
  return Object.values({ ...usual, ...change });
};

test.each([
  { what: "an amount of 0", change: { amount: 0 }, constraint: "transfers_amount_positive" },
  { what: "a negative amount", change: { amount: -1 }, constraint: "transfers_amount_positive" },
  { what: "a repeated key", change: { key: "posted" }, constraint: "transfers_shop_id_idempotency_key_key" },
  { what: "a kind between other accounts", change: { to: "paid" }, constraint: "transfers_kind_allows_accounts" },
  { what: "an accrual of no order", change: { order: null }, constraint: "transfers_order_or_award_is_named" },
  { what: "a currency that is none", change: { currency: "usd" }, constraint: "transfers_currency_is_iso" },
  { what: "no reason", change: { reason: "" }, constraint: "transfers_reason_is_told" },
  { what: "a manual of nobody", change: { kind: "manual", to: "payable" }, constraint: "transfers_person_is_named" },
  {
    what: "a payout of no payout",
    change: { kind: "payout_started", from: "payable", to: "in_transit" },
    constraint: "transfers_payout_is_named",
  },
  { what: "another shop's order", change: { order: theirs.orderId }, constraint: "transfers_shop_id_order_id_fkey" },
])("a transfer is refused: $what", async ({ change, constraint }) => {
  expect(await refusalOf(insertTransfer, row(change))).toMatchObject({ constraint });
});

test("a payout's transfer is the payout's: its creator, its currency, its whole amount, once", async () => {
  const payout = await aPayout(db, ours, 40n);
  const start = { kind: "payout_started", from: "payable", to: "in_transit", order: null, payout: payout.id };
  const fund = { kind: "manual", to: "payable", actor: "tester", order: null, amount: 1000 };
  await db.pool.query(insertTransfer, row(fund));
  const belongs = { kind: "foreign_key" };
  expect(await refusalOf(insertTransfer, row({ ...start, amount: 39 }))).toMatchObject(belongs);
  expect(await refusalOf(insertTransfer, row({ ...start, amount: 40, currency: "EUR" }))).toMatchObject(belongs);
  await db.pool.query(insertTransfer, row({ ...start, amount: 40 }));
  expect(await refusalOf(insertTransfer, row({ ...start, amount: 40 }))).toMatchObject({
    constraint: "transfers_payout_step_key",
  });
});

const { shopId } = ours;
const at = "now()";
const crossing: { what: string; insert: (their: Fixture) => string }[] = [
  {
    what: "a partnership under another shop's offer",
    insert: (f) =>
      `INSERT INTO partnerships (shop_id, offer_id, creator_id, active_from, accepted_version_id, accepted_terms_hash, accepted_at)
       VALUES (${shopId}, '${f.offerId}', '${f.creatorId}', ${at}, '${f.versionId}', '0', ${at})`,
  },
  {
    what: "an application for another shop's offer",
    insert: (f) =>
      `INSERT INTO applications (shop_id, offer_id, creator_id, accepted_version_id, accepted_terms_hash, accepted_at)
       VALUES (${shopId}, '${f.offerId}', '${f.creatorId}', '${f.versionId}', '0', ${at})`,
  },
  {
    what: "terms of another shop",
    insert: (f) =>
      `INSERT INTO applications (shop_id, offer_id, creator_id, accepted_version_id, accepted_terms_hash, accepted_at)
       VALUES (${shopId}, '${ours.offerId}', '${f.creatorId}', '${f.versionId}', '0', ${at})`,
  },
  {
    what: "a version of another shop's offer",
    insert: (f) =>
      `INSERT INTO offer_versions (shop_id, offer_id, number, currency, rule, rule_hash) VALUES (${shopId}, '${f.offerId}', 9, 'USD', '{}', '0')`,
  },
  {
    what: "an offer whose current version is another shop's",
    insert: (f) => `UPDATE offers SET current_version_id = '${f.versionId}' WHERE shop_id = ${shopId}`,
  },
  {
    what: "a code of another shop's partnership",
    insert: (f) =>
      `INSERT INTO referral_codes (shop_id, partnership_id, code, code_folded) VALUES (${shopId}, '${f.partnershipId}', 'X', 'x')`,
  },
  {
    what: "a link of another shop's partnership",
    insert: (f) =>
      `INSERT INTO referral_links (shop_id, partnership_id, token) VALUES (${shopId}, '${f.partnershipId}', 'cross')`,
  },
  {
    what: "evidence for another shop's partnership",
    insert: (f) =>
      `INSERT INTO evidence (shop_id, order_id, partnership_id, creator_id, kind, outcome)
       VALUES (${shopId}, ${ours.orderId}, '${f.partnershipId}', '${f.creatorId}', 'code', 'credited')`,
  },
  {
    what: "a verdict on another shop's order",
    insert: (f) =>
      `INSERT INTO verdicts (shop_id, order_id, reason, credited, rejected, explanation, settled_at) VALUES (${shopId}, ${f.orderId}, 'code', '[]', '[]', '{}', ${at})`,
  },
  {
    what: "a commission of another shop's partnership",
    insert: (f) =>
      `INSERT INTO commissions (shop_id, order_id, creator_id, partnership_id, offer_id, offer_version_id, currency, amount_minor, evidence_kind, lines, hold_days, month, settled_at)
       VALUES (${shopId}, ${ours.orderId}, '${f.creatorId}', '${f.partnershipId}', '${f.offerId}', '${f.versionId}', 'USD', 1, 'code', '[]', 30, '2026-11-01', ${at})`,
  },
  {
    what: "a commission of somebody else's partnership in the same shop",
    insert: (f) =>
      `INSERT INTO commissions (shop_id, order_id, creator_id, partnership_id, offer_id, offer_version_id, currency, amount_minor, evidence_kind, lines, hold_days, month, settled_at)
       VALUES (${shopId}, ${ours.orderId}, '${f.creatorId}', '${ours.partnershipId}', '${ours.offerId}', '${ours.versionId}', 'USD', 1, 'code', '[]', 30, '2026-11-01', ${at})`,
  },
];

test.each(crossing)("refused: $what", async ({ insert }) => {
  expect(await refusalOf(insert(theirs))).toMatchObject({ kind: "foreign_key" });
});

test("a payout in another shop's batch is refused", async () => {
  const batch = await db.prisma.payoutBatch.create({ data: { shopId: theirs.shopId, createdBy: "tester" } });
  const sql = `INSERT INTO payouts (shop_id, batch_id, creator_id, currency, amount_minor, method, our_key)
    VALUES (${shopId}, '${batch.id}', '${ours.creatorId}', 'USD', 1, 'manual', 'k')`;
  expect(await refusalOf(sql)).toMatchObject({ constraint: "payouts_shop_id_batch_id_fkey" });
});

const states = ["draft", "approved", "submitted", "unknown", "paid", "failed", "returned"] as const;
type State = (typeof states)[number];
/** The shortest way to each state, and where one may go from it. */
const ways: Record<State, { by: State[]; next: State[] }> = {
  draft: { by: [], next: ["approved", "failed"] },
  approved: { by: ["approved"], next: ["submitted", "failed"] },
  submitted: { by: ["approved", "submitted"], next: ["unknown", "paid", "failed"] },
  unknown: { by: ["approved", "submitted", "unknown"], next: ["submitted", "paid", "failed"] },
  paid: { by: ["approved", "submitted", "paid"], next: ["returned"] },
  failed: { by: ["failed"], next: [] },
  returned: { by: ["approved", "submitted", "paid", "returned"], next: [] },
};

test.each(states)("a payout that is %s goes only where it may", async (state) => {
  const reached: State[] = [];
  for (const target of states.filter((other) => other !== state)) {
    const { id } = await aPayout(db, ours);
    const where = { shopId_id: { shopId, id } };
    const go = (to: State) => db.prisma.payout.update({ where, data: { state: to, failure: "as tested" } });
    for (const step of ways[state].by) await go(step);
    await go(target).then(
      () => reached.push(target),
      (error: unknown) => expect(String(error)).toContain(`${state} does not become ${target}`),
    );
  }
  expect(reached.toSorted()).toEqual(ways[state].next.toSorted());
});

test("a payout begins as draft; whom and how much never change; a failure is told", async () => {
  const payout = await aPayout(db, ours);
  const set = (sql: string) => refusalOf(`UPDATE payouts SET ${sql} WHERE id = '${payout.id}'`);
  for (const sql of ["amount_minor = 1", "currency = 'EUR'", `creator_id = '${theirs.creatorId}'`, "our_key = 'x'"])
    expect(await set(sql)).toMatchObject({ kind: "refused", says: expect.stringContaining("never change") });
  expect(await set("state = 'failed'")).toMatchObject({ constraint: "payouts_failure_is_told" });
  const paid = `INSERT INTO payouts (shop_id, batch_id, creator_id, currency, amount_minor, method, our_key, state)
    VALUES (${shopId}, '${payout.batchId}', '${theirs.creatorId}', 'USD', 1, 'manual', 'born-paid', 'paid')`;
  expect(await refusalOf(paid)).toMatchObject({ says: expect.stringContaining("begins as draft") });
});

test("one open application, one live partnership, one code of a name in a shop", async () => {
  const accepted = { acceptedVersionId: ours.versionId, acceptedTermsHash: "00", acceptedAt: now };
  const { offerId, creatorId } = ours;
  const apply = () => db.prisma.application.create({ data: { shopId, offerId, creatorId, ...accepted } });
  const first = await apply();
  const refusal = await apply().then(() => null, violationOf);
  expect(refusal).toEqual({ kind: "unique", constraint: "applications_open_key" });
  await db.prisma.application.update({ where: { shopId_id: { shopId, id: first.id } }, data: { state: "withdrawn" } });
  await apply();

  const join = db.prisma.partnership.create({ data: { shopId, offerId, creatorId, activeFrom: now, ...accepted } });
  expect(await join.then(() => null, violationOf)).toEqual({ kind: "unique", constraint: "partnerships_live_key" });

  const { partnershipId } = ours;
  const name = (code: string) =>
    db.prisma.referralCode.create({ data: { shopId, partnershipId, code, codeFolded: code.toLowerCase() } });
  await name("Maya10");
  expect(await name("MAYA10").then(() => null, violationOf)).toEqual({
    kind: "unique",
    constraint: "referral_codes_shop_id_code_folded_key",
  });
});

test.each([
  {
    what: "a link to another host",
    sql: `INSERT INTO referral_links (shop_id, partnership_id, token, destination_path) VALUES ($1, $2, 't1', '//evil.example')`,
    constraint: "referral_links_path_is_local",
  },
  {
    what: "a link by backslash",
    sql: `INSERT INTO referral_links (shop_id, partnership_id, token, destination_path) VALUES ($1, $2, 't2', '/\\evil.example')`,
    constraint: "referral_links_path_is_local",
  },
  {
    what: "a token with other signs",
    sql: `INSERT INTO referral_links (shop_id, partnership_id, token) VALUES ($1, $2, 'a.b')`,
    constraint: "referral_links_token_shape",
  },
  {
    what: "a code not folded",
    sql: `INSERT INTO referral_codes (shop_id, partnership_id, code, code_folded) VALUES ($1, $2, 'A', 'A')`,
    constraint: "referral_codes_folded",
  },
])("refused: $what", async ({ sql, constraint }) => {
  expect(await refusalOf(sql, [shopId, ours.partnershipId])).toMatchObject({ constraint });
});

const link = (f: Fixture) =>
  db.prisma.referralLink.create({ data: { shopId: f.shopId, partnershipId: f.partnershipId, token: "once" } });

test("a link token is unique over all shops", async () => {
  await link(ours);
  expect(await link(theirs).then(() => null, violationOf)).toEqual({
    kind: "unique",
    constraint: "referral_links_token_key",
  });
});

test("what is no violation is not taken for one", async () => {
  expect(violationOf(new Error("x"))).toBeNull();
  expect(await db.pool.query("SELECT nothing").then(() => 0, violationOf)).toBeNull();
});
