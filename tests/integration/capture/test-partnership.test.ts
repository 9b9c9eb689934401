import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createMyPartnerships } from "../../../app/adapters/database/creators/partnerships.ts";
import { createStores } from "../../../app/adapters/database/stores.ts";
import { formatsOf } from "../../../app/components/portal/formats.ts";
import { testPartnership } from "../../../app/services/partnerships/test-partnership.ts";
import { testSealer } from "../creator/world.ts";
import { started } from "./people.ts";
import { selfTestWorld, storefront, wellBuilt } from "./self-test-world.ts";

const world = await selfTestWorld();
const { prisma, shopify, everything } = world;
const { shops, figures } = createStores(prisma, testSealer);
const deps = { ...world.deps, database: { partnerships: createMyPartnerships(prisma) }, shops, figures, formatsOf };

type Person = Awaited<ReturnType<typeof world.creator>>;
const testOf = ({ creatorId, partnershipId }: Person) => testPartnership(deps, { creatorId, partnershipId });
async function checksOf(person: Person) {
  const tested = await testOf(person);
  if (tested.kind !== "tested") throw new Error(`not tested: ${tested.kind}`);
  return new Map(tested.checks.map((check) => [check.name, check]));
}

let shopId = 0;
let maya: Person;
let people = 0;
/** A person of their own for each test, so that the limits of one do not reach the next. */
const somebody = (change: Parameters<typeof world.creator>[2] = {}) =>
  world.creator(shopId, `person${(people += 1)}`, change);
beforeAll(async () => {
  ({ id: shopId } = await world.shop("demo"));
  maya = await somebody();
});
beforeEach(() => {
  Object.assign(storefront, wellBuilt);
  shopify.standing = { kind: "known", status: "active" };
});

describe("before a creator posts", () => {
  test("all is well: what works, and what a sale would earn; nothing of it is kept", async () => {
    const before = await everything();
    expect(await testOf(maya)).toEqual({
      kind: "tested",
      brandName: "demo",
      checks: [
        { name: "partnership", state: "good", said: "It is active, and its terms are in force." },
        {
          name: "link",
          state: "good",
          said: "It leads to the store, and the store remembers that you sent the shopper.",
        },
        { name: "code", state: "good", said: "PERSON110 works in the checkout of demo." },
        { name: "link_sale", state: "good", said: "A sale of $50.00 by your link would earn you $5.00." },
        { name: "code_sale", state: "good", said: "A sale of $50.00 by your code would earn you $5.00." },
      ],
    });
    expect(await everything()).toEqual(before);
  });

  test("a code that is a name alone saves nothing, and counts", async () => {
    const checks = await checksOf(await somebody({ discount: false, terms: {} }));
    expect(checks.get("code")).toMatchObject({ state: "good", said: expect.stringMatching(/saves nothing/) });
    expect(checks.get("code_sale")?.state).toBe("good");
  });

  test.each([
    { state: "paused", said: /has paused it/ },
    { state: "ended", said: /It has ended/ },
  ] as const)("a partnership that is $state: that alone is said", async ({ state, said }) => {
    const checks = await checksOf(await somebody({ state }));
    expect([...checks.values()]).toEqual([{ name: "partnership", state: "bad", said: expect.stringMatching(said) }]);
  });

  test("terms that are not in force yet: wait", async () => {
    const person = await somebody({ effectiveFrom: new Date(started.getTime() + 86_400_000) });
    const checks = await checksOf(person);
    expect(checks.get("partnership")).toMatchObject({
      state: "wait",
      said: "Its terms come into force on Nov 25, 2026. Wait with your post until then.",
    });
    expect(checks.get("link_sale")).toMatchObject({ state: "bad", said: expect.stringMatching(/not in force/) });
  });

  test.each([
    { why: "the link has ended", shop: {}, ended: true, state: "bad", said: /leads nowhere now. Ask demo why/ },
    {
      why: "its page is gone",
      shop: { missing: true },
      ended: false,
      state: "bad",
      said: /page behind it is gone \(\/\)/,
    },
    { why: "a password", shop: { locked: true }, ended: false, state: "wait", said: /could not look at the store/ },
    { why: "the embed is off", shop: { embed: false }, ended: false, state: "bad", said: /does not remember who sent/ },
    {
      why: "the click is dropped",
      shop: { drops: true },
      ended: false,
      state: "bad",
      said: /does not remember who sent/,
    },
  ])("$why", async ({ shop, ended, state, said }) => {
    Object.assign(storefront, shop);
    const person = await somebody();
    if (ended) await prisma.referralLink.deleteMany({ where: { shopId, partnershipId: person.partnershipId } });
    const checks = await checksOf(person);
    expect(checks.get("link")).toEqual({ name: "link", state, said: expect.stringMatching(said) });
    expect(checks.has("link_sale")).toBe(!ended);
  });

  test.each([
    { standing: { kind: "unknown" }, state: "bad", said: /does not take/ },
    { standing: { kind: "known", status: "expired" }, state: "bad", said: /does not take/ },
    { standing: { kind: "known", status: "spent" }, state: "bad", said: /does not take/ },
    { standing: { kind: "not_asked" }, state: "wait", said: /could not ask the store/ },
  ] as const)("Shopify says of the code: $standing.kind $standing.status", async ({ standing, state, said }) => {
    shopify.standing = standing;
    const checks = await checksOf(await somebody());
    expect(checks.get("code")).toMatchObject({ state, said: expect.stringMatching(said) });
    expect(checks.has("code_sale")).toBe(state !== "bad");
    expect(checks.get("link_sale")?.state).toBe("good");
  });

  test.each([
    { codeState: "pending", state: "wait", said: /is being made/ },
    { codeState: "retired", state: "bad", said: /no code that works/ },
  ] as const)("a code that is $codeState", async ({ codeState, state, said }) => {
    const checks = await checksOf(await somebody({ codeState }));
    expect(checks.get("code")).toMatchObject({ state, said: expect.stringMatching(said) });
    expect(checks.has("code_sale")).toBe(false);
  });

  test.each([
    { why: "enough", budgetMinor: "100000", state: "good", sale: "good" },
    { why: "used up", budgetMinor: "0", state: "bad", sale: "bad" },
  ])("a budget with $why left; no figure of the brand's is told", async ({ budgetMinor, state, sale }) => {
    const rule = { percent: { bps: 1000 }, caps: { budgetMinor } };
    const checks = await checksOf(await somebody({ rule }));
    expect(checks.get("budget")).toMatchObject({ state, said: expect.not.stringMatching(/\d/) });
    expect(checks.get("code_sale")?.state).toBe(sale);
  });

  test("another creator's partnership is not there", async () => {
    const other = await somebody();
    expect(await testOf({ ...other, creatorId: maya.creatorId })).toEqual({ kind: "unknown" });
    expect(await testOf({ ...other, partnershipId: "none" })).toEqual({ kind: "unknown" });
  });

  test("ten times in ten minutes at most", async () => {
    const eager = await somebody({ state: "paused" });
    const kinds = [];
    for (let round = 0; round < 11; round++) kinds.push((await testOf(eager)).kind);
    expect(kinds).toEqual([...Array<string>(10).fill("tested"), "limited"]);
  });
});
