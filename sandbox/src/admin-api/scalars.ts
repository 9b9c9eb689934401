/** The custom scalars of the Admin API, parsed as Shopify parses them: the published schema alone accepts anything. */
import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped, type GraphQLSchema } from "graphql";

type Parse = (value: unknown) => unknown;

const refuse = (type: string, value: unknown, hint: string): never => {
  throw new GraphQLError(`invalid ${type} '${String(value)}': ${hint}`);
};

const text =
  (type: string, pattern: RegExp, hint: string): Parse =>
  (value) =>
    typeof value === "string" && pattern.test(value) ? value : refuse(type, value, hint);

/** A number is taken by its shortest decimal text, as Shopify takes 9.5 for "9.5". */
const decimal =
  (type: string): Parse =>
  (value) => {
    const string = typeof value === "number" ? String(value) : value;
    return typeof string === "string" && /^-?\d+(\.\d+)?$/.test(string)
      ? string
      : refuse(type, value, 'write a decimal such as "29.99"');
  };

const whole =
  (type: string, pattern: RegExp): Parse =>
  (value) => {
    const string = typeof value === "number" ? String(value) : value;
    return typeof string === "string" && pattern.test(string)
      ? string
      : refuse(type, value, 'write a whole number such as "50"');
  };

const DATE_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

function dateTime(value: unknown): Date {
  const date = typeof value === "string" && DATE_TIME.test(value) ? new Date(value) : null;
  if (date && !Number.isNaN(date.getTime())) return date;
  return refuse("DateTime", value, 'write ISO 8601, such as "2026-11-24T10:00:00Z"');
}

function url(value: unknown): string {
  if (typeof value === "string" && URL.canParse(value)) return value;
  return refuse("URL", value, "write a whole URL with its scheme");
}

function json(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

const PARSERS: Readonly<Record<string, Parse>> = {
  ARN: text("ARN", /^arn:aws:/, "it begins with arn:aws:"),
  BigInt: whole("BigInt", /^-?\d+$/),
  Color: text("Color", /^#[0-9a-fA-F]{6}$/, 'write a colour such as "#6A8D48"'),
  Date: text("Date", /^\d{4}-\d{2}-\d{2}$/, 'write a day such as "2026-11-24"'),
  DateTime: dateTime,
  Decimal: decimal("Decimal"),
  Money: decimal("Money"),
  JSON: json,
  UnsignedInt64: whole("UnsignedInt64", /^\d+$/),
  URL: url,
  UtcOffset: text("UtcOffset", /^[+-]\d{2}:\d{2}$/, 'write an offset such as "+01:00"'),
};

/** Whole seconds: Shopify's instants have no fractions. */
const instant = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** Gives the schema's custom scalars their parsers and the way an instant is written. */
export function teachScalars(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    const parse = PARSERS[type.name];
    if (!(type instanceof GraphQLScalarType) || !parse) continue;
    type.parseValue = parse;
    type.parseLiteral = (node, variables) =>
      parse(
        node.kind === Kind.FLOAT || node.kind === Kind.INT ? node.value : valueFromASTUntyped(node, variables ?? {}),
      );
    type.serialize = (value) => (value instanceof Date ? instant(value) : value);
  }
}
