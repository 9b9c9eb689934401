import { type Stage, until } from "./stage.ts";
import { type Story, expectOk, expectThat, minor } from "./story.ts";

/** The merchant clicks "install" in the app store, and opens the app for the first time. */
export async function install(stage: Stage): Promise<string> {
  stage.sandbox.install(stage.shop);
  const home = await stage.merchant().get(`${stage.appOrigin}/app`);
  expectOk(home);
  const [shop] = await stage.query<{ name: string; currency: string }>("SELECT name, currency FROM shops");
  expectThat(shop !== undefined, "the shop is not known after its first visit");
  return `${shop.name} (${shop.currency}), token exchanged, home page open`;
}

export async function createOffer(stage: Stage, story: Story): Promise<string> {
  const merchant = stage.merchant();
  const page = await merchant.get(`${stage.appOrigin}/app/offers/new`);
  expectOk(page);
  const made = await merchant.post(page.url, new URLSearchParams({ template: "every-order" }));
  expectOk(made);
  story.offerId = /\/app\/offers\/([0-9a-f-]{36})/.exec(made.url)?.[1] ?? "";
  expectThat(story.offerId !== "", `no offer was made: ${made.url}`);
  return "10 % of every order, shoppers save 10 %, 30 days' hold";
}

export async function preview(stage: Stage, story: Story): Promise<string> {
  const merchant = stage.merchant();
  const page = await merchant.get(`${stage.appOrigin}/app/offers/${story.offerId}`);
  const { fields } = page.form("form");
  const answer = await merchant.call(`${stage.appOrigin}/app/offers/${story.offerId}/preview`, fields);
  const { preview: result, currency } = answer as {
    preview: { orders: number; commissionMinor: bigint };
    currency: string;
  };
  expectThat(result.orders > 0, "the preview saw no past order");
  return `${result.orders} past orders would have cost ${minor(result.commissionMinor)} ${currency}`;
}

export async function publish(stage: Stage, story: Story): Promise<string> {
  const answer = await stage
    .merchant()
    .call(`${stage.appOrigin}/app/offers/${story.offerId}/publish`, new URLSearchParams());
  const { message, isError } = answer as { message: string; isError: boolean };
  expectThat(!isError, message);
  const shop = stage.sandbox.world.shop(stage.shop);
  const before = shop.discounts.size;
  const discount = await until("the discount at Shopify", async () => {
    const [offer] = await stage.query<{ shopify_discount_gid: string | null }>(
      "SELECT shopify_discount_gid FROM offers WHERE id = $1",
      [story.offerId],
    );
    return offer?.shopify_discount_gid;
  });
  expectThat(shop.discounts.size >= before, "the discount vanished");
  return `${message} ${discount.split("/").at(-1)} is the discount at Shopify`;
}
