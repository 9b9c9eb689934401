import type { Database, Stores } from "#app/services/ports/database.ts";
import { createActivityLog } from "./activity.ts";
import { createApplicationStore } from "./applications.ts";
import { createCodeStore } from "./codes.ts";
import type { Db } from "./db.ts";
import type { PrismaClient } from "./generated/client.ts";
import { createJobQueue } from "./jobs.ts";
import { createOfferStore } from "./offers.ts";
import { createPartnershipStore } from "./partnerships.ts";
import { createShopStore } from "./shops.ts";

/** The everyday reads and writes, over Prisma; the inbox, the ledger and settling have adapters of their own. */
export function createDatabase(prisma: PrismaClient): Database {
  return {
    ...storesOver(prisma),
    transaction: (work) => prisma.$transaction((tx) => work(storesOver(tx)), { timeout: 15_000, maxWait: 5_000 }),
  };
}

const storesOver = (db: Db): Stores => ({
  shops: createShopStore(db),
  offers: createOfferStore(db),
  applications: createApplicationStore(db),
  partnerships: createPartnershipStore(db),
  codes: createCodeStore(db),
  jobs: createJobQueue(db),
  activity: createActivityLog(db),
});
