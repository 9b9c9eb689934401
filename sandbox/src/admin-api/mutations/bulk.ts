import { randomBytes } from "node:crypto";
import { gid } from "../../state/ids.ts";
import type { BulkOperation } from "../../state/shop.ts";
import { bulkFault } from "../bulk-rules.ts";
import { runBulk } from "../bulk-run.ts";
import type { Context, View } from "../context.ts";
import { notImplemented } from "../errors.ts";
import { prepare } from "../prepare.ts";
import { bulkOperationView } from "../views/bulk.ts";
import { nodeView } from "../views/node.ts";
import { payload, wrong, type UserError } from "./payload.ts";

const MAX_RUNNING = 5;

const refuse = (errors: readonly UserError[]): View =>
  payload("BulkOperationRunQueryPayload", { bulkOperation: null }, "BulkOperationUserError", errors);

/** Accepted at once, run some time later; the app polls `bulkOperation(id:)` and fetches the JSONL from its URL. */
export function bulkOperationRunQuery(args: { query: string; groupObjects?: boolean | null }, context: Context): View {
  if (args.groupObjects) throw notImplemented("bulkOperationRunQuery(groupObjects: true)");
  const { shop, world, app } = context;
  const prepared = prepare(context, { query: args.query });
  if (prepared.kind === "refused")
    return refuse(prepared.errors.map((error) => wrong(["query"], error.message, "INVALID")));
  const fault = bulkFault(context.admin.schema, prepared.document);
  if (fault) return refuse([wrong(["query"], fault, "INVALID")]);
  const running = [...shop.bulkOperations.values()].filter((o) => o.status === "CREATED" || o.status === "RUNNING");
  if (running.length >= MAX_RUNNING) {
    const message = `A maximum of ${MAX_RUNNING} bulk operations can run at the same time for this app and shop.`;
    return refuse([wrong(null, message, "LIMIT_REACHED")]);
  }
  const operation: BulkOperation = {
    id: world.ids.next("BulkOperation"),
    apiKey: app.config.apiKey,
    query: args.query,
    status: "CREATED",
    errorCode: null,
    createdAt: world.now(),
    completedAt: null,
    objectCount: 0,
    rootObjectCount: 0,
    jsonl: null,
    key: randomBytes(16).toString("hex"),
  };
  shop.bulkOperations.set(operation.id, operation);
  world.later(0, () => {
    if (operation.status === "CREATED") operation.status = "RUNNING";
  });
  world.later(world.latency.bulkOperationMs, () => complete(context, operation, prepared));
  return payload(
    "BulkOperationRunQueryPayload",
    { bulkOperation: bulkOperationView(operation) },
    "BulkOperationUserError",
  );
}

function complete(
  context: Context,
  operation: BulkOperation,
  { document, operation: definition }: Extract<ReturnType<typeof prepare>, { kind: "ready" }>,
): void {
  if (operation.status === "CANCELED") return;
  const result = runBulk(context, document, definition);
  operation.completedAt = context.world.now();
  if (result.kind === "failed") {
    operation.status = "FAILED";
    operation.errorCode = result.errorCode;
    return;
  }
  operation.status = "COMPLETED";
  operation.jsonl = result.jsonl;
  operation.objectCount = result.objectCount;
  operation.rootObjectCount = result.rootObjectCount;
}

export function bulkOperationCancel(args: { id: string }, context: Context): View {
  const found = [...context.shop.bulkOperations.values()].find((o) => gid("BulkOperation", o.id) === args.id);
  const type = "BulkOperationCancelPayload";
  if (!found || found.apiKey !== context.app.config.apiKey)
    return payload(type, { bulkOperation: null }, "UserError", [wrong(["id"], "Bulk operation does not exist")]);
  if (found.status === "CREATED" || found.status === "RUNNING") {
    found.status = "CANCELED";
    found.completedAt = context.world.now();
  }
  return payload(type, { bulkOperation: nodeView(context, args.id) }, "UserError");
}
