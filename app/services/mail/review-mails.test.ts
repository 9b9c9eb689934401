import { expect, test } from "vitest";
import { instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { ReviewNews } from "#app/domain/review/news.ts";
import { ordersWaitMail, reviewNewsMail, type ToldEarning } from "./review-mails.ts";

const endsAt = instant(Date.parse("2026-11-16T10:00:00Z"));
const earning = (news: ReviewNews, minor = 1230n, name = news): ToldEarning => ({
  news,
  money: { amountMinor: minor, currency: "USD" as Currency },
  endsAt,
  reason: news === "own_order" ? "It went to your own studio" : null,
  url: `https://app.test/creator/earnings/luma/${name}`,
});
const mailOf = (...earnings: ToldEarning[]) =>
  reviewNewsMail({ creatorId: "c", brandName: "Luma", earnings, earningsUrl: "https://app.test/creator/earnings" });

test.each([
  {
    news: "held",
    subject: /held for review$/,
    text: /\n\n12\.30 USD, under review until 2026-11-16 at the latest: https:\S+held\n/,
  },
  {
    news: "pay",
    subject: /looked: what was held for review is yours/,
    text: /not your own[^]*12\.30 USD: https:\S+pay\n/,
  },
  {
    news: "own_order",
    subject: /to be your own/,
    text: /never earn[^]*can still decide to pay[^]*\nhttps:\S+own_order\n/,
  },
  { news: "ended", subject: /has ended/, text: /did not decide[^]*12\.30 USD: https:\S+ended\n/ },
] as const)("$news: says so, with the amount and a link", ({ news, subject, text }) => {
  const mail = mailOf(earning(news));
  expect(mail.subject).toMatch(subject);
  expect(mail.text).toMatch(text);
  expect(mail.text).toMatch(/All your earnings:\nhttps:\/\/app\.test\/creator\/earnings$/);
});

test("what was found to be their own comes with the reason that the brand gave, where it is kept", () => {
  const told = earning("own_order");
  expect(mailOf(told).text).toContain(`The reason they gave: It went to your own studio\n${told.url}`);
  expect(mailOf({ ...told, reason: null }).text).not.toContain("The reason");
});

test("what is taken back names no amount: nothing is left of it", () =>
  expect(mailOf(earning("own_order", 0n)).text).not.toContain("USD"));

test("everything new is one mail, what went against them first", () => {
  const { subject, text } = mailOf(earning("ended"), earning("held"), earning("own_order"), earning("pay"));
  expect(subject).toBe("Luma: news of your earnings under review");
  const places = ["own_order", "held", "pay", "ended"].map((name) => text.indexOf(`/luma/${name}`));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test("many at once are ten lines and a count", () => {
  const { text } = mailOf(...Array.from({ length: 13 }, (_, index) => earning("held", BigInt(index + 1))));
  expect(text.match(/under review until/g)).toHaveLength(10);
  expect(text).toContain("\n… and 3 more.");
});

test.each([
  {
    orders: 1,
    subject: "An order waits for your word",
    text: /an order has .*ends by itself on 2026-11-16, and it is paid[^]*Look at it:/s,
  },
  {
    orders: 7,
    subject: "7 orders wait for your word",
    text: /7 orders have .*ends by itself on 2026-11-16\.[^]*Look at them:/s,
  },
])("a brand is told of $orders, until when, and where to switch it off", ({ orders, subject, text }) => {
  const told = { shopId: 1, brandName: "Luma", firstEndsAt: endsAt, ordersUrl: "https://admin.test/orders" };
  const mail = ordersWaitMail({ ...told, orders });
  expect(mail).toMatchObject({ shopId: 1, subject });
  expect(mail.text).toMatch(text);
  expect(mail.text).toContain("\nhttps://admin.test/orders\n");
  expect(mail.text).toContain("switch it off in the settings");
});
