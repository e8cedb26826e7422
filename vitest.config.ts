import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: {
      "@": fileURLToPath(new URL(".", import.meta.url)),
      // The package throws outside a server bundle; under test everything is server.
      "server-only": fileURLToPath(new URL("./tests/server-only.ts", import.meta.url)),
    },
  },
  test: {
    include: ["lib/**/*.test.ts", "components/**/*.test.ts", "scripts/**/*.test.ts", "tests/**/*.test.ts"],
    environment: "node",
    // The code under test is pure: files share their worker's modules, which halves the time. Nothing may set a global.
    pool: "threads",
    isolate: false,
    // On two cores vitest would take one: the other waits for nothing here.
    maxWorkers: 2,
    // Budgets are counts: this only ends what hangs, on however busy a machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
