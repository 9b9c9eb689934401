import { isbot } from "isbot";
import type { IncomingHttpHeaders } from "node:http";

/** Who asks: a person is redirected and counted, a preview gets a card, a prefetch is asked to come again. */
export type VisitorKind = "person" | "preview" | "prefetch";

/** Apps that fetch a link to show a card of it, under names that lists of crawlers do not have. */
const previews =
  /WhatsApp|facebookexternalhit|Facebot|Twitterbot|Slackbot|Discordbot|TelegramBot|LinkedInBot|Pinterest|Snap URL Preview|SkypeUriPreview|vkShare|Iframely|Embedly|redditbot|Mastodon|Bluesky|Cardyb|Viber|Line\/|Google-PageRenderer/i;

/** In-app browsers of those apps are people. */
const inAppBrowser = /\[Pinterest\/|Pinterest for|FBAN|FBAV|Instagram|Line\/[\d.]+.*(Mobile|Android)/i;

const ahead = /prefetch|prerender|preview/i;

/** Browsers say why they fetch a page ahead; nobody has followed the link yet. */
export function visitorKind(headers: IncomingHttpHeaders): VisitorKind {
  const purpose = headers["sec-purpose"] ?? headers["purpose"];
  if (purpose !== undefined && ahead.test(String(purpose))) return "prefetch";
  return isPreview(headers["user-agent"] ?? "") ? "preview" : "person";
}

/** Browsers that came lately: few kinds make up most of the visits, and telling them takes long patterns. */
const known = new Map<string, boolean>();
const knownAtMost = 5_000;

/** No browser's name is longer; what is longer is not worth remembering, nor reading to its end. */
const longestName = 512;

function isPreview(whole: string): boolean {
  const agent = whole.slice(0, longestName);
  const before = known.get(agent);
  if (before !== undefined) return before;
  const told = agent === "" || (previews.test(agent) && !inAppBrowser.test(agent)) || isbot(agent);
  if (known.size >= knownAtMost) known.clear();
  known.set(agent, told);
  return told;
}
