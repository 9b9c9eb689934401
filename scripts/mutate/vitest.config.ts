import path from "node:path";
import { defineConfig } from "vitest/config";

/** Only the tests of the room under test: they stand beside what they test. */
const room = process.env["MUTATE_ROOM"] ?? "*";

export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, "../.."),
    environment: "node",
    setupFiles: [path.join(import.meta.dirname, "fewer-runs.ts")],
    include: [`app/domain/${room}/**/*.test.ts`],
  },
});
