import { codeOf } from "../../tests/bench/pipeline/orders.ts";
import type { Delivery } from "../../tests/simulation/reference/output.ts";
import { referenceReplay } from "../../tests/simulation/reference/replay.ts";

type Body = { id: number; discount_codes: { code: string }[] };

const offerOf = (creator: string, code: string) => ({
  currency: "USD",
  rule: { percent: { bps: 1000 } },
  partnerships: [{ creator, codes: [code] }],
});

/**
 * What each creator earns by the reference model of the contract (tests/simulation), which shares nothing with the app. The
 * stories' rule looks at no other order, so each order is worked out alone, with the code that is on it.
 *
 * @param told an order's deliveries stand together
 */
export function earnedByReference(told: Iterable<Delivery>): Map<string, bigint> {
  const earned = new Map<string, bigint>();
  let group: Delivery[] = [];
  const settle = (): void => {
    const code = (group[0]?.body as Body | undefined)?.discount_codes[0]?.code;
    if (code === undefined) return;
    const creator = `creator${code.slice(codeOf(0).length - 1)}`;
    for (const { pendingMinor, payableMinor } of referenceReplay(offerOf(creator, code), group).balances)
      earned.set(creator, (earned.get(creator) ?? 0n) + BigInt(pendingMinor) + BigInt(payableMinor));
  };
  for (const delivery of told) {
    const first = group[0]?.body as Body | undefined;
    if (first !== undefined && first.id !== (delivery.body as Body).id) {
      settle();
      group = [];
    }
    group.push(delivery);
  }
  settle();
  return earned;
}
