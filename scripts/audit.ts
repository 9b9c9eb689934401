/**
 * npm run audit [-- --json]: tests every invariant of the ledger on a live database, read-only, and names each row that
 * breaks one. DATABASE_URL's database, else the embedded one. Exit code 0: sound; 1: something is broken; 2: it could not run.
 */
import { auditing } from "../app/adapters/database/audit/view.ts";
import { openDatabase } from "../app/adapters/database/connect.ts";
import { provideDatabase } from "../app/adapters/database/provide.ts";
import { instant } from "../app/domain/kernel/instant.ts";
import { auditLedger } from "../app/services/ledger/audit-ledger.ts";

const json = process.argv.includes("--json");
const unknown = process.argv.slice(2).filter((argument) => argument !== "--json");
if (unknown.length > 0) {
  console.error(`${unknown.join(" ")}: not an option; usage: npm run audit [-- --json]`);
  process.exit(2);
}

try {
  process.exitCode = (await audit()) === 0 ? 0 : 1;
} catch (error) {
  console.error(`The audit could not run: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

/** @returns how many findings it printed */
async function audit(): Promise<number> {
  const provided = await provideDatabase({ url: process.env["DATABASE_URL"], join: true, migrated: false });
  const database = openDatabase({ url: provided.url, max: 2 });
  const startedAt = performance.now();
  let found = 0;
  try {
    await auditing(database, async (view) => {
      for await (const { invariant, shopId, subject, detail } of auditLedger(view, instant(Date.now()))) {
        found += 1;
        console.log(
          json
            ? JSON.stringify({ invariant, shopId, subject, detail })
            : `${invariant}  shop ${shopId}  ${subject}: ${detail}`,
        );
      }
    });
  } finally {
    await database.close();
    await provided.stop();
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const cost = `${seconds} s, ${Math.ceil(process.resourceUsage().maxRSS / 1024)} MB of memory at most`;
  console.error(found === 0 ? `Every invariant holds (${cost}).` : `${found} rows break an invariant (${cost}).`);
  return found;
}
