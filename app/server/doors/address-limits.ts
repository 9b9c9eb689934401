export type AddressLimits = {
  /** Takes a visit of an address; false when it has had too many in this minute, or guessed too often. */
  admits(address: string): boolean;
  /** It asked for a link that nobody has. */
  guessed(address: string): void;
};

export type AddressLimitsOptions = {
  perMinute: number;
  unknownPerMinute: number;
  /** Milliseconds, of any clock that goes on. */
  now: () => number;
  /** Addresses counted at once; with more, all are forgotten. */
  most?: number;
};

type Counts = { visits: number; guesses: number };

/**
 * Counts what each address does in a minute, in this process alone: the hottest path waits for nobody. The minute is the
 * same for all addresses, so that forgetting it is one step and no timer is held for any of them.
 */
export function createAddressLimits(options: AddressLimitsOptions): AddressLimits {
  const { perMinute, unknownPerMinute, now, most = 100_000 } = options;
  let counts = new Map<string, Counts>();
  let minute = 0;

  function countsOf(address: string): Counts {
    const current = Math.floor(now() / 60_000);
    if (current !== minute || counts.size > most) {
      counts = new Map();
      minute = current;
    }
    let known = counts.get(address);
    if (known === undefined) counts.set(address, (known = { visits: 0, guesses: 0 }));
    return known;
  }

  return {
    admits(address) {
      const known = countsOf(address);
      return ++known.visits <= perMinute && known.guesses < unknownPerMinute;
    },
    guessed: (address) => void countsOf(address).guesses++,
  };
}
