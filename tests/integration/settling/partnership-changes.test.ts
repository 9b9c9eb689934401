import { expect, test } from "vitest";
import { auditing } from "../../../app/adapters/database/audit/view.ts";
import { partnershipChanges } from "../../../app/adapters/database/partnership-changes.ts";
import { settlingOf } from "../../../app/server/settling.ts";
import { auditLedger } from "../../../app/services/ledger/audit-ledger.ts";
import { endPartnershipByBrand } from "../../../app/services/partnerships/end-partnership-by-brand.ts";
import { flagCode } from "../../../app/services/codes/flag-code.ts";
import { aDelivery, anOrderBody } from "../../builders/deliveries.ts";
import { at } from "../../builders/order.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { plainSealer, standingClock } from "../merchant/world.ts";
import { ProductionWorld } from "./production-world.ts";

const db = await testDatabase();
const FLAGGED_AT = "2026-11-20T12:00:00Z";
const addresses = { portal: (path: string) => path, referralLink: (token: string) => token };
let worlds = 0;

/** Maya's code and Ben's link on every order; the clock stands at the moment at which the brand acts. */
async function aShop() {
  const name = `changes-${(worlds += 1)}`;
  const world = await ProductionWorld.open(
    db,
    {
      currency: "USD",
      rule: { percent: { bps: 1000 } },
      partnerships: [
        { creator: "maya", codes: ["MAYA10"], links: [`${name}-maya`] },
        { creator: "ben", codes: ["BEN"], links: [`${name}-ben`] },
      ],
    },
    name,
  );
  const { shopId } = world;
  const clock = standingClock(at(FLAGGED_AT));
  const settleIn = settlingOf({ ...ProductionWorld.keys, clock });
  const deps = { partnershipChanges: partnershipChanges(db, plainSealer, settleIn), clock, addresses };
  const code = await db.prisma.referralCode.findFirstOrThrow({ where: { shopId, codeFolded: "maya10" } });
  const { partnershipId } = code;
  await db.prisma.creator.updateMany({
    where: { partnerships: { some: { id: partnershipId } } },
    data: { emailCiphertext: plainSealer.seal("maya@example.com") },
  });

  const order = (id: number, processedAt: string, change = {}) =>
    world.settle(
      world.facts([
        aDelivery(
          "orders/create",
          anOrderBody({
            id: shopId * 1_000 + id,
            created_at: processedAt,
            processed_at: processedAt,
            updated_at: processedAt,
            note_attributes: [{ name: "_creator_ref", value: `${name}-ben` }],
            ...change,
          }),
        ),
      ]),
      clock.now(),
    );
  const flag = (leaked: boolean) =>
    flagCode(deps, { shopId, codeId: code.id, leaked, reason: "It is on a coupon site", actor: "merchant:1" });
  const end = (endedFor: "fraud" | "brand_decision") =>
    endPartnershipByBrand(deps, { shopId, partnershipId, endedFor, reason: "Own orders", actor: "merchant:1" });

  /** Who has each order, in the sequence of their numbers, and that the books are sound. */
  async function credits(): Promise<string> {
    const found = await auditing(db, (view) => Array.fromAsync(auditLedger(view, clock.now())));
    expect(found.filter((finding) => finding.shopId === shopId)).toEqual([]);
    const { orders } = await world.output();
    return orders.map(({ commissions }) => commissions.map(({ creator }) => creator).join("+") || "nobody").join(", ");
  }
  return { shopId, clock, deps, code, partnershipId, order, flag, end, credits };
}

test("a flag acts on orders from then on, those included that were settled before it was known", async () => {
  const { order, flag, credits } = await aShop();
  await order(1, "2026-11-20T11:59:59Z");
  await order(2, FLAGGED_AT);
  await order(3, "2026-11-20T12:00:30Z");
  expect(await credits()).toBe("maya, maya, maya");
  expect(await flag(true)).toEqual({ kind: "changed", settledAgain: 2 });
  expect(await credits()).toBe("maya, ben, ben");
  await order(4, "2026-11-20T13:00:00Z");
  expect(await credits()).toBe("maya, ben, ben, ben");
});

test("an earlier order that changes after the flag stays the code's: nothing is taken that was earned", async () => {
  const { order, flag, credits } = await aShop();
  await order(1, "2026-11-19T10:00:00Z");
  await flag(true);
  await order(1, "2026-11-19T10:00:00Z", {
    updated_at: "2026-11-21T10:00:00Z",
    financial_status: "partially_refunded",
  });
  expect(await credits()).toBe("maya");
});

