import { type Instant, instant } from "#app/domain/kernel/instant.ts";
import type { Award } from "#app/services/ports/awards.ts";
import type { ClaimedShop, Delivery } from "#app/services/ports/inbox.ts";
import type { Account, Transfer } from "#app/services/ports/ledger.ts";
import type { Batch, Payout } from "#app/services/ports/payouts.ts";
import type {
  KnownPartnership,
  OfferVersion,
  OrderReview,
  SettledCommission,
  StoredOrder,
} from "#app/services/ports/settling.ts";

export type MemoryDelivery = Delivery & { id: number; state: "pending" | "done" | "aside"; reason: string | null };
export type MemoryOrder = Omit<StoredOrder, "posted"> & { posted: readonly SettledCommission[] };

/** All that a shop's database holds, as far as money needs it. Values are never changed in place, only the collections are. */
export class State {
  shop: ClaimedShop & { minimumMinor: bigint | null };
  readonly since: Instant;
  offers: readonly OfferVersion[];
  partnerships: readonly KnownPartnership[];
  inbox: readonly MemoryDelivery[] = [];
  orders: ReadonlyMap<string, MemoryOrder> = new Map();
  reviews: readonly OrderReview[] = [];
  transfers: readonly Transfer[] = [];
  position = 0;
  batches: readonly Batch[] = [];
  payouts: readonly Payout[] = [];
  awards: readonly Award[] = [];
  /** By creator, the first first. */
  methods: ReadonlyMap<string, readonly { createdAt: Instant; effectiveFrom: Instant }[]> = new Map();
  checkedUntil: Instant | null = null;

  constructor(shop: State["shop"], offers: readonly OfferVersion[], partnerships: readonly KnownPartnership[]) {
    this.shop = shop;
    this.since = instant(shop.installedAt);
    this.offers = offers;
    this.partnerships = partnerships;
  }

  copy(): State {
    return Object.assign(Object.create(State.prototype) as State, this);
  }

  balance(creatorId: string, account: Account): bigint {
    return this.transfers.reduce((sum, { creatorId: whose, from, to, amountMinor }) => {
      if (whose !== creatorId) return sum;
      return sum + (to === account ? amountMinor : 0n) - (from === account ? amountMinor : 0n);
    }, 0n);
  }
}
