export const RETRIES = 8;
const FOUR_HOURS_MS = 4 * 60 * 60 * 1000;

/**
 * Milliseconds before the retry of that number, counted from 1; null when there are no more.
 *
 * Shopify retries 8 times over 4 hours with exponential backoff, but does not publish the steps:
 * here each waits twice as long as the one before, and all of them make four hours.
 */
export function waitBeforeRetry(retry: number): number | null {
  if (retry < 1 || retry > RETRIES) return null;
  return (FOUR_HOURS_MS * 2 ** (retry - 1)) / (2 ** RETRIES - 1);
}
