import { useEffect, useState } from "preact/hooks";

type Changing<T> = { readonly value: T; subscribe(run: (value: T) => void): () => void };

/** A value of the `shopify` global, rendered again when it changes. */
export function useValue<T>(changing: Changing<T>): T {
  const [, setValue] = useState({ now: changing.value });
  useEffect(() => changing.subscribe((now) => setValue({ now })), [changing]);
  return changing.value;
}
