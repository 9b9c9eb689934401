import { type Instant, formatInstant } from "#app/domain/kernel/instant.ts";
import { formatDecimal } from "#app/domain/money/money.ts";
import { explainEntry, explainRejection, explainVerdict } from "#app/domain/wording/explain.ts";
import { Balances } from "#app/services/replay/output.ts";
import type { Replay } from "#app/services/replay/replay.ts";
import { write } from "./print-json.ts";

/** Prints the result for a person: every order in a sentence, every line with its reason. */
export async function printTable(run: Replay, now: Instant): Promise<void> {
  const { currency } = run.offer;
  const balances = new Balances();
  const money = (amountMinor: bigint): string => `${formatDecimal({ amountMinor, currency })} ${currency}`;

  await write(`Replayed at ${formatInstant(now)}\n\n`);
  for (const order of run.verdicts(now)) {
    balances.add(order);
    const lines = [`order ${order.orderId}  ${explainVerdict(order.verdict, currency)}`];
    for (const commission of order.verdict.commissions)
      for (const entry of commission.entries)
        lines.push(
          `  ${commission.partnership.creator.padEnd(16)} ${money(entry.amountMinor).padStart(16)}  ${explainEntry(entry, currency)}`,
        );
    for (const rejection of order.verdict.attribution.rejected)
      lines.push(
        `  ${rejection.partnership.creator.padEnd(16)} ${"not credited".padStart(16)}  ${explainRejection(rejection)}`,
      );
    await write(`${lines.join("\n")}\n`);
  }
  const owed = balances.output(currency);
  await write(`\n${"creator".padEnd(18)} ${"pending".padStart(16)} ${"payable".padStart(16)}\n`);
  for (const { creator, pendingMinor, payableMinor } of owed)
    await write(
      `${creator.padEnd(18)} ${money(BigInt(pendingMinor)).padStart(16)} ${money(BigInt(payableMinor)).padStart(16)}\n`,
    );
  if (owed.length === 0) await write("nobody is owed anything\n");
  const { received, duplicate, stale, ignored } = run.counts;
  await write(`\n${received} deliveries: ${duplicate} duplicate, ${stale} stale, ${ignored} ignored\n`);
}
