import { isbot } from "isbot";
import type { IncomingHttpHeaders } from "node:http";

/** Who asks: a person is redirected and counted, a preview gets a card, a prefetch is asked to come again. */
export type VisitorKind = "person" | "preview" | "prefetch";

/** Apps that fetch a link to show a card of it, under names that lists of crawlers do not have. */
const previews =
  /WhatsApp|facebookexternalhit|Facebot|Twitterbot|Slackbot|Discordbot|TelegramBot|LinkedInBot|Pinterest|Snap URL Preview|SkypeUriPreview|vkShare|Iframely|Embedly|redditbot|Mastodon|Bluesky|Cardyb|Viber|Line\/|Google-PageRenderer/i;

/** In-app browsers of those apps are people. */
const inAppBrowser = /\[Pinterest\/|Pinterest for|FBAN|FBAV|Instagram|Line\/[\d.]+.*(Mobile|Android)/i;

/** Browsers say why they fetch a page ahead; nobody has followed the link yet. */
export function visitorKind(headers: IncomingHttpHeaders): VisitorKind {
  const agent = headers["user-agent"] ?? "";
  if (
    /prefetch|prerender|preview/i.test(`${String(headers["sec-purpose"] ?? "")} ${String(headers["purpose"] ?? "")}`)
  ) {
    return "prefetch";
  }
  if (agent === "" || (previews.test(agent) && !inAppBrowser.test(agent)) || isbot(agent)) return "preview";
  return "person";
}
