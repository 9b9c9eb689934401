import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { readAppConfig } from "./app-config.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(text: string): string {
  folder = mkdtempSync(path.join(tmpdir(), "toml-"));
  const file = path.join(folder, "shopify.app.toml");
  writeFileSync(file, text);
  return file;
}

test("reads scopes, topics, compliance topics and the proxy, with the deployed app's URLs meant here", () => {
  const file = write(`
client_id = "abc"
name = "Fairshare"
handle = "fairshare"
application_url = "https://fairshare.example/app"
[access_scopes]
scopes = "read_orders, write_discounts"
optional_scopes = ["write_orders"]
[webhooks]
api_version = "2026-10"
[[webhooks.subscriptions]]
topics = ["orders/create"]
uri = "https://fairshare.example/webhooks"
include_fields = ["id", "updated_at"]
filter = "updated_at:*"
[[webhooks.subscriptions]]
compliance_topics = ["shop/redact"]
uri = "/webhooks"
[app_proxy]
url = "https://fairshare.example/proxy"
subpath = "creators"
prefix = "apps"
`);
  expect(readAppConfig(file, { appUrl: "http://127.0.0.1:3000" })).toEqual({
    apiKey: "abc",
    title: "Fairshare",
    handle: "fairshare",
    appUrl: "http://127.0.0.1:3000",
    scopes: ["read_orders", "write_discounts"],
    optionalScopes: ["write_orders"],
    apiVersion: "2026-10",
    subscriptions: [
      {
        topic: "orders/create",
        uri: "http://127.0.0.1:3000/webhooks",
        includeFields: ["id", "updated_at"],
        filter: "updated_at:*",
        metafieldNamespaces: [],
      },
      { topic: "shop/redact", uri: "/webhooks", includeFields: [], filter: null, metafieldNamespaces: [] },
    ],
    proxy: { url: "http://127.0.0.1:3000/proxy", prefix: "apps", subpath: "creators" },
  });
});

test("says what is missing", () => {
  expect(() => readAppConfig(write('name = "x"'))).toThrow("needs client_id and [access_scopes]");
});
