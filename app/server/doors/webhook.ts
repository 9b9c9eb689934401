import { createSecretKey } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { bodyLimit } from "#app/adapters/database/inbox/body.ts";
import { packDelivery, type PackedDelivery } from "#app/adapters/database/inbox/store.ts";
import { verifyDelivery } from "#app/services/inbox/verify-delivery.ts";
import { GroupCommit, type Commitment } from "./group-commit.ts";
import { readBody, type BodyLimits, type ReadBody } from "./read-body.ts";
import { createRefusalLog } from "./refusal-log.ts";
import { createStoringLog } from "./storing-log.ts";

export type WebhookDoorDeps = {
  /** Of the app, the newest first; the one before is valid too while it is being rotated. */
  secrets: readonly string[];
  /** Makes deliveries durable, each once: `storeDeliveries` over the pool. */
  store: (batch: readonly PackedDelivery[]) => Promise<unknown>;
  log: { warn(fields: object, message: string): void };
  /** Called when deliveries have been stored: wakes a worker of this process. */
  onStored?: () => void;
  limits?: Partial<WebhookDoorLimits>;
};

export type WebhookDoorLimits = {
  body: BodyLimits;
  /** Statements under way at once. */
  lanes: number;
  group: { items: number; bytes: number };
  waiting: { items: number; bytes: number };
  /** Shopify waits for 5 seconds: an answer after that is none. */
  patienceMs: number;
};

const defaults: WebhookDoorLimits = {
  body: { bytes: bodyLimit, ms: 8_000 },
  lanes: 2,
  group: { items: 500, bytes: 4 * 1024 * 1024 },
  waiting: { items: 20_000, bytes: 64 * 1024 * 1024 },
  patienceMs: 4_500,
};

export type WebhookDoor = ((request: IncomingMessage, response: ServerResponse) => Promise<void>) & {
  /** Resolves when every delivery taken has been answered. */
  drained(): Promise<void>;
};

/**
 * Where Shopify's webhooks come in: verify, store, answer. Nothing is parsed and nothing decided here; a delivery is
 * answered 200 once its row is durable, and everything else is the worker's.
 *
 * Answers: 200 stored (now or before) · 400 no signature, header or body · 401 not signed with our secret · 405 not POST ·
 * 408 too slow · 413 too large · 503 not stored, come again.
 */
export function createWebhookDoor({ secrets, store, log, onStored, limits }: WebhookDoorDeps): WebhookDoor {
  const { body: bodyLimits, ...queue } = { ...defaults, ...limits };
  const keys = secrets.map((secret) => createSecretKey(Buffer.from(secret)));
  const told = createStoringLog(log);
  const tellRefused = createRefusalLog(log);
  const commits = new GroupCommit<PackedDelivery>({ ...queue, commit, sizeOf: ({ packed }) => packed.length });

  async function commit(group: readonly PackedDelivery[]): Promise<void> {
    try {
      await store(group);
    } catch (error) {
      told.failed(error, group.length);
      throw error;
    }
    told.stored();
    onStored?.();
  }

  const door = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== "POST") return answer(response, 405, { Allow: "POST" });
    const read = await readBody(request, bodyLimits);
    if (read.kind !== "read") {
      tellRefused(read.kind);
      return refuse(read.kind, request, response);
    }
    const verified = verifyDelivery(request.headers, read.body, keys);
    if (verified.kind !== "verified") {
      tellRefused(verified.kind);
      return answer(response, verified.kind === "forged" ? 401 : 400);
    }
    answerCommitment(response, await commits.add(packDelivery(verified.delivery)));
  };
  return Object.assign(door, { drained: () => commits.drained() });
}

function answerCommitment(response: ServerResponse, commitment: Commitment): void {
  if (commitment.kind === "committed") answer(response, 200);
  else answer(response, 503, { "Retry-After": commitment.kind === "full" ? "5" : "30" });
}

const status: Record<Exclude<ReadBody["kind"], "read" | "cut_off">, number> = { too_large: 413, too_slow: 408 };

/** The rest of the body is not waited for: the connection ends with the answer. */
function refuse(kind: Exclude<ReadBody["kind"], "read">, request: IncomingMessage, response: ServerResponse): void {
  if (kind === "cut_off") {
    request.destroy();
    return;
  }
  answer(response, status[kind], { Connection: "close" });
  response.once("finish", () => request.destroy());
}

function answer(response: ServerResponse, code: number, headers: Record<string, string> = {}): void {
  if (response.destroyed) return;
  response.writeHead(code, { "Content-Length": "0", ...headers }).end();
}
