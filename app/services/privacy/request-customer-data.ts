import { plusDays, type Instant } from "#app/domain/kernel/instant.ts";
import type { PrivacyStore } from "../ports/privacy.ts";

type Input = {
  shopId: number;
  requestKey: string;
  receivedAt: Instant;
  now: Instant;
  orderIds: readonly string[];
};

/**
 * Answers a customer who asks what is stored: the merchant finds the answer among the shop's privacy requests and passes it
 * on. It is prepared at once, from what we hold of the orders that Shopify names.
 */
export async function requestCustomerData(
  { privacy }: { privacy: PrivacyStore },
  { shopId, requestKey, receivedAt, now, orderIds }: Input,
): Promise<void> {
  const orders = await privacy.heldOrders(shopId, orderIds);
  await privacy.record(
    { shopId, kind: "customers/data_request", requestKey, receivedAt, dueAt: plusDays(receivedAt, 30) },
    { at: now, report: { orders } },
  );
}
