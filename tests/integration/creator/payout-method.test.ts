import { expect, test } from "vitest";
import { DAY_MS } from "../../../app/domain/kernel/instant.ts";
import { changePayoutMethod, keepPayoutMethod } from "../../../app/services/creators/change-payout-method.ts";
import { creatorPayouts } from "../../../app/services/creators/creator-payouts.ts";
import { creatorWorld } from "./world.ts";

const { creators, clock, wallClock, person, mails, connection } = await creatorWorld();

const change = (creatorId: string, instructions: string, signedInAt = wallClock.now()) =>
  changePayoutMethod(creators, { creatorId, signedInAt, instructions });
const view = async (creatorId: string) => {
  const { method, waiting } = await creatorPayouts(creators, { creatorId });
  return [method?.instructions ?? null, waiting?.instructions ?? null];
};

test("the first one counts at once, a change after three days; each is told by mail", async () => {
  const { id } = await person("maya");
  expect(await change(id, "  PayPal maya@example.com ")).toEqual({ kind: "changed", effectiveFrom: clock.now() });
  expect(await view(id)).toEqual(["PayPal maya@example.com", null]);

  expect(await change(id, "PayPal thief@example.com")).toEqual({
    kind: "changed",
    effectiveFrom: clock.now() + 3 * DAY_MS,
  });
  expect(await view(id)).toEqual(["PayPal maya@example.com", "PayPal thief@example.com"]);
  const told = (await mails()).filter(({ to }) => to === "maya@example.com");
  expect(told.map(({ kind }) => kind)).toEqual(["payout_method_changed", "payout_method_changed"]);
  expect(told.map(({ text }) => text).join()).not.toMatch(/PayPal/);

  clock.advance(3 * DAY_MS - 1);
  expect(await view(id)).toEqual(["PayPal maya@example.com", "PayPal thief@example.com"]);
  clock.advance(1);
  expect(await view(id)).toEqual(["PayPal thief@example.com", null]);
});

test("a change that waits can be dropped, and a second change replaces it", async () => {
  const { id } = await person("ben");
  await change(id, "first details");
  await change(id, "second details");
  await change(id, "third details");
  expect(await view(id)).toEqual(["first details", "third details"]);
  expect(await keepPayoutMethod(creators, { creatorId: id })).toEqual({ kind: "kept" });
  expect(await keepPayoutMethod(creators, { creatorId: id })).toEqual({ kind: "nothing_waits" });
  clock.advance(10 * DAY_MS);
  expect(await view(id)).toEqual(["first details", null]);
});

test("only right after signing in, by the machine's clock", async () => {
  const { id } = await person("cleo");
  const signedInAt = wallClock.now();
  wallClock.at += 15 * 60_000;
  expect(await change(id, "PayPal x@example.com", signedInAt)).toEqual({ kind: "sign_in_again" });
  expect(await view(id)).toEqual([null, null]);
});

test.each(["", "   ", "abc", "x".repeat(501)])("%j says nothing that a brand could pay by", async (instructions) => {
  const { id } = await person(`p${instructions.length}x`);
  expect((await change(id, instructions)).kind).toBe("invalid");
});

test("details do not lie readable in the database, and are nobody else's", async () => {
  const [dora, eve] = [await person("dora"), await person("eve")];
  await change(dora.id, "IBAN DE00 1234");
  const { rows } = await connection.pool.query("SELECT row_to_json(m)::text AS text FROM payout_methods m");
  expect(rows.some(({ text }) => text.includes(Buffer.from("IBAN DE00").toString("hex")))).toBe(false);
  expect(await view(eve.id)).toEqual([null, null]);
});
