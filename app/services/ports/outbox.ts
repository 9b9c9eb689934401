/** A mail to a creator's account. The address is looked up and encrypted where it is stored, services never see it. */
export type CreatorMail = {
  /** What mail it is, such as `application_approved`. */
  kind: string;
  creatorId: string;
  subject: string;
  text: string;
};

/** A mail to whoever runs a shop. */
export type BrandMail = { kind: string; shopId: number; subject: string; text: string };

export type MailOutbox = {
  /** Stores a mail inside the transaction that makes it necessary; a job sends it. Nothing for an erased account. */
  toCreator(mail: CreatorMail): Promise<void>;
  /** The same, to the address where Shopify writes to the shop. Nothing where Shopify has told none. */
  toBrand(mail: BrandMail): Promise<void>;
};
