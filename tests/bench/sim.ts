/**
 * Simulators: how fast a run unrolls, how fast it is searched through by step, what a hunt for each mutant takes, how long
 * a task is graded, how long a link is. Raft with five servers stands for all where one has to.
 */
import { performance } from "node:perf_hooks";
import { mix, tagOf } from "../../lib/sim/chance";
import { huntMutant, wildRun } from "../../lib/sim/hunt";
import { type Kernel, kernelOf } from "../../lib/sim/kernel";
import type { AnyLab, Faults } from "../../lib/sim/lab";
import { builtLabs, loadLab } from "../../lib/sim/labs";
import { toHash } from "../../lib/sim/link";
import type { Net } from "../../lib/sim/model";
import { Replay } from "../../lib/sim/replay";
import { grade, kernelOfTask } from "../../lib/sim/task";
import { type Figure, figure, percentile, timed } from "./measure";

/** 5 % lost, a tail of 60 ms, 1 % twice: bad enough that elections and retries never end. */
const lossy: Net = { min: 5, tail: 60, loss: 50, twice: 10 };
const swarm: Faults = { crash: 3000, down: 800, part: 4000, cut: 3000, apart: 1000 };
const runs = 5;
const events = 200_000;
const seekEvents = 100_000;
const seeks = 500;
const gradings = 100;
const hunts = 3;

export async function benchSim(): Promise<Figure[]> {
  const labs = (await Promise.all(builtLabs.map((id) => loadLab(id)))).filter((lab) => lab !== undefined);
  const raft = labs.find(({ id }) => id === "raft");
  return [
    ...(raft ? [...(await speed(raft)), seek(raft), await link(raft)] : []),
    ...labs.flatMap(mutants),
    ...labs.flatMap(grading),
  ];
}

// biome-ignore lint/suspicious/noExplicitAny: the types of one lab, opaque here
const five = (raft: AnyLab, seed: number): Kernel<any, any, any, any, any> =>
  kernelOf(raft.model, { p: { ...raft.p, n: 5 }, seed, net: lossy });

/** Events a second with invariants on, median of warm runs. The nemesis is part of the time, its acts are events too. */
async function speed(raft: AnyLab): Promise<Figure[]> {
  const wild = await timed(runs, () => wildRun(raft, five(raft, 5), swarm, events, 5, () => false));
  const calm = await timed(runs, () => {
    const kernel = five(raft, 5);
    let w = kernel.initial;
    while (w.n < events) w = kernel.step(w);
  });
  const perSecond = (samples: readonly number[]) => samples.map((ms) => (1000 * events) / ms);
  return [
    figure("sim: Raft, 5 servers, lossy, crashes and partitions", "events/s", perSecond(wild)),
    figure("sim: Raft, 5 servers, lossy, no faults", "events/s", perSecond(calm)),
  ];
}

/** Looking up any step of a long run, in the order of no one. */
function seek(raft: AnyLab): Figure {
  const { entries } = wildRun(raft, five(raft, 5), swarm, seekEvents, 5, () => false);
  const replay = new Replay(five(raft, 5), entries);
  replay.at(seekEvents);
  const samples = Array.from({ length: seeks }, (_, nth) => {
    const n = mix(1, tagOf("seek"), nth, 0) % seekEvents;
    const began = performance.now();
    replay.at(n);
    return performance.now() - began;
  });
  return percentile(`sim: seek in ${seekEvents} events, p95`, "ms", 0.95, samples);
}

/** Of fifty interventions of all kinds. */
async function link(raft: AnyLab): Promise<Figure> {
  const faults: Faults = { ...swarm, pause: 2000, still: 500, op: 400, skew: 5000 };
  const lengths = await Promise.all(
    [1, 2, 3, 4, 5].map(async (seed) => {
      const { entries } = wildRun(raft, five(raft, seed), faults, 20_000, seed, () => false);
      const tape = { m: raft.model.id, p: { ...raft.p, n: 5 }, seed, net: lossy, c: entries.slice(0, 50) };
      return (await toHash(tape, 1000)).length;
    }),
  );
  return figure("sim: link of 50 interventions", "characters", lengths);
}

function mutants(lab: AnyLab): Figure[] {
  return lab.mutants.map((mutant) => {
    const samples = Array.from({ length: hunts }, (_, nth) => {
      const began = performance.now();
      huntMutant(lab, mutant, 1 + nth);
      return performance.now() - began;
    });
    return figure(`sim: ${lab.id} mutant ${mutant.id}`, "ms", samples);
  });
}

function grading(lab: AnyLab): Figure[] {
  return lab.tasks.map((task) => {
    const samples = Array.from({ length: gradings }, () => {
      const began = performance.now();
      grade(kernelOfTask(lab, task), task, task.solution);
      return performance.now() - began;
    });
    return percentile(`sim: grading ${lab.id}.${task.id}, p99`, "ms", 0.99, samples);
  });
}
