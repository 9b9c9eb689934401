import { mayLookUp } from "../codes/check-creator-code.ts";
import type { Clock } from "../ports/clock.ts";
import type { Caller, CaptureLimits, CreatorDirectory, NamedCreator, SurveyAnswers } from "../ports/capture.ts";

export type SurveyDeps = {
  directory: CreatorDirectory;
  answers: SurveyAnswers;
  limits: CaptureLimits;
  clock: Clock;
};

/** A shop with few creators shows them all, so that its shoppers need not type. */
const FEW = 8;
const MOST_FOUND = 5;
const LONGEST_NAME = 60;

export type Searched =
  { readonly kind: "found"; readonly creators: readonly NamedCreator[] } | { readonly kind: "limited" };

/** Creators whose name or handle begins with what a shopper typed; `""` gives all of a shop's where they are few. */
export async function searchCreators(deps: SurveyDeps, caller: Caller, search: string): Promise<Searched> {
  if (!(await mayLookUp(deps.limits, caller))) return { kind: "limited" };
  const text = search.trim().slice(0, LONGEST_NAME);
  if (text.length === 1) return { kind: "found", creators: [] };
  const limit = text === "" ? FEW + 1 : MOST_FOUND;
  const creators = onePerCreator(await deps.directory.beginningWith(caller.shopId, text, limit));
  return { kind: "found", creators: text === "" && creators.length > FEW ? [] : creators };
}

export type Answered =
  | { readonly kind: "recorded"; readonly creator: NamedCreator }
  | { readonly kind: "unknown_creator" }
  | { readonly kind: "limited" };

/** "Did a creator send you?" The first answer of an order stays; a repeated one changes nothing and is no error. */
export async function answerSurvey(
  deps: SurveyDeps,
  caller: Caller,
  given: { orderId: string; handle: string },
): Promise<Answered> {
  if (!(await mayLookUp(deps.limits, caller))) return { kind: "limited" };
  const creator = await deps.directory.byEntry(caller.shopId, given.handle.slice(0, LONGEST_NAME));
  if (creator === null) return { kind: "unknown_creator" };
  await deps.answers.record({
    shopId: caller.shopId,
    orderId: given.orderId,
    partnershipId: creator.partnershipId,
    creatorId: creator.creatorId,
    at: deps.clock.now(),
  });
  return { kind: "recorded", creator };
}

const onePerCreator = (creators: readonly NamedCreator[]): NamedCreator[] => [
  ...new Map(creators.map((creator) => [creator.creatorId, creator])).values(),
];
