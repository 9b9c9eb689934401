import { createHmac, timingSafeEqual } from "node:crypto";
import { instant, type Instant } from "#app/domain/kernel/instant.ts";
import { hmacKey } from "../hmac-key.ts";
import { acceptedKeys, type SigningKeys } from "../signing-keys.ts";

/**
 * Proof that a link was followed at a time: `<link token>.<unix seconds>.<signature>`. The storefront keeps it in the cart,
 * and it comes back on the order. Without the key nobody can make one, or give one a later time.
 */
export type ClickToken = { token: string; clickedAt: Instant; signature: string };

const signatureBytes = 16;

/** @param clickedAt its milliseconds are cut off */
export function signClick(key: Uint8Array, token: string, clickedAt: Instant): ClickToken {
  const seconds = Math.floor(clickedAt / 1000);
  return { token, clickedAt: instant(seconds * 1000), signature: signatureOf(key, token, seconds) };
}

export const clickTokenText = ({ token, clickedAt, signature }: ClickToken): string =>
  `${token}.${clickedAt / 1000}.${signature}`;

/** Whether we signed this token with this time, with the key of now or the one before it; each compared in constant time. */
export function isSignedClick(signing: SigningKeys, click: ClickToken): boolean {
  const theirs = Buffer.from(click.signature);
  return acceptedKeys(signing).some((key) => {
    const ours = Buffer.from(signatureOf(key, click.token, Math.floor(click.clickedAt / 1000)));
    return ours.length === theirs.length && timingSafeEqual(ours, theirs);
  });
}

/** The label keeps it apart from everything else that is signed with the key. */
function signatureOf(key: Uint8Array, token: string, seconds: number): string {
  const full = createHmac("sha256", hmacKey(key)).update(`click ${token}.${seconds}`).digest();
  return full.subarray(0, signatureBytes).toString("base64url");
}
