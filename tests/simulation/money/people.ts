import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Model } from "./model.ts";
import type { Happening } from "./plot.ts";
import { healedDisputes, healedOrders } from "./healing.ts";
import { pick, type ToyShop } from "./toy-shop.ts";
import type { OrderSource } from "#app/services/ports/order-source.ts";
import type { Mortal } from "./dying.ts";
import type { Stage } from "./stage.ts";

/** `drain` works off what waits. */
type Scene = {
  drain: () => Promise<void>;
  stage: Stage;
  model: Model;
  shop: ToyShop;
  mortal: Mortal;
  source: OrderSource;
  now: Instant;
};

/** What people and the clock do in the app, in the app and in the model. */
export async function act(
  { drain, stage, model, shop, mortal, source, now }: Scene,
  happening: Happening,
): Promise<void> {
  const done = (work: () => Promise<void>): Promise<void> => mortal.survives(work);
  switch (happening.do) {
    case "reconcile":
      // One that died may have found a part.
      while (!(await mortal.survives(() => stage.reconcile(source)))) await drain();
      for (const told of [...healedOrders(model, shop, now), ...healedDisputes(model, shop, now, 7)])
        model.take(told, now);
      return;
    case "compare chargebacks":
      await done(() => stage.compareChargebacks(source));
      for (const told of healedDisputes(model, shop, now, 270)) model.take(told, now);
      return;
    case "plan":
      await done(() => stage.plan());
      model.plan(now);
      return pairUp(stage, model);
    case "approve":
      await done(() => stage.approve());
      return model.approve(now);
    case "discard":
      await done(() => stage.discard());
      return model.discard();
    case "say":
    case "return":
      return say({ stage, model, mortal, now }, happening);
    case "correct": {
      const { creator, minor } = happening;
      await done(() => stage.correct(creator, minor, idOf(now)));
      return model.correct(creator, minor, now);
    }
    case "write off": {
      const owed = -(model.accounts[happening.creator]?.payable ?? 0n);
      if (owed > 0n) await done(() => stage.writeOff(happening.creator, owed, idOf(now)));
      return model.writeOff(happening.creator, now);
    }
    case "grant": {
      const { creator, minor, holdDays } = happening;
      await done(() => stage.grant(creator, happening, idOf(now)));
      return model.grant(idOf(now), creator, minor, now + holdDays * 86_400_000);
    }
    case "withdraw": {
      const award = pick(model.awards, happening.award);
      if (award === undefined) return;
      await done(() => stage.withdraw(award.id));
      return model.withdraw(award);
    }
    case "decide review":
      return decideReview({ stage, model, shop, mortal, now }, happening);
    case "tell details":
      await stage.tellDetails(happening.creator);
      return model.reviews.tellDetails(happening.creator);
    case "change method":
      // To say it twice is another change: nothing dies meanwhile.
      await stage.changeMethod(happening.creator);
      return model.changeMethod(happening.creator, now);
    case "end partnership":
      await stage.endPartnership(happening.creator);
      return model.endPartnership(happening.creator);
    default:
      return;
  }
}

/** What became of a payout, by a person's word. */
async function say(
  { stage, model, mortal, now }: Pick<Scene, "stage" | "model" | "mortal" | "now">,
  happening: Extract<Happening, { do: "say" | "return" }>,
): Promise<void> {
  const about = happening.do === "say" ? "open" : "paid";
  const payout = pick(
    model.payouts.filter(({ state }) => state === about),
    happening.payout,
  );
  if (payout === undefined) return;
  if (happening.do === "return") {
    await mortal.survives(() => stage.comeBack(payout.id));
    return model.comeBack(payout, now);
  }
  await mortal.survives(() => stage.say(payout.id, happening.paid));
  return happening.paid ? model.paid(payout) : model.failed(payout, now);
}

async function decideReview(
  { stage, model, shop, mortal, now }: Pick<Scene, "stage" | "model" | "shop" | "mortal" | "now">,
  { review, decision }: Extract<Happening, { do: "decide review" }>,
): Promise<void> {
  // Where nothing is in review, there is nothing to decide.
  const some = pick(shop.orders, review);
  const about = pick(model.reviews.all, review) ?? (some && { orderId: some.id, creator: some.creator });
  if (about === undefined) return;
  await mortal.survives(() => stage.decideReview(about.orderId, about.creator, decision));
  model.decideReview(about.orderId, about.creator, decision, now);
}

/** What a form of a moment is known by. */
const idOf = (now: number): string => `00000000-0000-4000-8000-${now.toString(16).padStart(12, "0")}`;

/** A run has one payout for each creator that it pays: by that, the app's are the model's. */
async function pairUp(stage: Stage, model: Model): Promise<void> {
  const drafts = (await stage.payouts()).filter(({ state }) => state === "draft");
  for (const payout of model.payouts.filter(({ state }) => state === "draft"))
    payout.id = drafts.find(({ creator }) => creator === payout.creator)?.id ?? "none";
}
