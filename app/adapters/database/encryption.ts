import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

/** Encrypts what must not lie readable in the database: tokens, addresses, mail. */
export type Sealer = {
  seal(text: string): Uint8Array<ArrayBuffer>;
  /** @throws SealError */
  open(sealed: Uint8Array): string;
  /** Whether it was sealed with the current key; the others are to be sealed again (`reseal.ts`). */
  isCurrent(sealed: Uint8Array): boolean;
};

export type SealerKeys = {
  /** 32 bytes. */
  current: Uint8Array;
  /** During a rotation: what was sealed with it can still be opened. */
  previous?: Uint8Array | undefined;
};

/** What was stored cannot be opened: its key is not configured any more, or its bytes were changed. */
export class SealError extends Error {
  override name = "SealError";
  readonly reason: "unknown_key" | "damaged";
  constructor(reason: "unknown_key" | "damaged", message: string) {
    super(message);
    this.reason = reason;
  }
}

const version = 1;
const keyIdBytes = 4;
const ivBytes = 12;
const tagBytes = 16;
const headBytes = 1 + keyIdBytes + ivBytes + tagBytes;

/**
 * AES-256-GCM. Stored form: version (1 byte), key id (4), nonce (12, random), tag (16), ciphertext. The key's id is
 * part of its hash, so that a rotation needs no bookkeeping.
 *
 * @throws RangeError when a key is not 32 bytes
 */
export function createSealer({ current, previous }: SealerKeys): Sealer {
  const keys = [current, ...(previous ? [previous] : [])].map((key) => ({ key: checked(key), id: idOf(key) }));
  const [own] = keys;
  return {
    seal(text) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv("aes-256-gcm", current, iv);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return new Uint8Array(Buffer.concat([Buffer.of(version), own!.id, iv, cipher.getAuthTag(), body]));
    },

    open(sealed) {
      if (sealed.length < headBytes || sealed[0] !== version) throw damaged();
      const found = keys.find(({ id }) => id.equals(idIn(sealed)));
      if (!found)
        throw new SealError(
          "unknown_key",
          "This was encrypted with a key that is not configured: set ENCRYPTION_KEY_PREVIOUS to the key before the last change.",
        );
      const iv = sealed.subarray(1 + keyIdBytes, 1 + keyIdBytes + ivBytes);
      const decipher = createDecipheriv("aes-256-gcm", found.key, iv, { authTagLength: tagBytes });
      decipher.setAuthTag(sealed.subarray(headBytes - tagBytes, headBytes));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(headBytes)), decipher.final()]).toString("utf8");
      } catch {
        throw damaged();
      }
    },

    isCurrent: (sealed) => sealed.length >= headBytes && own!.id.equals(idIn(sealed)),
  };
}

const idIn = (sealed: Uint8Array): Buffer => Buffer.from(sealed.subarray(1, 1 + keyIdBytes));

function checked(key: Uint8Array): Uint8Array {
  if (key.length !== 32) throw new RangeError(`An encryption key has 32 bytes, this one has ${key.length}.`);
  return key;
}

const idOf = (key: Uint8Array): Buffer =>
  createHash("sha256").update("fairshare key id\0").update(key).digest().subarray(0, keyIdBytes);

const damaged = (): SealError => new SealError("damaged", "What is stored was changed, or was never encrypted.");
