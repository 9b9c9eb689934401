import { expect, test } from "vitest";
import { visitorKind } from "./visitor-kind.ts";

const chrome =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
const iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";

test.each([
  { who: "Chrome", agent: chrome, kind: "person" },
  { who: "Safari on a phone", agent: `${iphone} Version/18.5 Mobile/15E148 Safari/604.1`, kind: "person" },
  {
    who: "Instagram's browser",
    agent: `${iphone} Mobile/15E148 Instagram 400.0.0.0 (iPhone16,1; iOS 18_5)`,
    kind: "person",
  },
  { who: "Facebook's browser", agent: `${iphone} Mobile/15E148 [FBAN/FBIOS;FBAV/500.0.0.0.0]`, kind: "person" },
  { who: "Pinterest's browser", agent: `${iphone} Mobile/15E148 [Pinterest/iOS]`, kind: "person" },
  {
    who: "TikTok's browser",
    agent: `${iphone} Mobile/15E148 musical_ly_38.0.0 BytedanceWebview/d8a21c6`,
    kind: "person",
  },
  {
    who: "Facebook's preview",
    agent: "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    kind: "preview",
  },
  {
    who: "iMessage's preview",
    agent:
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
    kind: "preview",
  },
  { who: "WhatsApp's preview", agent: "WhatsApp/2.23.20.0 A", kind: "preview" },
  { who: "Slack's preview", agent: "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", kind: "preview" },
  {
    who: "Discord's preview",
    agent: "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    kind: "preview",
  },
  { who: "Telegram's preview", agent: "TelegramBot (like TwitterBot)", kind: "preview" },
  {
    who: "Google's crawler",
    agent: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    kind: "preview",
  },
  { who: "curl", agent: "curl/8.5.0", kind: "preview" },
  { who: "nobody", agent: "", kind: "preview" },
])("$who is a $kind", ({ agent, kind }) => expect(visitorKind({ "user-agent": agent })).toBe(kind));

test("a page fetched ahead is no visit yet", () => {
  expect(visitorKind({ "user-agent": chrome, "sec-purpose": "prefetch;prerender" })).toBe("prefetch");
  expect(visitorKind({ "user-agent": chrome, purpose: "prefetch" })).toBe("prefetch");
});
