/** What a merchant opens to mend something: a page of the admin, or one of ours. */
export type Fix = { readonly label: string; readonly url: string };

/** Pages of a shop's admin: where ours begin, and those that mend something. */
export function adminLinks(shopDomain: string, apiKey: string) {
  const admin = `https://admin.shopify.com/store/${shopDomain.replace(/\.myshopify\.com$/, "")}`;
  return {
    app: `${admin}/apps/${apiKey}`,
    permissions: `${admin}/settings/apps`,
    embed: `${admin}/themes/current/editor?context=apps&activateAppId=${apiKey}/capture`,
    thankYou: `${admin}/settings/checkout/editor?page=thank-you`,
    checkout: `${admin}/settings/checkout/editor`,
    payments: `${admin}/settings/payments`,
    password: `${admin}/online_store/preferences`,
    discounts: `${admin}/discounts`,
  };
}

export type AdminLinks = ReturnType<typeof adminLinks>;

/** The steps before payment are Shopify Plus's alone. */
export const isPlus = (plan: string): boolean => /plus/i.test(plan);
