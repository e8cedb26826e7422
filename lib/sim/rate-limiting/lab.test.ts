import { describe, expect, it } from "vitest";
import { hunt, huntMutant, widened } from "../hunt";
import { kernelOf } from "../kernel";
import { Replay, setupOf } from "../replay";
import { type Said, type Scene, tell } from "../scene";
import { grade, kernelOfTask, randomEntries } from "../task";
import { lab } from "./lab";
import type { P } from "./params";

describe("the broken limiters", () => {
  for (const mutant of lab.mutants)
    it(`${mutant.id} is found`, () => {
      const { found } = huntMutant(lab, mutant, 1);
      expect(found?.violation.invariant).toBe(mutant.breaks[0]);
    });
});

describe("the correct limiters", () => {
  for (const how of lab.quiet)
    it(`keep their promises through 50,000 events, ${JSON.stringify(how.p)}`, () => {
      const [wide = how] = widened([how], 50_000);
      const { found, events } = hunt(lab, wide, 7);
      expect(found).toBeNull();
      expect(events).toBeGreaterThanOrEqual(50_000);
    });
});

describe("the tasks", () => {
  for (const task of lab.tasks) {
    const kernel = kernelOfTask(lab, task);
    it(`${task.id} is solved by its solution`, () => {
      const { solved, used, goals } = grade(kernel, task, task.solution);
      expect({ solved, used, goals: goals.filter(({ met }) => !met) }).toEqual({
        solved: true,
        used: task.solution.length,
        goals: [],
      });
      expect(task.solution.length).toBeLessThanOrEqual(task.budget);
    });
    it(`${task.id} is solved neither by doing nothing nor by 1,000 random tapes`, () => {
      expect(grade(kernel, task, []).solved).toBe(false);
      for (let seed = 0; seed < 1000; seed++)
        expect(grade(kernel, task, randomEntries(lab, task, seed, kernel)).solved, `seed ${seed}`).toBe(false);
    });
  }
});

describe("the scenarios", () => {
  const run = (id: string) => {
    const scenario = lab.scenarios.find((each) => each.id === id);
    if (!scenario) throw new Error(`no scenario ${id}`);
    const replay = new Replay(kernelOf(lab.model, setupOf<P>(scenario.tape)));
    return { from: replay.at(scenario.from), to: replay.at(scenario.to) };
  };

  it("edge: ten through the fixed window, five through the token bucket", () => {
    const { from, to } = run("edge");
    expect(from.ghost.rows[1]?.accepted).toBe(0);
    expect([to.ghost.rows[1]?.accepted, to.ghost.rows[5]?.accepted]).toEqual([10, 5]);
  });

  it("ten at once: both refuse four, one lets the five go on in half a second", () => {
    const { from, to } = run("ten-at-once");
    expect(from.ghost.rows[1]?.accepted).toBe(0);
    expect(to.ghost.rows.slice(1, 3).map((row) => [row?.accepted, row?.refused])).toEqual([
      [6, 4],
      [6, 4],
    ]);
    expect([to.ghost.rows[1]?.line.length, to.t >= 1005]).toEqual([0, true]);
  });

  it("get, then set: more than the limit", () => {
    const { from, to } = run("get-then-set");
    expect(from.ghost.rows[1]?.accepted).toBe(0);
    expect((to.ghost.rows[1]?.accepted ?? 0) + (to.ghost.rows[2]?.accepted ?? 0)).toBeGreaterThan(5);
  });
});

/** In Latin letters; a Han character is as wide as two. */
const widthOf = (text: string): number => [...text].reduce((sum, each) => sum + (each > "\u2e80" ? 2 : 1), 0);

/** What of a picture and its sentence is empty, not filled in, or too wide for a phone. */
function amiss(scene: Scene, said: Said): string[] {
  return (["zh", "en"] as const).flatMap((locale) => [
    ...[said, scene.summary].map((each) => tell(each, locale)).filter((text) => /^$|\{|undefined|NaN/.test(text)),
    ...scene.nodes
      .flatMap(({ beside = [] }) => beside.map((each) => tell(each, locale)))
      .filter((text) => widthOf(text) > 18),
    ...scene.nodes.flatMap(({ inside }) => (inside ? [tell(inside, locale)] : [])).filter((text) => text.length > 8),
  ]);
}

describe("the picture", () => {
  for (const stage of ["algorithms", "nginx", "gateways"] as const)
    it(`${stage}: every world has a scene and a sentence, whatever is chosen`, () => {
      const kernel = kernelOf(lab.model, { p: { stage }, seed: 3, net: { min: 5, tail: 20, loss: 50, twice: 50 } });
      let w = kernel.initial;
      let seed = 1;
      for (let n = 0; n < 10_000; n++) {
        const prev = w;
        const able = kernel.enabled(w);
        seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
        // Half the steps are the scheduler's: else time stands still.
        w = seed % 2 === 0 || able.length === 0 ? kernel.step(w) : kernel.step(w, able[(seed >>> 8) % able.length]);
        if (w.pending.length > 60) w = kernel.initial;
        if (w === kernel.initial) continue;
        const wrong = amiss(lab.scene(w), lab.tell(w, prev));
        if (wrong.length > 0) expect(wrong, `step ${n}`).toEqual([]);
      }
    });
});
