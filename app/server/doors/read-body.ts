import type { IncomingMessage } from "node:http";

export type ReadBody =
  | { readonly kind: "read"; readonly body: Buffer }
  | { readonly kind: "too_large" }
  /** It did not come whole in time. */
  | { readonly kind: "too_slow" }
  /** The sender went away in the middle. */
  | { readonly kind: "cut_off" };

export type BodyLimits = { bytes: number; ms: number };

/** Reads a request's body as bytes, counted while they come: never more than the limit is held. */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<ReadBody> {
  if (Number(request.headers["content-length"] ?? 0) > limits.bytes) return Promise.resolve({ kind: "too_large" });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const timer = setTimeout(() => end({ kind: "too_slow" }), limits.ms);
    let ended = false;
    const end = (result: ReadBody) => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      request.removeAllListeners("data");
      if (result.kind !== "read") request.pause();
      resolve(result);
    };
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limits.bytes) end({ kind: "too_large" });
      else chunks.push(chunk);
    });
    request.once("end", () => {
      const [first] = chunks;
      end({ kind: "read", body: chunks.length === 1 && first ? first : Buffer.concat(chunks, bytes) });
    });
    request.once("close", () => end({ kind: "cut_off" }));
    request.once("error", () => end({ kind: "cut_off" }));
  });
}
