import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { aDelivery, aLineBody, anOfferDocument, anOrderBody } from "../../tests/builders/deliveries.ts";
import { type Delivery } from "../../app/services/replay/replay.ts";
import { BadInput } from "./bad-input.ts";
import { readOffer, replayFile } from "./run.ts";

const folder = mkdtempSync(path.join(tmpdir(), "replay-command-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fixture = (name: string) => path.join(import.meta.dirname, "../../tests/fixtures/replay-example", name);
const written = (name: string, content: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};
const offerFile = (document: unknown): string => written("offer.json", JSON.stringify(document));
const deliveryFile = (...deliveries: (Delivery | string)[]): string =>
  written(
    "deliveries.jsonl",
    deliveries.map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join("\n"),
  );

/** The command as a person runs it. */
function command(...argv: string[]) {
  const script = path.join(import.meta.dirname, "../replay.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...argv], { encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("the command", () => {
  const example = ["--offer", fixture("offer.json"), "--deliveries", fixture("deliveries.jsonl")];
  const now = ["--now", "2026-11-24T00:00:00Z"];

  test("prints the JSON of the contract's example and nothing else", () => {
    const { status, stdout, stderr } = command(...example, ...now, "--json");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(fixture("expected.json"), "utf8")));
  });

  test("shuffled it prints the same, its deliveries aside", () => {
    const { stdout } = command(...example, ...now, "--json", "--shuffle", "11");
    const expected = JSON.parse(readFileSync(fixture("expected.json"), "utf8")) as { deliveries: unknown };
    expect({ ...(JSON.parse(stdout) as object), deliveries: null }).toEqual({ ...expected, deliveries: null });
  });

  test("prints a table with each line's explanation", () => {
    const { status, stdout } = command(...example, ...now);
    expect(status).toBe(0);
    expect(stdout).toContain("Replayed at 2026-11-24T00:00:00.000Z");
    expect(stdout).toMatch(/order 1001 {2}pays maya \d+\.\d\d USD for the code on the order/);
    expect(stdout).toMatch(/\d% of \d+\.\d\d USD, the offer's rate \(line 12\)/);
    expect(stdout).toMatch(/creator +pending +payable/);
    expect(stdout).toMatch(/\d+ deliveries: \d+ duplicate, \d+ stale, \d+ ignored/);
  });

  test.each([
    {
      why: "a bad offer",
      offer: anOfferDocument({ percent: { bps: -1 } }),
      says: "offer.json: rule.percent.bps: must be 0 or more basis points",
    },
    {
      why: "a bad delivery",
      offer: anOfferDocument(),
      says: 'deliveries.jsonl:2: body.line_items.0.price: "12,00" is not a decimal amount; send a decimal such as "12.50"',
    },
  ])("$why: exit code 2, file, line, field and remedy, nothing printed as a result", ({ offer, says }) => {
    const bad = aDelivery("orders/create", anOrderBody({ line_items: [aLineBody({ price: "12,00" })] }));
    const deliveries = deliveryFile(aDelivery("orders/create", anOrderBody()), bad);
    const { status, stdout, stderr } = command("--offer", offerFile(offer), "--deliveries", deliveries, "--json");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr.trim()).toBe(path.join(folder, says));
  });

  test("no arguments: exit code 2 and the usage", () => {
    const { status, stdout, stderr } = command();
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("usage: npm run --silent replay -- --offer offer.json");
  });
});

describe("bad files", () => {
  const offer = () => readOffer(offerFile(anOfferDocument()));
  const replayed = (...lines: (Delivery | string)[]) => {
    const file = deliveryFile(...lines);
    return () => replayFile(offer(), { deliveries: file, shuffle: null });
  };
  const good = aDelivery("orders/create", anOrderBody());

  test.each([
    {
      why: "no such offer",
      file: "nowhere.json",
      says: /nowhere\.json: cannot be read \(.*ENOENT.*\); check the path/,
    },
    { why: "an offer that is no JSON", content: "{", says: /bad\.json: is not JSON \(.*\); mend the document/ },
    { why: "an offer that is a list", content: "[]", says: /bad\.json: the offer: / },
    {
      why: "every problem at once",
      content: '{"rule":{"percent":{"bps":1}}}',
      says: /bad\.json: currency: .*\n.*bad\.json: partnerships: /,
    },
  ])("$why", ({ file, content, says }) => {
    const name = file ?? written("bad.json", content);
    expect(() => readOffer(file === undefined ? name : path.join(folder, name))).toThrow(BadInput);
    expect(() => readOffer(file === undefined ? name : path.join(folder, name))).toThrow(says);
  });

  test.each([
    {
      why: "a line that is no JSON",
      lines: [good, "{"],
      says: /deliveries\.jsonl:2: is not JSON \(.*\); write one delivery a line/,
    },
    {
      why: "empty lines are passed over and counted",
      lines: ["", " ", "nope"],
      says: /deliveries\.jsonl:3: is not JSON/,
    },
    { why: "no topic", lines: [{ ...good, topic: undefined }], says: /:1: topic: must be text/ },
    { why: "an empty shop", lines: [{ ...good, shop: "" }], says: /:1: shop: must not be empty/ },
    { why: "no webhook id", lines: [{ ...good, webhookId: 5 }], says: /:1: webhookId: must be text/ },
    {
      why: "a body that is no object",
      lines: [{ ...good, body: "x" }],
      says: /:1: body: must be the webhook's body, a JSON object/,
    },
    { why: "a line that is no delivery", lines: ["5"], says: /:1: the delivery: / },
    {
      why: "no time",
      lines: [good, { ...good, triggeredAt: "soon" }],
      says: /:2: triggeredAt: "soon" is not an ISO 8601 time with its zone/,
    },
    {
      why: "another currency",
      lines: [aDelivery("orders/create", anOrderBody({ currency: "EUR" }))],
      says: /:1: body\.currency: is EUR, but the shop's currency is USD/,
    },
  ])("$why", ({ lines, says }) => {
    const run = replayed(...lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))));
    expect(run).toThrow(BadInput);
    expect(run).toThrow(says);
  });

  test("a file without deliveries has no orders", () => {
    const run = replayed("")();
    expect([...run.verdicts(run.latest)]).toEqual([]);
    expect(run.counts.received).toBe(0);
  });

  test("no such deliveries", () => {
    const nowhere = path.join(folder, "nowhere.jsonl");
    expect(() => replayFile(offer(), { deliveries: nowhere, shuffle: null })).toThrow(/nowhere\.jsonl: cannot be read/);
  });

  test("shuffled, a bad line is still told by its place in the file", () => {
    const file = deliveryFile(good, aDelivery("orders/create", anOrderBody({ id: 2, currency: "EUR" })));
    expect(() => replayFile(offer(), { deliveries: file, shuffle: "1" })).toThrow(
      /deliveries\.jsonl:2: body\.currency/,
    );
  });

  test("bodies that tie in all else are read again by their lines", () => {
    const [a, b] = [anOrderBody({ note: "a" }), anOrderBody({ note: "b", test: true })];
    const verdictOf = (first: object, second: object) => {
      const file = deliveryFile(aDelivery("orders/create", { ...first }), aDelivery("orders/updated", { ...second }));
      const run = replayFile(offer(), { deliveries: file, shuffle: null });
      return [...run.verdicts(run.latest)].map(({ verdict }) => verdict.reason);
    };
    expect(verdictOf(a, b)).toEqual(["test_order"]);
    expect(verdictOf(b, a)).toEqual(["test_order"]);
  });
});
