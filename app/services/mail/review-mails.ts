import { formatInstant, type Instant } from "#app/domain/kernel/instant.ts";
import type { Money } from "#app/domain/money/money.ts";
import type { ReviewNews } from "#app/domain/review/news.ts";
import type { BrandMail, CreatorMail } from "../ports/outbox.ts";
import { inMail } from "./amounts.ts";

/** One earning of which there is something to tell. No order's name, no shopper: the page behind the link has none either. */
export type ToldEarning = { news: ReviewNews; money: Money; endsAt: Instant; reason: string | null; url: string };

type ToldCreator = { creatorId: string; brandName: string; earnings: readonly ToldEarning[]; earningsUrl: string };

/** A long list says no more than its beginning and a count. */
const LINES_A_KIND = 10;
const day = (at: Instant): string => formatInstant(at).slice(0, 10);

/** Bad news first: it is what somebody may want to answer. */
const KINDS: readonly ReviewNews[] = ["own_order", "held", "pay", "ended"];

const SUBJECTS: Readonly<Record<ReviewNews, (brandName: string) => string>> = {
  own_order: (brandName) => `${brandName} found an order of yours to be your own`,
  held: (brandName) => `${brandName}: an earning of yours is held for review`,
  pay: (brandName) => `${brandName} looked: what was held for review is yours`,
  ended: (brandName) => `${brandName}: a hold for review has ended`,
};

const PARTS: Readonly<Record<ReviewNews, (brandName: string) => string>> = {
  own_order: (brandName) =>
    `${brandName} looked at these orders and found that they are your own. Own orders never earn, so what they had earned was taken back. If that is wrong, tell ${brandName}: they can still decide to pay.`,
  held: (brandName) =>
    `These orders have the same name or postal address as you, which proves nothing by itself. ${brandName} may say earlier what becomes of them; if they do not, the hold ends by itself, and you are paid as for any other order:`,
  pay: (brandName) =>
    `${brandName} looked at these orders: they are not your own. You are paid as for any other order:`,
  ended: (brandName) =>
    `${brandName} did not decide about these orders in time, so the hold for review ended by itself. You are paid as for any other order:`,
};

/** All that is new of a creator's earnings under review at one brand. */
export function reviewNewsMail({ creatorId, brandName, earnings, earningsUrl }: ToldCreator): CreatorMail {
  const kinds = KINDS.filter((kind) => earnings.some(({ news }) => news === kind));
  const [first] = kinds;
  return {
    kind: "review_news",
    creatorId,
    subject:
      kinds.length === 1 && first !== undefined
        ? SUBJECTS[first](brandName)
        : `${brandName}: news of your earnings under review`,
    text: [
      ...kinds.flatMap((kind) => [
        PARTS[kind](brandName),
        listOf(
          kind,
          earnings.filter(({ news }) => news === kind),
        ),
      ]),
      `All your earnings:\n${earningsUrl}`,
    ].join("\n\n"),
  };
}

function listOf(kind: ReviewNews, earnings: readonly ToldEarning[]): string {
  const lines = earnings.slice(0, LINES_A_KIND).map((earning) => lineOf(kind, earning));
  const left = earnings.length - lines.length;
  return [...lines, ...(left > 0 ? [`… and ${left} more.`] : [])].join("\n");
}

function lineOf(kind: ReviewNews, { money, endsAt, reason, url }: ToldEarning): string {
  if (kind === "own_order") return reason === null ? url : `The reason they gave: ${reason}\n${url}`;
  return `${inMail(money)}${kind === "held" ? `, under review until ${day(endsAt)} at the latest` : ""}: ${url}`;
}

type Waiting = { shopId: number; brandName: string; orders: number; firstEndsAt: Instant; ordersUrl: string };

/** To whoever runs the shop. It names no order and nobody: what is to be looked at is behind the sign-in. */
export const ordersWaitMail = ({ shopId, brandName, orders, firstEndsAt, ordersUrl }: Waiting): BrandMail => ({
  kind: "orders_wait",
  shopId,
  subject: orders === 1 ? "An order waits for your word" : `${orders} orders wait for your word`,
  text: [
    orders === 1
      ? `At ${brandName} an order has the same name or postal address as the creator who brought it. That proves nothing by itself, so what it earns them is held until you say whether it is their own order.`
      : `At ${brandName} ${orders} orders have the same name or postal address as the creator who brought them. That proves nothing by itself, so what they earn is held until you say whether they are the creators' own orders.`,
    orders === 1
      ? `If you say nothing, this hold ends by itself on ${day(firstEndsAt)}, and it is paid like any other.`
      : `What you say nothing about is paid like any other: the first of these holds ends by itself on ${day(firstEndsAt)}.`,
    `Look at ${orders === 1 ? "it" : "them"}:\n${ordersUrl}`,
    "You get this mail once a day at most. You can switch it off in the settings of Fairshare.",
  ].join("\n\n"),
});
