import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";

export function createRequest(request: IncomingMessage & { originalUrl?: string }): Request {
  const url = new URL(request.originalUrl ?? request.url ?? "/", `http://${request.headers.host}`);
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const method = request.method ?? "GET";
  const body = method === "POST" ? Readable.toWeb(request) : null;
  return new Request(url, {
    method,
    headers,
    ...(body ? { body: body as ReadableStream, duplex: "half" } : {}),
  } as RequestInit);
}

export async function sendResponse(response: ServerResponse, answer: Response): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
}
