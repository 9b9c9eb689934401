import type { Installations } from "#app/services/ports/installations.ts";
import type { Queryable } from "../connect.ts";
import { addJob } from "../jobs.ts";
import { instantText } from "../types.ts";

export function createInstallations(client: Queryable): Installations {
  return {
    async end(shopId, at) {
      const { rowCount } = await client.query(
        `WITH ended AS (
           UPDATE shops SET uninstalled_at = $2, api_status = 'unauthorized', scopes = ''
           WHERE id = $1 AND uninstalled_at IS NULL RETURNING id, domain
         ), logged AS (
           INSERT INTO activity_log (shop_id, actor, action, subject, at)
           SELECT id, 'system', 'shop_uninstalled', 'shop:' || id, $2 FROM ended
         ), forgotten AS (
           DELETE FROM shop_sessions WHERE shop_domain IN (SELECT domain FROM ended)
         )
         SELECT id FROM ended`,
        [shopId, instantText(at)],
      );
      if (rowCount === 1) await addJob(client, "tell-frozen", { shopId, since: at, after: null });
    },

    async saveScopes(shopId, scopes) {
      await client.query("UPDATE shops SET scopes = $2 WHERE id = $1", [shopId, scopes.join(",")]);
    },
  };
}
