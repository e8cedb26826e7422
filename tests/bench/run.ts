/**
 * `npm run bench`: a table with the goals beside the figures. `-- --json` prints `[{ name, unit, median, min, max, n }]`.
 * Words choose parts: `npm run bench -- content engine`. Nothing here is a test: figures of a shared machine drift.
 */
import { speakOn } from "../../scripts/steps.mjs";
import { benchBuilds } from "./builds";
import { benchContent } from "./content";
import { benchEngine } from "./engine";
import { verdictOf } from "./goals";
import type { Figure } from "./measure";
import { benchSchedule } from "./schedule";
import { benchSim } from "./sim";
import { benchExplore } from "./sim-explore";
import { benchHistory, benchSite } from "./site";

const parts = {
  content: benchContent,
  engine: benchEngine,
  schedule: benchSchedule,
  sim: async () => [...(await benchSim()), ...(await benchExplore())],
  site: benchSite,
  history: benchHistory,
  build: () => benchBuilds(),
};

const asked = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const isJson = process.argv.includes("--json");
const unknown = asked.filter((word) => !Object.hasOwn(parts, word));
if (unknown.length > 0) {
  process.stderr.write(`no such part: ${unknown.join(", ")}; there are ${Object.keys(parts).join(", ")}\n`);
  process.exit(1);
}

// Steps of the build speak too; the figures are what is read.
speakOn(process.stderr);
const figures: Figure[] = [];
for (const [name, bench] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`${name} ...\n`);
  const found = await bench();
  figures.push(...found);
  if (!isJson) for (const each of found) process.stdout.write(`${lineOf(each)}\n`);
}
if (isJson) process.stdout.write(`${JSON.stringify(figures)}\n`);
process.exit(0);

function lineOf(figure: Figure): string {
  const { name, unit, median, min, max, n } = figure;
  const value = `${median} ${unit}`.padEnd(18);
  const spread = `[${min} .. ${max}] n=${n}`.padEnd(32);
  return `${name.padEnd(66)} ${value} ${spread} ${verdictOf(figure)}`.trimEnd();
}
