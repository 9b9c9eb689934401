import type { LoaderFunctionArgs } from "@remix-run/node";
import { createRequest, sendResponse } from "./node-http.ts";
import * as creatorCode from "../../../app/routes/api.creator-code.ts";
import * as events from "../../../app/routes/api.events.ts";
import * as receipt from "../../../app/routes/api.receipt.ts";
import * as survey from "../../../app/routes/api.survey.ts";
import * as recommended from "../../../app/routes/proxy.recommended.ts";
import * as referral from "../../../app/routes/proxy.referral.ts";
import type { Container } from "../../../app/server/container.ts";
import type { PageHandler } from "../../../app/server/remix.ts";

type Work = (args: LoaderFunctionArgs) => Promise<Response> | Response;
type Route = { loader: Work; action?: Work };

const routes: Readonly<Record<string, Route>> = {
  "/api/creator-code": creatorCode,
  "/api/events": events,
  "/api/receipt": receipt,
  "/api/survey": survey,
  "/proxy/recommended": recommended,
  "/proxy/referral": referral,
};

/** The extensions' endpoints alone, on the app's own server, without a build of its pages. */
export async function capturePages(container: Container): Promise<PageHandler> {
  return {
    async handle(request, response) {
      const route = routes[request.path];
      if (route === undefined) return void response.status(404).end();
      const asked = createRequest(request);
      const reads = asked.method === "GET" || asked.method === "OPTIONS" || route.action === undefined;
      const work = reads ? route.loader : (route.action ?? route.loader);
      const context = { container, cspNonce: "", visitor: request.ip ?? "" };
      const answer: unknown = await Promise.resolve(work({ request: asked, context, params: {} } as never)).catch(
        (thrown: unknown) => thrown,
      );
      if (!(answer instanceof Response)) throw answer;
      await sendResponse(response, answer);
    },
  };
}
