/**
 * npm run mastery:table [-- STREAMS [GIT_DIR]]
 * The weakness model against its targets, end to end: the development streams (made by ../shared/kt/prepare.py from a fetched
 * copy of the answer logs, where they are absent), `mastery:predict` on every test stream, AUC, log-loss and calibration
 * error, the audit of ../shared/kt/score.py, and the speed on a million answers (left out with QUORUM_KT_QUICK=1). Test streams are for looking, not tuning.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Event } from "../../../lib/mastery/predict";
import { type Scores, scoresOf } from "./measure";
import { pathOf, type SetName, setNames, type Track, tracks } from "./streams";

const [streams = process.env.QUORUM_KT_STREAMS ?? join(".cache", "kt"), gitDir = process.env.QUORUM_KT_GIT] =
  process.argv.slice(2);
const tools = process.env.QUORUM_KT_TOOLS ?? join(process.cwd(), "..", "shared", "kt");
const command = ["npm", "run", "-s", "mastery:predict"];
const million = 1_000_000;

/** AUC, log-loss, ECE. The levels of the weakness model's notes. */
type Target = readonly [number, number, number];
const targets: Record<Track, Record<SetName, Record<string, Target>>> = {
  cold: {
    assist09: { must: [0.744, 0.553, 0.025], goal: [0.748, 0.55, 0.018], stretch: [0.752, 0.546, 0.012] },
    algebra05s: { must: [0.782, 0.456, 0.015], goal: [0.788, 0.45, 0.01], stretch: [0.795, 0.445, 0.01] },
    statics: { must: [0.741, 0.49, 0.018], goal: [0.745, 0.487, 0.014], stretch: [0.75, 0.484, 0.01] },
  },
  warm: {
    assist09: { must: [0.769, 0.537, 0.035], goal: [0.7755, 0.5266, 0.012] },
    algebra05s: { must: [0.804, 0.4385, 0.016], goal: [0.8175, 0.421, 0.014] },
    statics: { must: [0.817, 0.431, 0.014], goal: [0.819, 0.4307, 0.014] },
  },
};

const scratch = mkdtempSync(join(tmpdir(), "mastery-table-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

prepare();
for (const track of tracks)
  for (const set of setNames) {
    const stream = pathOf(streams, set, track, "test");
    const predictions = join(scratch, "predictions.jsonl");
    await predict(stream, predictions);
    console.log(row(set, track, scored(stream, predictions), audit(stream)));
  }
if (!process.env.QUORUM_KT_QUICK) await speed();

function prepare(): void {
  if (!existsSync(join(tools, "score.py")))
    stop(`${tools} has no score.py: set QUORUM_KT_TOOLS to the folder of the tools`);
  const missing = tracks.flatMap((track) => setNames.map((set) => pathOf(streams, set, track, "test")));
  if (missing.every((path) => existsSync(path))) return;
  if (!gitDir)
    stop(
      `${streams} has no development streams. Fetch theophilee/learner-performance-prediction and run: npm run mastery:table -- ${streams} GIT_DIR`,
    );
  const made = spawnSync("python3", [join(tools, "prepare.py"), gitDir, streams], { stdio: "inherit" });
  if (made.status !== 0)
    stop("prepare.py failed: it needs numpy, scipy and pandas (python3-numpy python3-scipy python3-pandas)");
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}

/** Seconds that the command took. */
async function predict(stream: string, into: string): Promise<number> {
  const began = process.hrtime.bigint();
  const [name = "npm", ...rest] = command;
  const child = spawn(name, rest, { stdio: ["pipe", "pipe", "inherit"] });
  createReadStream(stream, { highWaterMark: 1 << 20 }).pipe(child.stdin);
  child.stdout.pipe(createWriteStream(into));
  const [code] = (await once(child, "close")) as [number];
  if (code !== 0) stop(`mastery:predict failed on ${stream}`);
  return Number(process.hrtime.bigint() - began) / 1e9;
}

function linesOf(path: string): string[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "");
}

function scored(stream: string, predictions: string): Scores {
  const met = new Map<string, number>();
  const events = linesOf(stream).map((line) => JSON.parse(line) as Event);
  const position = events.map(({ user }) => {
    const before = met.get(user) ?? 0;
    met.set(user, before + 1);
    return before;
  });
  const p = linesOf(predictions).map((line) => (JSON.parse(line) as { p: number }).p);
  if (p.length !== events.length) stop(`${p.length} predictions for ${events.length} answers of ${stream}`);
  return scoresOf(
    Float64Array.from(p),
    Float64Array.from(events, ({ correct }) => correct),
    Int32Array.from(position),
  );
}

function audit(stream: string): boolean {
  const run = spawnSync("python3", [join(tools, "score.py"), "audit", stream, "--", ...command], { encoding: "utf8" });
  if (run.status !== 0) console.error(run.stdout, run.stderr);
  return run.status === 0;
}

function row(set: SetName, track: Track, { auc, logLoss, ece, early }: Scores, isSound: boolean): string {
  const levels = Object.entries(targets[track][set]).map(([level, [leastAuc, mostLoss, mostEce]]) => {
    const missed = [
      auc.toFixed(4) < leastAuc.toFixed(4) ? "AUC" : "",
      logLoss.toFixed(4) > mostLoss.toFixed(4) ? "log-loss" : "",
      ece.toFixed(4) > mostEce.toFixed(4) ? "ECE" : "",
    ].filter((name) => name !== "");
    return `${level} ${missed.length === 0 ? "reached" : `misses ${missed.join(", ")}`}`;
  });
  const figures = `${auc.toFixed(4)} / ${logLoss.toFixed(4)} / ${ece.toFixed(4)}`;
  const first = `first ten ${early.toFixed(4)} ${early <= 0.07 ? "reached" : "misses"}`;
  return `${track} ${set.padEnd(10)} ${figures} | ${levels.join("; ")} | ${first} | audit ${isSound ? "passes" : "FAILS"}`;
}

/** The train streams over and over under new users, to a million answers; start-up is told apart by one answer alone. */
async function speed(): Promise<void> {
  const path = join(scratch, "million.jsonl");
  const out = createWriteStream(path);
  let written = 0;
  for (let copy = 0; written < million; copy++)
    for (const set of setNames)
      for (const line of linesOf(pathOf(streams, set, "cold", "train"))) {
        if (written++ >= million) break;
        if (!out.write(`${line.replace('"user":"', `"user":"${set}-${copy}-`)}\n`)) await once(out, "drain");
      }
  out.end();
  await once(out, "finish");
  const one = join(scratch, "one.jsonl");
  writeFileSync(one, '{"user":"u","item":"i","correct":1}\n');
  const startUp = await predict(one, join(scratch, "one.out"));
  const whole = await predict(path, join(scratch, "million.out"));
  const rate = Math.round(million / (whole - startUp));
  console.log(`speed: ${rate} answers/s over a million (at least 50000), start-up ${startUp.toFixed(2)} s apart`);
}
