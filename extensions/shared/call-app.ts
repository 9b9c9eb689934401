/** What the app said; `unreachable` covers no network, a time-out and any answer that is not ours. */
export type Answer = { kind: "answered"; body: unknown } | { kind: "limited" } | { kind: "unreachable" };

/** Put in by the bundler: the public URL of the app, from the environment of the build. */
declare const process: { env: { SHOPIFY_APP_URL?: string } };

/** A shopper waits for this, so a slow answer is no answer. */
const PATIENCE_MS = 3000;

/**
 * Posts to a public endpoint of the app as the current checkout session. Never throws: a checkout
 * must go on without us.
 * @param session signed by Shopify for this checkout and shop, 5 minutes long: asked anew for every call
 */
export async function callApp(session: { get(): Promise<string> }, path: string, body: object): Promise<Answer> {
  try {
    const response = await fetch(process.env.SHOPIFY_APP_URL + path, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${await session.get()}` },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.status === 429) return { kind: "limited" };
    if (!response.ok) return { kind: "unreachable" };
    return { kind: "answered", body: await response.json() };
  } catch {
    return { kind: "unreachable" };
  }
}

/** A field of an answer, when it is text; `""` otherwise, so that nothing odd is ever rendered. */
export function textIn(body: unknown, key: string): string {
  const value: unknown = typeof body === "object" && body !== null ? Reflect.get(body, key) : undefined;
  return typeof value === "string" ? value : "";
}
