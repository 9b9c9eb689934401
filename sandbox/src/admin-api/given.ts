/** GraphQL tells an argument left out from one that is null; most fields do not care. */
export const given = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;
