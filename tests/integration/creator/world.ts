import { createStores } from "../../../app/adapters/database/stores.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import { createCreatorParts } from "../../../app/server/creator-services.ts";
import type { CreatorAccount } from "../../../app/services/ports/creator-accounts.ts";
import { keysOf } from "../../builders/keys.ts";
import { merchantWorld } from "../merchant/world.ts";

/** A database with what most tests of the creator's services begin with; both clocks stand until they are moved. */
export async function creatorWorld() {
  const merchant = await merchantWorld();
  const { connection, clock } = merchant;
  const wallClock = { at: Date.parse("2026-11-24T10:00:00Z"), now: () => instant(wallClock.at) };
  const deps = { ...merchant.deps, database: createStores(connection.prisma, testSealer) };
  const parts = await createCreatorParts({
    prisma: connection.prisma,
    pool: connection.pool,
    sealer: testSealer,
    ...keysOf(3),
    clock,
    addresses: merchant.deps.addresses,
    merchantDatabase: deps.database,
    newToken: merchant.deps.newToken,
  });
  const creators = { ...parts, wallClock };

  /** A creator with a whole profile. */
  async function person(handle: string): Promise<CreatorAccount> {
    const { creatorId } = await creators.accounts.ofAddress(`${handle}@example.com`, wallClock.now());
    const form = { displayName: handle, handle, niches: ["food" as const], region: "US", language: "en", links: [] };
    await creators.accounts.saveProfile(creatorId, form);
    const account = await creators.accounts.byId(creatorId);
    if (account === null) throw new Error("the account was just made");
    return account;
  }

  /** The mails that wait to be sent, oldest first. */
  async function mails(): Promise<{ kind: string; to: string; subject: string; text: string }[]> {
    const rows = await connection.prisma.mailOutbox.findMany({ orderBy: { id: "asc" } });
    return rows.map(({ kind, messageCiphertext }) => ({
      kind,
      ...(JSON.parse(testSealer.open(messageCiphertext ?? new Uint8Array())) as {
        to: string;
        subject: string;
        text: string;
      }),
    }));
  }

  return { ...merchant, deps, creators, wallClock, person, mails };
}

const mask = 0x5a;
/** Not readable as it lies, which is all that these tests look at. */
export const testSealer = {
  seal: (text: string) => new Uint8Array(Buffer.from(text).map((byte) => byte ^ mask)),
  open: (sealed: Uint8Array) => Buffer.from(sealed.map((byte) => byte ^ mask)).toString(),
  isCurrent: () => true,
};
