import type { ActivityLog } from "./activity.ts";
import type { CreatorAccounts } from "./creator-accounts.ts";
import type { CreatorEarnings } from "./creator-earnings.ts";
import type { MyApplications, MyPartnerships, OfferBoard } from "./creator-offers.ts";
import type { CreatorPayouts, PayoutMethods } from "./creator-payouts.ts";
import type { MyInvitations } from "./invitations.ts";
import type { MailOutbox } from "./outbox.ts";

/** What a creator's use cases can do in one transaction. */
export type CreatorStores = {
  accounts: CreatorAccounts;
  offers: OfferBoard;
  applications: MyApplications;
  partnerships: MyPartnerships;
  earnings: CreatorEarnings;
  payouts: CreatorPayouts;
  methods: PayoutMethods;
  invitations: MyInvitations;
  mail: MailOutbox;
  activity: ActivityLog;
};

export type CreatorDatabase = CreatorStores & {
  /** All of `work` happens or none of it. No network call inside. */
  transaction<T>(work: (tx: CreatorStores) => Promise<T>): Promise<T>;
};
