/** What is the locks' own in their lab; what any lab is held to: tests/labs.test.ts. */
import { describe, expect, it } from "vitest";
import { hunt, widened } from "../hunt";
import { kernelOf } from "../kernel";
import type { Choice } from "../model";
import { type Entry, Replay, setupOf } from "../replay";
import { grade, kernelOfTask } from "../task";
import { lab } from "./lab";
import { believes, type LockParams, type LockWorld, type Op } from "./protocol";

describe("the broken locks", () => {
  const cured: Record<string, Partial<LockParams>> = {
    "no-fencing": { fencing: true },
    "async-failover": { wait: true },
  };
  for (const mutant of lab.mutants)
    it(`${mutant.id} is silent under the same hunt once it is mended`, () => {
      const p = { ...mutant.p, flaw: "none", ...cured[mutant.id] };
      for (const how of widened([mutant.hunt], 20_000)) expect(hunt(lab, how, 1, p, mutant.breaks).found).toBeNull();
    });
});

describe("the tasks", () => {
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
    return { from: replay.at(scenario.from), to: replay.at(scenario.to) };
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
