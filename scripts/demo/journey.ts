import { applyAndApprove, creatorSignsUp } from "./creators.ts";
import { createOffer, install, preview, publish } from "./merchant.ts";
import { auditIsClean, clockMoves, payoutRun } from "./money.ts";
import type { StepResult } from "./print.ts";
import { publishedOrderArrives, refundOneLine, salesShow, shoppersBuy, uncreditedIsShown } from "./sales.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

/** A step does something as a person would and tells what happened; it throws when it did not hold. */
type Step = readonly [name: string, run: (stage: Stage, story: Story) => Promise<string>];

const STEPS: readonly Step[] = [
  ["install", install],
  ["create an offer from a template", createOffer],
  ["preview on past orders", preview],
  ["publish", publish],
  ["Maya signs up, reads, applies", (stage, story) => creatorSignsUp(stage, story, "maya")],
  ["Ben signs up, reads, applies", (stage, story) => creatorSignsUp(stage, story, "ben")],
  ["both approved, mails arrive", applyAndApprove],
  ["shoppers check out", shoppersBuy],
  ["Shopify's own published order", publishedOrderArrives],
  ["sales show within 2 s", salesShow],
  ["one line is refunded", refundOneLine],
  ["an order that is not credited", uncreditedIsShown],
  ["the hold ends", clockMoves],
  ["a payout run", payoutRun],
  ["the audit is clean", auditIsClean],
];

/** Runs all steps in their sequence; after one that failed, the others cannot hold and say so. */
export async function runJourney(stage: Stage, onStep: (step: StepResult) => void): Promise<{ steps: StepResult[] }> {
  const story: Story = { offerId: "", creators: {} as Story["creators"], orders: {} };
  const steps: StepResult[] = [];
  let broken: string | null = null;
  for (const [name, run] of STEPS) {
    const startedAt = performance.now();
    const outcome: { ok: boolean; detail: string } =
      broken === null
        ? await run(stage, story).then(
            (detail) => ({ ok: true, detail }),
            (error: unknown) => ({ ok: false, detail: error instanceof Error ? error.message : String(error) }),
          )
        : { ok: false, detail: `not tried: "${broken}" failed` };
    const step = { name, ...outcome, ms: Math.round(performance.now() - startedAt) };
    if (!step.ok) broken ??= name;
    steps.push(step);
    onStep(step);
  }
  return { steps };
}
