import type { OrderFact } from "#app/services/ports/deliveries.ts";
import { addressHasher } from "../creators/address-hash.ts";
import { derivedKey, keyedHash } from "../creators/secrets.ts";
import { identity } from "./read-references.ts";

/**
 * Replaces what identifies a shopper by keyed hashes before anything is stored: e-mail addresses by the same hash that
 * creators' accounts have (so that a self-referral can be told), phones and Shopify's customer id by hashes of their own.
 */
export function factSealer(signingKey: Uint8Array): (fact: OrderFact) => OrderFact {
  const hashAddress = addressHasher(signingKey);
  const phoneKey = derivedKey(signingKey, "phone number");
  const customerKey = derivedKey(signingKey, "customer id");

  const sealIdentity = (plain: string): string[] => {
    const [kind, ...rest] = plain.split(":");
    const value = rest.join(":");
    const sealed =
      kind === "email" ? identity("email", hashAddress(value)) : identity("phone", keyedHash(phoneKey, value));
    return sealed === null ? [] : [sealed];
  };
  return (fact) => {
    if (fact.kind !== "order") return fact;
    const { customer, identities } = fact.body;
    const who =
      customer.kind === "known"
        ? { ...customer, id: Buffer.from(keyedHash(customerKey, customer.id)).toString("base64url") }
        : customer;
    return { ...fact, body: { ...fact.body, customer: who, identities: identities.flatMap(sealIdentity) } };
  };
}
