import type { CreatorDatabase, CreatorStores } from "#app/services/ports/creator-database.ts";
import { createActivityLog } from "../activity.ts";
import type { Db } from "../db.ts";
import type { Sealer } from "../encryption.ts";
import type { PrismaClient } from "../generated/client.ts";
import { createMyInvitations } from "../invitations/my-invitations.ts";
import { createMailOutbox } from "../mail-outbox.ts";
import { createCreatorAccounts } from "./accounts.ts";
import { addressHasher } from "./address-hash.ts";
import { createMyApplications } from "./applications.ts";
import { createCreatorEarnings } from "./earnings.ts";
import { likenessHasher } from "./likeness-hash.ts";
import { createOfferBoard } from "./offer-board.ts";
import type { OrderReferences } from "./order-references.ts";
import { createMyPartnerships } from "./partnerships.ts";
import { createPayoutMethods } from "./payout-methods.ts";
import { createCreatorPayouts } from "./payouts.ts";
import type { HashKey } from "./secrets.ts";

export function createCreatorDatabase(
  prisma: PrismaClient,
  sealer: Sealer,
  { hashKey, references }: { hashKey: HashKey; references: OrderReferences },
): CreatorDatabase {
  const hashes = { hashAddress: addressHasher(hashKey), hashLikeness: likenessHasher(hashKey) };
  const storesOver = (db: Db): CreatorStores => ({
    accounts: createCreatorAccounts(db, sealer, hashes),
    offers: createOfferBoard(db),
    applications: createMyApplications(db),
    partnerships: createMyPartnerships(db),
    earnings: createCreatorEarnings(db, references),
    payouts: createCreatorPayouts(db),
    methods: createPayoutMethods(db, sealer),
    invitations: createMyInvitations(db),
    mail: createMailOutbox(db, sealer),
    activity: createActivityLog(db),
  });
  return {
    ...storesOver(prisma),
    transaction: (work) => prisma.$transaction((tx) => work(storesOver(tx)), { timeout: 15_000, maxWait: 5_000 }),
  };
}
