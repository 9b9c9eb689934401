import { expect, test } from "vitest";
import { formatsOf } from "../../../app/components/portal/formats.ts";
import { announceTerms, type TermsAnnouncement } from "../../../app/services/offers/announce-terms.ts";
import { createLivePartnerships } from "../../../app/adapters/database/creators/live-partnerships.ts";
import { publishOffer } from "../../../app/services/offers/publish-offer.ts";
import { bookOf } from "./book.ts";
import { creatorWorld } from "./world.ts";

const world = await creatorWorld();
const { deps, connection, clock } = world;
const book = bookOf(world);
const shop = await world.shop("luma.myshopify.com");
const announcing = { ...deps, live: createLivePartnerships(connection.prisma), formatsOf };

/** What the newest publishing of an offer asks to announce. */
async function asked(offerId: string): Promise<TermsAnnouncement> {
  const jobs = await world.jobs();
  const job = jobs.findLast(
    ({ task, payload }) => task === "announce-terms" && (payload as TermsAnnouncement).offerId === offerId,
  );
  return job?.payload as TermsAnnouncement;
}
async function publish(offerId: string, bps: number): Promise<TermsAnnouncement> {
  await world.draft(shop, { offerId, ruleDocument: { percent: { bps } } });
  await publishOffer(deps, { shopId: shop.id, offerId, actor: "merchant:1" });
  return asked(offerId);
}

test("creators are told of worse terms before they count, in five lines; who has left is not", async () => {
  const offerId = await world.liveOffer(shop);
  const [maya, ben] = [await world.person("maya"), await world.person("ben")];
  await book.partnershipOf(shop.id, offerId, maya.id);
  const left = await book.partnershipOf(shop.id, offerId, ben.id);
  await connection.prisma.partnership.updateMany({
    where: { id: left.id },
    data: { state: "ended", activeUntil: new Date(clock.now()) },
  });

  expect(await announceTerms(announcing, await publish(offerId, 500))).toEqual({ kind: "told", creators: 1 });
  const mails = (await world.mails()).filter(({ kind }) => kind === "terms_changed");
  expect(mails.map(({ to }) => to)).toEqual(["maya@example.com"]);
  expect(mails[0]?.subject).toBe("luma changes your terms from Dec 24, 2026");
  expect(mails[0]?.text).toContain("What you earn: 5% of each sale.");
  expect(
    mails[0]?.text.match(/^(What you earn|On what|When it is payable|How long a click counts|Limits and changes): /gm),
  ).toHaveLength(5);
});

test("better terms count at once, and are said to be better", async () => {
  const offerId = await world.liveOffer(shop);
  const cleo = await world.person("cleo");
  await book.partnershipOf(shop.id, offerId, cleo.id);
  await announceTerms(announcing, await publish(offerId, 1500));
  const mail = (await world.mails()).findLast(({ to }) => to === "cleo@example.com");
  expect(mail?.subject).toBe("luma improved your terms");
  expect(mail?.text).toContain("What you earn: 15% of each sale.");
});

test("many creators are told in several jobs, each once", async () => {
  const offerId = await world.liveOffer(shop);
  const people = await Promise.all(Array.from({ length: 205 }, (_, index) => world.creator(`many${index}`)));
  for (const creatorId of people) await book.partnershipOf(shop.id, offerId, creatorId);
  // These accounts were made by another sealer; nobody is told twice all the same.
  await connection.prisma.creator.updateMany({ where: { id: { in: people } }, data: { emailCiphertext: null } });

  const first = await announceTerms(announcing, await publish(offerId, 500));
  const next = await asked(offerId);
  expect([first, next.after === null]).toEqual([{ kind: "told", creators: 200 }, false]);
  expect(await announceTerms(announcing, next)).toEqual({ kind: "told", creators: 5 });
});

test("an announcement of nothing is nothing", async () => {
  const nowhere = "00000000-0000-0000-0000-000000000000";
  const wanted = { shopId: shop.id, offerId: nowhere, versionId: nowhere, after: null };
  expect(await announceTerms(announcing, wanted)).toEqual({ kind: "gone" });
});
