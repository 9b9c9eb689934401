import type { CheckoutApi } from "./api.ts";
import type { Outcome } from "./outcome.ts";

export type Words = ReturnType<typeof wordsOf>;

type Settings = Record<string, string | number | boolean | undefined>;

/** The merchant's texts where they wrote some, the language's otherwise. */
export function wordsOf(api: CheckoutApi, settings: Settings) {
  const { translate } = api.i18n;
  const own = (key: "heading" | "field" | "apply") => {
    const text = settings[key];
    return typeof text === "string" && text.trim() !== "" ? text : translate(key);
  };
  // Under the discount field a heading would only repeat what stands above.
  const heading = api.extension.target === "purchase.checkout.block.render" ? own("heading") : "";
  return {
    heading,
    field: own("field"),
    apply: own("apply"),
    remove: translate("remove"),
    empty: translate("empty"),
    supporting: (name: string) => translate("supporting", { name }),
    tell: (outcome: Outcome) =>
      outcome.kind === "supported"
        ? translate(`outcome.${outcome.discount}`, { code: outcome.code })
        : translate(`outcome.${outcome.kind}`),
  };
}
