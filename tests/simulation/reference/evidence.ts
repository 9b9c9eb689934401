import { folded, object, objects, text, type Json } from "./json.ts";
import type { Offer, Partnership } from "./offer.ts";
import type { Order } from "./order.ts";
import type { EvidenceKind } from "./output.ts";
import { DAY, SECOND, type Nanos } from "./time.ts";

export const STRENGTH: readonly EvidenceKind[] = ["code", "entered", "click", "landing", "lifetime", "survey"];

/** What points to a partnership. `clickedAt` only where a click tells its time. */
export type Evidence = { kind: EvidenceKind; partnership: Partnership; clickedAt?: Nanos };

function find(offer: Offer, is: (one: Partnership) => boolean): Partnership[] {
  return offer.partnerships.filter(is).slice(0, 1);
}

function click(offer: Offer, value: string): Evidence[] {
  const [token = "", seconds] = value.split(".");
  return find(offer, (one) => one.links.includes(token)).map((partnership) => ({
    kind: "click",
    partnership,
    ...(seconds !== undefined && /^\d+$/.test(seconds) ? { clickedAt: BigInt(seconds) * SECOND } : {}),
  }));
}

function fromNote(offer: Offer, note: Json): Evidence[] {
  const value = text(note["value"]) ?? "";
  if (note["name"] === "_creator_ref") return click(offer, value);
  if (note["name"] === "_creator_code")
    return find(offer, (one) => one.codes.includes(folded(value))).map((partnership) => ({
      kind: "entered",
      partnership,
    }));
  if (note["name"] === "_creator_survey")
    return find(offer, (one) => folded(one.creator) === folded(value)).map((partnership) => ({
      kind: "survey",
      partnership,
    }));
  return [];
}

function fromLandingPage(offer: Offer, page: unknown): Evidence[] {
  const query = /\?([^#]*)/.exec(text(page) ?? "")?.[1] ?? "";
  const ref = new URLSearchParams(query).get("ref");
  return find(offer, (one) => ref !== null && one.links.includes(ref)).map((partnership) => ({
    kind: "landing",
    partnership,
  }));
}

function fromBody(offer: Offer, body: Json): Evidence[] {
  const codes = objects(body["discount_codes"]).flatMap((used) =>
    find(offer, (one) => one.codes.includes(folded(used["code"]))).map((partnership): Evidence => ({
      kind: "code",
      partnership,
    })),
  );
  const notes = objects(body["note_attributes"]).flatMap((note) => fromNote(offer, object(note)));
  return [...codes, ...notes, ...fromLandingPage(offer, body["landing_site"])];
}

/** All that the order's bodies say, strongest first: the newest snapshot first, then its own sequence. */
export function evidenceOf(order: Order, offer: Offer): Evidence[] {
  return order.snapshots.flatMap(({ body }) => fromBody(offer, body));
}

/** A click without a time is the oldest. */
export function clickTime(one: Evidence): Nanos {
  return one.clickedAt ?? -1n;
}

/** Within a kind the sequence stands, but for clicks: the newest first, one without a time the oldest. */
export function strongestFirst(evidence: readonly Evidence[]): Evidence[] {
  const time = (one: Evidence): bigint => (one.kind === "click" ? clickTime(one) : 0n);
  return evidence.toSorted(
    (a, b) =>
      STRENGTH.indexOf(a.kind) - STRENGTH.indexOf(b.kind) || (time(a) < time(b) ? 1 : time(a) > time(b) ? -1 : 0),
  );
}

/** Why the evidence does not count for an order processed then, or undefined where it counts. */
export function discounted(one: Evidence, processed: Nanos, offer: Offer): "outside_window" | "not_active" | undefined {
  const { activeFrom, activeUntil, fraud } = one.partnership;
  if (one.clickedAt !== undefined) {
    const age = processed - one.clickedAt;
    if (age < 0n || age > offer.windowDays * DAY) return "outside_window";
  }
  if (fraud && activeUntil !== undefined && processed >= activeUntil) return "not_active";
  const used = one.clickedAt ?? processed;
  const grace = one.clickedAt === undefined ? 14n * DAY : -1n;
  const begun = activeFrom === undefined || used >= activeFrom;
  const over = activeUntil !== undefined && used > activeUntil + grace;
  return begun && !over ? undefined : "not_active";
}
