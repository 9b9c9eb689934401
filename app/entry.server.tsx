import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { NonceContext } from "./components/nonce.ts";
import "./server/load-context.ts";

/** Loaders that take longer than this fail the request rather than hold the connection. */
export const streamTimeout = 10_000;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { container, cspNonce }: AppLoadContext,
): Promise<Response> {
  container.documentHeaders(request, headers, cspNonce);
  headers.set("Content-Type", "text/html");
  // People get the page as soon as its shell is ready, robots when it is whole.
  const readyEvent = isbot(request.headers.get("user-agent") ?? "") ? "onAllReady" : "onShellReady";

  return new Promise((resolve, reject) => {
    let answered = false;
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={cspNonce}>
        <RemixServer context={remixContext} url={request.url} nonce={cspNonce} abortDelay={streamTimeout} />
      </NonceContext.Provider>,
      {
        nonce: cspNonce,
        [readyEvent]() {
          answered = true;
          const body = new PassThrough();
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: status }));
          pipe(body);
        },
        onShellError: reject,
        onError(error: unknown) {
          if (answered) container.log.error({ err: error }, "a page broke off while it was sent");
        },
      },
    );
    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}

/** Errors of loaders and actions that no route expected; a request that the browser gave up is none. */
export function handleError(error: unknown, { request, context }: { request: Request; context: AppLoadContext }): void {
  if (request.signal.aborted) return;
  // An answer, not a fault: an address that nothing is at, a method that it does not have.
  if (isRouteErrorResponse(error) && error.status < 500) return;
  context.container.log.error({ err: error, path: new URL(request.url).pathname }, "a loader or action failed");
}
