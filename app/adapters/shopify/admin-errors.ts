/** The Admin API refused: the app lacks a scope, or the merchant's plan lacks the feature. */
export class AdminAccessDenied extends Error {
  override name = "AdminAccessDenied";
  readonly requiredAccess: string;

  constructor(requiredAccess: string) {
    super(`Shopify refused access: the app needs ${requiredAccess}; add it to access_scopes in shopify.app.toml`);
    this.requiredAccess = requiredAccess;
  }
}

/** The shop's token is no longer good and could not be renewed: the app was removed, or must be opened once more. */
export class AdminUnauthorized extends Error {
  override name = "AdminUnauthorized";

  constructor(shop: string, options?: ErrorOptions) {
    super(
      `The token of ${shop} is not accepted: the app was uninstalled, or has to be opened in the admin once`,
      options,
    );
  }
}

/** Transient: throttled for too long, unreachable, or an error on Shopify's side. A worker tries again. */
export class AdminUnavailable extends Error {
  override name = "AdminUnavailable";
}

/** A bug of ours: Shopify does not understand the document, or we do not understand the answer. */
export class AdminContractBroken extends Error {
  override name = "AdminContractBroken";
}
