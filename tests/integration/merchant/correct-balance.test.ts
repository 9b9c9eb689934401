import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { correctBalance, writeOffBalance } from "../../../app/services/ledger/correct-balance.ts";
import { merchantWorld, plainSealer, usd } from "./world.ts";

const world = await merchantWorld();
const { deps, database, connection, clock } = world;
const shop = await world.shop("corrected.myshopify.com");
const offerId = await world.liveOffer(shop);
let people = 0;

async function joined() {
  const creatorId = await world.creator(`maya-${(people += 1)}`);
  const application = await database.applications.lock(shop.id, await world.application(shop, offerId, creatorId));
  await database.partnerships.begin(application!, clock.now());
  const asked = (reason = "Agreed by phone") => ({
    shopId: shop.id,
    creatorId,
    requestId: randomUUID(),
    currency: usd,
    reason,
    actor: "merchant:7",
  });
  const payable = async () => (await database.ledger.balancesOfShop(shop.id, creatorId))[0]?.payableMinor;
  return { creatorId, asked, payable };
}

test("up and down, below zero too, with the person, the reason and a mail", async () => {
  const { creatorId, asked, payable } = await joined();
  expect(await correctBalance(deps, { ...asked(), amountMinor: 1_250n })).toEqual({ kind: "posted" });
  expect(await payable()).toBe(1_250n);
  expect(await correctBalance(deps, { ...asked("Paid twice in October"), amountMinor: -2_000n })).toEqual({
    kind: "posted",
  });
  expect(await payable()).toBe(-750n);

  const transfers = await connection.prisma.transfer.findMany({ where: { creatorId }, orderBy: { id: "asc" } });
  expect(transfers.map(({ kind, reason, actor }) => [kind, reason, actor])).toEqual([
    ["manual", "Agreed by phone", "merchant:7"],
    ["manual", "Paid twice in October", "merchant:7"],
  ]);
  const [activity] = await connection.prisma.activity.findMany({
    where: { subject: `creator:${creatorId}` },
    orderBy: { id: "desc" },
  });
  expect(activity).toMatchObject({
    actor: "merchant:7",
    action: "balance_corrected",
    detail: { amountMinor: "-2000", currency: "USD", reason: "Paid twice in October" },
  });
  const mail = await connection.prisma.mailOutbox.findFirstOrThrow({ orderBy: { id: "desc" } });
  expect(plainSealer.open(mail.messageCiphertext!)).toContain("took 20.00 USD off your balance");
});

test("a form sent twice at once is posted once; its id for another amount is refused", async () => {
  const { asked, payable } = await joined();
  const input = { ...asked(), amountMinor: 500n };
  const results = await Promise.all([correctBalance(deps, input), correctBalance(deps, input)]);
  expect(results.map(({ kind }) => kind).toSorted()).toEqual(["posted", "posted_before"]);
  expect(await correctBalance(deps, { ...input, amountMinor: 600n })).toEqual({ kind: "another_correction" });
  expect(await payable()).toBe(500n);
});

test("a write-off brings the balance to zero, no further, and only what was shown", async () => {
  const { asked, payable } = await joined();
  await correctBalance(deps, { ...asked(), amountMinor: -750n });
  expect(await writeOffBalance(deps, { ...asked(), owedMinor: 700n })).toEqual({ kind: "balance_changed" });
  const results = await Promise.all([1, 2].map(() => writeOffBalance(deps, { ...asked(), owedMinor: 750n })));
  expect(results.map(({ kind }) => kind).toSorted()).toEqual(["balance_changed", "posted"]);
  expect(await payable()).toBe(0n);
  expect(await writeOffBalance(deps, { ...asked(), owedMinor: 0n })).toEqual({ kind: "balance_changed" });
});

test("a creator whom the shop never worked with has no balance to correct", async () => {
  const stranger = await world.creator("stranger");
  const { asked } = await joined();
  for (const creatorId of [stranger, "x"])
    expect(await correctBalance(deps, { ...asked(), creatorId, amountMinor: 1n })).toEqual({ kind: "not_found" });
});
