/** A creator's accounts with the brand, in minor units. */
export type Accounts = { pending: bigint; payable: bigint; inTransit: bigint; paid: bigint };

export const noAccounts = (): Accounts => ({ pending: 0n, payable: 0n, inTransit: 0n, paid: 0n });
