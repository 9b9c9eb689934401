import type { EvidenceMark } from "#app/domain/order/order.ts";
import { type Likeness, kindOf } from "#app/domain/review/likeness.ts";
import type { OrderFact } from "#app/services/ports/deliveries.ts";
import { addressHasher } from "../creators/address-hash.ts";
import { likenessHasher, sealedLikeness } from "../creators/likeness-hash.ts";
import { derivedKey, type HashKey, keyedHash } from "../creators/secrets.ts";
import { identity } from "./read-references.ts";

type SealFact = (fact: OrderFact) => OrderFact;
export type ClickMark = Extract<EvidenceMark, { kind: "click" }>;

/**
 * Makes what makes the facts of one batch fit to be kept. Click marks with a time that we did not sign are left out: a time that anybody
 * could have written proves nothing. (Without a time there is nothing to prove, and such a click ranks as the oldest.) It
 * replaces what identifies a shopper by keyed hashes before anything is stored: e-mail addresses by the same hash that
 * creators' accounts have (so that a self-referral can be told), phones and Shopify's customer id by hashes of their own;
 * names and postal addresses by the hashes that creators' own have.
 *
 * Within a batch it remembers what it hashed: an order's deliveries come close together and say the same of its shopper.
 * Nobody's name outlives the batch in memory.
 */
export function factSealer(hashKey: HashKey, isGenuine: (click: ClickMark) => boolean): () => SealFact {
  const hashAddress = addressHasher(hashKey);
  const hashLikeness = likenessHasher(hashKey);
  const phoneKey = derivedKey(hashKey, "phone number");
  const customerKey = derivedKey(hashKey, "customer id");

  const sealIdentity = (plain: string): string[] => {
    const [kind, ...rest] = plain.split(":");
    const value = rest.join(":");
    const sealed =
      kind === "email" ? identity("email", hashAddress(value)) : identity("phone", keyedHash(phoneKey, value));
    return sealed === null ? [] : [sealed];
  };
  const sealLikeness = (plain: Likeness): Likeness => sealedLikeness(kindOf(plain), hashLikeness(plain));
  const sealCustomer = (id: string): string => Buffer.from(keyedHash(customerKey, id)).toString("base64url");

  return () => {
    const identityOf = remembered(sealIdentity);
    const likenessOf = remembered(sealLikeness);
    const customerOf = remembered(sealCustomer);
    return (fact) => {
      if (fact.kind !== "order") return fact;
      const { customer, identities, likenesses } = fact.body;
      const who = customer.kind === "known" ? { ...customer, id: customerOf(customer.id) } : customer;
      const marks = fact.body.marks.filter((mark) => mark.kind !== "click" || isGenuine(mark));
      const sealed = { identities: identities.flatMap(identityOf), likenesses: likenesses.map(likenessOf) };
      return { ...fact, body: { ...fact.body, marks, customer: who, ...sealed } };
    };
  };
}

function remembered<Sealed>(seal: (plain: string) => Sealed): (plain: string) => Sealed {
  const known = new Map<string, Sealed>();
  return (plain) => {
    let sealed = known.get(plain);
    if (sealed === undefined) known.set(plain, (sealed = seal(plain)));
    return sealed;
  };
}
