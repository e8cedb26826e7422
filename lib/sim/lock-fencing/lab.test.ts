import { describe, expect, it } from "vitest";
import { locales } from "../../i18n/locales";
import { hunt, huntMutant } from "../hunt";
import { kernelOf } from "../kernel";
import type { Hunt } from "../lab";
import type { Choice } from "../model";
import { type Entry, Replay, setupOf } from "../replay";
import { tell } from "../scene";
import { grade, kernelOfTask, randomEntries } from "../task";
import { lab } from "./lab";
import { believes, type LockParams, type LockWorld, type Op } from "./protocol";

/** The same hunt with about so many events in all. */
const over = (how: Hunt, events: number): Hunt =>
  how.by === "swarm" ? { ...how, runs: Math.ceil(events / how.steps) } : how;

describe("the broken locks", () => {
  for (const mutant of lab.mutants)
    it(`${mutant.id} is found`, () => {
      const { found } = huntMutant(lab, mutant, 1);
      expect(mutant.breaks).toContain(found?.violation.invariant);
    });

  const cured: Record<string, Partial<LockParams>> = {
    "no-fencing": { fencing: true },
    "async-failover": { wait: true },
  };
  for (const mutant of lab.mutants)
    it(`${mutant.id} is silent under the same hunt once it is mended`, () => {
      const p = { ...mutant.p, flaw: "none", ...cured[mutant.id] };
      const { found } = hunt(lab, over(mutant.hunt, 20_000), 1, p, mutant.breaks);
      expect(found).toBeNull();
    });
});

describe("the correct locks", () => {
  for (const how of lab.quiet)
    it(`are silent through 50,000 events, ${JSON.stringify(how.p)}`, () => {
      const { found, events } = hunt(lab, over(how, 50_000), 7);
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

  it("no other single setting saves the data from the pause", () => {
    const task = lab.tasks.find(({ id }) => id === "setting");
    if (!task) throw new Error("no task setting");
    const kernel = kernelOfTask(lab, task);
    const pauseAndResume = task.solution.slice(1);
    const others: Choice<Op>[] = [
      { do: "set", name: "watchdog", value: true },
      { do: "set", name: "check", value: false },
      { do: "set", name: "ttl", value: 200 },
      { do: "set", name: "ttl", value: 5000 },
      { do: "set", name: "work", value: 5000 },
      { do: "set", name: "wait", value: false },
    ];
    for (const c of others) {
      const entries: Entry<Op>[] = [[0, 0, c], ...pauseAndResume];
      expect(grade(kernel, task, entries).solved, JSON.stringify(c)).toBe(false);
    }
  });
});

describe("the scenarios", () => {
  const run = (id: string): { from: LockWorld; to: LockWorld } => {
    const scenario = lab.scenarios.find((each) => each.id === id);
    if (!scenario) throw new Error(`no scenario ${id}`);
    const replay = new Replay(kernelOf(lab.model, setupOf<LockParams>(scenario.tape)), scenario.tape.c);
    const worlds = { from: replay.at(scenario.from), to: replay.at(scenario.to) };
    expect(replay.refused).toEqual([]);
    return worlds;
  };
  const holders = (w: LockWorld) =>
    w.nodes.flatMap(({ state }, node) => (state.kind === "client" && believes(state) ? [node] : []));

  it("failover: both believe they hold the lock", () => {
    const { from, to } = run("failover");
    expect([holders(from), holders(to)]).toEqual([[], [0, 1]]);
  });
  it("disconnect: the lock stays C1's", () => {
    const { from, to } = run("disconnect");
    expect([from.ghost.standing, to.ghost.standing]).toEqual([["C1#1"], ["C1#1"]]);
    expect(to.t).toBeGreaterThan(1300);
  });
  it("watchdog: C2 has the lock while C1 stands still", () => {
    const { from, to } = run("watchdog");
    expect([from.ghost.standing, to.ghost.standing]).toEqual([["C1#1"], ["C2#1"]]);
    expect([from.nodes[0]?.paused, to.nodes[0]?.paused, holders(to)]).toEqual([true, true, [0, 1]]);
  });
});

describe("the picture", () => {
  const settings: Partial<LockParams>[] = [
    { backend: "redis", watchdog: true },
    { backend: "redis", wait: false, fencing: false, flaw: "setnx-expire" },
    { backend: "redlock", drift: -20 },
    { backend: "redlock", flaw: "amnesia" },
    { backend: "zookeeper", fencing: false, flaw: "delete-first" },
    { backend: "etcd", rounds: 3 },
  ];
  for (const p of settings)
    it(`every world has a scene and a sentence, whatever is chosen: ${JSON.stringify(p)}`, () => {
      const kernel = kernelOf(lab.model, { p, seed: 3, net: { min: 5, tail: 20, loss: 50, twice: 50 } });
      let w = kernel.initial;
      let seed = 1;
      const odd = new Set<string>();
      for (let n = 0; n < 10_000; n++) {
        const prev = w;
        const able = kernel.enabled(w);
        seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
        // Half the steps are the scheduler's: else time stands still.
        w = seed % 2 === 0 || able.length === 0 ? kernel.step(w) : kernel.step(w, able[(seed >>> 8) % able.length]);
        if (w.pending.length > 80) w = kernel.initial;
        if (w === kernel.initial || w === prev) continue;
        const scene = lab.scene(w);
        const said = lab.tell(w, prev);
        const texts = [said, scene.summary, ...scene.nodes.flatMap(({ beside = [] }) => beside)];
        for (const text of [...texts, ...scene.flights.map(({ label }) => label)])
          if (locales.some((locale) => /^$|\{|undefined|NaN/.test(tell(text, locale)))) odd.add(JSON.stringify(text));
        for (const { beside = [], inside } of scene.nodes) {
          for (const line of beside)
            if (tell(line, "en").length > 18 || tell(line, "zh").length > 12)
              odd.add(`too long: ${JSON.stringify(line)}`);
          if (inside && tell(inside, "en").length > 8) odd.add(`too long: ${JSON.stringify(inside)}`);
        }
      }
      expect([...odd]).toEqual([]);
    });
});
