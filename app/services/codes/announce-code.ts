import { approvedMail } from "../mail/application-mails.ts";
import type { Addresses } from "../ports/addresses.ts";
import type { ReferralCode } from "../ports/applications.ts";
import type { Stores } from "../ports/database.ts";

/** Makes a code usable, and tells its creator, with the link: part of the caller's transaction. */
export async function announceCode(
  { addresses }: { addresses: Addresses },
  tx: Stores,
  code: ReferralCode,
  redeemGid: string | null,
): Promise<void> {
  await tx.codes.activate(code.shopId, code.id, redeemGid);
  // One after the other: a transaction has one connection.
  const shop = await tx.shops.byId(code.shopId);
  const offer = await tx.offers.get(code.shopId, code.offerId);
  const token = await tx.partnerships.linkToken(code.shopId, code.partnershipId);
  if (shop === null || offer === null || token === null) return;
  const link = addresses.referralLink(token);
  const { creatorId, text } = code;
  const mail = {
    creatorId,
    brandName: shop.name,
    offerName: offer.name,
    code: text,
    link,
    portalUrl: addresses.portal(""),
  };
  await tx.mail.toCreator(approvedMail(mail));
}
