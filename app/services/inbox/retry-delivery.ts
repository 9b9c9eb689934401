import type { SetAsideStore } from "../ports/set-aside.ts";

type Deps = { setAside: Pick<SetAsideStore, "putBack" | "putBackAll"> };

/** One delivery, or all that were set aside for one kind of reason. */
export type Retry = { id: string } | { what: string };

/**
 * Gives deliveries that were set aside another five tries, once what kept them back has been mended. The worker takes them
 * up; asking twice changes nothing.
 *
 * @returns how many wait now; those whose bodies were erased stay where they are
 */
export async function retryDelivery(
  { setAside }: Deps,
  { shopId, retry }: { shopId: number; retry: Retry },
): Promise<{ waiting: number }> {
  if ("what" in retry) return { waiting: await setAside.putBackAll(shopId, retry.what) };
  return { waiting: (await setAside.putBack(shopId, retry.id)) ? 1 : 0 };
}
