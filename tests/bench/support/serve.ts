import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { Usage } from "./servers.ts";

/** The other side of `startServer`: listens, tells its port, and what it uses when asked. */
export function serve(handler: RequestListener): void {
  const server = createServer(handler);
  server.keepAliveTimeout = 65_000;
  server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
  process.on("message", (question: { collect: boolean }) => {
    if (question.collect) globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    const usage: Usage = { rssMiB: Math.round(process.memoryUsage.rss() / 2 ** 20), cpuMs: (user + system) / 1000 };
    process.send?.(usage);
  });
  process.on("disconnect", () => process.exit());
}
