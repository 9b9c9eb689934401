import { createCipheriv, createDecipheriv } from "node:crypto";
import { acceptedKeys, type SigningKeys } from "#app/services/signing-keys.ts";
import { derivedKey } from "./secrets.ts";

export type OrderKey = { shopId: number; orderId: bigint };

/**
 * Opaque names for orders. Creators must not learn a shop's order numbers (they tell how much it sells), and Shopify's
 * ids are numbers of the same kind, so an address carries one block of AES: shop, order, and a check that makes a made-up
 * name fail. It is no permission: every query still asks for the creator's own rows. During a rotation names of the previous
 * key are still read.
 */
export function orderReferences(signing: SigningKeys) {
  const all = acceptedKeys(signing).map(referencesOf);
  const [own] = all;
  return {
    of: (order: OrderKey): string => own!.of(order),
    read(reference: string): OrderKey | null {
      for (const { read } of all) {
        const order = read(reference);
        if (order !== null) return order;
      }
      return null;
    },
  };
}

export type OrderReferences = ReturnType<typeof orderReferences>;

function referencesOf(signingKey: Uint8Array) {
  const key = derivedKey(signingKey, "order references");
  const check = key.readUInt32BE(0);
  return {
    of({ shopId, orderId }: OrderKey): string {
      const block = Buffer.alloc(16);
      block.writeInt32BE(shopId, 0);
      block.writeBigInt64BE(orderId, 4);
      block.writeUInt32BE(check, 12);
      const cipher = createCipheriv("aes-256-ecb", key, null).setAutoPadding(false);
      return Buffer.concat([cipher.update(block), cipher.final()]).toString("base64url");
    },

    read(reference: string): OrderKey | null {
      if (!/^[\w-]{22}$/.test(reference)) return null;
      const decipher = createDecipheriv("aes-256-ecb", key, null).setAutoPadding(false);
      const block = Buffer.concat([decipher.update(Buffer.from(reference, "base64url")), decipher.final()]);
      if (block.readUInt32BE(12) !== check) return null;
      return { shopId: block.readInt32BE(0), orderId: block.readBigInt64BE(4) };
    },
  };
}
