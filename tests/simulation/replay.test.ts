import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compareReplay, compareShuffled, described, differenceOf, outcomeOf, smallest } from "./compare.ts";
import { replay } from "./engine.ts";
import { brokenWorldOf, BREAKAGES } from "./generate/broken.ts";
import { shrink } from "./generate/shrink.ts";
import { worldOf, type World } from "./generate/world.ts";
import type { Delivery, ReplayOutput } from "./reference/output.ts";
import { referenceReplay } from "./reference/replay.ts";
import { seedsFromEnvironment } from "./seeds.ts";

const seeds = seedsFromEnvironment(400);
/** Milliseconds: a world takes about 10, shrinking a failing one some seconds. */
const patience = 60_000 + 100 * seeds.length;
const fixtures = new URL("../fixtures/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, fixtures), "utf8");

const NO_DIFFERENCE = "no difference";

/** What there is to say of the first seed that fails; it names the seed and how to try it alone. */
function firstReport(report: (seed: number) => string | undefined): string {
  for (const seed of seeds) {
    const found = report(seed);
    if (found !== undefined) return found;
  }
  return NO_DIFFERENCE;
}

/** An engine with one defect. */
function defective(offer: unknown, deliveries: Iterable<Delivery>, options: { now?: string }): ReplayOutput {
  const output = referenceReplay(offer, deliveries, options);
  return { ...output, orders: output.orders.map((one) => (one.reason === "code" ? { ...one, currency: "XXX" } : one)) };
}

test("the contract's example comes out", () => {
  const deliveries = read("replay-example/deliveries.jsonl")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Delivery);
  const found = replay(JSON.parse(read("replay-example/offer.json")), deliveries, { now: "2026-11-24T00:00:00Z" });
  expect(found).toEqual(JSON.parse(read("replay-example/expected.json")));
});

test(
  `the replay pays what the reference model pays (${seeds.length} worlds)`,
  () => {
    expect(
      firstReport((seed) => {
        const difference = differenceOf(replay, seed);
        return difference && described(seed, smallest(replay, difference));
      }),
    ).toBe(NO_DIFFERENCE);
  },
  patience,
);

test(
  `deliveries that change places and come again change nothing (${seeds.length} worlds)`,
  () => {
    expect(
      firstReport((seed) => {
        const difference = compareShuffled(replay, worldOf(seed), seed);
        return difference && described(seed, difference);
      }),
    ).toBe(NO_DIFFERENCE);
  },
  patience,
);

test(
  `whichever body of an order comes first, the same is paid (${seeds.length} worlds)`,
  () => {
    expect(
      firstReport((seed) => {
        const difference = compareShuffled(replay, worldOf(seed), seed, true);
        return difference && described(seed, difference);
      }),
    ).toBe(NO_DIFFERENCE);
  },
  patience,
);

test("what the contract refuses is refused, by the replay and by the model", () => {
  for (let seed = 1; seed <= 3 * BREAKAGES.length; seed++) {
    const { world, what } = brokenWorldOf(seed);
    expect(outcomeOf(replay, world).kind, `${what} (seed ${seed})`).toBe("refused");
    expect(outcomeOf(referenceReplay, world).kind, `the model: ${what} (seed ${seed})`).toBe("refused");
  }
});

test("public bodies: the replay pays what the reference model pays", () => {
  const bodies = readdirSync(new URL("payloads/", fixtures))
    .filter((name) => /^(appjs|shopify_python_api)\..*json$/.test(name))
    .map((name) => {
      const found = JSON.parse(read(`payloads/${name}`)) as Record<string, unknown>;
      return { name, body: (found["order"] ?? found["refund"] ?? found) as Record<string, unknown> };
    });
  const offer = {
    currency: "USD",
    rule: { evidence: { code: { bps: 1000 }, landing: { bps: 500 } }, flatPerOrder: { amountMinor: "7" } },
    partnerships: [{ creator: "maya", codes: ["TENOFF", "SPRING10"], links: ["fan"] }],
  };
  const deliveries = bodies.map(({ name, body }) => ({
    topic: name.includes("refund") ? "refunds/create" : "orders/updated",
    shop: "demo.myshopify.com",
    webhookId: name,
    triggeredAt: "2026-11-20T10:00:00Z",
    body: { ...body, landing_site: "/?ref=fan" },
  }));
  expect(deliveries.length).toBeGreaterThan(8);
  for (const now of ["2026-11-21T00:00:00Z", "2027-11-21T00:00:00Z"]) {
    const world = { offer, deliveries, now };
    expect(compareReplay(replay, world)).toBeUndefined();
    expect(outcomeOf(replay, world)).toMatchObject({ kind: "output" });
  }
});

test("a difference is found, and shrunk to what makes it", () => {
  // The harness must notice, or it proves nothing.
  const seed = seeds.find((one) => differenceOf(defective, one));
  expect(seed).toBeDefined();
  const found = differenceOf(defective, seed ?? 1);
  const least = found && smallest(defective, found);
  expect(least?.world.deliveries).toHaveLength(1);
  expect(least?.world.offer.partnerships).toHaveLength(1);
});

test("a world is the same for the same seed, and shrinking leaves it whole where nothing can go", () => {
  expect(worldOf(7)).toEqual(worldOf(7));
  const world: World = { offer: { currency: "USD", rule: {}, partnerships: [] }, deliveries: [] };
  expect(
    shrink(
      world,
      (candidate) => "rule" in candidate.offer && "partnerships" in candidate.offer && "currency" in candidate.offer,
    ),
  ).toEqual(world);
});
