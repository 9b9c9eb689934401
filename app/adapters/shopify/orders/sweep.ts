import { formatInstant, instant, type Instant } from "#app/domain/kernel/instant.ts";
import type { OrderStamp, SourceShop, SweepState } from "#app/services/ports/order-source.ts";
import type { AdminClient } from "../admin-client.ts";
import { numberIn } from "../gid.ts";
import { AdminContractBroken, AdminUnavailable } from "../admin-errors.ts";
import { sweepLine, sweepStart, sweepState } from "./answers.ts";
import { sweepQuery } from "./documents.ts";

/** Has Shopify list the stamps of all orders that changed since an instant, in its own time. */
export async function startSweep(admin: AdminClient, shop: SourceShop, from: Instant) {
  const query = sweepQuery(formatInstant(from));
  const { bulkOperation, userErrors } = (await admin(shop.domain, "sweepStart", { query }, sweepStart))
    .bulkOperationRunQuery;
  if (bulkOperation) return { kind: "started", sweep: bulkOperation.id } as const;
  if (userErrors.some(({ code }) => code === "LIMIT_REACHED" || code === "OPERATION_IN_PROGRESS"))
    return { kind: "busy" } as const;
  throw new AdminContractBroken(
    `Shopify refused to list orders: ${userErrors.map(({ message }) => message).join("; ")}`,
  );
}

export async function sweepOf(
  admin: AdminClient,
  send: typeof fetch,
  shop: SourceShop,
  id: string,
): Promise<SweepState> {
  const { bulkOperation } = await admin(shop.domain, "sweepState", { id }, sweepState);
  if (bulkOperation === null) return { kind: "failed", why: "Shopify no longer knows of the list" };
  const { status, errorCode, url } = bulkOperation;
  if (status === "COMPLETED") return { kind: "listed", pages: url === null ? nothing() : stampsAt(send, url) };
  if (status === "CREATED" || status === "RUNNING") return { kind: "running" };
  return { kind: "failed", why: errorCode ? `${status}: ${errorCode}` : status };
}

// Nothing found is no file.
async function* nothing(): AsyncIterable<readonly OrderStamp[]> {}

const atOnce = 1_000;

/** Reads the result as it arrives: it may be far larger than memory should be. */
async function* stampsAt(send: typeof fetch, url: string): AsyncIterable<readonly OrderStamp[]> {
  const response = await send(url);
  if (!response.ok || response.body === null)
    throw new AdminUnavailable(`the list of orders could not be fetched: HTTP ${response.status}`);
  let stamps: OrderStamp[] = [];
  for await (const line of lines(response.body)) {
    if (line === "") continue;
    const { id, updatedAt } = sweepLine.parse(JSON.parse(line));
    stamps.push({ orderId: numberIn(id), updatedAt: instant(Date.parse(updatedAt)) });
    if (stamps.length < atOnce) continue;
    yield stamps;
    stamps = [];
  }
  if (stamps.length > 0) yield stamps;
}

async function* lines(body: ReadableStream<Uint8Array>): AsyncIterable<string> {
  let rest = "";
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const parts = (rest + chunk.value).split("\n");
    rest = parts.pop() ?? "";
    yield* parts;
  }
  yield rest;
}
