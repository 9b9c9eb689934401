/** Names of the order attributes that the app reads from the order's webhook. */
export const ATTRIBUTE = { ref: "_creator_ref", code: "_creator_code" } as const;

type Attribute = { key: string; value?: string | undefined };

/** What the cart already says about a creator, the surest first; an empty object when nothing. */
export type CartEvidence = { code?: string; ref?: string };

export function cartEvidence(attributes: readonly Attribute[] | undefined): CartEvidence {
  const find = (key: string) => attributes?.find((one) => one.key === key)?.value;
  const code = find(ATTRIBUTE.code);
  const ref = find(ATTRIBUTE.ref);
  return { ...(code ? { code } : {}), ...(ref ? { ref } : {}) };
}
