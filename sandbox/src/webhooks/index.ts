export { RETRIES, waitBeforeRetry } from "./backoff.ts";
export type { Attempt, Delivery } from "./delivery.ts";
export { Dispatcher, type DispatcherOptions } from "./dispatcher.ts";
export { post, type PostOutcome } from "./post.ts";
export { sign } from "./signature.ts";
export { SMOOTH, type Mishap, type PlannedMishap, type Switches } from "./switches.ts";
