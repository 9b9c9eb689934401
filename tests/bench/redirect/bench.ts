import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import type { Bench } from "../run.ts";
import { contest } from "../support/contest.ts";
import { linkTokens } from "../support/requests.ts";
import { ratio } from "../support/rounds.ts";

const rules = {
  names: ["bare", "door"],
  serverFile: path.join(import.meta.dirname, "server.ts"),
  kind: "redirect",
  status: 302,
  prepare,
} as const;

/** The referral link, looked up, signed and counted, against a bare Node redirect. */
export const redirect: Bench = (options) =>
  contest(rules, options, async ({ pool, rates, run, answered, surroundings }) => {
    const { perSecond, cpuMicroseconds } = await rates();
    const halfRate = { seconds: options.seconds, rate: Math.round(perSecond.door.median / 2) };
    const half = await run("door", halfRate);
    const bareHalf = await run("bare", halfRate);
    return {
      ratios: { bare: ratio(perSecond.door, perSecond.bare) },
      targets: { bare: 0.5 },
      redirectsPerSecond: perSecond,
      cpuMicroseconds,
      atHalfRate: {
        ratePerSecond: half.rate,
        p50Ms: half.p50Ms,
        p99Ms: half.p99Ms,
        bareP50Ms: bareHalf.p50Ms,
        bareP99Ms: bareHalf.p99Ms,
      },
      visits: { redirected: answered("door"), recorded: await recorded(pool, answered("door")) },
      ...(await surroundings()),
    };
  });

async function prepare(pool: Pool): Promise<void> {
  await pool.query(
    `WITH brand AS (INSERT INTO brands (name, slug) VALUES ('bench', 'bench') RETURNING id),
     shop AS (INSERT INTO shops (brand_id, domain, primary_domain, name, currency)
       SELECT id, 'bench.myshopify.com', 'shop.example', 'bench', 'USD' FROM brand RETURNING id),
     maya AS (INSERT INTO creators (handle) VALUES ('bench') RETURNING id),
     offer AS (INSERT INTO offers (shop_id, name, status, shopify_discount_gid) SELECT id, 'bench', 'live', 'gid://x/1' FROM shop RETURNING shop_id, id),
     version AS (INSERT INTO offer_versions (shop_id, offer_id, number, currency, rule, rule_hash)
       SELECT shop_id, id, 1, 'USD', '{}', '' FROM offer RETURNING id),
     partner AS (INSERT INTO partnerships (shop_id, offer_id, creator_id, active_from, accepted_version_id, accepted_terms_hash, accepted_at)
       SELECT offer.shop_id, offer.id, maya.id, now(), version.id, '', now() FROM offer, maya, version RETURNING shop_id, id),
     code AS (INSERT INTO referral_codes (shop_id, partnership_id, code, code_folded, state, shopify_redeem_gid)
       SELECT shop_id, id, 'BENCH10', 'bench10', 'active', 'gid://x/2' FROM partner)
     INSERT INTO referral_links (shop_id, partnership_id, token, destination_path)
     SELECT shop_id, id, token, '/products/hat?variant=1' FROM partner, unnest($1::text[]) AS token`,
    [linkTokens],
  );
}

/** Waits until the last batch is written: every redirect must have been counted. */
async function recorded(pool: Pool, expected: number): Promise<number> {
  for (let attempt = 0; ; attempt++) {
    const { rows } = await pool.query<{ count: bigint }>("SELECT count(*) FROM clicks");
    const count = Number(rows[0]?.count ?? 0n);
    if (count >= expected || attempt === 50) return count;
    await sleep(100);
  }
}
