/** The bars of every lab: mutants found, correct models silent, tasks neither trivial nor out of reach, scene and words. */
import { describe, expect, it } from "vitest";
import { furtherChoices } from "../choices";
import { hunt, huntMutant, widened } from "../hunt";
import { type Kernel, kernelOf } from "../kernel";
import { Replay, setupOf } from "../replay";
import { type Said, tell } from "../scene";
import { credit, grade, kernelOfTask, randomEntries, solve } from "../task";
import type { Ghost } from "./ghost";
import type { W } from "./invariants";
import { lab } from "./lab";
import type { P } from "./params";
import type { Message, Op, State } from "./state";

type TransferKernel = Kernel<State, Message, Op, P, Ghost>;

describe("mutants", () => {
  for (const mutant of lab.mutants)
    it(`finds ${mutant.id} by one of ${mutant.breaks.join(", ")}`, () => {
      expect(Object.keys(lab.properties)).toEqual(expect.arrayContaining([...mutant.breaks]));
      expect(huntMutant(lab, mutant, 1).found?.violation.invariant).toBeOneOf([...mutant.breaks]);
    });
});

describe("correct transfers", () => {
  for (const how of widened(lab.quiet, 100_000))
    it(`are silent: ${how.p?.protocol}, ${how.by}`, () => {
      const { found, exhausted } = hunt(lab, how, 7);
      expect(found).toBeNull();
      if (how.by === "search") expect(exhausted).toBe(true);
    });
});

describe("tasks", () => {
  for (const task of lab.tasks) {
    const kernel = kernelOfTask(lab, task);
    it(`${task.id} is solved by its own tape, which is as short as can be`, () => {
      const graded = grade(kernel, task, task.solution);
      expect(graded).toMatchObject({ solved: true, refused: [] });
      expect(credit(task, graded)).toBe(1);
      const { entries, proven } = solve(lab, task, { states: 100_000 });
      expect([entries?.length, proven]).toEqual([task.solution.length, true]);
    }, 60_000);

    it(`${task.id} is solved neither by doing nothing nor by 1,000 random tapes`, () => {
      expect(grade(kernel, task, []).solved).toBe(false);
      for (let seed = 0; seed < 1000; seed++)
        expect(grade(kernel, task, randomEntries(lab, task, seed, kernel)).solved, `seed ${seed}`).toBe(false);
    }, 60_000);

    it(`${task.id} asks one question with one right answer`, () => {
      expect(task.predict.options.filter(({ right }) => right)).toHaveLength(1);
    });
  }

  it("the guard that task c is about would have helped from the start", () => {
    const task = lab.tasks.find(({ id }) => id === "c");
    if (!task) throw new Error("task c is gone");
    const guarded = { ...task, tape: { ...task.tape, p: { ...task.tape.p, suspension: true } } };
    const entries = task.solution.slice(0, -1);
    expect(grade(kernelOfTask(lab, guarded), guarded, entries).goals.find(({ id }) => id === "leaked")?.met).toBe(
      false,
    );
  });
});

describe("scenarios", () => {
  for (const scenario of lab.scenarios)
    it(`${scenario.id} runs as planned and ends where its answer shows`, () => {
      const replay = new Replay(kernelOf(lab.model, setupOf<P>(scenario.tape)), scenario.tape.c);
      expect(replay.at(scenario.to).n).toBe(scenario.to);
      expect(replay.refused).toEqual([]);
      expect(replay.choicesAt(scenario.to)).toBe(scenario.tape.c.length);
      expect(scenario.from).toBeLessThan(scenario.to);
      expect(scenario.options.filter(({ right }) => right)).toHaveLength(1);
    });
});

/** Both languages, with nothing left to fill in. */
function isTold(said: Said): boolean {
  return (["zh", "en"] as const).every((locale) => {
    const text = tell(said, locale);
    return text.trim() !== "" && !/[{}]|undefined|null/.test(text);
  });
}

const hanCount = (text: string) => text.match(/\p{Script=Han}/gu)?.length ?? 0;

/** What is wrong with the picture or the sentence of this world. */
function faultsOf(w: W, prev: W): string[] {
  const found: string[] = [];
  const must = (holds: boolean, what: string) => {
    if (!holds) found.push(`${what}: ${JSON.stringify(w.event)}`);
  };
  must(isTold(lab.tell(w, prev)), "tell");
  const scene = lab.scene(w);
  must(isTold(scene.summary), "summary");
  for (const node of scene.nodes) {
    if (node.inside) must(isTold(node.inside) && tell(node.inside, "en").length <= 8, "inside");
    must((node.beside?.length ?? 0) <= 2, "beside");
    for (const said of node.beside ?? [])
      must(isTold(said) && tell(said, "en").length <= 18 && hanCount(tell(said, "zh")) <= 9, "beside");
    for (const { value } of node.facts) must(typeof value === "string" ? value !== "" : isTold(value), "fact");
    const span = lab.span?.(w, node.id);
    if (span) must(isTold(span.text), "span");
  }
  for (const flight of scene.flights) must(isTold(flight.label), "label");
  for (const table of scene.tables) must(table.columns.length <= 6, "columns");
  return found;
}

/** Any choice that can be made, or the scheduler's own; a world in which little is left is begun anew. */
function wander(kernel: TransferKernel, steps: number, seed: number): string[] {
  const found: string[] = [];
  let [w, bits] = [kernel.initial, seed];
  const doings = new Set(lab.faults.doings);
  for (let step = 0; step < steps; step++) {
    bits = (Math.imul(bits, 1664525) + 1013904223) >>> 0;
    const choices = [...kernel.enabled(w), ...furtherChoices(lab, kernel, w, doings)];
    const next = bits % 5 === 0 ? kernel.step(w) : kernel.step(w, choices[(bits >>> 8) % choices.length]);
    if (next !== w) found.push(...faultsOf(next, w));
    w = step % 60 === 59 ? kernel.initial : next;
  }
  return found;
}

describe("the scene", () => {
  const net = { min: 20, tail: 60, loss: 50, twice: 50 };
  for (const protocol of ["2pc", "3pc", "tcc", "saga", "outbox"] as const)
    it(`draws and tells every world that 10,000 random choices reach: ${protocol}`, () => {
      expect(wander(kernelOf(lab.model, { p: { protocol }, seed: 5, net }), 10_000, 17)).toEqual([]);
    }, 60_000);

  for (const mutant of lab.mutants)
    it(`draws and tells the broken transfer ${mutant.id}`, () => {
      const { hunt: how } = mutant;
      const p = { ...how.p, ...mutant.p } as Partial<P>;
      expect(wander(kernelOf(lab.model, { p, seed: 5, net }), 1000, 23)).toEqual([]);
      const find = huntMutant(lab, mutant, 1).found;
      if (!find) throw new Error(`${mutant.id} was not found`);
      const replay = new Replay(kernelOf(lab.model, setupOf<P>(find.tape)), find.tape.c);
      for (let n = 1; n <= find.steps; n++) expect(faultsOf(replay.at(n), replay.at(n - 1))).toEqual([]);
    }, 60_000);
});
