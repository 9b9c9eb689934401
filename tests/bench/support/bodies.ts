import { readFileSync } from "node:fs";
import path from "node:path";

const published = path.join(import.meta.dirname, "../../fixtures/payloads/appjs.order.01.json");

/** A small seeded generator, so that a run can be repeated (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Orders as Shopify publishes one (17 KB), each with values of its own wherever orders differ: ids, tokens, names,
 * addresses, amounts, instants, texts. What all orders share (keys, currency, flags) stays.
 */
export function orderBodies(count: number, seed = 1): Buffer[] {
  const order: unknown = JSON.parse(readFileSync(published, "utf8"));
  const random = randomNumbers(seed);
  return Array.from({ length: count }, () => Buffer.from(JSON.stringify(varied(order, random))));
}

const shared = /^(USD|GBP|EUR|[A-Z]{2,3}|web|manual|paid|success|refund|sale|[a-z_]{1,24}|gid:\/\/.*\/|0\.00|)$/;

function varied(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => varied(item, random));
  if (typeof value === "number")
    return Number.isInteger(value) && value > 999 ? Number(digits(String(value), random)) : value;
  if (typeof value === "string") return shared.test(value) ? value : text(value, random);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, varied(item, random)]));
}

/** Each letter another letter, each digit another digit; what is around them (a URL's shape, an instant's) stays. */
function text(value: string, random: () => number): string {
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return new Date(1.7e12 + Math.floor(random() * 6e7) * 1000).toISOString();
  const [scheme = "", rest = value] = /^(https?:\/\/|gid:\/\/shopify\/[A-Za-z]+\/)(.*)$/.exec(value)?.slice(1) ?? [
    "",
    value,
  ];
  return scheme + digits(rest, random).replaceAll(/[a-z]/g, () => String.fromCharCode(97 + Math.floor(random() * 26)));
}

const digits = (value: string, random: () => number): string =>
  value.replaceAll(/\d/g, (digit, at: number) =>
    String(at === 0 && digit !== "0" ? 1 + Math.floor(random() * 9) : Math.floor(random() * 10)),
  );
