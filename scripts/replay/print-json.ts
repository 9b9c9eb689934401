import { once } from "node:events";
import type { Instant } from "#app/domain/kernel/instant.ts";
import { Balances, orderOutput } from "#app/services/replay/output.ts";
import type { Replay } from "#app/services/replay/replay.ts";

/** Prints the result order by order: a hundred thousand of them need not be in memory at once. */
export async function printJson(run: Replay, now: Instant): Promise<void> {
  const { currency } = run.offer;
  const balances = new Balances();
  let text = '{\n  "orders": [';
  let first = true;
  for (const verdict of run.verdicts(now)) {
    balances.add(verdict);
    text += `${first ? "" : ","}\n    ${JSON.stringify(orderOutput(verdict, currency))}`;
    first = false;
    if (text.length > 1 << 16) {
      await write(text);
      text = "";
    }
  }
  await write(
    `${text}\n  ],\n  "balances": ${JSON.stringify(balances.output(currency))},\n  "deliveries": ${JSON.stringify(run.counts)}\n}\n`,
  );
}

export async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}
