import { describe, expect, test } from "vitest";
import { EnvError, readEnv } from "./env.ts";

const key = Buffer.alloc(32, 7).toString("base64");
const previous = Buffer.alloc(32, 8).toString("base64");
const good = {
  NODE_ENV: "development",
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "secret",
  SHOPIFY_APP_URL: "https://fairshare.example",
  ENCRYPTION_KEY: key,
  SIGNING_KEY: key,
};

describe("readEnv", () => {
  test("fills in the defaults", () => {
    const env = readEnv(good);
    expect(env).toMatchObject({ PORT: 3000, HOST: "127.0.0.1", WORKER: "inline", LOG_LEVEL: "info" });
    expect(env.ENCRYPTION_KEY).toHaveLength(32);
    expect(env.DATABASE_URL).toBeUndefined();
    expect(env.SIGNING_KEY_PREVIOUS).toBeUndefined();
  });

  test.each([
    { why: "absent", SIGNING_KEY_PREVIOUS: undefined, read: undefined },
    { why: "empty, which is absent", SIGNING_KEY_PREVIOUS: "", read: undefined },
    { why: "set", SIGNING_KEY_PREVIOUS: previous, read: Buffer.alloc(32, 8) },
  ])("the previous signing key may be $why", ({ SIGNING_KEY_PREVIOUS, read }) => {
    const env = readEnv({ ...good, SIGNING_KEY_PREVIOUS });
    expect(env.SIGNING_KEY_PREVIOUS).toEqual(read);
    expect(env.SIGNING_KEY).toEqual(Buffer.alloc(32, 7));
  });

  test.each([
    {
      why: "a missing secret",
      change: { SHOPIFY_API_SECRET: undefined },
      says: /SHOPIFY_API_SECRET: missing; set it to/,
    },
    {
      why: "an empty secret counts as missing",
      change: { SHOPIFY_API_SECRET: "" },
      says: /SHOPIFY_API_SECRET: missing/,
    },
    {
      why: "a short key",
      change: { SIGNING_KEY: "YWJj" },
      says: /SIGNING_KEY: must be 32 bytes in base64; make one with/,
    },
    {
      why: "a short previous key",
      change: { SIGNING_KEY_PREVIOUS: "YWJj" },
      says: /SIGNING_KEY_PREVIOUS: must be 32 bytes in base64/,
    },
    { why: "a port out of range", change: { PORT: "70000" }, says: /PORT: / },
    { why: "a URL without a scheme", change: { SHOPIFY_APP_URL: "fairshare" }, says: /SHOPIFY_APP_URL: must be a URL/ },
    {
      why: "the stand-in in production",
      change: { NODE_ENV: "production", SMTP_URL: "smtp://mail", SHOPIFY_STAND_IN_URL: "http://127.0.0.1:1" },
      says: /SHOPIFY_STAND_IN_URL: .*NODE_ENV=development/,
    },
    {
      why: "the stand-in when NODE_ENV was forgotten",
      change: { NODE_ENV: undefined, SHOPIFY_STAND_IN_URL: "http://127.0.0.1:1" },
      says: /SHOPIFY_STAND_IN_URL/,
    },
  ])("$why is refused by name", ({ change, says }) => {
    expect(() => readEnv({ ...good, ...change })).toThrow(EnvError);
    expect(() => readEnv({ ...good, ...change })).toThrow(says);
  });

  test("never repeats a wrong value", () => {
    expect(() => readEnv({ ...good, ENCRYPTION_KEY: "c2VjcmV0IQ==" })).toThrow(
      expect.not.stringContaining("c2VjcmV0IQ=="),
    );
  });
});
