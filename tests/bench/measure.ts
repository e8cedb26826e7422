/** How a figure is taken: several runs after a warm-up, and the median, never the best. */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

export type Figure = { name: string; unit: string; median: number; min: number; max: number; n: number };

const round = (value: number): number => Number(value.toPrecision(4));

export function figure(name: string, unit: string, samples: readonly number[]): Figure {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return {
    name,
    unit,
    median: round(sorted.length % 2 === 0 ? ((sorted[sorted.length / 2 - 1] ?? 0) + at(0.5)) / 2 : at(0.5)),
    min: round(at(0)),
    max: round(sorted.at(-1) ?? Number.NaN),
    n: sorted.length,
  };
}

/** The share-th value of the samples as a figure of its own: the 95th percentile of what a learner waits for. */
export const percentile = (name: string, unit: string, share: number, samples: readonly number[]): Figure => {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
  return {
    name,
    unit,
    median: value,
    min: round(sorted[0] ?? Number.NaN),
    max: round(sorted.at(-1) ?? Number.NaN),
    n: sorted.length,
  };
};

/** Milliseconds of `runs` calls after one that is not counted. */
export async function timed(runs: number, task: () => unknown): Promise<number[]> {
  await task();
  const samples: number[] = [];
  for (let run = 0; run < runs; run++) {
    const began = performance.now();
    await task();
    samples.push(performance.now() - began);
  }
  return samples;
}

/** A ratio pair by pair, so that it holds when the machine's speed drifts. */
export const ratio = (name: string, of: readonly number[], to: readonly number[]): Figure =>
  figure(
    name,
    "ratio",
    of.flatMap((value, index) => {
      const base = to[index];
      return base ? [value / base] : [];
    }),
  );

/** What a command took: wall time, and CPU time of its whole process tree where the system tells (Linux). Seconds. */
export type Cost = { wall: number; cpu: number | undefined };

/** Clock ticks of /proc, per second: the same on every Linux that Node runs on. */
const ticksPerSecond = 100;
const sampleMs = 100;

/**
 * Runs a command to its end. Its tree is sampled, since Next does not wait for its workers: what a process used in its
 * last tenth of a second is not seen.
 * @throws when the command fails; its output goes along
 */
export async function costOf(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<Cost> {
  const began = performance.now();
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => (said = (said + chunk).slice(-8_000)));
  const used = new Map<number, number>();
  const sampling = setInterval(() => child.pid && sample(child.pid, used), sampleMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  clearInterval(sampling);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}\n${said}`);
  const ticks = [...used.values()].reduce((sum, each) => sum + each, 0);
  return { wall: (performance.now() - began) / 1000, cpu: used.size > 0 ? ticks / ticksPerSecond : undefined };
}

/** Notes the ticks used so far by `root` and all below it. */
function sample(root: number, used: Map<number, number>): void {
  const children = new Map<number, number[]>();
  const ticks = new Map<number, number>();
  for (const entry of existsSync("/proc/self/stat") ? readdirSync("/proc") : []) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    try {
      // The name in brackets may hold blanks: the fields are counted from behind it.
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      children.set(Number(fields[1]), [...(children.get(Number(fields[1])) ?? []), pid]);
      ticks.set(pid, Number(fields[11]) + Number(fields[12]));
    } catch {
      // It ended between the listing and the reading.
    }
  }
  for (const queue = [root]; queue.length > 0; ) {
    const pid = queue.pop() ?? root;
    used.set(pid, Math.max(used.get(pid) ?? 0, ticks.get(pid) ?? 0));
    queue.push(...(children.get(pid) ?? []));
  }
}
