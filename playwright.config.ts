import { defineConfig } from "@playwright/test";

/** The server is started by scripts/test.mjs; by hand: `npm start`, then `QUORUM_URL=http://127.0.0.1:3000 npm run e2e`. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: ".cache/test/journeys",
  fullyParallel: true,
  // A journey waits more than it works: on two cores two of them leave more than half of the time unused.
  workers: 3,
  // One second try, named in the last line of `npm test`: a shared machine may stall for seconds. The kill test has none.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [["dot"], ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? ".cache/test/journeys.json" }]],
  use: {
    baseURL: process.env.QUORUM_URL ?? "http://127.0.0.1:3000",
    browserName: "chromium",
    actionTimeout: 10_000,
    navigationTimeout: 30_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
      // No background traffic: the tests count every request. Root needs --no-sandbox.
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
    // A trace keeps the whole document at each step, which doubles the time of a long page: only when asked for.
    trace: process.env.QUORUM_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
  },
});
