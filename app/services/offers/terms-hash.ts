import { createHash } from "node:crypto";
import { termsText, type OfferTerms } from "#app/domain/offer/terms.ts";

/** What a creator accepts, and what proves later which terms those were: SHA-256, hex. */
export const termsHash = (terms: Omit<OfferTerms, "rule">): string =>
  createHash("sha256").update(termsText(terms)).digest("hex");
