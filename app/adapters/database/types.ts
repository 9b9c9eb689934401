import { types, type CustomTypesConfig } from "pg";

/**
 * How values of Postgres arrive where `pg` is used directly: a bigint as `bigint`, an instant as milliseconds
 * since the epoch, a date as its text `2026-11-24`. Money never passes through a float.
 *
 * Given to each pool, not set for the whole process: Prisma's adapter shares the driver and brings its own.
 */
export const parsers: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") => {
    if (format === "binary") return types.getTypeParser(oid, format);
    return ours.get(oid) ?? types.getTypeParser(oid, "text");
  }) as typeof types.getTypeParser,
};

const { INT8, TIMESTAMPTZ, DATE } = types.builtins;
const int8Array = 1016;
const parserOf = types.getTypeParser as (oid: number) => (text: string) => (string | null)[];
const arrayOfText = parserOf(1009);

const ours = new Map<number, (text: string) => unknown>([
  [INT8, BigInt],
  [int8Array, (text) => arrayOfText(text).map((item) => (item === null ? null : BigInt(item)))],
  [TIMESTAMPTZ, instantOf],
  [DATE, (text) => text],
]);

const withZone = /^(\d{4,})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d+))?([+-]\d\d)(?::(\d\d))?$/;

/** `2026-11-24 23:33:58.123+00` to milliseconds; what is below a millisecond is cut off. */
function instantOf(text: string): number {
  const parts = withZone.exec(text);
  if (parts === null) throw new Error(`An instant that no order can have: ${text}`);
  const [, year, month, day, hour, minute, second, fraction = "", zoneHour = "+00", zoneMinute = "0"] = parts;
  const utc = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const offset = Number(zoneHour) * 60 + Math.sign(Number(`${zoneHour}1`)) * Number(zoneMinute);
  return utc + Number(fraction.padEnd(3, "0").slice(0, 3)) - offset * 60_000;
}

/** An instant as a parameter of a statement, also inside an array for `unnest($1::timestamptz[])`. */
export const instantText = (ms: number): string => new Date(ms).toISOString();
