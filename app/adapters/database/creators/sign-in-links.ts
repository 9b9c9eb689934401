import type { SignInLinks } from "#app/services/ports/creator-sign-in.ts";
import { dateOf, type Db } from "../db.ts";
import type { PrismaClient } from "../generated/client.ts";
import type { Sealer } from "../encryption.ts";
import { addMail } from "../mail-outbox.ts";
import type { HashAddress } from "./address-hash.ts";
import { hashOfSecret } from "./secrets.ts";

type Link = Parameters<SignInLinks["issue"]>[0];

export function createSignInLinks(prisma: PrismaClient, sealer: Sealer, hashAddress: HashAddress): SignInLinks {
  const store = async (db: Db, { token, email, at, expiresAt }: Link): Promise<void> => {
    await db.loginToken.create({
      data: {
        tokenHash: hashOfSecret(token),
        emailHash: hashAddress(email),
        emailCiphertext: sealer.seal(email),
        createdAt: dateOf(at),
        expiresAt: dateOf(expiresAt),
      },
    });
  };

  return {
    issue: (link) => store(prisma, link),

    send: (link) =>
      prisma.$transaction(async (tx) => {
        await store(tx, link);
        await addMail(tx, sealer, "sign_in_link", { to: link.email, ...link.mail });
      }),

    async peek(token, at) {
      const row = await prisma.loginToken.findUnique({
        where: { tokenHash: hashOfSecret(token), usedAt: null, expiresAt: { gt: dateOf(at) } },
      });
      return row === null ? null : { email: sealer.open(row.emailCiphertext) };
    },

    async use(token, at) {
      // One statement: of two browsers at once one finds the row unused.
      const rows = await prisma.loginToken.updateManyAndReturn({
        where: { tokenHash: hashOfSecret(token), usedAt: null, expiresAt: { gt: dateOf(at) } },
        data: { usedAt: dateOf(at) },
      });
      return rows[0] === undefined ? null : { email: sealer.open(rows[0].emailCiphertext) };
    },
  };
}
