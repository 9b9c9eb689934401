import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { startSending } from "./sender.ts";

let server: Server;
afterEach(() => server.close());

/** A server that answers 200, after which a connection ends as `end` does it. */
async function serve(end: (socket: Socket) => void): Promise<number> {
  server = createServer((request, response) => {
    request.resume();
    response.setHeader("Content-Length", 0);
    response.end(() => setTimeout(end, 5, request.socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

describe("startSending", () => {
  it.each([
    ["closed", (socket: Socket) => void socket.end()],
    ["cut", (socket: Socket) => void socket.resetAndDestroy()],
  ])("goes on when its connection is %s while it waits for a delivery's moment", async (_, end) => {
    const sending = startSending({ port: await serve(end), seed: 1, senders: 8, rate: 200 });
    await sleep(400);
    const { taken, acknowledged, refused } = await sending.finish();
    expect(taken).toBe(500);
    expect(acknowledged.size).toBe(taken);
    expect(refused).toBeGreaterThan(0);
  });
});
