/**
 * `npm test`: the suite of a contributor and of CI, on a fresh clone as well. `--long` adds the long figures.
 * Ends with one line, `N passed, N failed`. Every part runs, whatever failed before it, so that one run tells all.
 */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build, findBrowser, freePort, install, requireNode, root, run, say, serve, tell } from "./steps.mjs";

const long = process.argv.includes("--long");
const bin = (name) => join(root, "node_modules", ...name.split("/"));
const results = join(root, ".cache", "test");
const totals = { passed: 0, failed: 0, skipped: 0, again: 0 };

/** Runs one part and counts what it reports; a part without a report counts as one test. */
async function part(name, command, args, { env, report } = {}) {
  const began = Date.now();
  let ok = true;
  try {
    await run(name, command, args, {
      env: { ...env, ...(long ? { QUORUM_LONG: "1" } : {}) },
      show: report !== undefined,
    });
  } catch (error) {
    ok = false;
    process.stderr.write(`${error.parts ? error.parts.what : error}\n`);
  }
  const counted = report?.() ?? { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  // A runner that broke before or after its tests has failed, whatever it counted.
  if (!ok && counted.failed === 0) counted.failed = 1;
  for (const key of Object.keys(totals)) totals[key] += counted[key] ?? 0;
  say(
    `${name.padEnd(9)} ${counted.passed} passed, ${counted.failed} failed (${((Date.now() - began) / 1000).toFixed(0)} s)`,
  );
}

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    process.stderr.write(`no report at ${file}: ${error.message}\n`);
    return undefined;
  }
};

const unitReport = join(results, "unit.json");
const countUnit = () => {
  const report = readJson(unitReport);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests };
};
const journeyReport = join(results, "journeys.json");
const countJourneys = () => {
  const stats = readJson(journeyReport)?.stats;
  if (!stats) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, flaky, unexpected, skipped } = stats;
  return { passed: expected + flaky, failed: unexpected, skipped, again: flaky };
};

try {
  requireNode();
  await install();
  const browser = await findBrowser();
  say(`browser   ${browser}`);
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });

  await part("lint", process.execPath, [bin("@biomejs/biome/bin/biome"), "check", "."]);
  await part("routes", process.execPath, [bin("next/dist/bin/next"), "typegen"]);
  await part("types", process.execPath, [bin("typescript/bin/tsc"), "--noEmit"]);
  await part("content", process.execPath, [bin("tsx/dist/cli.mjs"), "lib/content/check.ts"]);
  await part(
    "unit",
    process.execPath,
    [bin("vitest/vitest.mjs"), "run", "--reporter=dot", "--reporter=json", `--outputFile.json=${unitReport}`],
    {
      report: countUnit,
    },
  );
  await build();
  const port = await freePort();
  const { child } = await serve(port);
  await part("journeys", process.execPath, [bin("@playwright/test/cli.js"), "test"], {
    env: { QUORUM_URL: `http://127.0.0.1:${port}`, CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: journeyReport },
    report: countJourneys,
  });
  child.kill();
} catch (error) {
  // A step between the parts failed: no part behind it could run, and the count says so.
  tell(error);
  totals.failed++;
}

const again = totals.again > 0 ? ` (${totals.again} at the second try)` : "";
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : "";
say(`${totals.passed} passed${again}, ${totals.failed} failed${skipped}`);
process.exit(totals.failed > 0 ? 1 : 0);
