import { useEffect, useState } from "preact/hooks";
import { type CartEvidence, cartEvidence } from "../../shared/cart-evidence.ts";
import { useValue } from "../../shared/use-value.ts";
import type { CheckoutApi } from "./api.ts";
import { whoIsSupported } from "./directory.ts";

/** `code` is what can be taken back; a link's token cannot, and has none. */
export type Supported = { name: string; code?: string };

/** Whom this cart supports, before anything is entered here; null when nobody, or when the app cannot say. */
export function useSupported(api: CheckoutApi): Supported | null {
  const evidence = cartEvidence(useValue(api.attributes));
  const discounts = useValue(api.discountCodes).map((one) => one.code);
  const question = JSON.stringify({ ...evidence, discounts } satisfies Question);
  const [supported, setSupported] = useState<Supported | null>(null);

  useEffect(() => {
    let current = true;
    void answer(api, JSON.parse(question)).then((found) => current && setSupported(found));
    return () => {
      current = false;
    };
  }, [api, question]);
  return supported;
}

type Question = CartEvidence & { discounts: string[] };

async function answer(api: CheckoutApi, { code, ref, discounts }: Question): Promise<Supported | null> {
  const codes = [...(code ? [code] : []), ...discounts];
  if (codes.length === 0 && !ref) return null;
  const lookup = await whoIsSupported(api, codes, ref);
  if (lookup.kind === "found") return named(lookup.creator, codes);
  // Without the app, what was entered here is shown as it is; a discount code may be nobody's.
  return code && lookup.kind === "unreachable" ? { name: code, code } : null;
}

function named({ name, code }: { name: string; code: string }, codes: readonly string[]): Supported {
  return codes.some((one) => one.toLowerCase() === code.toLowerCase()) ? { name, code } : { name };
}
