import { benchDatabase } from "../support/database.ts";
import { ours } from "./ours.ts";
import { prepare, reset } from "./stage.ts";

/** Settles the orders of the bench once, to be profiled: `node --cpu-prof tests/bench/pipeline/profile.ts [orders]`. */
const orders = Number(process.argv[2] ?? "5000");
const database = await benchDatabase();
const worker = ours(database.url);
await prepare(database.pool, orders);
await reset(database.pool, { inbox: true });
const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
await worker.drain();
const [ms, used] = [performance.now() - startedAt, process.cpuUsage(cpu)];
console.log(
  `${Math.round((orders / ms) * 1000)} orders a second; this process ${Math.round((used.user + used.system) / orders)} µs an order`,
);
await worker.close();
await database.stop();
