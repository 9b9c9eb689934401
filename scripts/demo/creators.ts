import { Browser } from "./browser.ts";
import type { Stage } from "./stage.ts";
import { type CreatorInStory, type Story, expectOk, expectThat } from "./story.ts";

const PEOPLE = {
  maya: { email: "maya@example.com", displayName: "Maya Lind", handle: "maya", niches: ["home"] },
  ben: { email: "ben@example.com", displayName: "Ben Okafor", handle: "ben", niches: ["outdoors"] },
} as const;

/** A creator asks for a sign-in link, follows it, says who they are, reads the terms and applies. */
export async function creatorSignsUp(stage: Stage, story: Story, who: keyof typeof PEOPLE): Promise<string> {
  const { email, ...profile } = PEOPLE[who];
  const browser = new Browser();
  const creator: CreatorInStory = { email, browser, code: "", link: "" };
  story.creators[who] = creator;

  const ask = await browser.get(`${stage.appOrigin}/creator/sign-in`);
  expectOk(await browser.submit(ask, "form", { email }));
  const mail = await stage.mailTo(email, /sign-in/i);
  const link = mail.links.find((address) => address.includes("/creator/sign-in/"));
  expectThat(link !== undefined, `the mail has no sign-in link: ${mail.text}`);
  const welcome = await browser.submit(await browser.get(link), "main form", {});
  expectOk(welcome);
  const saved = await browser.submit(welcome, "main form", { ...profile, region: "US", language: "en" });
  expectOk(saved);

  const offer = await browser.get(`${stage.appOrigin}/creator/offers/${story.offerId}`);
  expectOk(offer);
  expectThat(/10\s?%/.test(offer.text), `the terms do not say 10 %: ${offer.text.slice(0, 400)}`);
  const applied = await browser.submit(offer, "main form", {
    intent: "apply",
    message: "Your things are in half of my videos.",
    accept: "yes",
  });
  expectOk(applied);
  expectThat(applied.url.includes("applied"), `not applied: ${applied.text.slice(0, 300)}`);
  return `${profile.displayName} accepted the terms and applied`;
}

/** The merchant approves both at once; code and link come by mail. */
export async function applyAndApprove(stage: Stage, story: Story): Promise<string> {
  const merchant = stage.merchant();
  const page = await merchant.get(`${stage.appOrigin}/app/applications`);
  expectOk(page);
  const rows = await stage.query<{ id: string }>("SELECT id FROM applications WHERE state = 'submitted'");
  expectThat(rows.length === 2, `${rows.length} applications wait, not 2`);
  const fields = new URLSearchParams({ decision: "approve" });
  for (const { id } of rows) fields.append("id", id);
  expectOk(await merchant.post(page.url, fields));
  for (const creator of Object.values(story.creators)) await readApproval(stage, creator);
  const codes = Object.values(story.creators).map(({ code }) => code);
  return `codes ${codes.join(" and ")}, and a link each`;
}

async function readApproval(stage: Stage, creator: CreatorInStory): Promise<void> {
  const mail = await stage.mailTo(creator.email, /approved/i);
  creator.code = /code:?\s+(?:is\s+)?([A-Z0-9-]+)/.exec(mail.text)?.[1] ?? "";
  creator.link = mail.links.find((address) => address.includes("/r/")) ?? "";
  expectThat(creator.code !== "" && creator.link !== "", `the mail has no code or link: ${mail.text}`);
}
