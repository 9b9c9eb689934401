import { z } from "zod";

/** What a creator makes things about; a short list, so that brands can filter by it. */
export const NICHES = [
  "beauty",
  "books",
  "fashion",
  "fitness",
  "food",
  "gaming",
  "home",
  "outdoors",
  "parenting",
  "pets",
  "sustainability",
  "tech",
  "travel",
  "wellness",
] as const;
export type Niche = (typeof NICHES)[number];

const httpsLink = z
  .url({ protocol: /^https$/, error: "must be a full address that begins with https://" })
  .max(200, "must be 200 characters at most");

const profileSchema = z.object({
  niches: z.array(z.enum(NICHES)).max(5, "choose five at most").default([]),
  /** ISO 3166-1 alpha-2: where most of the audience is. */
  region: z
    .string()
    .regex(/^[A-Z]{2}$/, "choose a country")
    .nullable()
    .default(null),
  /** BCP 47: what the audience reads. */
  language: z
    .string()
    .regex(/^[a-z]{2}$/, "choose a language")
    .nullable()
    .default(null),
  links: z.array(httpsLink).max(5, "five addresses at most").default([]),
});

/** What brands see of a creator beside the name. */
export type CreatorProfile = z.output<typeof profileSchema>;

/** A stored profile; what an older or newer version of us wrote and this one cannot read counts as not filled in. */
export function readProfile(document: unknown): CreatorProfile {
  const parsed = profileSchema.safeParse(document);
  return parsed.success ? parsed.data : profileSchema.parse({});
}

const handle = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9._-]{1,28})[a-z0-9]$/, "3 to 30 letters, digits, dots, dashes or underscores");

/** Handles that could pass for us. */
const RESERVED_HANDLES = new Set([
  "admin",
  "api",
  "app",
  "creator",
  "creators",
  "fairshare",
  "help",
  "shopify",
  "support",
]);

/** What a creator fills in before the first application: every part is needed but the links. */
export const profileForm = z.object({
  displayName: z.string().trim().min(2, "at least 2 characters").max(60, "60 characters at most"),
  handle: handle.refine((text) => !RESERVED_HANDLES.has(text), "this handle is not free"),
  niches: z.array(z.enum(NICHES, "choose from the list")).min(1, "choose at least one").max(5, "choose five at most"),
  region: z.string().regex(/^[A-Z]{2}$/, "choose a country"),
  language: z.string().regex(/^[a-z]{2}$/, "choose a language"),
  links: z.array(httpsLink).max(5, "five addresses at most"),
});
export type ProfileForm = z.output<typeof profileForm>;

/** Whether a brand would know whom it is dealing with. */
export function isComplete({ displayName, profile }: { displayName: string; profile: CreatorProfile }): boolean {
  return displayName !== "" && profile.niches.length > 0 && profile.region !== null && profile.language !== null;
}
