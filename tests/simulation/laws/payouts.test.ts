import fc from "fast-check";
import { expect, test } from "vitest";
import type { Stage } from "../money/stage.ts";
import { aStory, wronglyPaid } from "./payout-story.ts";
import { Unreachable } from "./scripted-rail.ts";

/** Runs, approvals, submissions and confirmations at once, in any sequence, by processes that die at any await. */
const law = (changed?: (stage: Stage) => Stage) =>
  fc.asyncProperty(aStory, fc.scheduler(), async (story, scheduler) => {
    expect(await wronglyPaid(story, scheduler, changed)).toBeNull();
  });

test("nothing is paid twice", async () => {
  await expect(fc.assert(law(), { numRuns: 400 })).resolves.toBeUndefined();
}, 120_000);

test.each<{ what: string; changed: (stage: Stage) => Stage }>([
  {
    what: "pays again on a guess instead of asking",
    changed: (stage) => ({
      ...stage,
      submit: (id, rail) =>
        stage.submit(id, { name: rail.name, submit: (order) => rail.submit(order), ask: async () => ({ kind: "never_seen" }) }), // prettier-ignore
    }),
  },
  {
    what: "takes silence for a refusal",
    changed: (stage) => ({
      ...stage,
      submit: (id, rail) =>
        stage.submit(id, rail).catch((error: unknown) => {
          if (error instanceof Unreachable) return stage.say(id, false);
          throw error;
        }),
    }),
  },
  {
    what: "calls a payout paid that was only sent",
    changed: (stage) => ({ ...stage, submit: async (id, rail) => void (await stage.submit(id, rail), await stage.say(id, true)) }), // prettier-ignore
  },
])(
  "an app that $what is noticed",
  async ({ changed }) => {
    expect((await fc.check(law(changed), { numRuns: 400, endOnFailure: true })).failed).toBe(true);
  },
  120_000,
);
