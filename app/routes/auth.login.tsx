import type { MetaFunction } from "@remix-run/node";

export const meta: MetaFunction = () => [{ title: "Open Fairshare from your Shopify admin" }];

/** Where a visit without a shop ends. Shopify's rules forbid asking for a shop's address here. */
export default function OpenFromShopify() {
  return (
    <main>
      <h1>Open Fairshare from your Shopify admin</h1>
      <p>
        In your store&rsquo;s admin, choose <strong>Apps</strong> and then <strong>Fairshare</strong>. If it is not
        there yet, install it from the <a href="https://apps.shopify.com/">Shopify App Store</a>.
      </p>
    </main>
  );
}
