import type { Routes, SandboxReply, SandboxRequest } from "../http/router.ts";
import type { AppConfig } from "../state/apps.ts";
import type { Shop } from "../state/shop.ts";
import { forward } from "./forward.ts";

const CDN = "https://cdn.shopify.com";
export const APP_BRIDGE_URL = `${CDN}/shopifycloud/app-bridge.js`;
const INTER = /https:\/\/cdn\.shopify\.com\/static\/fonts\/inter\/v\d+\/styles\.css/g;

/**
 * `http://admin.localhost:4100` for a request to any host of the same sandbox. A browser test may have asked for
 * https://admin.shopify.com, which names no port: then the shop's own address does.
 */
export const originOf = (request: SandboxRequest, host: "admin" | "app", shop?: Shop): string => {
  const port = request.url.port || (shop ? new URL(shop.primaryUrl).port : "");
  return `http://${host}.localhost${port && `:${port}`}`;
};

/**
 * The app as a merchant's browser sees it, like a developer's tunnel: everything goes to where the app listens.
 *
 * Only what the Internet would be needed for is changed: in pages the address of App Bridge and of the Inter font, in
 * the policy who may frame it and where the two come from, and a redirect into admin.shopify.com goes to the admin here.
 */
export const appHostRoutes =
  (config: AppConfig): Routes =>
  () => ({
    app: Object.fromEntries(METHODS.map((method) => [`${method} /*`, (request) => passOn(config, request)])),
  });

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

async function passOn(config: AppConfig, request: SandboxRequest): Promise<SandboxReply> {
  const { host } = request.url;
  if (new URL(config.appUrl).host === host) {
    return {
      status: 508,
      body: "The sandbox is told that the app is at this very address; tell it where the app listens",
    };
  }
  const target = new URL(request.url.pathname + request.url.search, new URL(config.appUrl).origin);
  const reply = await forward(request, target, { Host: host, "X-Forwarded-Host": host, "X-Forwarded-Proto": "http" });
  return adapt(reply, originOf(request, "admin"));
}

export function adapt(reply: SandboxReply, admin: string): SandboxReply {
  const headers: Record<string, string | readonly string[]> = { ...reply.headers };
  for (const [name, value] of Object.entries(headers)) {
    if (name === "content-security-policy") headers[name] = policy(String(value), admin);
    if (name === "location" || name === "link" || name.startsWith("x-shopify-api-request-failure"))
      headers[name] = local(String(value), admin);
  }
  const isPage = String(headers["content-type"] ?? "").includes("text/html");
  if (!isPage || reply.body === undefined) return { ...reply, headers };
  return { ...reply, headers, body: local(reply.body.toString(), admin) };
}

const local = (text: string, admin: string): string =>
  text
    .replaceAll(APP_BRIDGE_URL, `${admin}/app-bridge.js`)
    .replace(INTER, `${admin}/inter.css`)
    .replaceAll("https://admin.shopify.com/store/", `${admin}/store/`);

function policy(text: string, admin: string): string {
  return text
    .split(";")
    .map((directive) => {
      const [name, ...sources] = directive.trim().split(/\s+/);
      const framing = name === "frame-ancestors" && !sources.includes("'none'");
      const fromCdn =
        sources.includes(CDN) && (name === "script-src" || name === "style-src" || name === "script-src-elem");
      return framing || fromCdn ? `${directive.trim()} ${admin}` : directive.trim();
    })
    .filter((directive) => directive !== "")
    .join("; ");
}
