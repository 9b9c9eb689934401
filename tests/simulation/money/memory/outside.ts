import { auditLedger } from "#app/services/ledger/audit-ledger.ts";
import type { Account } from "#app/services/ports/ledger.ts";
import type { Plot } from "../plot.ts";
import type { Stage, StageClock } from "../stage.ts";
import type { MemoryDatabase } from "./database.ts";
import { bookOf, memorySettleStore } from "./settling.ts";
import type { State } from "./state.ts";

export const creatorId = (creator: number): string => `creator-${creator}`;

const creatorOf = ({ creators }: Plot, whose: string): number =>
  creators.findIndex((_, creator) => creatorId(creator) === whose);

/** What is to be seen of the state from outside. */
export const memoryOutside = (
  plot: Plot,
  database: MemoryDatabase,
  clock: StageClock,
): Pick<Stage, "accounts" | "payouts" | "transfers" | "aside" | "audit"> => ({
  accounts: async () =>
    plot.creators.map((_, creator) => {
      const of = (account: Account) => database.state.balance(creatorId(creator), account);
      return { pending: of("pending"), payable: of("payable"), inTransit: of("in_transit"), paid: of("paid") };
    }),
  transfers: async () =>
    database.state.transfers.map(({ creatorId: whose, kind, from, to, amountMinor, orderId, payoutId, awardId }) => ({
      creator: creatorOf(plot, whose),
      kind,
      from,
      to,
      minor: amountMinor,
      orderId: orderId === null ? null : Number(orderId),
      awardId: awardId ?? null,
      payoutId,
    })),
  payouts: async () =>
    database.state.payouts.map(({ id, creatorId: whose, amountMinor, state, ourKey }) => ({
      id,
      creator: creatorOf(plot, whose),
      minor: amountMinor,
      state,
      ourKey,
    })),
  aside: async () =>
    database.state.inbox.filter(({ state }) => state === "aside").map(({ topic, reason }) => `${topic}: ${reason}`),
  audit: () => audit(database.state, clock),
});

/** Each order is judged again; what SQL tests on Postgres, the world's own model tells here. */
function audit(state: State, clock: StageClock) {
  const orders = [...state.orders.values()];
  const settling = memorySettleStore(state);
  return Array.fromAsync(
    auditLedger(
      {
        checks: async function* () {},
        books: async () => [bookOf(state)],
        partnerships: settling.partnerships,
        offerVersions: settling.offerVersions,
        reviews: settling.reviews,
        totals: settling.totals,
        productVersions: settling.productVersions,
        ordersAfter: async (after) => (after === null ? orders : []),
      },
      clock.now(),
    ),
  );
}
