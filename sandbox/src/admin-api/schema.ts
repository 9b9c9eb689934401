import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from "graphql";
import { teachScalars } from "./scalars.ts";

export const API_VERSION = "2026-10";

/** What a type or field ("Order", "Mutation.orderUpdate") needs: of each group one scope. */
export interface ScopeRule {
  text: string;
  needs: readonly (readonly string[])[];
}

const pixel: ScopeRule = {
  text: "`write_pixels` access scope. Also: The app requires read_customer_events access scope and user access permission.",
  needs: [["write_pixels"], ["read_customer_events"]],
};

/** Scopes that Shopify demands but does not list beside the field: known from the field's own documentation. */
const UNLISTED: Readonly<Record<string, ScopeRule>> = {
  "Mutation.refundCreate": { text: "`write_orders` access scope.", needs: [["write_orders"]] },
  "Mutation.webPixelCreate": pixel,
  "Mutation.webPixelUpdate": pixel,
};

export interface AdminSchema {
  schema: GraphQLSchema;
  scopes: Readonly<Record<string, ScopeRule>>;
  /** Webhook topics ("orders/create") and the scopes of which each needs one; none: no scope. */
  topics: Readonly<Record<string, readonly string[]>>;
}

let loaded: AdminSchema | null = null;

/** Shopify's published schema with its scopes; built on first use (some 250 ms, 150 MB) and kept. */
export function adminSchema(): AdminSchema {
  if (loaded) return loaded;
  const file = path.join(import.meta.dirname, `../../schema/admin-${API_VERSION}.json.gz`);
  const kept = JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")) as {
    schema: IntrospectionQuery;
    scopes: Record<string, ScopeRule>;
    topics: Record<string, string[]>;
  };
  const schema = buildClientSchema(kept.schema, { assumeValid: true });
  teachScalars(schema);
  loaded = { schema, scopes: { ...kept.scopes, ...UNLISTED }, topics: kept.topics };
  return loaded;
}
