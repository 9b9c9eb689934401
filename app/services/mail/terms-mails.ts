import type { PlainTerms } from "#app/domain/wording/terms-in-plain-words.ts";
import type { CreatorMail } from "../ports/outbox.ts";

type Changed = {
  creatorId: string;
  brandName: string;
  offerName: string;
  /** From when, as a day; null: at once. */
  from: string | null;
  lines: PlainTerms;
  partnershipUrl: string;
};

/** A change of terms, with all five lines: nobody has to compare documents. */
export const termsChangedMail = ({
  creatorId,
  brandName,
  offerName,
  from,
  lines,
  partnershipUrl,
}: Changed): CreatorMail => ({
  kind: "terms_changed",
  creatorId,
  subject: from === null ? `${brandName} improved your terms` : `${brandName} changes your terms from ${from}`,
  text: [
    from === null
      ? `${brandName} changed the terms of "${offerName}" in your favour. They count from now on:`
      : `${brandName} changes the terms of "${offerName}". They count for orders from ${from} on; earlier orders keep the old ones:`,
    lines.map(({ title, text }) => `${title}: ${text}`).join("\n"),
    `Both versions, and the way to end the partnership, are here:\n${partnershipUrl}`,
  ].join("\n\n"),
});
