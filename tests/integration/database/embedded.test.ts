import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { Client } from "pg";
import { afterAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { startEmbedded } from "../../../app/adapters/database/embedded.ts";
import { findBinaries } from "../../../app/adapters/database/embedded/binaries.ts";
import { identityOf } from "../../../app/adapters/database/embedded/process.ts";
import { runningEmbedded } from "../../../app/adapters/database/provide.ts";

const isRoot = process.getuid?.() === 0;
const scratch = mkdtempSync(path.join(tmpdir(), "fairshare-embedded-"));
chmodSync(scratch, 0o755);
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  await vi.waitUntil(() => serversIn(scratch) === "", { timeout: 10_000 });
  rmSync(scratch, { recursive: true, force: true });
});

let made = 0;
const folder = (): string => path.join(scratch, `db${++made}`, "postgres");

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined); // the server may be stopped under it
  await client.connect();
  const { rows } = await client.query(sql).finally(() => client.end());
  return rows;
}

const serversIn = (dataDir: string): string =>
  spawnSync("sh", ["-c", `grep -lzs '^${dataDir}' /proc/[0-9]*/cmdline; true`], { encoding: "utf8" }).stdout.trim();

const answer = z.object({ url: z.string().optional(), error: z.string().optional() });
type Child = { process: ChildProcess; said: z.output<typeof answer> };

async function inAnotherProcess(dataDir: string, prefix: readonly string[] = []): Promise<Child> {
  const script = path.join(import.meta.dirname, "embedded-child.ts");
  const [command, ...args] = [...prefix, process.execPath, script, dataDir];
  const child = spawn(command!, args, { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout }))
    return { process: child, said: answer.parse(JSON.parse(line)) };
  throw new Error("the child said nothing");
}

const serverPid = (dataDir: string): number =>
  Number(readFileSync(path.join(dataDir, "postmaster.pid"), "utf8").split("\n")[0]);

test("it starts, keeps its data over a restart, tells where it runs, and leaves no process", async () => {
  const dataDir = folder();
  const first = await startEmbedded({ dataDir });
  expect(runningEmbedded(dataDir)).toBe(first.url);
  await query(first.url, "CREATE TABLE kept AS SELECT 1 AS one");
  await first.stop();
  await first.stop(); // again: nothing
  expect(serversIn(dataDir)).toBe("");
  expect(runningEmbedded(dataDir)).toBeNull();

  const second = await startEmbedded({ dataDir, settings: { work_mem: "5MB" } });
  expect(await query(second.url, "SELECT one, current_setting('work_mem') AS mem FROM kept")).toEqual([
    { one: 1, mem: "5MB" },
  ]);
  await second.stop();
});

