/**
 * Runs the sandbox by itself:
 *
 *     npx node sandbox/src/main.ts --port 4100 --app-url http://localhost:3000
 *
 * The app's key and secret come from SHOPIFY_API_KEY and SHOPIFY_API_SECRET.
 */
import path from "node:path";
import { parseArgs } from "node:util";
import { extensionHost } from "./extension-host/index.ts";
import { startSandbox } from "./server.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4100" },
    host: { type: "string", default: "127.0.0.1" },
    "app-url": { type: "string", default: "http://localhost:3000" },
    "smtp-port": { type: "string" },
    toml: { type: "string", default: path.join(import.meta.dirname, "../../shopify.app.toml") },
  },
});

const needed = (name: string): string => {
  const value = process.env[name];
  if (value) return value;
  process.stderr.write(`${name} is not set; give the sandbox the same key and secret as the app\n`);
  return process.exit(2);
};

const host = extensionHost({ apiKey: needed("SHOPIFY_API_KEY"), appUrl: () => sandbox.appConfig.appUrl });
const sandbox = await startSandbox({
  port: Number(values.port),
  host: values.host,
  appUrl: values["app-url"],
  apiKey: needed("SHOPIFY_API_KEY"),
  apiSecret: needed("SHOPIFY_API_SECRET"),
  tomlPath: values.toml,
  slots: host.slots,
  extraRoutes: host.extraRoutes,
  ...(values["smtp-port"] !== undefined && { smtpPort: Number(values["smtp-port"]) }),
});
for (const shop of sandbox.world.shops.values()) {
  sandbox.install(shop.domain);
  process.stdout.write(`${shop.name}: ${shop.primaryUrl} (${shop.domain})\n`);
}
process.stdout.write(`Admin: http://admin.localhost:${sandbox.port}\nStand-in for the app: ${sandbox.url}\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    void sandbox.close().then(() => process.exit(0));
  });
