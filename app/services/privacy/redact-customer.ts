import { plusDays, type Instant } from "#app/domain/kernel/instant.ts";
import type { CustomerTraces, PrivacyStore } from "../ports/privacy.ts";

type Input = {
  shopId: number;
  /** The inbox row of the request. */
  delivery: number;
  requestKey: string;
  receivedAt: Instant;
  now: Instant;
  traces: CustomerTraces;
};

/**
 * Erases what we hold of a customer: stored bodies of their orders, and the keyed hashes that tell who they are. Verdicts
 * and amounts stay: they are the creators'.
 *
 * @returns `later` while deliveries from before the request still wait: one may bring an order of that customer
 */
export async function redactCustomer(
  { privacy }: { privacy: PrivacyStore },
  { shopId, delivery, requestKey, receivedAt, now, traces }: Input,
): Promise<{ kind: "redacted" | "later" }> {
  if (await privacy.hasEarlierWaiting(shopId, delivery)) return { kind: "later" };
  const erased = await privacy.eraseCustomer(shopId, traces);
  const request = {
    shopId,
    kind: "customers/redact" as const,
    requestKey,
    receivedAt,
    dueAt: plusDays(receivedAt, 30),
  };
  await privacy.record(request, { at: now, report: erased });
  return { kind: "redacted" };
}
