import type { Pool } from "pg";
import { addressHasher } from "#app/adapters/database/creators/address-hash.ts";
import { createLivePartnerships } from "#app/adapters/database/creators/live-partnerships.ts";
import { orderReferences } from "#app/adapters/database/creators/order-references.ts";
import { openRateLimits } from "#app/adapters/database/creators/rate-limits.ts";
import { newSecret } from "#app/adapters/database/creators/secrets.ts";
import { createCreatorSessions } from "#app/adapters/database/creators/sessions.ts";
import { createSignInLinks } from "#app/adapters/database/creators/sign-in-links.ts";
import { createCreatorDatabase } from "#app/adapters/database/creators/stores.ts";
import type { Sealer } from "#app/adapters/database/encryption.ts";
import { createInvitations } from "#app/adapters/database/invitations/invitations.ts";
import type { PrismaClient } from "#app/adapters/database/generated/client.ts";
import { formatsOf } from "#app/components/portal/formats.ts";
import type { Addresses } from "#app/services/ports/addresses.ts";
import type { Database } from "#app/services/ports/database.ts";
import { reviewApplication } from "#app/services/partnerships/review-application.ts";
import { systemClock, type Clock } from "./clock.ts";
import type { Keys } from "./keys.ts";

export type CreatorParts = Awaited<ReturnType<typeof createCreatorParts>>;

export type CreatorPartsOptions = Keys & {
  prisma: PrismaClient;
  pool: Pool;
  sealer: Sealer;
  clock: Clock;
  addresses: Addresses;
  /** The merchant's side, which approves where an offer approves without a person. */
  merchantDatabase: Database;
  newToken: () => string;
};

/** What the creator's use cases take: `applyToOffer(container.creators, …)`. */
export async function createCreatorParts(options: CreatorPartsOptions) {
  const { prisma, pool, sealer, hashKey, signing, clock, addresses, merchantDatabase, newToken } = options;
  const hashAddress = addressHasher(hashKey);
  const references = orderReferences(signing);
  const database = createCreatorDatabase(prisma, sealer, { hashKey, references });
  return {
    database,
    accounts: database.accounts,
    /** Whom brands ask to join. */
    invitations: createInvitations(prisma, sealer, hashAddress),
    links: createSignInLinks(prisma, sealer, hashAddress),
    sessions: createCreatorSessions(prisma),
    limits: await openRateLimits(pool, signing.current),
    clock,
    /** Tokens live by the machine's clock, even where the other one is moved. */
    wallClock: systemClock,
    addresses,
    newSecret,
    /** Which order a creator means who names its reference. */
    orderOf: references.read,
    referenceOf: references.of,
    /** What telling creators of new terms takes beside the merchant's parts. */
    announcing: { live: createLivePartnerships(prisma), formatsOf },
    approveNow: ({ shopId, applicationId }: { shopId: number; applicationId: string }) =>
      reviewApplication(
        { database: merchantDatabase, clock, addresses, newToken },
        { shopId, applicationId, actor: "auto", decision: { kind: "approve" } },
      ),
  };
}
