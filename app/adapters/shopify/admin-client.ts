import { ClientError, GraphQLClient } from "graphql-request";
import { z } from "zod";
import { AdminAccessDenied, AdminContractBroken, AdminUnauthorized, AdminUnavailable } from "./admin-errors.ts";
import { documents, type DocumentName } from "./documents.ts";

/** Runs one of our documents on a shop and reads the answer with `schema`. */
export type AdminClient = <T>(
  shop: string,
  name: DocumentName,
  variables: Record<string, unknown>,
  schema: z.ZodType<T>,
) => Promise<T>;

export type AdminClientOptions = {
  apiVersion: string;
  fetch: typeof fetch;
  /**
   * The shop's offline token, renewed when it has expired. `rejected` is one that Shopify did not accept just now.
   * @throws AdminUnauthorized when there is none
   */
  tokenFor(shop: string, rejected?: string): Promise<string>;
  sleep?: (ms: number) => Promise<void>;
};

const mostTries = 6;
const longestWaitMs = 20_000;
const requestTimeoutMs = 30_000;

/**
 * The client of the Admin API for work in the background and in pages alike.
 *
 * Waits out the throttle (as long as the bucket says it takes to refill), renews an expired token once, and throws
 * typed errors. `userErrors` are part of an answer, and for the caller to judge.
 *
 * @see https://shopify.dev/docs/api/usage/limits
 */
export function createAdminClient(options: AdminClientOptions): AdminClient {
  const sleep = options.sleep ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));

  return async (shop, name, variables, schema) => {
    let token = await options.tokenFor(shop);
    let renewed = false;
    for (let attempt = 1; ; attempt++) {
      const answer = await send(options, { shop, token, name, variables });
      if (answer.kind === "data") return read(name, answer.data, schema);
      if (answer.kind === "unauthorized") {
        if (renewed) throw new AdminUnauthorized(shop);
        renewed = true;
        token = await options.tokenFor(shop, token);
      } else if (attempt < mostTries) {
        await sleep(Math.min(answer.waitMs ?? 250 * 2 ** attempt, longestWaitMs));
      } else {
        throw new AdminUnavailable(`${name} for ${shop}: ${answer.why}, ${mostTries} times`, { cause: answer.cause });
      }
    }
  };
}

type Answer =
  | { kind: "data"; data: unknown }
  | { kind: "unauthorized" }
  | { kind: "again"; why: string; waitMs?: number | undefined; cause?: unknown };

type Call = { shop: string; token: string; name: DocumentName; variables: Record<string, unknown> };

async function send(options: AdminClientOptions, { shop, token, name, variables }: Call): Promise<Answer> {
  const client = new GraphQLClient(`https://${shop}/admin/api/${options.apiVersion}/graphql.json`, {
    fetch: options.fetch,
    headers: { "X-Shopify-Access-Token": token },
  });
  try {
    const signal = AbortSignal.timeout(requestTimeoutMs);
    return { kind: "data", data: await client.request({ document: documents[name], variables, signal }) };
  } catch (error) {
    if (error instanceof ClientError) return judge(name, error);
    // A network that fails says so with a TypeError, a time-out with a DOMException; both may be tried again.
    return { kind: "again", why: "unreachable", cause: error };
  }
}

/** @throws AdminAccessDenied, AdminContractBroken for what trying again cannot mend */
function judge(name: DocumentName, { response }: ClientError): Answer {
  if (response.status === 401 || response.status === 403) return { kind: "unauthorized" };
  if (response.status === 429) return { kind: "again", why: "throttled", waitMs: retryAfterMs(response.headers) };
  if (response.status >= 500) return { kind: "again", why: `HTTP ${response.status}` };

  const errors = response.errors ?? [];
  for (const { extensions } of errors) {
    if (extensions?.["code"] === "THROTTLED")
      return { kind: "again", why: "throttled", waitMs: refillMs(response.extensions) };
    if (extensions?.["code"] === "INTERNAL_SERVER_ERROR") return { kind: "again", why: "an internal error at Shopify" };
    if (extensions?.["code"] === "ACCESS_DENIED")
      throw new AdminAccessDenied(String(extensions["requiredAccess"] ?? name));
  }
  const messages = errors.map((error) => error.message).join("; ");
  throw new AdminContractBroken(`Shopify refused ${name} (HTTP ${response.status}): ${messages || "no reason given"}`);
}

function retryAfterMs(headers: unknown): number | undefined {
  const seconds = headers instanceof Headers ? Number(headers.get("Retry-After")) : Number.NaN;
  return seconds > 0 ? seconds * 1_000 : undefined;
}

const costs = z.object({
  cost: z.object({
    requestedQueryCost: z.number(),
    throttleStatus: z.object({ currentlyAvailable: z.number(), restoreRate: z.number().positive() }),
  }),
});

/** How long until the shop's bucket holds what the document costs. */
function refillMs(extensions: unknown): number | undefined {
  const parsed = costs.safeParse(extensions);
  if (!parsed.success) return undefined;
  const { requestedQueryCost, throttleStatus } = parsed.data.cost;
  const missing = requestedQueryCost - throttleStatus.currentlyAvailable;
  return missing <= 0 ? undefined : Math.ceil((missing / throttleStatus.restoreRate) * 1_000);
}

function read<T>(name: DocumentName, data: unknown, schema: z.ZodType<T>): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  throw new AdminContractBroken(`The answer to ${name} is not as expected:\n${z.prettifyError(result.error)}`);
}
