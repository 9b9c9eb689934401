/** A broken promise of our own code: never expected, never caught on the way, retried or reported at the very top. */
export class InvariantError extends Error {
  override name = "InvariantError";
}

/** @throws InvariantError when `condition` is false */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
