import { expect, test } from "vitest";
import { standInFetch } from "./stand-in-fetch.ts";

async function sent(url: string) {
  const seen: Request[] = [];
  const record: typeof fetch = async (input, init) => {
    seen.push(new Request(input, init));
    return new Response("ok");
  };
  await standInFetch(new URL("http://127.0.0.1:4010"), record)(url, {
    method: "POST",
    body: "{}",
    headers: { "X-Shopify-Access-Token": "t" },
  });
  return seen[0];
}

test("a shop's calls go to the stand-in, with the shop named", async () => {
  const request = await sent("https://demo.myshopify.com/admin/api/2026-10/graphql.json?x=1");
  expect(request?.url).toBe("http://127.0.0.1:4010/admin/api/2026-10/graphql.json?x=1");
  expect(request?.headers.get("X-Forwarded-Host")).toBe("demo.myshopify.com");
  expect(request?.headers.get("X-Shopify-Access-Token")).toBe("t");
  expect(await request?.text()).toBe("{}");
});

test.each(["https://example.com/", "https://demo.myshopify.com.evil.example/"])("%s is left alone", async (url) => {
  expect((await sent(url))?.url).toBe(url);
});
