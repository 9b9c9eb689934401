export interface BridgeConfig {
  apiKey: string;
  shop?: string;
  host?: string;
  locale: string;
  appOrigins: string[];
  disabledFeatures: string[];
}

const KEPT = ["shop", "host", "locale"] as const;
const STORAGE_KEY = "app-bridge-config";

/** The query parameters that the admin adds to the app's address; they are no part of the app's own path. */
export const ADMIN_PARAMETERS = ["embedded", "shop", "host", "id_token", "locale", "hmac", "timestamp", "session"];

/**
 * From the script tag or the meta tag and the query that the admin gave; the latter is kept for the
 * tab, since the app's own links do not carry it on.
 */
export function readConfig(own: Window, script: HTMLOrSVGScriptElement | null): BridgeConfig {
  const meta = own.document.querySelector<HTMLMetaElement>('meta[name="shopify-api-key"]');
  const list = (name: string): string[] =>
    own.document
      .querySelector<HTMLMetaElement>(`meta[name="${name}"]`)
      ?.content.split(",")
      .map((it) => it.trim()) ?? [];
  const storage = storageOf(own);
  const stored = parse(storage?.getItem(STORAGE_KEY) ?? null);
  const query = new URLSearchParams(own.location.search);
  const kept = Object.fromEntries(
    KEPT.flatMap((name) => {
      const value = query.get(name) ?? stored[name];
      return value ? [[name, value]] : [];
    }),
  );
  storage?.setItem(STORAGE_KEY, JSON.stringify(kept));
  return {
    locale: "en-US",
    ...kept,
    apiKey: script?.dataset["apiKey"] ?? meta?.content ?? "",
    appOrigins: list("shopify-app-origins"),
    disabledFeatures: list("shopify-disabled-features"),
  };
}

/** A browser that keeps other sites' frames from storing throws at the mere look; then the query alone tells. */
function storageOf(own: Window): Storage | null {
  try {
    return own.sessionStorage;
  } catch {
    return null;
  }
}

function parse(text: string | null): Record<string, string> {
  const value: unknown = JSON.parse(text ?? "{}");
  return Object.fromEntries(
    Object.entries(value ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
