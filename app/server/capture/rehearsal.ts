import { createHmac, createSecretKey, randomUUID } from "node:crypto";
import { answerFact } from "#app/adapters/database/capture/survey-answers.ts";
import type { Database, Queryable } from "#app/adapters/database/connect.ts";
import { rehearsalStore } from "#app/adapters/database/settling/rehearsal-store.ts";
import { testOrderBody } from "#app/adapters/shopify/webhooks/test-order.ts";
import { formatInstant } from "#app/domain/kernel/instant.ts";
import type { Rehearsal, Rehearsed, TestSale } from "#app/services/ports/capture-self-test.ts";
import type { SettledOrder } from "#app/services/ports/settling.ts";
import { settleOrders, type SettleDeps } from "#app/services/orders/settle-orders.ts";
import { verifyDelivery, type VerifiedDelivery } from "#app/services/inbox/verify-delivery.ts";
import { workOff } from "./work-off.ts";

export type RehearsalDeps = {
  database: Pick<Database, "transaction">;
  /** The app's, with which Shopify signs: the same one signs here. */
  secret: string;
  apiVersion: string;
  settling: () => SettleDeps;
};

/**
 * Walks a marked test order through the parts that every order goes through (signature, inbox, worker, parser,
 * attribution, rule), inside a transaction that is always rolled back: docs/decisions/0006-a-test-order-is-rehearsed.md.
 */
export function createRehearsal(deps: RehearsalDeps): Rehearsal {
  const { database, settling } = deps;
  return {
    run: (sale) =>
      rolledBack(database, async (client) => {
        const signed = signedDelivery(sale, deps);
        if (signed.kind !== "verified") return { kind: "set_aside", reason: `signature: ${signed.kind}` };
        const settled: SettledOrder[] = [];
        const now = settling();
        const store = rehearsalStore(client, now.now, (orders) => settled.push(...orders));
        const outcome = await workOff(client, signed.delivery, (facts) =>
          settleOrders(store, now, [...facts, ...facts.flatMap(({ shopId, fact }) => answerTo(sale, shopId, fact))]),
        );
        return outcome.kind === "aside" ? { kind: "set_aside", reason: outcome.reason } : rehearsed(settled[0]);
      }),

    again: (order) =>
      rolledBack(database, async (client) => {
        const settled: SettledOrder[] = [];
        const now = settling();
        const store = rehearsalStore(client, now.now, (orders) => settled.push(...orders));
        await settleOrders(store, now, [], [order]);
        return rehearsed(settled.find(({ orderId }) => orderId === order.orderId));
      }),
  };
}

function rehearsed(order: SettledOrder | undefined): Rehearsed {
  if (!order?.verdict) return { kind: "set_aside", reason: "no order came of it" };
  return { kind: "judged", verdict: order.verdict.verdict };
}

/** The thank-you page's question is answered after the order, and comes by no webhook. */
const answerTo = ({ left, at }: TestSale, shopId: number, { orderId }: { orderId: string }) =>
  left.named === null ? [] : [answerFact({ shopId, orderId, handle: left.named, at })];

/** As Shopify signs it, and as the door reads it. */
function signedDelivery(sale: TestSale, { secret, apiVersion }: RehearsalDeps): VerifiedDelivery {
  const body = Buffer.from(JSON.stringify(testOrderBody(sale)));
  const headers = {
    "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"),
    "x-shopify-topic": "orders/create",
    "x-shopify-shop-domain": sale.shopDomain,
    "x-shopify-api-version": apiVersion,
    "x-shopify-webhook-id": randomUUID(),
    "x-shopify-triggered-at": formatInstant(sale.at),
  };
  return verifyDelivery(headers, body, [createSecretKey(Buffer.from(secret))]);
}

/** Thrown through the transaction, so that it ends as one that failed. */
class Rehearsing<T> {
  readonly result: T;
  constructor(result: T) {
    this.result = result;
  }
}

async function rolledBack<T>(
  database: Pick<Database, "transaction">,
  work: (client: Queryable) => Promise<T>,
): Promise<T> {
  try {
    return await database.transaction(async (client) => {
      throw new Rehearsing(await work(client));
    });
  } catch (thrown) {
    if (thrown instanceof Rehearsing) return thrown.result;
    throw thrown;
  }
}
