import { changeScopes } from "../../orders/privacy.ts";
import type { Context, View } from "../context.ts";
import { scopeView } from "../views/app.ts";
import { payload, wrong } from "./payload.ts";

/** Gives optional scopes back; those that the app's configuration requires stay. */
export function appRevokeAccessScopes({ scopes }: { scopes: string[] }, { world, shop, app }: Context): View {
  const errors = scopes.flatMap((scope) => {
    const field = ["scopes"];
    if (app.config.scopes.includes(scope))
      return [wrong(field, `The app requires ${scope}`, "CANNOT_REVOKE_REQUIRED_SCOPES")];
    return app.scopes.includes(scope)
      ? []
      : [wrong(field, `${scope} was not granted`, "CANNOT_REVOKE_UNDECLARED_SCOPES")];
  });
  if (errors.length === 0) {
    const kept = app.scopes.filter((scope) => !scopes.includes(scope));
    changeScopes(world, shop, app, kept);
  }
  return payload(
    "AppRevokeAccessScopesPayload",
    { revoked: errors.length === 0 ? scopes.map(scopeView) : null },
    "AppRevokeAccessScopesAppRevokeScopeError",
    errors,
  );
}
