/**
 * Refreshes `sandbox/schema/admin-<version>.json.gz`: Shopify's published Admin schema without descriptions, with the
 * access scopes that its types and fields need.
 *
 *     npx node scripts/refresh-admin-schema.ts [package version] [api version]
 *
 * The npm package that carries it weighs 365 MB with its dependencies, so it is packed and read, never installed.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { parseRequirement, topicScopes } from "../sandbox/src/admin-api/scope-text.ts";

const [packageVersion = "1.16.0", apiVersion = "2026-10"] = process.argv.slice(2);

interface ScopeItem {
  typeName: string;
  fieldName?: string;
  requiredAccess: string;
  offlineScopes: string[];
}
interface Published {
  data: { __schema: { types: { name: string; enumValues: { name: string; description: string }[] | null }[] } };
  offline_scopes: { items: ScopeItem[] };
}

function download(): Published {
  const folder = mkdtempSync(path.join(tmpdir(), "admin-schema-"));
  try {
    execFileSync("npm", ["pack", `@shopify/dev-mcp@${packageVersion}`, "--silent"], { cwd: folder, stdio: "pipe" });
    const archive = readdirSync(folder).find((name) => name.endsWith(".tgz"));
    if (!archive) throw new Error("npm pack left no archive; is the npm registry reachable?");
    const member = `package/dist/data/admin_${apiVersion}.json.gz`;
    execFileSync("tar", ["-xzf", archive, member], { cwd: folder });
    return JSON.parse(gunzipSync(readFileSync(path.join(folder, member))).toString("utf8")) as Published;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Drops the texts: they are two thirds of the size, and only whether something is deprecated matters here. */
function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
      if (key === "description") return [];
      if (key === "deprecationReason") return [[key, inner === null ? null : "deprecated"]];
      return [[key, strip(inner)]];
    }),
  );
}

function topicValues({ data }: Published): { name: string; description: string }[] {
  const { __schema: schema } = data;
  const type = schema.types.find(({ name }) => name === "WebhookSubscriptionTopic");
  if (!type?.enumValues) throw new Error("The schema has no WebhookSubscriptionTopic");
  return type.enumValues;
}

/** The topic as webhooks and the app's configuration write it stands in its description alone. */
function topicOf(description: string): string {
  const [, topic] = /webhook topic\s+for\s+`([a-z_./]+)`\s+events/.exec(description) ?? [];
  if (!topic) throw new Error(`No topic in "${description}"`);
  return topic;
}

const published = download();
const scopes: Record<string, { text: string; needs: string[][] }> = {};
for (const item of published.offline_scopes.items) {
  if (item.offlineScopes.length === 0) continue;
  const key = item.fieldName ? `${item.typeName}.${item.fieldName}` : item.typeName;
  scopes[key] = { text: item.requiredAccess, needs: parseRequirement(item.requiredAccess, item.offlineScopes) };
}
const file = path.join(import.meta.dirname, `../sandbox/schema/admin-${apiVersion}.json.gz`);
const topics = Object.fromEntries(
  topicValues(published).map(({ description }) => [topicOf(description), topicScopes(description)]),
);
const stripped = {
  from: `@shopify/dev-mcp ${packageVersion}`,
  apiVersion,
  schema: strip(published.data),
  scopes,
  topics,
};
writeFileSync(file, gzipSync(JSON.stringify(stripped), { level: 9 }));
console.log(
  `${path.relative(process.cwd(), file)}: ${readFileSync(file).length} bytes, ${Object.keys(scopes).length} scope rules`,
);
