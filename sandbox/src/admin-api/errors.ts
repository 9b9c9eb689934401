/** Errors as the Admin API words them. */
import { GraphQLError } from "graphql";

const DOCS = "https://shopify.dev/api/usage";

/** `errors[]` of an answer, as it goes over the wire. */
export interface ApiError {
  message: string;
  locations?: { line: number; column: number }[];
  path?: (string | number)[];
  extensions?: Record<string, unknown>;
}

export const accessDenied = (field: string, requiredAccess: string): GraphQLError =>
  new GraphQLError(`Access denied for ${field} field. Required access: ${requiredAccess}`, {
    extensions: { code: "ACCESS_DENIED", documentation: `${DOCS}/access-scopes`, requiredAccess },
  });

/** Names the field: an answer of null would let the app believe something that is not so. */
export const notImplemented = (what: string): GraphQLError =>
  new GraphQLError(
    `The sandbox does not implement ${what} yet. It is valid at Shopify; add it under sandbox/src/admin-api.`,
    { extensions: { code: "SANDBOX_NOT_IMPLEMENTED" } },
  );

export const badRequest = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });

export const throttled = (): ApiError => ({
  message: "Throttled",
  extensions: { code: "THROTTLED", documentation: `${DOCS}/rate-limits` },
});

export const tooExpensive = (cost: number, maxCost: number): ApiError => ({
  message:
    `Query cost is ${cost}, which exceeds the single query max cost limit (${maxCost}).\n\n` +
    `See ${DOCS}/rate-limits for more information on how the\ncost of a query is calculated.\n\n` +
    "To query larger amounts of data with fewer limits, bulk operations should be used instead.\n" +
    "See https://shopify.dev/docs/api/usage/bulk-operations/queries for usage details.\n",
  extensions: { code: "MAX_COST_EXCEEDED", cost, maxCost, documentation: `${DOCS}/rate-limits` },
});

/** Lists of input hold 250 items at most, whatever they are: https://shopify.dev/docs/api/usage/limits */
export const inputTooLong = (given: number, max: number): GraphQLError =>
  new GraphQLError(`The input array size of ${given} is greater than the maximum allowed of ${max}.`, {
    extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" },
  });
