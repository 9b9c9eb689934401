import { defineConfig } from "vitest/config";

const node = { environment: "node" as const, setupFiles: ["tests/setup/quiet-console.ts"] };
/** Modules are loaded once for all the files of a worker, which is most of the time that many small files take. */
const together = { ...node, isolate: false };

export default defineConfig({
  test: {
    // Much of the time goes to Postgres: a core left free for it by a missing worker would mostly wait.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          ...together,
          name: "unit",
          include: ["app/**/*.test.{ts,tsx}", "sandbox/**/*.test.ts", "scripts/**/*.test.ts"],
          testTimeout: 30_000,
        },
      },
      {
        // Extensions are Preact in a browser-like document; their tester has to pass through Vite to find their modules.
        esbuild: { jsx: "automatic", jsxImportSource: "preact" },
        test: {
          ...node,
          name: "extensions",
          environment: "jsdom",
          include: ["extensions/**/*.test.{ts,tsx}"],
          server: { deps: { inline: ["@shopify/ui-extensions-tester"] } },
        },
      },
      { test: { ...together, name: "contract", include: ["tests/contract/**/*.test.ts"] } },
      { test: { ...together, name: "simulation", include: ["tests/simulation/**/*.test.ts"], testTimeout: 120_000 } },
      {
        test: {
          ...together,
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/setup/postgres.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...together,
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/setup/postgres.ts", "tests/e2e/support/pages-built.ts"],
          expect: { poll: { timeout: 15_000 } },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
