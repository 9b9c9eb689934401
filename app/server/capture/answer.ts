import { setTimeout as sleep } from "node:timers/promises";

/** Extensions run in a worker of Shopify's origin, or of none; the token is what is checked, not the origin. */
const cors = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "Authorization, Content-Type",
  "Access-Control-Allow-Methods": "POST, OPTIONS",
  "Access-Control-Max-Age": "7200",
};

export const answer = (body: object, init: { status?: number; headers?: Record<string, string> } = {}): Response =>
  Response.json(body, {
    status: init.status ?? 200,
    headers: { ...cors, "Cache-Control": "no-store", ...init.headers },
  });

export const tooOften = (): Response => answer({}, { status: 429, headers: { "Retry-After": "300" } });

/** For routes that take POST: a preflight request is let through, anything else is told. */
export function preflight(request: Request): Response {
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: cors });
  return answer({ error: "Use POST" }, { status: 405, headers: { Allow: "POST, OPTIONS" } });
}

/** Longer than the work takes, so that an answer's time says nothing about what was found. */
const FLOOR_MS = 120;

/** Holds an answer back until `FLOOR_MS` after the question came. */
export async function inEqualTime(work: () => Promise<Response>): Promise<Response> {
  const [response] = await Promise.all([work(), sleep(FLOOR_MS)]);
  return response;
}
