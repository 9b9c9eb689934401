import type { Browser } from "@shopify/web-pixels-extension";

/** One browser tab's visit: a random number and the link it came by. It ends with the tab, and names nobody. */
export type Visit = { visit: string; ref: string };

const KEY = "creator_funnel";

/** @param ref the token in the current address; `""` keeps the one that the visit came by */
export async function visitOf({ sessionStorage }: Browser, ref: string): Promise<Visit> {
  const [visit = "", came = ""] = (await sessionStorage.getItem(KEY))?.split(" ") ?? [];
  const now = { visit: visit || crypto.randomUUID(), ref: ref || came };
  if (now.visit !== visit || now.ref !== came) await sessionStorage.setItem(KEY, `${now.visit} ${now.ref}`);
  return now;
}
