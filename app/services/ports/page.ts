/** A slice of a list, newest first; `next` continues it, null at the end. */
export type Page<T> = { items: T[]; next: string | null };

/** Where to continue (a `next` of before), and how many at most. */
export type PageRequest = { after: string | null; limit: number };
