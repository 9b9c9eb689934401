import type { NamedCreator } from "../../ports/capture.ts";
import type { CodeStanding, LeftByDoor } from "../../ports/capture-self-test.ts";
import type { AdminLinks, Fix } from "./admin-links.ts";
import type { FollowedLink } from "./follow-link.ts";
import { left } from "./sale.ts";

/** The ways by which a sale is captured, in the sequence in which they are shown. */
export type DoorName = "code" | "click" | "landing" | "address" | "checkout" | "survey";

/** A door, what it leaves on the order, and what stands in its way before any order. */
export type Door = {
  readonly name: DoorName;
  readonly left: LeftByDoor;
  readonly obstacle: { readonly said: string; readonly fix: Fix | null } | null;
};

type Obstacle = Door["obstacle"];

type Given = {
  readonly creator: NamedCreator;
  readonly plus: boolean;
  readonly link: FollowedLink;
  /** Null for a code that is a name of ours alone: checkout's own field does not take it. */
  readonly standing: CodeStanding | null;
  /** Whom the code check finds by the creator's handle. */
  readonly found: NamedCreator | null;
  readonly admin: AdminLinks;
};

/** The doors that this shop's plan and this creator's offer have. */
export function doorsOf(given: Given): Door[] {
  const { creator, plus, link, standing, found, admin } = given;
  const codes = creator.discount ? [creator.code] : [];
  const code = standing === null ? null : codeObstacle(standing, creator.code, admin);
  const embed = embedObstacle(link, admin);
  const named = found?.partnershipId === creator.partnershipId ? null : namedObstacle(creator);
  const entered = left({ codes, entered: creator.code });
  return [
    ...(standing === null ? [] : [{ name: "code", left: left({ codes }), obstacle: code } as const]),
    ...(link.kind === "ended" ? [] : linkDoors(link, embed, admin)),
    { name: "address", left: entered, obstacle: embed ?? code },
    ...(plus ? [{ name: "checkout", left: entered, obstacle: named ?? code } as const] : []),
    { name: "survey", left: left({ named: creator.handle }), obstacle: named },
  ];
}

/** With what was in the address, though the store could not be looked at. */
function linkDoors(link: Extract<FollowedLink, { kind: "followed" }>, embed: Obstacle, admin: AdminLinks): Door[] {
  const { arrival, ref, landingSite } = link;
  const missing: Obstacle =
    arrival.kind === "missing"
      ? { said: `The page that the link leads to is not there: ${link.link.destinationPath}`, fix: null }
      : null;
  const dropped: Obstacle =
    ref === null ? { said: DROPPED, fix: { label: "Look at the theme", url: admin.embed } } : null;
  return [
    { name: "click", left: left({ ref }), obstacle: missing ?? dropped ?? embed },
    { name: "landing", left: left({ landingSite }), obstacle: missing },
  ];
}

const DROPPED = "The store leads on to another page and drops what the link says on the way.";

function embedObstacle(link: FollowedLink, { embed, password }: AdminLinks): Obstacle {
  if (link.kind === "ended" || link.arrival.kind === "missing") return null;
  if (link.arrival.kind === "unreachable")
    return {
      said: "Your store could not be looked at. Is it behind a password?",
      fix: { label: "Open the store's preferences", url: password },
    };
  if (link.arrival.embed) return null;
  return {
    said: "The app embed is off, so no page of your store keeps who sent the shopper.",
    fix: { label: "Switch it on in the theme", url: embed },
  };
}

function codeObstacle(standing: CodeStanding, code: string, { discounts }: AdminLinks): Obstacle {
  if (standing.kind === "not_asked")
    return { said: "Shopify did not say whether the code works. Try again in a minute.", fix: null };
  if (standing.kind === "known" && standing.status === "active") return null;
  const why = standing.kind === "unknown" ? "is in no discount of your store" : STATUS[standing.status];
  return { said: `The code ${code} ${why}.`, fix: { label: "Open your discounts", url: discounts } };
}

const STATUS: Record<Extract<CodeStanding, { kind: "known" }>["status"], string> = {
  active: "works",
  expired: "has expired or is switched off in Shopify",
  scheduled: "begins to work later",
  spent: "was used as often as its discount allows",
};

const namedObstacle = ({ handle, name }: NamedCreator): Obstacle => ({
  said: `Shoppers who enter ${handle} find somebody else than ${name}: two creators share it as a code or a handle.`,
  fix: { label: "Look at your creators", url: "/app/creators" },
});
