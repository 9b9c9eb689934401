/** A value of the `shopify` global: read by `.value`, told of by `subscribe`. */
export class Signal<T> {
  #value: T;
  readonly #listeners = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  subscribe(run: (value: T) => void): () => void {
    this.#listeners.add(run);
    return () => this.#listeners.delete(run);
  }

  set(value: T): void {
    this.#value = value;
    for (const run of this.#listeners) run(value);
  }
}
