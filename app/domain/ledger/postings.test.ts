import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvariantError } from "../kernel/invariant.ts";
import { type Due, NOTHING_POSTED, type Posting, type Standing, postingsFor } from "./postings.ts";

const standing = (pendingMinor: bigint, payableMinor = 0n, heldMinor = 0n): Standing => ({
  pendingMinor,
  payableMinor,
  heldMinor,
});
const due = (amountMinor: bigint, change: Partial<Due> = {}): Due => ({
  amountMinor,
  releasableMinor: amountMinor,
  held: false,
  ...change,
});
const told = (postings: readonly Posting[]) =>
  postings.map(({ kind, from, to, amountMinor }) => `${kind} ${from}>${to} ${amountMinor}`);
const holding = { held: true };

test.each<{ why: string; posted: Standing; due: Due; balance?: bigint; posts: string[]; ends: Standing }>([
  { why: "nothing is due", posted: NOTHING_POSTED, due: due(0n), posts: [], ends: standing(0n) },
  {
    why: "a first commission waits",
    posted: NOTHING_POSTED,
    due: due(100n),
    posts: ["accrual expense>pending 100"],
    ends: standing(100n),
  },
  { why: "the same again", posted: standing(100n), due: due(100n), posts: [], ends: standing(100n) },
  {
    why: "a refund before the release",
    posted: standing(100n),
    due: due(60n),
    posts: ["adjustment pending>expense 40"],
    ends: standing(60n),
  },
  {
    why: "an edit before the release",
    posted: standing(100n),
    due: due(150n),
    posts: ["adjustment expense>pending 50"],
    ends: standing(150n),
  },
  {
    why: "a refund after the release",
    posted: standing(0n, 100n),
    due: due(60n),
    posts: ["adjustment payable>expense 40"],
    ends: standing(0n, 60n),
  },
  {
    why: "a clawback of what is paid out takes payable below zero",
    posted: standing(0n, 100n),
    due: due(0n),
    balance: 0n,
    posts: ["adjustment payable>expense 100"],
    ends: standing(0n),
  },
  {
    why: "a paid edit after the release is payable at once",
    posted: standing(0n, 100n),
    due: due(150n),
    posts: ["adjustment expense>payable 50"],
    ends: standing(0n, 150n),
  },
  {
    why: "an unpaid edit after the release waits",
    posted: standing(0n, 100n),
    due: due(150n, { releasableMinor: 100n }),
    posts: ["adjustment expense>pending 50"],
    ends: standing(50n, 100n),
  },
  {
    why: "the edit is paid: what waited is released",
    posted: standing(50n, 100n),
    due: due(150n),
    posts: ["release pending>payable 50"],
    ends: standing(0n, 150n),
  },
  {
    why: "the edit is paid and another part refunded",
    posted: standing(50n, 100n),
    due: due(120n),
    posts: ["release pending>payable 20", "adjustment pending>expense 30"],
    ends: standing(0n, 120n),
  },
  {
    why: "what was paid is refunded while an edit waits",
    posted: standing(50n, 100n),
    due: due(120n, { releasableMinor: 70n }),
    posts: ["adjustment payable>expense 30"],
    ends: standing(50n, 70n),
  },
  {
    why: "a chargeback before the release holds nothing back",
    posted: standing(100n),
    due: due(100n, holding),
    posts: [],
    ends: standing(100n),
  },
  {
    why: "a chargeback after it",
    posted: standing(0n, 100n),
    due: due(100n, holding),
    balance: 500n,
    posts: ["review_held payable>pending 100"],
    ends: standing(100n, 0n, 100n),
  },
  {
    why: "what is paid out cannot be held back",
    posted: standing(0n, 100n),
    due: due(100n, holding),
    balance: 30n,
    posts: ["review_held payable>pending 30"],
    ends: standing(30n, 70n, 30n),
  },
  {
    why: "all of it is paid out",
    posted: standing(0n, 100n),
    due: due(100n, holding),
    balance: 0n,
    posts: [],
    ends: standing(0n, 100n),
  },
  {
    why: "the balance is below zero",
    posted: standing(0n, 100n),
    due: due(100n, holding),
    balance: -20n,
    posts: [],
    ends: standing(0n, 100n),
  },
  {
    why: "held and refunded at once",
    posted: standing(0n, 100n),
    due: due(60n, holding),
    balance: 100n,
    posts: ["review_held payable>pending 60", "adjustment payable>expense 40"],
    ends: standing(60n, 0n, 60n),
  },
  {
    why: "held and raised at once",
    posted: standing(0n, 100n),
    due: due(150n, holding),
    balance: 100n,
    posts: ["review_held payable>pending 100", "adjustment expense>pending 50"],
    ends: standing(150n, 0n, 100n),
  },
  {
    why: "refunded while held",
    posted: standing(100n, 0n, 100n),
    due: due(60n, holding),
    posts: ["adjustment pending>expense 40"],
    ends: standing(60n, 0n, 60n),
  },
  {
    why: "the chargeback is won",
    posted: standing(100n, 0n, 100n),
    due: due(100n),
    posts: ["review_lifted pending>payable 100"],
    ends: standing(0n, 100n),
  },
  {
    why: "won, and a part of it waited for an edit's payment",
    posted: standing(150n, 0n, 100n),
    due: due(150n),
    posts: ["review_lifted pending>payable 100", "release pending>payable 50"],
    ends: standing(0n, 150n),
  },
  {
    why: "won in part",
    posted: standing(100n, 0n, 100n),
    due: due(70n),
    posts: ["review_lifted pending>payable 70", "adjustment pending>expense 30"],
    ends: standing(0n, 70n),
  },
  {
    why: "won, what an unpaid edit added stays",
    posted: standing(150n, 0n, 100n),
    due: due(150n, { releasableMinor: 120n }),
    posts: ["review_lifted pending>payable 100", "release pending>payable 20"],
    ends: standing(30n, 120n),
  },
  {
    why: "the chargeback is lost",
    posted: standing(100n, 0n, 100n),
    due: due(0n),
    posts: ["adjustment pending>expense 100"],
    ends: standing(0n),
  },
  {
    why: "a part held, a part paid out, lost",
    posted: standing(30n, 70n, 30n),
    due: due(0n),
    posts: ["adjustment pending>expense 30", "adjustment payable>expense 70"],
    ends: standing(0n),
  },
  {
    why: "a first commission on a held order",
    posted: NOTHING_POSTED,
    due: due(100n, holding),
    posts: ["accrual expense>pending 100"],
    ends: standing(100n),
  },
  {
    why: "restored after it fell to nothing",
    posted: standing(0n),
    due: due(80n),
    posts: ["accrual expense>pending 80"],
    ends: standing(80n),
  },
])("$why", ({ posted, due: target, balance = 1000n, posts, ends }) => {
  const result = postingsFor(posted, target, balance);
  expect(told(result.postings)).toEqual(posts);
  expect(result.standing).toEqual(ends);
});

