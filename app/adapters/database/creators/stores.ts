import type { CreatorDatabase, CreatorStores } from "#app/services/ports/creator-database.ts";
import { createActivityLog } from "../activity.ts";
import type { Db } from "../db.ts";
import type { Sealer } from "../encryption.ts";
import type { PrismaClient } from "../generated/client.ts";
import { createMailOutbox } from "../mail-outbox.ts";
import { createCreatorAccounts } from "./accounts.ts";
import type { HashAddress } from "./address-hash.ts";
import { createMyApplications } from "./applications.ts";
import { createOfferBoard } from "./offer-board.ts";
import { createMyPartnerships } from "./partnerships.ts";

export function createCreatorDatabase(prisma: PrismaClient, sealer: Sealer, hashAddress: HashAddress): CreatorDatabase {
  const storesOver = (db: Db): CreatorStores => ({
    accounts: createCreatorAccounts(db, sealer, hashAddress),
    offers: createOfferBoard(db),
    applications: createMyApplications(db),
    partnerships: createMyPartnerships(db),
    mail: createMailOutbox(db, sealer),
    activity: createActivityLog(db),
  });
  return {
    ...storesOver(prisma),
    transaction: (work) => prisma.$transaction((tx) => work(storesOver(tx)), { timeout: 15_000, maxWait: 5_000 }),
  };
}
