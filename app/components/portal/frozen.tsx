import { formatMoney } from "../format.ts";
import type { CreatorBalance } from "#app/services/ports/creator-earnings.ts";
import { Day, Notice } from "./pieces.tsx";

type Frozen = Pick<CreatorBalance, "brandName" | "currency" | "frozen">;

/** What a brand that has removed the app still owes: how much, since when, and what happens to it. */
export function FrozenNotice({ brandName, currency, frozen }: Frozen) {
  if (frozen === null) return null;
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  const { pendingMinor, payableMinor, inTransitMinor } = frozen;
  const parts = [
    payableMinor === 0n ? null : `${money(payableMinor)} payable`,
    pendingMinor === 0n ? null : `${money(pendingMinor)} pending`,
    inTransitMinor === 0n ? null : `${money(inTransitMinor)} on its way`,
  ].filter((part) => part !== null);
  return (
    <Notice tone="wait">
      <p>
        {brandName} removed Fairshare on <Day at={frozen.since} />.
        {parts.length === 0 ? null : ` Frozen: ${parts.join(", ")}.`} It stays owed to you and stays written down here;
        nothing of it moves until the brand comes back.
      </p>
    </Notice>
  );
}
