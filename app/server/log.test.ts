import { expect, test } from "vitest";
import { createLog } from "./log.ts";

function captured(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog({ level: "info", destination: { write: (line) => lines.push(line) } }));
  return lines.join("");
}

test("people and secrets do not reach the log, ids do", () => {
  const line = captured((log) =>
    log.info({ shopId: 7, email: "maya@example.com", session: { accessToken: "shpat_1", name: "Maya" } }, "installed"),
  );
  expect(line).toContain('"shopId":7');
  expect(line).not.toMatch(/maya@example|shpat_1|Maya/);
});

test("an error's request and variables stay out", () => {
  const error = Object.assign(
    new Error('Boom: {"response":{"status":500},"request":{"variables":{"email":"maya@example.com"}}}'),
    {
      response: { headers: { "x-token": "shpat_2" } },
    },
  );
  const line = captured((log) => log.error({ err: error }, "failed"));
  expect(line).toContain("Boom");
  expect(line).not.toMatch(/maya@example|shpat_2/);
});
