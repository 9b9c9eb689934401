import type { Stage } from "../../../scripts/demo/stage.ts";

/** As a merchant would in the theme editor; the other switches stand as they begin. */
export async function switchEmbedOf({ sandbox, storefront }: Stage, on: boolean): Promise<void> {
  const names = [...(on ? ["embed"] : []), "bar", "blocks", "survey"];
  const answer = await fetch(`${sandbox.url}/extension-host`, {
    method: "POST",
    headers: { "X-Forwarded-Host": new URL(storefront).host },
    body: new URLSearchParams(names.map((name) => [name, "on"])),
    redirect: "manual",
  });
  if (answer.status >= 400) throw new Error(`the switches answered ${answer.status}`);
}

/** What a self-test must leave as it is. */
export async function totalsOf(stage: Stage): Promise<object> {
  const [totals = {}] = await stage.query(
    `SELECT (SELECT count(*) FROM order_states) AS orders, (SELECT count(*) FROM clicks) AS clicks,
       (SELECT count(*) FROM transfers) AS transfers`,
  );
  return totals;
}