test("it listens on this machine alone, and asks for a password", async () => {
  const { url, stop } = await startEmbedded({ dataDir: folder() });
  const wrong = new URL(url);
  wrong.password = "guessed";
  await expect(query(wrong.href, "SELECT 1")).rejects.toThrow("password authentication failed");
  expect(await query(url, "SHOW listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
  await stop();
});

test("a port that is taken is named, with the remedy; the folder is free again", async () => {
  const dataDir = folder();
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  await expect(startEmbedded({ dataDir, port })).rejects.toThrow(
    `port ${port} is taken by another program. Stop it, choose`,
  );
  other.close();
  await once(other, "close");
  const database = await startEmbedded({ dataDir, port });
  expect(database.port).toBe(port);
  await database.stop();
});

test("a folder that another process uses is named with that process; so is one that this process uses", async () => {
  const dataDir = folder();
  const { process: owner } = await inAnotherProcess(dataDir);
  await expect(startEmbedded({ dataDir })).rejects.toThrow(
    `${dataDir} is in use by process ${owner.pid}. Stop that one`,
  );
  owner.stdin?.end();
  await once(owner, "exit");
  const { stop } = await startEmbedded({ dataDir });
  await expect(startEmbedded({ dataDir })).rejects.toThrow(`in use by process ${process.pid}`);
  await stop();
});

test("two processes that start at once on a fresh folder: one has it, the other is told", async () => {
  const dataDir = folder();
  const both = await Promise.all([inAnotherProcess(dataDir), inAnotherProcess(dataDir)]);
  expect(both.filter(({ said }) => said.url).length).toBe(1);
  expect(both.find(({ said }) => said.error)?.said.error).toContain("is in use by");
});

test("when its process is killed, the server ends by itself, and the next start has the data", async () => {
  const dataDir = folder();
  const { process: owner, said } = await inAnotherProcess(dataDir);
  await query(said.url!, "CREATE TABLE kept AS SELECT 2 AS two");
  owner.kill("SIGKILL");
  const next = await startEmbedded({ dataDir }); // at once, while the old one ends
  expect(await query(next.url, "SELECT two FROM kept")).toEqual([{ two: 2 }]);
  await next.stop();
  await vi.waitFor(() => expect(serversIn(dataDir)).toBe(""));
});

test("a server that was left behind, its watchdog killed as well, is ended by the next start", async () => {
  const dataDir = folder();
  const { process: owner } = await inAnotherProcess(dataDir);
  const left = serverPid(dataDir);
  const watchdogs = serversIn(dataDir)
    .split("\n")
    .map((file) => Number(file.split("/")[2]))
    .filter((pid) => pid !== left);
  for (const pid of watchdogs) process.kill(pid, "SIGKILL");
  owner.kill("SIGKILL");
  const next = await startEmbedded({ dataDir });
  expect(identityOf(left)).toBeNull();
  await next.stop();
});

test("a server killed with -9 starts again, its last work recovered", async () => {
  const dataDir = folder();
  const { process: owner, said } = await inAnotherProcess(dataDir);
  await query(said.url!, "CREATE TABLE kept AS SELECT 3 AS three");
  process.kill(serverPid(dataDir), "SIGKILL");
  owner.kill("SIGKILL");
  const next = await startEmbedded({ dataDir });
  expect(await query(next.url, "SELECT three FROM kept")).toEqual([{ three: 3 }]);
  await next.stop();
});

test("a stale note of a server, whose id is another program's by now, does not stop it", async () => {
  const dataDir = folder();
  await (await startEmbedded({ dataDir })).stop();
  writeFileSync(path.join(dataDir, "postmaster.pid"), `${process.pid}\n${dataDir}\n1\n5432\n`);
  writeFileSync(`${dataDir}.owner`, `${process.pid}@1`); // our id, another start
  const { url, stop } = await startEmbedded({ dataDir });
  expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await stop();
});

test("a folder with other things in it, or of another Postgres, is refused and left alone", async () => {
  const dataDir = folder();
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(path.join(dataDir, "thesis.txt"), "the only copy");
  await expect(startEmbedded({ dataDir })).rejects.toThrow(`${dataDir} is not empty and not a database`);
  expect(readFileSync(path.join(dataDir, "thesis.txt"), "utf8")).toBe("the only copy");

  const older = folder();
  mkdirSync(older, { recursive: true });
  writeFileSync(path.join(older, "PG_VERSION"), "15\n");
  await expect(startEmbedded({ dataDir: older })).rejects.toThrow("is of Postgres 15, this is 18");
});

test("an unknown setting is told in the server's own words", async () => {
  await expect(startEmbedded({ dataDir: folder(), settings: { no_such: "1" } })).rejects.toThrow('"no_such"');
});

const asNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", `HOME=${scratch}`];

test.skipIf(!isRoot)("it runs as another user than root, in a folder of that user's", async () => {
  const dataDir = folder();
  mkdirSync(path.dirname(dataDir));
  chownSync(path.dirname(dataDir), 65_534, 65_534);
  const { process: owner, said } = await inAnotherProcess(dataDir, asNobody);
  expect(await query(said.url!, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  owner.stdin?.end();
  await once(owner, "exit");
  const asRoot = await startEmbedded({ dataDir }); // root runs it as its owner
  await asRoot.stop();
});

test.skipIf(!isRoot)("a user is told when the folder is another's", async () => {
  const dataDir = folder();
  await (await startEmbedded({ dataDir })).stop();
  const readOnly = await inAnotherProcess(dataDir, asNobody);
  expect(readOnly.said.error).toContain(`${path.dirname(dataDir)}, where the database goes, cannot be written`);
  chownSync(path.dirname(dataDir), 65_534, 65_534);
  const foreign = await inAnotherProcess(dataDir, asNobody);
  expect(foreign.said.error).toMatch(/belongs to user \d+, probably from a run as root/);
});

test.skipIf(!isRoot)("root's own closed folder, such as /root, is no obstacle, for the programs neither", async () => {
  const closed = path.join(scratch, "closed");
  mkdirSync(closed, { mode: 0o700 });
  const installed = path.dirname(path.dirname((await findBinaries()).postgres));
  cpSync(installed, path.join(closed, "native"), { recursive: true, verbatimSymlinks: true });
  const programs = path.join(closed, "native/bin");
  const binaries = { initdb: path.join(programs, "initdb"), postgres: path.join(programs, "postgres") };
  const { url, stop } = await startEmbedded({ dataDir: path.join(closed, "postgres"), binaries });
  expect(await query(url, "SELECT current_setting('is_superuser') AS works")).toEqual([{ works: "on" }]);
  const status = readFileSync(`/proc/${serverPid(path.join(closed, "postgres"))}/status`, "utf8");
  expect(status).toMatch(/^CapEff:\s+0+2$/m); // it may pass through folders, and nothing else
  await stop();
});