test("a commission below zero is a bug", () => {
  expect(() => postingsFor(NOTHING_POSTED, due(-1n, { releasableMinor: 0n }), 0n)).toThrow(InvariantError);
  expect(() => postingsFor(NOTHING_POSTED, due(1n, { releasableMinor: -1n }), 0n)).toThrow(
    "postingsFor: a commission below zero",
  );
});

describe("laws", () => {
  const minor = fc.bigInt({ min: 0n, max: 200n });
  const anyStanding = fc
    .tuple(minor, minor, minor)
    .map(([pending, payable, back]) => standing(pending, payable, back < pending ? back : pending));
  const anyDue = fc
    .tuple(minor, minor, fc.boolean())
    .map(([amount, releasable, open]) => due(amount, { releasableMinor: releasable, held: open }));
  const anyBalance = fc.bigInt({ min: -100n, max: 400n });

  /** The accounts after some postings; each step is looked at. */
  function moved(posted: Standing, balance: bigint, postings: readonly Posting[]) {
    const accounts = { expense: 0n, pending: posted.pendingMinor, payable: posted.payableMinor };
    let lowestPending = accounts.pending;
    for (const { from, to, amountMinor } of postings) {
      accounts[from] -= amountMinor;
      accounts[to] += amountMinor;
      if (accounts.pending < lowestPending) lowestPending = accounts.pending;
    }
    return { ...accounts, lowestPending, balance: balance + accounts.payable - posted.payableMinor };
  }

  test("the postings end at what is due; pending never falls below zero; amounts are above zero", () =>
    fc.assert(
      fc.property(anyStanding, anyDue, anyBalance, (posted, target, balance) => {
        const result = postingsFor(posted, target, balance);
        const after = moved(posted, balance, result.postings);
        expect(after.pending + after.payable).toBe(target.amountMinor);
        expect({ pendingMinor: after.pending, payableMinor: after.payable }).toEqual({
          pendingMinor: result.standing.pendingMinor,
          payableMinor: result.standing.payableMinor,
        });
        expect(after.lowestPending >= 0n && after.payable >= 0n).toBe(true);
        expect(result.standing.heldMinor >= 0n && result.standing.heldMinor <= result.standing.pendingMinor).toBe(true);
        expect(result.postings.every(({ amountMinor }) => amountMinor > 0n)).toBe(true);
      }),
      { numRuns: 500 },
    ));

  test("settling again posts nothing", () =>
    fc.assert(
      fc.property(anyStanding, anyDue, anyBalance, (posted, target, balance) => {
        const first = postingsFor(posted, target, balance);
        const after = moved(posted, balance, first.postings);
        expect(postingsFor(first.standing, target, after.balance).postings).toEqual([]);
      }),
      { numRuns: 500 },
    ));

  test("a review holds back no more than is still there, and takes no released money away from a paid edit", () =>
    fc.assert(
      fc.property(anyStanding, anyDue, anyBalance, (posted, target, balance) => {
        const holds = postingsFor(posted, target, balance).postings.filter(({ kind }) => kind === "review_held");
        const total = holds.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
        expect(total === 0n || (target.held && total <= balance)).toBe(true);
      }),
    ));

  test("what was held and lifted again ends where it began", () =>
    fc.assert(
      fc.property(minor, anyBalance, (payable, balance) => {
        const before = standing(0n, payable);
        const back = postingsFor(before, due(payable, { held: true }), balance).standing;
        expect(postingsFor(back, due(payable), balance).standing).toEqual(before);
      }),
    ));
});
