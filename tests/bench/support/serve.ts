import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** The other side of `startServer`: listens, tells its port, answers `rss`. */
export function serve(handler: RequestListener): void {
  const server = createServer(handler);
  server.keepAliveTimeout = 65_000;
  server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
  process.on("message", (message) => {
    if (message !== "rss") return;
    globalThis.gc?.();
    process.send?.({ rssMiB: Math.round(process.memoryUsage.rss() / 2 ** 20) });
  });
  process.on("disconnect", () => process.exit());
}
