/** A connection's first page, and a way to the others. */
export type Page<Item> = {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: Item[];
};

/** All of a connection: what came with its owner, then page after page; `more` gives null when the owner has gone. */
export async function allNodes<Item>(
  first: Page<Item>,
  more: (after: string) => Promise<Page<Item> | null | undefined>,
): Promise<Item[]> {
  const all = [...first.nodes];
  for (let { pageInfo } = first; pageInfo.hasNextPage && pageInfo.endCursor !== null;) {
    const page = await more(pageInfo.endCursor);
    if (!page) return all;
    all.push(...page.nodes);
    ({ pageInfo } = page);
  }
  return all;
}
