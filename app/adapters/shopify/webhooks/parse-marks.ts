import { oldLinkTokens } from "#app/domain/invitation/old-links.ts";
import { type Instant, instant } from "#app/domain/kernel/instant.ts";
import { folded } from "#app/domain/kernel/text.ts";
import type { EvidenceMark } from "#app/domain/order/order.ts";
import type { OrderShape } from "./shapes.ts";

/** Names of the cart attributes that our storefront and checkout extensions leave on an order. */
export const ATTRIBUTE = { ref: "_creator_ref", code: "_creator_code", survey: "_creator_survey" } as const;

const REFERENCE = /^([A-Za-z0-9_-]+)(?:\.(\d{1,12})(?:\.([A-Za-z0-9_-]+))?)?$/;

/** Everything on an order that may point to a creator, in its own sequence. */
export function marksOf(shape: OrderShape): EvidenceMark[] {
  return [
    ...(shape.discount_codes ?? []).flatMap(({ code }): EvidenceMark[] => named("code", code)),
    ...(shape.note_attributes ?? []).flatMap(({ name, value }) => attributeMark(name, value)),
    ...landingMarks(shape.landing_site),
  ];
}

function named(kind: "code" | "entered", code: string | null | undefined): EvidenceMark[] {
  const text = folded(code ?? "");
  return text === "" ? [] : [{ kind, code: text }];
}

function attributeMark(name: string, value: unknown): EvidenceMark[] {
  if (typeof value !== "string") return [];
  switch (name) {
    case ATTRIBUTE.ref:
      return clickMark(value);
    case ATTRIBUTE.code:
      return named("entered", value);
    case ATTRIBUTE.survey: {
      const creator = folded(value);
      return creator === "" ? [] : [{ kind: "survey", creator }];
    }
    default:
      return [];
  }
}

/** `<token>`, `<token>.<unix seconds>` or `<token>.<unix seconds>.<signature>`; anything else was not written by us. */
export function clickMark(value: string): EvidenceMark[] {
  const match = REFERENCE.exec(value);
  if (!match) return [];
  const [, token = "", seconds, signature = null] = match;
  const clickedAt: Instant | null = seconds === undefined ? null : instant(Number(seconds) * 1000);
  return [{ kind: "click", token, clickedAt, signature }];
}

/** Our links' parameter, and those of the apps that brands come from. */
function landingMarks(landingSite: string | null | undefined): EvidenceMark[] {
  if (!landingSite) return [];
  const query = new URLSearchParams(landingSite.split("#")[0]?.split("?").slice(1).join("?") ?? "");
  const ours = query.get("ref");
  return [...(ours ? [ours] : []), ...oldLinkTokens(query)].map((token) => ({ kind: "landing", token }));
}
