import type { Installations } from "#app/services/ports/installations.ts";
import type { Queryable } from "../connect.ts";
import { instantText } from "../types.ts";

export function createInstallations(client: Queryable): Installations {
  return {
    async end(shopId, at) {
      await client.query(
        `WITH ended AS (
           UPDATE shops SET uninstalled_at = $2, api_status = 'unauthorized', scopes = ''
           WHERE id = $1 AND uninstalled_at IS NULL RETURNING id, domain
         ), logged AS (
           INSERT INTO activity_log (shop_id, actor, action, subject, at)
           SELECT id, 'system', 'shop_uninstalled', 'shop:' || id, $2 FROM ended
         )
         DELETE FROM shop_sessions WHERE shop_domain IN (SELECT domain FROM ended)`,
        [shopId, instantText(at)],
      );
    },

    async saveScopes(shopId, scopes) {
      await client.query("UPDATE shops SET scopes = $2 WHERE id = $1", [shopId, scopes.join(",")]);
    },
  };
}
