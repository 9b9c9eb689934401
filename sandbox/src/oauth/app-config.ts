/** Reads the project's own `shopify.app.toml`: what Shopify would know of the app after a deploy. */
import { readFileSync } from "node:fs";
import { parse, type TomlPrimitive } from "smol-toml";
import type { AppConfig } from "../state/apps.ts";

type Table = Record<string, TomlPrimitive>;

const isTable = (value: unknown): value is Table =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

const tableOf = (value: unknown): Table => (isTable(value) ? value : {});
const textOf = (value: unknown, fallback: string): string => (typeof value === "string" ? value : fallback);
const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];

const splitScopes = (text: string): string[] => text.split(",").flatMap((scope) => scope.trim() || []);

/**
 * @param overrides what differs on this machine: the URL where the app listens, its key here
 * @throws Error when the file has no `[access_scopes]` or no `client_id`
 */
export function readAppConfig(tomlPath: string, overrides: { apiKey?: string; appUrl?: string } = {}): AppConfig {
  const toml = parse(readFileSync(tomlPath, "utf8"));
  const scopes = tableOf(toml["access_scopes"]);
  const webhooks = tableOf(toml["webhooks"]);
  const proxy = toml["app_proxy"];
  const apiKey = overrides.apiKey ?? textOf(toml["client_id"], "");
  if (apiKey === "" || !isTable(toml["access_scopes"]))
    throw new Error(`${tomlPath} needs client_id and [access_scopes]; see Shopify's app configuration`);
  const appUrl = overrides.appUrl ?? textOf(toml["application_url"], "");
  const declaredOrigin = URL.canParse(textOf(toml["application_url"], ""))
    ? new URL(textOf(toml["application_url"], "")).origin
    : null;
  // A full URL of the deployed app means the app here.
  const here = (url: string): string =>
    declaredOrigin !== null && url.startsWith(declaredOrigin)
      ? new URL(url.slice(declaredOrigin.length), appUrl).href
      : url;
  return {
    apiKey,
    title: textOf(toml["name"], "App"),
    handle: textOf(toml["handle"], "app"),
    appUrl,
    scopes: splitScopes(textOf(scopes["scopes"], "")),
    optionalScopes: textsOf(scopes["optional_scopes"]),
    apiVersion: textOf(webhooks["api_version"], ""),
    subscriptions: subscriptionsOf(webhooks, here),
    proxy: isTable(proxy)
      ? {
          url: here(textOf(proxy["url"], "")),
          prefix: textOf(proxy["prefix"], "apps"),
          subpath: textOf(proxy["subpath"], ""),
        }
      : null,
  };
}

function subscriptionsOf(webhooks: Table, here: (url: string) => string): AppConfig["subscriptions"] {
  const declared = Array.isArray(webhooks["subscriptions"]) ? webhooks["subscriptions"].filter(isTable) : [];
  return declared.flatMap((entry) =>
    [...textsOf(entry["topics"]), ...textsOf(entry["compliance_topics"])].map((topic) => ({
      topic,
      uri: here(textOf(entry["uri"], "/")),
      includeFields: textsOf(entry["include_fields"]),
      filter: typeof entry["filter"] === "string" ? entry["filter"] : null,
      metafieldNamespaces: textsOf(entry["metafield_namespaces"]),
    })),
  );
}
