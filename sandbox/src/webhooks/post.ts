import http from "node:http";
import https from "node:https";
import { localLookup } from "../hosts/local-lookup.ts";

/** Shopify gives a receiver 5 seconds in all. */
export const TIMEOUT_MS = 5000;

export type PostOutcome = { kind: "answered"; status: number } | { kind: "failed"; reason: string };

/** Posts a body and reads the status; a redirect is not followed, the answer's body is thrown away. */
export function post(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
  timeoutMs = TIMEOUT_MS,
): Promise<PostOutcome> {
  return new Promise((resolve) => {
    const client = url.protocol === "https:" ? https : http;
    const request = client.request(url, {
      method: "POST",
      headers: { ...headers, "Content-Length": body.length },
      lookup: localLookup,
      // A connection of its own: a kept one that the receiver just closed would look like a failed delivery.
      agent: false,
    });
    const timer = setTimeout(() => request.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    const end = (outcome: PostOutcome): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    request.on("response", (response) => {
      response.resume();
      response.on("error", (error) => end({ kind: "failed", reason: error.message }));
      response.on("end", () => end({ kind: "answered", status: response.statusCode ?? 0 }));
    });
    request.on("error", (error) => end({ kind: "failed", reason: error.message || "connection failed" }));
    request.end(body);
  });
}

export const accepted = (outcome: PostOutcome): boolean =>
  outcome.kind === "answered" && outcome.status >= 200 && outcome.status < 300;
