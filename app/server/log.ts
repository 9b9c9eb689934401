import { pino, type DestinationStream, type Logger, type LoggerOptions } from "pino";

export type Log = Logger;

/**
 * Keys that may carry secrets or personal data, at the top of an entry or one level down. Log calls should pass ids,
 * never people; this list is the net under them.
 */
const secretOrPersonal = [
  "accessToken",
  "refreshToken",
  "access_token",
  "refresh_token",
  "id_token",
  "token",
  "authorization",
  "cookie",
  "secret",
  "password",
  "email",
  "phone",
  "name",
  "firstName",
  "lastName",
  "address",
  "customer",
  "body",
];

const redact = {
  paths: secretOrPersonal
    .flatMap((key) => (key === "name" ? [`*.${key}`] : [key, `*.${key}`]))
    .concat("req.headers", "headers"),
  censor: "[redacted]",
};

export function createLog(options: { level: string; destination?: DestinationStream }): Log {
  const settings: LoggerOptions = { level: options.level, base: null, redact, serializers: { err: errorForLog } };
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination);
}

/** What a log says of an error: no `request`, `response` or `variables`, which HTTP clients attach with tokens inside. */
function errorForLog(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const cause = error.cause === undefined ? {} : { cause: errorForLog(error.cause) };
  return {
    type: error.name,
    message: withoutQuery(error.message),
    stack: error.stack && withoutQuery(error.stack),
    ...code,
    ...cause,
  };
}

/** graphql-request appends the whole request, with its variables, to its messages. */
const withoutQuery = (text: string): string => text.replace(/: \{"response":.*/s, "");
