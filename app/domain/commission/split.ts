import type { Attribution } from "../attribution/attribute.ts";
import { byCodePoints } from "../kernel/text.ts";
import { allocate } from "../money/allocate.ts";
import type { OrderLine } from "../order/order.ts";

/** Whose code it is, by the folded code; `undefined` for a code of nobody. */
export type CodeOwner = (code: string) => string | undefined;

/** How the lines of an order are shared by its credited creators (one creator has them whole). */
export interface Split {
  /** By code points, which also settles ties. */
  readonly creators: readonly string[];
  /** A line's weights, in the creators' sequence. */
  weightsOf(line: OrderLine): readonly bigint[];
}

/**
 * Each line goes by the allocations of all codes of a creator; a line that none of them touched belongs to the first
 * credited code in the order's list.
 */
export function splitOf(credited: Attribution["credited"], ownerOf: CodeOwner): Split {
  const first = credited[0]?.creator;
  const creators = credited.map((partnership) => partnership.creator).toSorted(byCodePoints);
  const firstHasAll = creators.map((creator) => (creator === first ? 1n : 0n));
  if (creators.length === 1) return { creators, weightsOf: () => firstHasAll };

  return {
    creators,
    weightsOf: (line) => {
      const weights = creators.map((creator) =>
        line.codeAllocations
          .filter(({ code, amountMinor }) => amountMinor > 0n && ownerOf(code) === creator)
          .reduce((total, { amountMinor }) => total + amountMinor, 0n),
      );
      return weights.some((weight) => weight > 0n) ? weights : firstHasAll;
    },
  };
}

/** A creator's part of something that belongs to a line; `null` when the line is none of the creator's. */
export function shareOf(split: Split, line: OrderLine, amountMinor: bigint, creator: string): bigint | null {
  const weights = split.weightsOf(line);
  const index = split.creators.indexOf(creator);
  if (index < 0 || weights[index] === 0n) return null;
  return allocate(amountMinor, weights)[index] ?? 0n;
}
