import { auditing } from "../../app/adapters/database/audit/view.ts";
import type { Database } from "../../app/adapters/database/connect.ts";
import { formatInstant, instant } from "../../app/domain/kernel/instant.ts";
import { replay } from "../../app/server/replay.ts";
import { auditLedger } from "../../app/services/ledger/audit-ledger.ts";
import type { Delivery } from "../../app/services/ports/inbox.ts";
import { codeOf, creators } from "../../tests/bench/pipeline/orders.ts";
import { earnedByReference } from "./expected.ts";
import { stories, type Sent } from "./sender.ts";

export type Verdict = {
  /** Answered 2xx and not in the inbox. */
  lost: number;
  storedTwice: number;
  setAside: number;
  /** Commissions that are not what the ledger posted for them. */
  postedWrong: number;
  /** Creators who did not earn what a replay in memory gives them … */
  balancesOff: number;
  /** … or what the reference model does, which shares nothing with the app. */
  unlikeReference: number;
  auditFindings: number;
};

export const isFlawless = (verdict: Verdict, sent: Sent): boolean =>
  Object.values(verdict).every((wrong) => wrong === 0) && sent.acknowledged.size === sent.taken;

export async function verify(database: Database, sent: Sent, seed: number): Promise<Verdict> {
  const count = async (sql: string, values: unknown[] = []) =>
    Number((await database.pool.query<{ count: bigint }>(sql, values)).rows[0]?.count ?? 0n);
  return {
    lost: await count("SELECT count(*) FROM unnest($1::text[]) AS id WHERE id NOT IN (SELECT webhook_id FROM inbox)", [
      [...sent.acknowledged],
    ]),
    storedTwice: await count("SELECT count(*) - count(DISTINCT webhook_id) AS count FROM inbox"),
    setAside: await count("SELECT count(*) FROM inbox WHERE state = 'aside'"),
    postedWrong: await count(
      `SELECT count(*) FROM commissions c WHERE amount_minor <> (
         SELECT coalesce(sum(CASE WHEN from_account = 'expense' THEN t.amount_minor ELSE -t.amount_minor END), 0) FROM transfers t
         WHERE t.shop_id = c.shop_id AND t.order_id = c.order_id AND t.creator_id = c.creator_id AND t.kind IN ('accrual', 'adjustment'))`,
    ),
    ...(await balancesOff(database, sent.taken, seed)),
    auditFindings: await auditFindings(database),
  };
}

/** Against the same stories in the sequence in which they were told, each once: replayed, and by the reference model. */
async function balancesOff(
  { pool }: Database,
  taken: number,
  seed: number,
): Promise<Pick<Verdict, "balancesOff" | "unlikeReference">> {
  const offer = {
    currency: "USD",
    rule: { percent: { bps: 1000 } },
    partnerships: Array.from({ length: creators }, (_, index) => ({
      creator: `creator${index}`,
      codes: [codeOf(index)],
    })),
  };
  const { rows } = await pool.query<{ handle: string; earned: bigint }>(
    `SELECT handle, -sum(balance_minor)::bigint AS earned FROM account_balances JOIN creators ON creators.id = creator_id
     WHERE account = 'expense' GROUP BY handle HAVING sum(balance_minor) <> 0`,
  );
  const actual = new Map(rows.map(({ handle, earned }) => [handle, earned]));
  const byReplay = replay(offer, replayed(taken, seed)).balances.map(
    ({ creator, pendingMinor, payableMinor }) => [creator, BigInt(pendingMinor) + BigInt(payableMinor)] as const,
  );
  return {
    balancesOff: differing(new Map(byReplay), actual),
    unlikeReference: differing(earnedByReference(replayed(taken, seed)), actual),
  };
}

function differing(expected: ReadonlyMap<string, bigint>, actual: ReadonlyMap<string, bigint>): number {
  const creatorsOfBoth = new Set([...expected.keys(), ...actual.keys()]);
  return [...creatorsOfBoth].filter((one) => (expected.get(one) ?? 0n) !== (actual.get(one) ?? 0n)).length;
}

function* replayed(taken: number, seed: number) {
  const told = stories(seed);
  for (let count = 0; count < taken; count++) {
    const { topic, shopDomain, webhookId, triggeredAt, body } = told.next().value as Delivery;
    const at = formatInstant(triggeredAt ?? instant(0));
    yield {
      topic,
      shop: shopDomain,
      webhookId,
      triggeredAt: at,
      body: JSON.parse(Buffer.from(body).toString()) as unknown,
    };
  }
}

async function auditFindings(database: Database): Promise<number> {
  let found = 0;
  await auditing(database, async (view) => {
    for await (const { invariant, subject, detail } of auditLedger(view, instant(Date.now()))) {
      found++;
      if (found <= 10) console.error(`${invariant} ${subject}: ${detail}`);
    }
  });
  return found;
}
