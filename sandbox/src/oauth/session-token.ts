/** Session tokens as App Bridge gives them to an embedded app: HS256 with the app's secret, living one minute. */
import { randomUUID } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";

const LIFE_SECONDS = 60;
/** Shopify and its library allow clocks to differ by this much. */
const TOLERANCE_SECONDS = 10;

const keyOf = (secret: string): Uint8Array => new TextEncoder().encode(secret);

export interface MintOptions {
  /** "demo-store.myshopify.com" */
  shop: string;
  apiKey: string;
  secret: string;
  userId: number | string;
  /** Real time: the app checks tokens by the machine's clock. */
  now: Date;
  lifeSeconds?: number;
}

export async function mintSessionToken(options: MintOptions): Promise<string> {
  const { shop, apiKey, secret, userId, now, lifeSeconds = LIFE_SECONDS } = options;
  const seconds = Math.floor(now.getTime() / 1000);
  return new SignJWT({ dest: `https://${shop}`, sid: randomUUID() })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(`https://${shop}/admin`)
    .setAudience(apiKey)
    .setSubject(String(userId))
    .setIssuedAt(seconds)
    .setNotBefore(seconds)
    .setExpirationTime(seconds + lifeSeconds)
    .setJti(randomUUID())
    .sign(keyOf(secret));
}

export type Verdict = { kind: "valid"; userId: string } | { kind: "invalid"; why: string };

/** Checks signature, audience, shop and times of a session token. */
export async function verifySessionToken(
  token: string,
  { shop, apiKey, secret, now }: Pick<MintOptions, "shop" | "apiKey" | "secret" | "now">,
): Promise<Verdict> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      algorithms: ["HS256"],
      audience: apiKey,
      issuer: `https://${shop}/admin`,
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: now,
      requiredClaims: ["exp", "nbf", "sub"],
    });
    if (payload["dest"] !== `https://${shop}`) return { kind: "invalid", why: "it was made for another shop" };
    return { kind: "valid", userId: payload.sub ?? "" };
  } catch (error) {
    if (error instanceof errors.JOSEError) return { kind: "invalid", why: error.message };
    throw error;
  }
}
