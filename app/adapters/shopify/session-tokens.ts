import { errors, jwtVerify } from "jose";
import type { SessionTokens } from "#app/services/ports/capture.ts";

export type SessionTokenOptions = {
  /** The app's client id: the audience. */
  apiKey: string;
  /** Every secret that may have signed: during a rotation, two. */
  secrets: readonly string[];
};

/** Checkout's tokens name the shop bare, others with a scheme. */
const SHOP = /^(?:https:\/\/)?([a-z0-9][a-z0-9-]*\.myshopify\.com)$/;
/** As Shopify's own library allows. */
const CLOCK_TOLERANCE_SECONDS = 10;
/** Shopify's live 5 minutes; one that says it lives longer was not made for this. */
const OLDEST_SECONDS = 15 * 60;

/** Reads the tokens that Shopify signs (HS256) for extensions: signature, audience, times, shop. */
export function createSessionTokens({ apiKey, secrets }: SessionTokenOptions): SessionTokens {
  const keys = secrets.map((secret) => new TextEncoder().encode(secret));
  const payloadOf = async (token: string) => {
    for (const key of keys) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ["HS256"],
          audience: apiKey,
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
          maxTokenAge: OLDEST_SECONDS,
          requiredClaims: ["exp", "iat", "dest"],
        });
        return payload;
      } catch (error) {
        if (!(error instanceof errors.JOSEError)) throw error;
      }
    }
    return null;
  };
  return {
    async verify(token) {
      const payload = await payloadOf(token);
      const shopDomain = SHOP.exec(String(payload?.["dest"] ?? ""))?.[1];
      if (payload === null || shopDomain === undefined) return { kind: "invalid" };
      const session = String(payload.jti ?? payload["sid"] ?? payload.iat);
      return { kind: "valid", shopDomain, session };
    },
  };
}
