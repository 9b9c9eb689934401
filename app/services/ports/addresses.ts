/** The public URLs that mails and pages name. */
export type Addresses = {
  /** A page of the creator's portal; `path` begins with `/`, or is empty for its start. */
  portal(path: string): string;
  referralLink(token: string): string;
};

export type AdminAddresses = {
  /** A page of ours inside a shop's admin; `path` is the app's own. */
  admin(shopDomain: string, path: string): string;
};
