/**
 * Builds the extensions with Shopify's own command line, without a login: `npm run build:extensions`.
 *
 * It finds wrong types, unknown targets and missing modules. What it passes in silence (unknown keys, sizes, theme
 * schemas) is in tests/contract/extensions.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { z } from "zod";

const root = path.resolve(import.meta.dirname, "..");
const toml = z
  .object({ application_url: z.url() })
  .parse(parse(readFileSync(path.join(root, "shopify.app.toml"), "utf8")));
const appUrl = process.env["SHOPIFY_APP_URL"] || new URL(toml.application_url).origin;

const built = spawnSync(
  "npx",
  ["--no-install", "shopify", "app", "build", "--path", root, "--skip-dependencies-installation", "--no-color"],
  {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    // `CI`: ask nothing. The extensions call the app by the URL that they are built with.
    env: { ...process.env, CI: "1", SHOPIFY_CLI_NO_ANALYTICS: "1", SHOPIFY_APP_URL: appUrl },
  },
);
if (built.error) throw built.error;
process.exitCode = built.status ?? 1;
