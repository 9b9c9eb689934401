import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { PayoutRail, RailAnswer } from "../../app/services/ports/payout-rail.ts";

type Taken = { amountMinor: bigint; outcome: "paid" | "failed"; times: number };

/** The world outside: where money really moves, in the process that nobody kills. It keeps its own list of what it took. */
export type OutsideRail = {
  port: number;
  taken: ReadonlyMap<string, Taken>;
  close(): void;
};

/** One in ten it refuses; of the others it leaves every fifth unanswered, after it has taken them. */
export async function startRail(): Promise<OutsideRail> {
  const taken = new Map<string, Taken>();
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://rail");
    const key = url.searchParams.get("key") ?? "";
    const dice = [...key].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_009, 7);
    const known = taken.get(key);
    if (url.pathname === "/pay") {
      const outcome = dice % 10 === 0 ? "failed" : "paid";
      const amountMinor = BigInt(url.searchParams.get("amount") ?? "0");
      taken.set(key, { amountMinor, outcome, times: (known?.times ?? 0) + 1 });
      if (dice % 5 === 1) return void request.socket.destroy();
    }
    response.end(taken.get(key)?.outcome ?? "never_seen");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    taken,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The rail as the app talks to it. */
export function railAt(port: number): PayoutRail {
  const call = async (path: string, query: Record<string, string>): Promise<RailAnswer> => {
    const url = `http://127.0.0.1:${port}${path}?${new URLSearchParams(query).toString()}`;
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    const said = await response.text();
    if (said === "paid") return { kind: "paid", reference: `rail-${query["key"]}` };
    return said === "failed" ? { kind: "failed", why: "the account is closed" } : { kind: "never_seen" };
  };
  return {
    name: "torture",
    async submit({ ourKey, amountMinor }) {
      const answer = await call("/pay", { key: ourKey, amount: String(amountMinor) });
      if (answer.kind === "never_seen") throw new Error("the rail forgot what it was told");
      return answer;
    },
    ask: (ourKey) => call("/ask", { key: ourKey }),
  };
}
