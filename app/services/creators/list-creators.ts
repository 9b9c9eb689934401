import type { Addresses } from "../ports/addresses.ts";
import type { BrandCreator } from "../ports/brand-creators.ts";
import type { Database } from "../ports/database.ts";
import type { Page } from "../ports/page.ts";

const pageSize = 25;

export type ListedCreator = BrandCreator & { link: string | null };

/** A shop's creators, the newest partnership first, with their codes and links and what they brought. */
export async function listCreators(
  { database, addresses }: { database: Pick<Database, "brandCreators">; addresses: Addresses },
  input: { shopId: number; after: string | null },
): Promise<Page<ListedCreator>> {
  const page = await database.brandCreators.list(input.shopId, { after: input.after, limit: pageSize });
  const withLink = (creator: BrandCreator) => ({
    ...creator,
    link: creator.linkToken === null ? null : addresses.referralLink(creator.linkToken),
  });
  return { items: page.items.map(withLink), next: page.next };
}
