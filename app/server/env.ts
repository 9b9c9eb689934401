import { z } from "zod";

/** What the process is configured with; see `.env.example`. */
export type Env = z.output<typeof schema>;

/** A variable that is absent or wrong. The message lists every one, each with its remedy. */
export class EnvError extends Error {
  override name = "EnvError";
}

const generateKey = `make one with: node -e "console.log(crypto.randomBytes(32).toString('base64'))"`;

const key32 = z
  .string(`missing; ${generateKey}`)
  .transform((text) => Buffer.from(text, "base64"))
  .refine((bytes) => bytes.length === 32, `must be 32 bytes in base64; ${generateKey}`);

const publicUrl = z
  .url("must be a URL such as https://fairshare.example, as in shopify.app.toml")
  .transform((text) => new URL(text));

const required = (what: string) => z.string(`missing; set it to ${what}`).min(1, `empty; set it to ${what}`);

const schema = z
  .object({
    // An unset NODE_ENV is production: forgetting it must never loosen anything.
    NODE_ENV: z
      .enum(["production", "development", "test"], "use production, development or test")
      .default("production"),
    DATABASE_URL: z.url("must look like postgres://user:password@host:5432/name").optional(),
    SHOPIFY_API_KEY: required("the client id of shopify.app.toml"),
    SHOPIFY_API_SECRET: required("the client secret of the app's page in the Partner Dashboard"),
    SHOPIFY_API_SECRET_PREVIOUS: z.string().min(1, "empty; remove it when no secret is being rotated").optional(),
    SHOPIFY_APP_URL: publicUrl,
    SHOPIFY_STAND_IN_URL: publicUrl.optional(),
    ENCRYPTION_KEY: key32,
    ENCRYPTION_KEY_PREVIOUS: key32.optional(),
    SIGNING_KEY: key32,
    SIGNING_KEY_PREVIOUS: key32.optional(),
    SMTP_URL: z.url("must look like smtp://user:password@host:587").optional(),
    MAIL_FROM: z
      .string()
      .min(3, "use an address such as Fairshare <hello@fairshare.example>")
      .default("Fairshare <hello@fairshare.example>"),
    PORT: z.coerce.number("must be a port number, 0 for any free one").int().min(0).max(65_535).default(3000),
    HOST: z.string().default("127.0.0.1"),
    LOG_LEVEL: z
      .enum(
        ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
        "use fatal, error, warn, info, debug, trace or silent",
      )
      .default("info"),
    WORKER: z.enum(["inline", "none"], "use inline (in this process) or none").default("inline"),
  })
  .superRefine((env, context) => {
    if (env.NODE_ENV !== "production") return;
    if (env.SHOPIFY_STAND_IN_URL !== undefined) {
      const message = "sends Shopify's calls, tokens included, elsewhere; unset it, or set NODE_ENV=development";
      context.addIssue({ code: "custom", path: ["SHOPIFY_STAND_IN_URL"], message });
    }
    if (env.SMTP_URL === undefined) {
      context.addIssue({
        code: "custom",
        path: ["SMTP_URL"],
        message: "missing; creators sign in by e-mail, set it to your mail server",
      });
    }
  });

/**
 * Reads the configuration, once, at start-up.
 * @throws EnvError naming each wrong variable and its remedy, never its value
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = schema.safeParse(set);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new EnvError(`The environment is not complete (see .env.example):\n${lines.join("\n")}`);
}

/** The app's secrets at Shopify that are valid: two while one is being rotated. */
export const apiSecrets = (env: Pick<Env, "SHOPIFY_API_SECRET" | "SHOPIFY_API_SECRET_PREVIOUS">): string[] =>
  [env.SHOPIFY_API_SECRET, env.SHOPIFY_API_SECRET_PREVIOUS].filter((secret) => secret !== undefined);
