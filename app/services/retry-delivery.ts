import type { SetAsideStore } from "./ports/set-aside.ts";

/**
 * Gives a delivery that was set aside another five tries, once what kept it back has been mended. The worker takes it up;
 * asking twice changes nothing.
 */
export async function retryDelivery(
  { setAside }: { setAside: SetAsideStore },
  { shopId, id }: { shopId: number; id: string },
): Promise<{ kind: "waiting" | "not_set_aside" }> {
  return { kind: (await setAside.putBack(shopId, id)) ? "waiting" : "not_set_aside" };
}
