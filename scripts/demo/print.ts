/** One step of the journey and how it went. */
export interface StepResult {
  readonly name: string;
  readonly ok: boolean;
  /** What happened, with the amounts; what went wrong otherwise. */
  readonly detail: string;
  readonly ms: number;
}

export function printStep({ name, ok, detail, ms }: StepResult): void {
  console.log(`${ok ? "✓" : "✗"} ${name.padEnd(34)} ${String(ms).padStart(6)} ms  ${detail}`);
}

export function printSummary(steps: readonly StepResult[]): void {
  const failed = steps.filter(({ ok }) => !ok).length;
  const seconds = (steps.reduce((sum, { ms }) => sum + ms, 0) / 1000).toFixed(1);
  console.log(
    failed === 0
      ? `\nAll ${steps.length} steps held, in ${seconds} s.`
      : `\n${failed} of ${steps.length} steps failed.`,
  );
}

export function printJson(steps: readonly StepResult[]): void {
  process.stdout.write(`${JSON.stringify({ ok: steps.every(({ ok }) => ok), steps })}\n`);
}

export function openHouse(doors: {
  merchant: string;
  creator: string;
  shopper: string;
  mail: string;
  databaseUrl: string;
}): void {
  console.log(`
Everything stays up. Open, in a browser on this machine:

  as the merchant   ${doors.merchant}
  as Maya, creator  ${doors.creator}
  as a shopper      ${doors.shopper}
  all mail          ${doors.mail}

The ledger can be audited meanwhile:  DATABASE_URL='${doors.databaseUrl}' npm run audit
Ctrl-C ends it all.`);
}
