import { afterEach, beforeEach, expect, vi } from "vitest";

/** Noise is a defect: a test that makes the code print an error must say that it expects one (by mocking it itself). */
let error: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  error = vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  const calls = error.mock.calls;
  error.mockRestore();
  expect(calls, "unexpected console.error").toEqual([]);
});
