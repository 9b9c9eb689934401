import { gid } from "../../state/ids.ts";
import type { BulkOperation } from "../../state/shop.ts";
import type { Context, View } from "../context.ts";
import { findNodesOf } from "./node.ts";

export const bulkOperationView = (operation: BulkOperation): View => ({
  __typename: "BulkOperation",
  id: gid("BulkOperation", operation.id),
  type: "QUERY",
  query: operation.query,
  status: operation.status,
  errorCode: operation.errorCode,
  createdAt: operation.createdAt,
  completedAt: operation.completedAt,
  objectCount: String(operation.objectCount),
  rootObjectCount: String(operation.rootObjectCount),
  fileSize: operation.jsonl === null ? null : String(Buffer.byteLength(operation.jsonl)),
  // As at Shopify there is no file, and no URL, when nothing was found.
  url: (_: never, { filesUrl }: Context) => (operation.jsonl ? bulkFileUrl(filesUrl, operation) : null),
  partialDataUrl: null,
});

export const bulkFileUrl = (filesUrl: string, operation: BulkOperation): string =>
  `${filesUrl}/__sandbox/bulk/${operation.key}.jsonl`;

findNodesOf("BulkOperation", ({ shop, app }, id) => {
  const operation = shop.bulkOperations.get(id);
  return operation?.apiKey === app.config.apiKey ? bulkOperationView(operation) : null;
});
