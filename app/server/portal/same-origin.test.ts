import { expect, test } from "vitest";
import { assertSameOrigin } from "./same-origin.ts";

const app = new URL("https://fairshare.test");
const allowed = (headers: Record<string, string>, url = "https://fairshare.test/creator/sign-in"): boolean => {
  try {
    assertSameOrigin(new Request(url, { method: "POST", headers }), app);
    return true;
  } catch (refusal) {
    expect(refusal).toBeInstanceOf(Response);
    return (refusal as Response).status !== 403;
  }
};

test.each([
  { why: "our own page", headers: { Origin: "https://fairshare.test" }, ok: true },
  {
    why: "our page, at the address it was opened by",
    headers: { Origin: "http://127.0.0.1:3000" },
    url: "http://127.0.0.1:3000/x",
    ok: true,
  },
  { why: "no origin, but the browser says same-origin", headers: { "Sec-Fetch-Site": "same-origin" }, ok: true },
  { why: "another site", headers: { Origin: "https://evil.test" }, ok: false },
  { why: "another port", headers: { Origin: "https://fairshare.test:8443" }, ok: false },
  { why: "another scheme", headers: { Origin: "http://fairshare.test" }, ok: false },
  { why: "a name that begins like ours", headers: { Origin: "https://fairshare.test.evil.test" }, ok: false },
  { why: "a sandboxed frame", headers: { Origin: "null" }, ok: false },
  {
    why: "another site, whatever the browser says beside",
    headers: { Origin: "https://evil.test", "Sec-Fetch-Site": "same-origin" },
    ok: false,
  },
  { why: "no origin, from elsewhere", headers: { "Sec-Fetch-Site": "cross-site" }, ok: false },
  { why: "a sibling domain", headers: { "Sec-Fetch-Site": "same-site" }, ok: false },
  { why: "nothing said", headers: {}, ok: false },
])("$why: $ok", ({ headers, url, ok }) => expect(allowed(headers, url)).toBe(ok));
