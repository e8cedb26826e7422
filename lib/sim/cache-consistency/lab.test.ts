/** What is the caches' own in their lab; what any lab is held to: tests/labs.test.ts. */
import { describe, expect, it } from "vitest";
import { explore, systemOf } from "../explore";
import { kernelOf } from "../kernel";
import type { Allow } from "../lab";
import { Replay, setupOf } from "../replay";
import { tell } from "../scene";
import { grade, kernelOfTask } from "../task";
import { hitRatioNow, queriesNow } from "./ghost";
import { lab } from "./lab";
import type { P } from "./params";
import { nodes } from "./places";

const net = { min: 5, tail: 0, loss: 0, twice: 0 };

/** All orders of the network for these operations, and the shortest that leaves a cache wrong. */
function verdict(p: Partial<P>, allow: Allow) {
  const kernel = kernelOf(lab.model, { p: { load: 0, ...p }, seed: 1, net });
  const { found, exhausted } = explore(systemOf(kernel, { allow }), {
    violated: ({ w }) => w.broken[0] ?? null,
    states: 50_000,
  });
  const toStores = found?.choices.filter((c) => c.do === "deliver" && Number(c.msg.split("-")[1]) >= nodes.cache);
  return { exhausted, broken: found?.broken?.invariant, choices: found?.choices.length, stores: toStores?.length };
}

describe("the order of a write, searched over every order of the network", () => {
  const oneReadOneWrite: Allow = { op: 2, fire: 0 };

  it("delete, then write: stale in five steps of the stores", () => {
    expect(verdict({ order: "delete-write", lease: false }, oneReadOneWrite)).toEqual({
      exhausted: false,
      broken: "rest",
      choices: 11,
      stores: 5,
    });
  });
  it("delete, then write is not saved by a lease", () => {
    expect(verdict({ order: "delete-write" }, oneReadOneWrite)).toMatchObject({ broken: "rest", stores: 5 });
  });
  it("write, then delete: stale in five steps of the stores", () => {
    expect(verdict({ lease: false }, oneReadOneWrite)).toEqual({
      exhausted: false,
      broken: "rest",
      choices: 11,
      stores: 5,
    });
  });
  it("write, then delete, with a lease: no order of two or of three operations is stale", () => {
    expect(verdict({}, oneReadOneWrite)).toMatchObject({ exhausted: true, broken: undefined });
    expect(verdict({}, { op: 3, fire: 0 })).toMatchObject({ exhausted: true, broken: undefined });
  });
  it("a lease does not keep out what a lagging replica says; the replica's change log does", () => {
    expect(verdict({ readFrom: "replica" }, { op: 2, fire: 1 })).toMatchObject({ broken: "rest" });
    expect(verdict({ readFrom: "replica", order: "cdc" }, { op: 2, fire: 1 })).toMatchObject({ exhausted: true });
  });
  it("double delete: a fill may come after the second delete, too", () => {
    expect(verdict({ order: "double-delete", lease: false }, { op: 2, fire: 1 })).toMatchObject({ broken: "rest" });
  });
  it("write, then update: two writers leave the older value", () => {
    expect(verdict({ order: "write-update" }, oneReadOneWrite)).toMatchObject({ broken: "rest", choices: 8 });
  });
  it("write-through with a lease holds, without one a late fill is old", () => {
    expect(verdict({ order: "write-through" }, { op: 3, fire: 0 })).toMatchObject({ exhausted: true });
    expect(verdict({ order: "write-through", lease: false }, oneReadOneWrite)).toMatchObject({ broken: "rest" });
  });
  it("write-behind: a crash of the cache loses an acknowledged write", () => {
    expect(verdict({ order: "write-behind" }, { op: 1, fire: 1, crash: 1 })).toMatchObject({
      broken: "acked",
      choices: 4,
    });
  });
});

describe("the tasks", () => {
  for (const task of lab.tasks)
    it(`${task.id}: every goal is met by what its solution does`, () => {
      const { goals } = grade(kernelOfTask(lab, task), task, task.solution);
      expect(goals.filter(({ earned }) => !earned)).toEqual([]);
    });
});

describe("the scenarios", () => {
  const run = (id: string) => {
    const scenario = lab.scenarios.find((each) => each.id === id);
    if (!scenario) throw new Error(`no scenario ${id}`);
    const replay = new Replay(kernelOf(lab.model, setupOf<P>(scenario.tape)), scenario.tape.c);
    return { from: replay.at(scenario.from), to: replay.at(scenario.to), replay };
  };

  it("lease: the fill arrives after the delete and is refused", () => {
    const { to, replay } = run("lease");
    expect(tell(lab.tell(to, replay.at(to.n - 1)), "en")).toMatch(/refuses A's fill v0/);
  });

  it("replica: a read after the write fills in the old value", () => {
    const { to, replay } = run("replica");
    expect(tell(lab.tell(to, replay.at(to.n - 1)), "en")).toMatch(/takes A's fill v0.*stale/);
  });

  it("stampede: five seconds later the database still has more queries than it can answer", () => {
    const { from, to } = run("stampede");
    expect(from.ghost.crowd.restarts).toBe(0);
    expect(to.t).toBeGreaterThan(6000);
    expect(queriesNow(to)).toBeGreaterThan(50);
    expect(hitRatioNow(to)).toBeLessThan(90);
  });
});

describe("the crowd", () => {
  const pressed = (p: Partial<P>, ms: number) => {
    const kernel = kernelOf(lab.model, { p: { stage: "crowd", load: 200, lease: false, ...p }, seed: 1, net });
    return new Replay(kernel).runTo(ms).ghost.crowd;
  };

  it("keys that expire at one moment press on the database less with jitter", () => {
    const [at1, spread] = [0, 100].map((jitter) => pressed({ ttl: 2000, jitter }, 4000).mostQueries);
    expect(spread).toBeLessThan((at1 ?? 0) * 0.8);
  });

  it("singleflight spares the database what is asked twice, a lease even across the two apps", () => {
    const most = (p: Partial<P>) => pressed({ ttl: 2000, ...p }, 3500).mostQueries;
    const [none, single, lease] = [most({ singleflight: false }), most({}), most({ lease: true })];
    expect(single).toBeLessThan(none);
    expect(lease).toBeLessThan(single);
  });

  it("keys that do not exist reach the database each time, unless null is cached or a filter knows better", () => {
    const most = (unknown: P["unknown"]) => pressed({ ttl: 20_000, unknown }, 6000).mostQueries;
    expect(most("null")).toBeLessThan(most("open"));
    expect(most("bloom")).toBeLessThan(most("open"));
  });
});
