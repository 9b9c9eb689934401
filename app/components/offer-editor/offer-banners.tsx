import { Banner, Text } from "@shopify/polaris";
import { BudgetBanner } from "../budget-banner.tsx";
import { formatDay } from "../format.ts";
import type { EditedOffer } from "./offer-editor.tsx";

/** What a merchant should know of an offer before anything else. */
export function OfferBanners({ offer }: { offer: EditedOffer }) {
  const { versions, draftStart, discount, budget, timeZone } = offer;
  return (
    <>
      {typeof discount === "object" ? (
        <Banner tone="critical" title="Shopify did not accept the discount">
          <Text as="p">{discount.refused} Change what shoppers save, then publish again.</Text>
        </Banner>
      ) : null}
      {discount === "pending" ? <Banner tone="info" title="The discount is being made in Shopify" /> : null}
      {budget === null ? null : <BudgetBanner budget={budget} title="Budget for all creators together" />}
      {versions.announcedFrom === null ? null : (
        <Banner
          tone="info"
          title={`New terms are announced, and in force from ${formatDay(versions.announcedFrom, timeZone)}`}
        >
          <Text as="p">Until then orders are paid by the terms before.</Text>
        </Banner>
      )}
      {draftStart?.notice === true ? (
        <Banner
          tone="warning"
          title={`Published now, these changes take effect on ${formatDay(draftStart.effectiveFrom, timeZone)}`}
        >
          <Text as="p">
            They are not better in every respect, so your creators get the notice that the offer promises.
          </Text>
        </Banner>
      ) : null}
    </>
  );
}
