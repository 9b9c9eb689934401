import { z } from "zod";

/** The keys of `shopify.extension.toml` that Shopify documents and we use: its build passes unknown ones in silence. */
const handle = z.string().regex(/^[a-z][a-z0-9-]{2,49}$/);
const uid = z.uuid();
const text = z.string().min(1);

const uiExtension = z.strictObject({
  api_version: z.string().regex(/^20\d\d-(01|04|07|10)$/),
  extensions: z
    .array(
      z.strictObject({
        type: z.literal("ui_extension"),
        name: text.max(30),
        handle,
        uid,
        description: text,
        targeting: z.array(z.strictObject({ module: z.string().startsWith("./src/"), target: text })).min(1),
        capabilities: z.strictObject({
          network_access: z.literal(true),
        }),
        settings: z.strictObject({
          fields: z
            .array(
              z.strictObject({
                key: z.string().regex(/^[a-z_]{3,64}$/),
                type: z.enum(["boolean", "single_line_text_field", "multi_line_text_field", "number_integer"]),
                name: text.max(50),
                description: text,
              }),
            )
            .max(20),
        }),
      }),
    )
    .length(1),
});

const pixel = z.strictObject({
  name: text,
  handle,
  uid,
  type: z.literal("web_pixel_extension"),
  runtime_context: z.literal("strict"),
  customer_privacy: z.strictObject({
    analytics: z.boolean(),
    marketing: z.boolean(),
    preferences: z.boolean(),
    sale_of_data: z.enum(["enabled", "disabled", "ldu"]),
  }),
  settings: z.strictObject({
    type: z.literal("object"),
    fields: z.record(
      z.string(),
      z.strictObject({
        name: text,
        description: text,
        type: z.literal("single_line_text_field"),
        validations: z.array(z.strictObject({ name: z.enum(["min", "max", "regex"]), value: text })),
      }),
    ),
  }),
});

const theme = z.strictObject({ name: text, handle, uid, type: z.literal("theme") });

export const tomlForms = { checkout: uiExtension, "thank-you": uiExtension, pixel, theme } as const;
export { uiExtension };
