import { timingSafeEqual } from "node:crypto";
import { json, type Handler, type RouteTable, type SandboxReply, type SandboxRequest } from "../http/router.ts";
import type { AccessToken, AppInstallation } from "../state/apps.ts";
import type { Shop } from "../state/shop.ts";
import type { World } from "../state/world.ts";
import { verifySessionToken } from "./session-token.ts";
import { issueOffline, issueOnline, refresh } from "./tokens.ts";

const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
const ONLINE = "urn:shopify:params:oauth:token-type:online-access-token";
const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";

const refuse = (error: string, description: string, status = 400): SandboxReply =>
  json({ error, error_description: description }, status);

/** The form's fields or the JSON's, as texts; Shopify takes both. */
function fieldsOf(request: SandboxRequest): Record<string, string> {
  const text = request.body.toString("utf8");
  if (!request.headers["content-type"]?.includes("json")) return Object.fromEntries(new URLSearchParams(text));
  try {
    const body: unknown = JSON.parse(text);
    return Object.fromEntries(Object.entries(body ?? {}).map(([key, value]) => [key, String(value)]));
  } catch {
    return {};
  }
}

function sameSecret(given: string, own: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(own)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const secondsLeft = (until: Date, now: Date): number => Math.round((until.getTime() - now.getTime()) / 1000);

function offlineAnswer(token: AccessToken, now: Date): SandboxReply {
  const expiring =
    token.expiresAt && token.refreshExpiresAt
      ? {
          expires_in: secondsLeft(token.expiresAt, now),
          refresh_token: token.refreshToken,
          refresh_token_expires_in: secondsLeft(token.refreshExpiresAt, now),
        }
      : {};
  return json({ access_token: token.token, scope: token.scopes.join(","), ...expiring });
}

function onlineAnswer(token: AccessToken, shop: Shop, now: Date): SandboxReply {
  const scope = token.scopes.join(",");
  return json({
    access_token: token.token,
    scope,
    expires_in: token.expiresAt ? secondsLeft(token.expiresAt, now) : null,
    associated_user_scope: scope,
    associated_user: {
      id: token.userId,
      first_name: "Demo",
      last_name: "Merchant",
      email: shop.email,
      account_owner: true,
      locale: shop.locale,
      collaborator: false,
      email_verified: true,
    },
  });
}

async function exchange(
  world: World,
  shop: Shop,
  app: AppInstallation,
  fields: Record<string, string>,
): Promise<SandboxReply> {
  if (fields["subject_token_type"] !== ID_TOKEN)
    return refuse("invalid_request", `subject_token_type must be ${ID_TOKEN}`);
  const now = world.clock.machine();
  const { apiKey } = app.config;
  const verdict = await verifySessionToken(fields["subject_token"] ?? "", {
    shop: shop.domain,
    apiKey,
    secret: app.secret,
    now,
  });
  if (verdict.kind === "invalid")
    return refuse("invalid_subject_token", `The session token is invalid: ${verdict.why}`);
  const type = fields["requested_token_type"];
  if (type === ONLINE) return onlineAnswer(issueOnline(app, now, Number(verdict.userId) || 1), shop, now);
  if (type !== OFFLINE) return refuse("invalid_request", `requested_token_type must be ${ONLINE} or ${OFFLINE}`);
  return offlineAnswer(issueOffline(app, now, fields["expiring"] === "1"), now);
}

/** `POST /admin/oauth/access_token`: token exchange and refresh. */
export function oauthRoutes(world: World): RouteTable {
  const accessToken: Handler = async (request) => {
    const { shop } = request;
    if (!shop) return refuse("invalid_request", "This shop does not exist", 404);
    const fields = fieldsOf(request);
    const app = shop.apps.get(fields["client_id"] ?? "");
    if (!app) return refuse("application_cannot_be_found", "The app is not installed in this shop");
    if (!sameSecret(fields["client_secret"] ?? "", app.secret))
      return refuse("invalid_client", "The client secret is wrong", 401);
    if (fields["grant_type"] === EXCHANGE) return exchange(world, shop, app, fields);
    if (fields["grant_type"] !== "refresh_token")
      return refuse("unsupported_grant_type", `grant_type must be ${EXCHANGE} or refresh_token`);
    const now = world.clock.machine();
    const token = refresh(app, fields["refresh_token"] ?? "", now);
    return token
      ? offlineAnswer(token, now)
      : refuse("invalid_grant", "The refresh token is expired, revoked or spent");
  };
  return { "POST /admin/oauth/access_token": accessToken };
}
