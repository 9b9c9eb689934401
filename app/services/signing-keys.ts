/** What signs: click tokens and the names of orders. It may be changed; nothing that lasts is hashed with it. */
export type SigningKeys = {
  /** 32 bytes; everything new is signed with it. */
  current: Uint8Array;
  /** During a rotation: what was signed with it still counts. */
  previous?: Uint8Array | undefined;
};

/** The keys whose signatures count, the current one first: nearly everything is signed with it. */
export const acceptedKeys = ({ current, previous }: SigningKeys): readonly Uint8Array[] =>
  previous === undefined ? [current] : [current, previous];
