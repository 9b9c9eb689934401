import { formatInstant, type Instant } from "#app/domain/kernel/instant.ts";
import type { ChargebackPage, FetchedChargeback, SourceShop } from "#app/services/ports/order-source.ts";
import type { AdminClient } from "../admin-client.ts";
import { AdminAccessDenied } from "../admin-errors.ts";
import { type DisputeAnswer, disputes } from "./answers.ts";

const atOnce = 100;
const NONE: ChargebackPage = { chargebacks: [], next: null };

/** A page of the chargebacks (Shopify: disputes) that began at or after an instant, in the form of their webhooks' bodies. */
export async function readChargebacks(
  admin: AdminClient,
  shop: SourceShop,
  since: Instant,
  after: string | null,
): Promise<ChargebackPage> {
  if (!shop.readsChargebacks) return NONE;
  const query = `initiated_at:>='${formatInstant(since)}'`;
  try {
    const answer = await admin(shop.domain, "disputes", { first: atOnce, after, query }, disputes);
    const { nodes, pageInfo } = answer.disputes;
    return { chargebacks: nodes.flatMap(chargebackOf), next: pageInfo.hasNextPage ? pageInfo.endCursor : null };
  } catch (error) {
    // Scopes may have been taken back since we were told of them.
    if (error instanceof AdminAccessDenied) return NONE;
    throw error;
  }
}

/** One that is about no order concerns nobody here. */
function chargebackOf({ legacyResourceId, type, status, amount, order }: DisputeAnswer): FetchedChargeback[] {
  if (order === null) return [];
  const said = { type: type.toLowerCase(), status: status.toLowerCase() };
  const body = {
    id: legacyResourceId,
    order_id: order.legacyResourceId,
    ...said,
    amount: amount.amount,
    currency: amount.currencyCode,
  };
  return [{ chargebackId: legacyResourceId, orderId: order.legacyResourceId, ...said, body }];
}
