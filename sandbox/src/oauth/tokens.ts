import { randomBytes } from "node:crypto";
import type { AccessToken, AppInstallation } from "../state/apps.ts";

export const ACCESS_SECONDS = 3600;
export const REFRESH_SECONDS = 90 * 86_400;
/** How long a refresh token that was used can be tried again, while its successor is not in use. */
const RETRY_SECONDS = 30 * 86_400;
const ONLINE_SECONDS = 86_400;

const later = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000);
const secret = (prefix: string): string => prefix + randomBytes(16).toString("hex");

/** Spent refresh tokens that may still be retried: used at, and the pair that each was exchanged for. */
interface Spent {
  refreshToken: string;
  expiresAt: Date;
  usedAt: Date;
  successor: AccessToken;
}
const spentTokens = new WeakMap<AppInstallation, Spent[]>();

/** Tokens that can neither be used nor refreshed any more are forgotten when a new one is given. */
function forgetDead(app: AppInstallation, now: Date): void {
  app.tokens = app.tokens.filter(
    (t) =>
      !t.expiresAt ||
      t.expiresAt > now ||
      (t.refreshToken !== null && !!t.refreshExpiresAt && t.refreshExpiresAt > now),
  );
}

/** @param expiring whether it is one of those that live an hour and come with a refresh token */
export function issueOffline(app: AppInstallation, now: Date, expiring: boolean): AccessToken {
  forgetDead(app, now);
  const token: AccessToken = {
    token: secret("shpat_"),
    kind: "offline",
    scopes: [...app.scopes],
    issuedAt: now,
    expiresAt: expiring ? later(now, ACCESS_SECONDS) : null,
    refreshToken: expiring ? secret("shprt_") : null,
    refreshExpiresAt: expiring ? later(now, REFRESH_SECONDS) : null,
    userId: null,
  };
  app.tokens.push(token);
  return token;
}

export function issueOnline(app: AppInstallation, now: Date, userId: number): AccessToken {
  forgetDead(app, now);
  const token: AccessToken = {
    token: secret("shpua_"),
    kind: "online",
    scopes: [...app.scopes],
    issuedAt: now,
    expiresAt: later(now, ONLINE_SECONDS),
    refreshToken: null,
    refreshExpiresAt: null,
    userId,
  };
  app.tokens.push(token);
  return token;
}

/**
 * Exchanges a refresh token for a new pair; null when it is unknown, too old or spent.
 *
 * A spent one gives the same new pair again until the app uses that pair's refresh token, 30 days at most: an app whose
 * answer got lost can try again (Shopify, August 2026).
 */
export function refresh(app: AppInstallation, refreshToken: string, now: Date): AccessToken | null {
  const spent = spentTokens.get(app) ?? [];
  spentTokens.set(app, spent);
  const current = app.tokens.find((t) => t.refreshToken === refreshToken);
  if (current) {
    if (!current.refreshExpiresAt || current.refreshExpiresAt <= now) return null;
    // Using the successor retires what came before it.
    const earlier = spent.findIndex((s) => s.successor === current);
    if (earlier >= 0) spent.splice(earlier, 1);
    const successor = issueOffline(app, now, true);
    spent.push({ refreshToken, expiresAt: current.refreshExpiresAt, usedAt: now, successor });
    current.refreshToken = null;
    return successor;
  }
  const retried = spent.find((s) => s.refreshToken === refreshToken);
  if (!retried || retried.expiresAt <= now || later(retried.usedAt, RETRY_SECONDS) <= now) return null;
  if (retried.successor.refreshToken === null || !app.tokens.includes(retried.successor)) return null;
  // The same pair; its access token lives an hour from now on, its refresh token no longer than before.
  retried.successor.expiresAt = later(now, ACCESS_SECONDS);
  return retried.successor;
}
