import { describe, expect, it } from "vitest";
import { rough, type S, tinyLab, tinyModel } from "../../tests/tiny-lab";
import { hunt, huntMutant, widened, wildRun } from "./hunt";
import { kernelOf } from "./kernel";
import type { Faults } from "./lab";
import { digest, Replay, setupOf } from "./replay";

const faults: Faults = {
  crash: 200,
  down: 50,
  pause: 300,
  still: 80,
  part: 300,
  cut: 250,
  apart: 60,
  skew: 400,
  op: 50,
};
const wild = (seed: number, only: Faults = faults) =>
  wildRun(tinyLab, kernelOf(tinyModel, { seed, net: rough }), only, 400, seed, () => true);

describe("a hunt", () => {
  it.each(tinyLab.mutants)("finds the mutant $id, and its tape breaks the same invariant in any replay", (mutant) => {
    const { found } = huntMutant(tinyLab, mutant, 3);
    expect(found?.violation.invariant).toBe("alone");
    if (!found) return;
    const w = new Replay(kernelOf(tinyModel, setupOf(found.tape)), found.tape.c).at(found.steps);
    expect(w.broken).toEqual([found.violation]);
    expect(w.n).toBe(found.violation.step);
  });

  it("finds nothing in the right model, however wide", () => {
    for (const how of widened(tinyLab.quiet, 40_000)) expect(hunt(tinyLab, how, 3).found).toBeNull();
  });

  it("minds only the invariants it is asked for", () => {
    const [mutant] = tinyLab.mutants;
    if (mutant) expect(huntMutant(tinyLab, { ...mutant, breaks: ["another"] }, 3).found).toBeNull();
  });

  it("gives the same answer for the same seed and looks elsewhere for another", () => {
    const [mutant] = tinyLab.mutants;
    if (!mutant) throw new Error("no mutant");
    expect(huntMutant(tinyLab, mutant, 3)).toEqual(huntMutant(tinyLab, mutant, 3));
    expect(huntMutant(tinyLab, mutant, 3).found?.tape.seed).not.toBe(huntMutant(tinyLab, mutant, 4).found?.tape.seed);
  });

  it("leaves in the tape no choice that the violation can do without", () => {
    const mutant = tinyLab.mutants.find(({ id }) => id === "forgets");
    const found = mutant && huntMutant(tinyLab, mutant, 3).found;
    if (!found) throw new Error("nothing found");
    const kernel = kernelOf(tinyModel, setupOf(found.tape));
    for (let index = 0; index < found.tape.c.length; index++) {
      const fewer = found.tape.c.toSpliced(index, 1);
      expect(new Replay(kernel, fewer).at(found.steps).broken).toEqual([]);
    }
  });
});

describe("a nemesis", () => {
  it("records every act at its moment: the run is its tape", () => {
    for (let seed = 0; seed < 30; seed++) {
      const { w, entries } = wild(seed);
      const replay = new Replay(kernelOf(tinyModel, { seed, net: rough }), entries);
      expect(digest(replay.at(w.n))).toBe(digest(w));
      expect(replay.refused).toEqual([]);
    }
  });

  it("ends each fault that it begins: what crashed boots, what stands still goes on, what is cut heals", () => {
    const done = new Map<string, number>();
    for (let seed = 0; seed < 60; seed++)
      for (const [, , { do: doing }] of wild(seed).entries) done.set(doing, (done.get(doing) ?? 0) + 1);
    const of = (doing: string) => done.get(doing) ?? 0;
    for (const [begin, end] of [
      ["crash", "boot"],
      ["pause", "resume"],
      ["cut", "heal"],
    ] as const) {
      expect(of(begin)).toBeGreaterThan(100);
      // A crash ends a pause too, and a partition heals whole.
      expect(of(end)).toBeGreaterThan(0.4 * of(begin));
    }
    expect(of("part")).toBeGreaterThan(50);
    expect(of("heal-all")).toBeGreaterThan(50);
    expect(of("skew")).toBeGreaterThan(50);
  });

  it("ends where nothing can be done any more", () => {
    const quiet = { ...tinyModel, on: (s: S) => s, ops: () => [] };
    const { w, entries } = wildRun(tinyLab, kernelOf(quiet, { seed: 1, net: rough }), { op: 10 }, 400, 1, () => true);
    expect([w.n, entries]).toEqual([0, []]);
  });

  it("leaves some kinds of fault out of some runs", () => {
    const kinds = new Set<string>();
    for (let seed = 0; seed < 60; seed++)
      kinds.add(
        [...new Set(wild(seed).entries.map(([, , c]) => c.do))]
          .filter((doing) => doing in faults)
          .sort()
          .join(),
      );
    expect(kinds.size).toBeGreaterThan(8);
  });

  it("goes for leaders three times of four where that is its aim", () => {
    const victims: number[] = [];
    for (let seed = 0; seed < 40; seed++)
      for (const [, , c] of wild(seed, { crash: 100, down: 20, aim: "leader" }).entries)
        if (c.do === "crash") victims.push(c.node);
    const share = victims.filter((node) => node === 0).length / victims.length;
    expect(share).toBeGreaterThan(0.6);
    expect(share).toBeLessThan(0.95);
  });
});
