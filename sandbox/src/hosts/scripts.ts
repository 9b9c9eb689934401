import path from "node:path";
import type { Routes, SandboxReply } from "../http/router.ts";
import { originOf } from "./app-host.ts";
import { browserScript } from "./browser-script.ts";

const made = new Map<string, string>();

/** Made at its first use and kept. */
function script(folder: string, file: string, call: string): SandboxReply {
  const key = `${folder}/${file} ${call}`;
  const body = made.get(key) ?? browserScript(path.join(import.meta.dirname, folder, file), call);
  made.set(key, body);
  return {
    status: 200,
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "no-cache",
      "cross-origin-resource-policy": "cross-origin",
    },
    body,
  };
}

/** The stand-in of https://cdn.shopify.com/shopifycloud/app-bridge.js, from every host, and the admin's own script. */
export const scriptRoutes: Routes = () => ({
  any: {
    "GET /app-bridge.js": (request) =>
      script(
        "app-bridge",
        "bridge.ts",
        `startBridge(window, document.currentScript, ${JSON.stringify(originOf(request, "admin"))});`,
      ),
    // Inter stands in for itself where it is installed; else the system's own sans serif is used.
    "GET /inter.css": () => ({
      status: 200,
      headers: { "content-type": "text/css; charset=utf-8" },
      body: '@font-face{font-family:"Inter";src:local("Inter");font-display:swap}\n',
    }),
  },
  admin: {
    "GET /admin-frame.js": () =>
      script(
        "admin-frame",
        "frame.ts",
        'startFrame(JSON.parse(document.getElementById("frame-settings").textContent));',
      ),
  },
});
