import { landingParameter } from "../landing.ts";
import type { Arrival, StorefrontVisits } from "../../ports/capture-self-test.ts";
import type { FindLink, LiveLink } from "../../ports/clicks.ts";

export type FollowDeps = {
  findLink: FindLink;
  /** The address that the referral door sends a visit of a link to, its click signed now. */
  landingOf: (link: LiveLink) => string;
  probe: StorefrontVisits;
};

export type FollowedLink =
  /** Nobody is led anywhere: the link is nobody's, or has ended. */
  | { readonly kind: "ended" }
  | {
      readonly kind: "followed";
      readonly link: LiveLink;
      readonly arrival: Arrival;
      /** What the storefront's script writes into the cart; null where the shop dropped it on the way. */
      readonly ref: string | null;
      readonly landingSite: string;
    };

/** Goes where a link leads, as the referral door sends a shopper, and reads there what the storefront's script would read. */
export async function followLink({ findLink, landingOf, probe }: FollowDeps, token: string): Promise<FollowedLink> {
  const link = await findLink(token);
  if (link === null) return { kind: "ended" };
  const first = new URL(landingOf(link));
  const arrival = await probe.visit(first.href);
  const last =
    arrival.kind === "arrived" ? arrival.address : new URL(first.searchParams.get("redirect") ?? first, first);
  return { kind: "followed", link, arrival, ref: clickIn(last), landingSite: first.pathname + first.search };
}

/** The click in a page's address, in the form of the cart's attribute. */
function clickIn({ searchParams }: URL): string | null {
  const [ref, proof] = [searchParams.get(landingParameter.ref), searchParams.get(landingParameter.signature)];
  return ref === null || proof === null ? null : `${ref}.${proof}`;
}
