/** What a brand may know of a creator; addresses stay with us. */
export type CreatorName = { id: string; displayName: string; handle: string };

export type CreatorStore = { name(creatorId: string): Promise<CreatorName | null> };
