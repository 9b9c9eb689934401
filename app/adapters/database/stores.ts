import type { Database, Stores } from "#app/services/ports/database.ts";
import { createActivityLog } from "./activity.ts";
import { createApplicationStore } from "./applications.ts";
import { createAwardStore } from "./awards.ts";
import { createBrandCreators } from "./brand-creators.ts";
import { createBrandFigures } from "./brand-figures.ts";
import { createCodeStore } from "./codes.ts";
import { createBudgetNotices } from "./budget-notices.ts";
import { queryableOf } from "./connect.ts";
import { createCreatorPages } from "./creator-page.ts";
import { createCreatorStore } from "./creators.ts";
import type { Db } from "./db.ts";
import type { Sealer } from "./encryption.ts";
import type { PrismaClient } from "./generated/client.ts";
import { createBroughtAlongStore } from "./invitations/brought-along.ts";
import { createJobQueue } from "./jobs.ts";
import { createLedger } from "./ledger.ts";
import { createMailOutbox } from "./mail-outbox.ts";
import { createOfferStore } from "./offers.ts";
import { createOrderViews } from "./order-views.ts";
import { createPayoutStore } from "./payouts.ts";
import { createPartnershipStore } from "./partnerships.ts";
import { createReviewNotices } from "./review-notices.ts";
import { createShopStore } from "./shops.ts";

/** The everyday reads and writes, over Prisma; the inbox, the ledger and settling have adapters of their own. */
export function createStores(prisma: PrismaClient, sealer: Sealer): Database {
  return {
    ...storesOver(prisma, sealer),
    orders: createOrderViews(prisma),
    figures: createBrandFigures(prisma),
    brandCreators: createBrandCreators(prisma),
    creatorPages: createCreatorPages(prisma),
    transaction: (work) =>
      prisma.$transaction((tx) => work(storesOver(tx, sealer)), { timeout: 15_000, maxWait: 5_000 }),
  };
}

const storesOver = (db: Db, sealer: Sealer): Stores => ({
  shops: createShopStore(db, sealer),
  offers: createOfferStore(db),
  applications: createApplicationStore(db),
  partnerships: createPartnershipStore(db),
  codes: createCodeStore(db),
  creators: createCreatorStore(db),
  broughtAlong: createBroughtAlongStore(db),
  jobs: createJobQueue(db),
  ledger: createLedger(queryableOf(db)),
  payouts: createPayoutStore(db, sealer),
  awards: createAwardStore(db),
  budgetNotices: createBudgetNotices(db),
  reviewNotices: createReviewNotices(db),
  mail: createMailOutbox(db, sealer),
  activity: createActivityLog(db),
});
