/**
 * What Shopify writes about the access a field needs, as a list of groups: of each group one scope must be granted.
 *
 * "`a` access scope or `b` access scope" is one group of two; "`a` access scope. Also: Requires `b` scope." and
 * "`a` access scope as well as any of `b`, `c` access scopes" are two groups.
 *
 * @param text the published sentence
 * @param scopes the scopes published beside it; those that the sentence does not name are not needed
 */
export function parseRequirement(text: string, scopes: readonly string[]): string[][] {
  const known = new Set(scopes);
  const groups = text.split(/ as well as |Also: | and /).flatMap((part) => {
    if (CONDITIONAL.test(part)) return [];
    const named = [...part.matchAll(/`([a-z_]+)`/g)].flatMap((match) => match[1] ?? []).filter((s) => known.has(s));
    return named.length > 0 ? [[...new Set(named)]] : [];
  });
  return groups.length > 0 ? dropImplied(groups) : [[...known]];
}

/** A webhook topic's scopes, of which one must be granted, out of its description ("Requires at least one of …"). */
export function topicScopes(description: string): string[] {
  const [, sentence = ""] = /\bRequires\s+([\s\S]*?)\.(?:\s|$)/.exec(description) ?? [];
  return [...sentence.matchAll(/\b(?:read|write)_[a-z_]+/g)].map(([scope]) => scope);
}

/** "The app must have `x` to assign events to another …": needed for one argument, not for the field. */
const CONDITIONAL = /access scope to (?!edit)|access scope when |access scope if /;

/** A group that contains another one asks for nothing more. */
function dropImplied(groups: readonly string[][]): string[][] {
  return groups.filter(
    (group, index) =>
      !groups.some(
        (other, at) =>
          at !== index && other.every((s) => group.includes(s)) && (other.length < group.length || at < index),
      ),
  );
}
