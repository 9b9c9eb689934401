import { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import { SealError, type Sealer } from "./encryption.ts";
import type { PrismaClient, ShopSession } from "./generated/client.ts";

/**
 * Sessions of Shopify's library, their tokens encrypted.
 *
 * Storing is one statement and may be repeated or happen twice at once, as the first page of the admin makes it do:
 * the last one stands. A session whose key is no longer configured counts as absent: the library then gets new tokens.
 */
export function createSessionStorage(prisma: PrismaClient, sealer: Sealer): SessionStorage {
  const read = (row: ShopSession): Session | undefined => toSession(row, sealer);
  return {
    async storeSession(session) {
      const { id, ...data } = toRow(session, sealer);
      await prisma.shopSession.upsert({ where: { id }, create: { id, ...data }, update: data });
      return true;
    },

    async loadSession(id) {
      const row = await prisma.shopSession.findUnique({ where: { id } });
      return row === null ? undefined : read(row);
    },

    async deleteSession(id) {
      await prisma.shopSession.deleteMany({ where: { id } });
      return true;
    },

    async deleteSessions(ids) {
      await prisma.shopSession.deleteMany({ where: { id: { in: ids } } });
      return true;
    },

    async findSessionsByShop(shop) {
      const rows = await prisma.shopSession.findMany({ where: { shopDomain: shop }, orderBy: { id: "asc" } });
      return rows.map(read).filter((session) => session !== undefined);
    },
  };
}

function toRow(session: Session, sealer: Sealer) {
  const sealed = (text: string | undefined) => (text === undefined ? null : sealer.seal(text));
  const { onlineAccessInfo: info } = session;
  return {
    id: session.id,
    shopDomain: session.shop,
    state: session.state ?? "",
    isOnline: session.isOnline,
    scope: session.scope ?? null,
    expires: session.expires ?? null,
    accessTokenCiphertext: sealed(session.accessToken),
    refreshTokenCiphertext: sealed(session.refreshToken),
    refreshTokenExpires: session.refreshTokenExpires ?? null,
    onlineAccessInfoCiphertext: sealed(info && JSON.stringify(info)),
    updatedAt: new Date(),
  };
}

function toSession(row: ShopSession, sealer: Sealer): Session | undefined {
  const opened = (sealed: Uint8Array | null) => (sealed === null ? undefined : sealer.open(sealed));
  try {
    const info = opened(row.onlineAccessInfoCiphertext);
    const present = Object.entries({
      scope: row.scope ?? undefined,
      expires: row.expires ?? undefined,
      accessToken: opened(row.accessTokenCiphertext),
      refreshToken: opened(row.refreshTokenCiphertext),
      refreshTokenExpires: row.refreshTokenExpires ?? undefined,
      onlineAccessInfo: info === undefined ? undefined : JSON.parse(info),
    }).filter(([, value]) => value !== undefined);
    const { id, shopDomain: shop, state, isOnline } = row;
    return new Session({ id, shop, state, isOnline, ...Object.fromEntries(present) });
  } catch (error) {
    if (error instanceof SealError && error.reason === "unknown_key") return undefined;
    throw error;
  }
}
