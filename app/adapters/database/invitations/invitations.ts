import { z } from "zod";
import type { Invited } from "#app/domain/invitation/read-row.ts";
import type { InvitationRow, Invitations, Standing } from "#app/services/ports/invitations.ts";
import type { HashAddress } from "../creators/address-hash.ts";
import { dateOf, instantOf, instantOrNull, isUuid, pageOf } from "../db.ts";
import type { Sealer } from "../encryption.ts";
import type { PrismaClient } from "../generated/client.ts";
import { createJobQueue } from "../jobs.ts";
import { addMail } from "../mail-outbox.ts";
import { standingOf } from "./standing.ts";

const contact = z.object({ email: z.string(), name: z.string() });
const opened = (sealer: Sealer, ciphertext: Uint8Array) => contact.parse(JSON.parse(sealer.open(ciphertext)));

/** Set-based: a file has thousands of people. */
export function createInvitations(prisma: PrismaClient, sealer: Sealer, hashAddress: HashAddress): Invitations {
  const hashes = (people: readonly Invited[]): string[] =>
    people.map(({ email }) => Buffer.from(hashAddress(email)).toString("hex"));
  const sealed = ({ email, name }: Invited): string =>
    Buffer.from(sealer.seal(JSON.stringify({ email, name }))).toString("hex");

  return {
    async standing(shopId, offerId, people) {
      return prisma.$queryRaw<Standing[]>`${standingOf(shopId, offerId, people, hashes(people))}`;
    },

    async invite(shopId, offerId, people, { actor, at }) {
      return prisma.$transaction(async (tx) => {
        const rows = await tx.$queryRaw<{ made: boolean }[]>`
          INSERT INTO invitations AS i (shop_id, offer_id, email_hash, contact_ciphertext, code, code_folded, own_rate_bps,
            old_token, invited_by, created_at)
          SELECT ${shopId}, ${offerId}::uuid, decode(p.hash, 'hex'), decode(p.contact, 'hex'), p.code, lower(btrim(p.code)),
            p.rate, p.token, ${actor}, ${dateOf(at)}
          FROM unnest(${hashes(people)}::text[], ${people.map(sealed)}::text[], ${people.map(({ code }) => code)}::text[],
            ${people.map(({ ownRateBps }) => ownRateBps)}::int[], ${people.map(({ oldToken }) => oldToken)}::text[])
            AS p (hash, contact, code, rate, token)
          ORDER BY p.hash
          ON CONFLICT (shop_id, offer_id, email_hash) DO UPDATE
            SET contact_ciphertext = excluded.contact_ciphertext, code = excluded.code, code_folded = excluded.code_folded,
              own_rate_bps = excluded.own_rate_bps, old_token = excluded.old_token
            WHERE i.state = 'open'
          RETURNING xmax = 0 AS made`;
        await createJobQueue(tx).add("mail-invitations", { shopId }, { key: `mail-invitations:${shopId}` });
        return rows.filter(({ made }) => made).length;
      }, slow);
    },

    async list(shopId, { after, limit }) {
      const rows = await prisma.invitation.findMany({
        where: { shopId },
        include: { offer: { select: { name: true } } },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: limit + 1,
        ...(after !== null && isUuid(after) ? { cursor: { id: after }, skip: 1 } : {}),
      });
      return pageOf(
        rows,
        limit,
        (row): InvitationRow => ({
          id: row.id,
          offerName: row.offer.name,
          contact: row.contactCiphertext === null ? null : opened(sealer, row.contactCiphertext),
          code: row.code,
          state: row.state,
          createdAt: instantOf(row.createdAt),
          answeredAt: instantOrNull(row.answeredAt),
        }),
        (row) => row.id,
      );
    },

    async counts(shopId) {
      const rows = await prisma.invitation.groupBy({ by: ["state"], where: { shopId }, _count: true });
      const of = (state: InvitationRow["state"]) => rows.find((row) => row.state === state)?._count ?? 0;
      return { open: of("open"), accepted: of("accepted"), declined: of("declined") };
    },

    mailNext: (...asked) => mailNext(prisma, sealer, ...asked),
  };
}

const slow = { timeout: 30_000, maxWait: 5_000 };

async function mailNext(
  prisma: PrismaClient,
  sealer: Sealer,
  ...[shopId, limit, at, mailFor]: Parameters<Invitations["mailNext"]>
): Promise<number> {
  return prisma.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ id: string; ciphertext: Uint8Array; offerName: string; brandName: string }[]>`
      SELECT i.id, i.contact_ciphertext AS ciphertext, o.name AS "offerName", b.name AS "brandName"
      FROM invitations i JOIN offers o ON o.shop_id = i.shop_id AND o.id = i.offer_id
      JOIN shops s ON s.id = i.shop_id AND s.uninstalled_at IS NULL JOIN brands b ON b.id = s.brand_id
      WHERE i.shop_id = ${shopId} AND i.state = 'open' AND i.mailed_at IS NULL AND i.contact_ciphertext IS NOT NULL
      ORDER BY i.id LIMIT ${limit} FOR UPDATE OF i SKIP LOCKED`;
    for (const { ciphertext, ...invitation } of rows) {
      const { email, name } = opened(sealer, ciphertext);
      await addMail(tx, sealer, "invitation", { to: email, ...mailFor({ ...invitation, name }) });
    }
    await tx.invitation.updateMany({
      where: { shopId, id: { in: rows.map(({ id }) => id) } },
      data: { mailedAt: dateOf(at) },
    });
    return rows.length;
  }, slow);
}
