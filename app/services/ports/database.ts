import type { ActivityLog } from "./activity.ts";
import type { ApplicationStore, CodeStore, PartnershipStore } from "./applications.ts";
import type { AwardStore } from "./awards.ts";
import type { BudgetNotices } from "./budget-notices.ts";
import type { CreatorPages } from "./creator-page.ts";
import type { CreatorStore } from "./creators.ts";
import type { BroughtAlongStore } from "./invitations.ts";
import type { JobQueue } from "./jobs.ts";
import type { OfferStore } from "./offers.ts";
import type { OrderViews } from "./order-views.ts";
import type { Ledger } from "./ledger.ts";
import type { MailOutbox } from "./outbox.ts";
import type { PayoutStore } from "./payouts.ts";
import type { ReviewNotices } from "./review-notices.ts";
import type { BrandCreators } from "./brand-creators.ts";
import type { BrandFigures } from "./brand-figures.ts";
import type { ShopStore } from "./shops.ts";

/** What can take part in one transaction. */
export type Stores = {
  shops: ShopStore;
  offers: OfferStore;
  applications: ApplicationStore;
  partnerships: PartnershipStore;
  codes: CodeStore;
  creators: CreatorStore;
  broughtAlong: BroughtAlongStore;
  jobs: JobQueue;
  ledger: Ledger;
  mail: MailOutbox;
  payouts: PayoutStore;
  awards: AwardStore;
  budgetNotices: BudgetNotices;
  reviewNotices: ReviewNotices;
  activity: ActivityLog;
};

export type Database = Stores & {
  orders: OrderViews;
  figures: BrandFigures;
  brandCreators: BrandCreators;
  creatorPages: CreatorPages;
  /** All of `work` happens or none of it. No network call inside: the transaction holds locks. */
  transaction<T>(work: (tx: Stores) => Promise<T>): Promise<T>;
};