test("without another creator's click a leaked code counts as before", async () => {
  const { order, flag, credits } = await aShop();
  await flag(true);
  await order(1, "2026-11-20T13:00:00Z", { note_attributes: [] });
  expect(await credits()).toBe("maya");
});

test("taken back, it counts for orders from then on; what went to others meanwhile stays theirs", async () => {
  const { order, flag, credits, clock, shopId } = await aShop();
  await flag(true);
  await order(1, "2026-11-20T13:00:00Z");
  clock.advance(2 * 3_600_000);
  await order(2, "2026-11-20T14:00:01Z");
  expect(await credits()).toBe("ben, ben");
  expect(await flag(false)).toEqual({ kind: "changed", settledAgain: 1 });
  expect(await credits()).toBe("ben, maya");
  expect(await flag(false)).toEqual({ kind: "so_before" });
  const log = await db.prisma.activity.findMany({ where: { shopId }, orderBy: { id: "asc" } });
  expect(log.map(({ action, actor, detail }) => [action, actor, detail])).toEqual([
    ["code_flagged", "merchant:1", { code: "maya10", reason: "It is on a coupon site" }],
    ["code_cleared", "merchant:1", { code: "maya10", reason: "It is on a coupon site" }],
  ]);
});

test("two people flag at once: one flag, one mail", async () => {
  const { flag, shopId } = await aShop();
  const before = await db.prisma.mailOutbox.count({ where: { kind: "code_flagged" } });
  const results = await Promise.all([flag(true), flag(true), flag(true)]);
  expect(results.map(({ kind }) => kind).toSorted()).toEqual(["changed", "so_before", "so_before"]);
  expect(await db.prisma.codeLeak.count({ where: { shopId } })).toBe(1);
  expect(await db.prisma.mailOutbox.count({ where: { kind: "code_flagged" } })).toBe(before + 1);
});

test("flagged, cleared and flagged again within a second is flagged", async () => {
  const { flag, order, credits } = await aShop();
  await flag(true);
  await flag(false);
  await flag(true);
  await order(1, "2026-11-20T13:00:00Z");
  expect(await credits()).toBe("ben");
});

test("an end for fraud: nothing for orders processed from then on, and what came before stays", async () => {
  const { order, end, credits, partnershipId } = await aShop();
  const own = { note_attributes: [] };
  await order(1, "2026-11-20T11:59:59Z", own);
  await order(2, "2026-11-20T12:00:10Z", own);
  expect(await credits()).toBe("maya, maya");
  expect(await end("fraud")).toEqual({ kind: "ended", settledAgain: 1 });
  expect(await credits()).toBe("maya, nobody");
  await order(3, "2026-11-20T13:00:00Z", own);
  expect(await credits()).toBe("maya, nobody, nobody");
  expect(await db.prisma.partnership.findFirstOrThrow({ where: { id: partnershipId } })).toMatchObject({
    state: "ended",
    endedFor: "fraud",
    activeUntil: new Date(FLAGGED_AT),
  });
  const mail = await db.prisma.mailOutbox.findFirstOrThrow({ where: { kind: "partnership_ended" } });
  expect(plainSealer.open(mail.messageCiphertext!)).toContain("They recorded it as fraud");
});

test("an ordinary end: the code counts for 14 days more", async () => {
  const { order, end, credits } = await aShop();
  const own = { note_attributes: [] };
  expect(await end("brand_decision")).toEqual({ kind: "ended", settledAgain: 0 });
  expect(await end("fraud")).toEqual({ kind: "ended_before" });
  await order(1, "2026-12-04T12:00:00Z", own);
  await order(2, "2026-12-04T12:00:01Z", own);
  expect(await credits()).toBe("maya, nobody");
});

test("another shop's code or partnership, or none, is not found", async () => {
  const [ours, theirs] = [await aShop(), await aShop()];
  const acts = { reason: "x", actor: "merchant:1" };
  for (const codeId of [ours.code.id, "x"])
    expect(await flagCode(theirs.deps, { shopId: theirs.shopId, codeId, leaked: true, ...acts })).toEqual({
      kind: "not_found",
    });
  for (const partnershipId of [ours.partnershipId, "x"])
    expect(
      await endPartnershipByBrand(theirs.deps, { shopId: theirs.shopId, partnershipId, endedFor: "fraud", ...acts }),
    ).toEqual({ kind: "not_found" });
});
