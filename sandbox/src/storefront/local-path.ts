/**
 * A path on the shop itself, with its query and fragment; "/" for anything else: another site
 * ("https://…", "//…", "/\…"), a script, a control character.
 */
export function localPath(wanted: string | null | undefined): string {
  if (!wanted?.startsWith("/") || [...wanted].some((it) => it < " " || it === "\\")) return "/";
  const base = "http://shop.invalid";
  if (!URL.canParse(wanted, base)) return "/";
  const url = new URL(wanted, base);
  return url.origin === base && !url.pathname.startsWith("//") ? url.pathname + url.search + url.hash : "/";
}
