/** What people of the sandbox switch while it runs. A Plus plan is the shop's own (`shop.plan.shopifyPlus`). */
export interface HostSettings {
  /** Whether the theme has the app embed, and with which settings of its own (over the defaults of its schema). */
  embed: { on: boolean; settings: Record<string, string | number | boolean> };
  /** Whether the product page has the app's blocks. */
  blocks: boolean;
  /** Where a banner asks for consent, nothing is allowed before the answer; elsewhere all is. */
  consentBanner: boolean;
  /** The checkout extension's settings in the editor, and the thank-you block's. */
  checkout: Record<string, string | boolean>;
  thankYou: Record<string, string | boolean>;
  /** What every checkout lets an extension change; an accelerated one lets nothing. */
  instructions: { discounts: boolean; attributes: boolean; metafields: boolean };
  /** Of the extensions' texts; null takes the shop's. */
  locale: string | null;
}

export const defaultSettings = (): HostSettings => ({
  embed: { on: true, settings: {} },
  blocks: true,
  consentBanner: false,
  checkout: {},
  thankYou: { survey: true },
  instructions: { discounts: true, attributes: true, metafields: true },
  locale: null,
});
