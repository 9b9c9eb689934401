import { expect, test } from "vitest";
import { nextPath, sessionCookie } from "./session-cookie.ts";

const id = "a".repeat(43);
const read = (cookie: string, app = "https://fairshare.test") =>
  sessionCookie(new URL(app)).read(new Request("https://fairshare.test", { headers: { Cookie: cookie } }));

test("over https the cookie is bound to the host, and always hidden from scripts and other sites", () => {
  expect(sessionCookie(new URL("https://fairshare.test")).set(id)).toBe(
    `__Host-fairshare=${id}; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax; Secure`,
  );
  expect(sessionCookie(new URL("http://127.0.0.1:3000")).set(id)).toBe(
    `fairshare=${id}; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax`,
  );
  expect(sessionCookie(new URL("https://fairshare.test")).clear()).toMatch(/^__Host-fairshare=; Max-Age=0; .*Secure$/);
});

test.each([
  { cookie: `__Host-fairshare=${id}`, found: id },
  { cookie: `a=b; __Host-fairshare=${id}; c=d`, found: id },
  { cookie: `fairshare=${id}`, found: null },
  { cookie: `x__Host-fairshare=${id}`, found: null },
  { cookie: "__Host-fairshare=short", found: null },
  { cookie: `__Host-fairshare=${"a".repeat(101)}`, found: null },
  { cookie: "__Host-fairshare=<script>alert(1)</script>aaaa", found: null },
  { cookie: "", found: null },
])("$cookie", ({ cookie, found }) => expect(read(cookie)).toBe(found));

test.each([
  { wanted: "/creator", goes: "/creator" },
  { wanted: "/creator/offers/7b6d74e8?x=1&y=a%20b", goes: "/creator/offers/7b6d74e8?x=1&y=a%20b" },
  { wanted: "/creator/payouts/method", goes: "/creator/payouts/method" },
  { wanted: null, goes: null },
  { wanted: "", goes: null },
  { wanted: "/app", goes: null },
  { wanted: "//evil.test/creator", goes: null },
  { wanted: "https://evil.test/creator", goes: null },
  { wanted: "/creator\\@evil.test", goes: null },
  { wanted: "/creatorevil", goes: null },
  { wanted: "/creator/sign-out", goes: null },
  { wanted: "/creator/sign-in?next=/creator", goes: null },
  { wanted: "/creator/x\r\nSet-Cookie: a=b", goes: null },
])("after signing in: $wanted", ({ wanted, goes }) => expect(nextPath(wanted)).toBe(goes));
