export { adminRoutes, type AdminOptions } from "./admin/routes.ts";
export { APP_BRIDGE_URL, appHostRoutes } from "./app-host.ts";
export { scriptRoutes } from "./scripts.ts";
