import { auditing } from "../../app/adapters/database/audit/view.ts";
import { instant } from "../../app/domain/kernel/instant.ts";
import { auditLedger } from "../../app/services/ledger/audit-ledger.ts";
import { type Stage, until } from "./stage.ts";
import { type Story, expectOk, expectThat, minor } from "./story.ts";

const HOLD_DAYS = 30;

/** A month passes for the business: what was earned matures. */
export async function clockMoves(stage: Stage): Promise<string> {
  await stage.moveDays(HOLD_DAYS + 1);
  const released = await until("the releases", async () => {
    const [row] = await stage.query<{ count: bigint; minor: bigint; waiting: bigint }>(
      `SELECT count(*), coalesce(sum(amount_minor), 0)::bigint AS minor,
         (SELECT count(*) FROM commissions WHERE matured_minor < releasable_minor) AS waiting
       FROM transfers WHERE kind = 'release'`,
    );
    return row !== undefined && row.count > 0n && row.waiting === 0n ? row : null;
  });
  return `${HOLD_DAYS + 1} days later ${released.count} commissions are payable, ${minor(released.minor)} in all`;
}

const REFERENCE = "SEPA 2026-0417";

/** The merchant plans a run, approves it, pays Maya at the bank and records the reference; Ben's balance is below the minimum. */
export async function payoutRun(stage: Stage, story: Story): Promise<string> {
  const merchant = stage.merchant();
  const planned = await merchant.post(`${stage.appOrigin}/app/payouts`, new URLSearchParams());
  expectOk(planned);
  expectThat(/minimum/i.test(planned.text), `nobody is skipped with a reason: ${planned.text.slice(0, 600)}`);
  expectOk(await merchant.post(planned.url, new URLSearchParams({ intent: "approve" })));
  const [payout] = await until("the approved payout", () =>
    stage.query<{ id: string; amount_minor: bigint }>(
      "SELECT id, amount_minor FROM payouts WHERE state IN ('approved', 'submitted')",
    ),
  );
  expectThat(payout !== undefined, "no payout was approved");
  await merchant.call(
    `${planned.url}/settle`,
    new URLSearchParams({ outcome: "paid", payoutId: payout.id, text: REFERENCE }),
  );
  const page = await story.creators.maya.browser.get(`${stage.appOrigin}/creator/payouts`);
  expectOk(page);
  expectThat(page.text.includes(REFERENCE), `Maya does not see the reference: ${page.text.slice(0, 500)}`);
  return `${minor(payout.amount_minor)} paid to Maya (${REFERENCE}); Ben is below the minimum, and told so`;
}

/** Every invariant of the ledger, read-only, as `npm run audit` does. */
export async function auditIsClean(stage: Stage): Promise<string> {
  const findings = await auditing(stage.app.container.connection, (view) =>
    Array.fromAsync(auditLedger(view, instant(Date.now()))),
  );
  expectThat(
    findings.length === 0,
    findings.map(({ invariant, subject, detail }) => `${invariant}: ${subject}: ${detail}`).join("; "),
  );
  const [row] = await stage.query<{ transfers: bigint }>("SELECT count(*) AS transfers FROM transfers");
  return `${row?.transfers ?? 0n} transfers, every invariant holds`;
}
