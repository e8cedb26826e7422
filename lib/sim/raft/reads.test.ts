import { describe, expect, it } from "vitest";
import { wildRun } from "../hunt";
import { kernelOf } from "../kernel";
import type { Faults } from "../lab";
import { linearizable, operationsOf, register } from "../linearizable";
import { leadersOf, type RaftParams, raft } from "./model";
import { staleReads } from "./task-stale-read";

/** Partitions that last: an old leader then has clients beside it while others elect anew and write. */
const faults: Faults = {
  crash: 3_000,
  down: 300,
  part: 2_000,
  apart: 2_500,
  pause: 3_000,
  still: 500,
  cut: 1_500,
  aim: "leader",
};
const net = { min: 5, tail: 20, loss: 20, twice: 10 };

function historyOf(p: Partial<RaftParams>, seed: number, more: Faults = {}) {
  const kernel = kernelOf(raft, { p: { n: 3, every: 50, ...p }, seed, net });
  return wildRun({ leaders: leadersOf }, kernel, { ...faults, ...more }, 4_000, seed, () => false).w.past;
}
const isLinearizable = (p: Partial<RaftParams>, seed: number, more?: Faults): boolean =>
  linearizable(register, operationsOf(historyOf(p, seed, more))).verdict === "ok";
const seeds = Array.from({ length: 40 }, (_, nth) => nth + 1);

describe("reads", () => {
  for (const read of ["read-index", "lease"] as const)
    it(`by ${read} are linearizable under crashes, stops, partitions and loss`, () => {
      expect(seeds.filter((seed) => !isLinearizable({ read }, seed))).toEqual([]);
    });

  it("by the leader's own state are not, and the plain test of task b says so too", () => {
    const bad = seeds.filter((seed) => !isLinearizable({ read: "leader" }, seed));
    expect(bad.length).toBeGreaterThan(0);
    expect(bad.some((seed) => staleReads(historyOf({ read: "leader" }, seed)).length > 0)).toBe(true);
    for (const seed of seeds)
      if (!bad.includes(seed)) expect(staleReads(historyOf({ read: "leader" }, seed)), `seed ${seed}`).toEqual([]);
  });

  for (const [by, value] of [
    [0, undefined],
    [-5_000, "a"],
  ] as const)
    it(`by lease, the leader's clock moved by ${by} ms: a deposed leader answers ${value ?? "nothing"}`, () => {
      const kernel = kernelOf(raft, {
        p: { n: 3, every: 0, read: "lease" },
        seed: 1,
        net: { ...net, loss: 0, twice: 0 },
      });
      let w = kernel.initial;
      const runTo = (until: number) => {
        while ((kernel.nextAt(w) ?? until) < until) w = kernel.step(w);
      };
      const leads = () => leadersOf(w).at(-1) ?? -1;
      runTo(600);
      const old = leads();
      w = kernel.step(w, { do: "op", node: 3, op: { kind: "write", to: old } });
      runTo(800);
      w = kernel.step(w, { do: "part", apart: [old, 4] });
      if (by !== 0) w = kernel.step(w, { do: "skew", node: old, by });
      runTo(1_500);
      const renewed = leadersOf(w).find((server) => server !== old) ?? -1;
      w = kernel.step(w, { do: "op", node: 3, op: { kind: "write", to: renewed } });
      runTo(1_700);
      w = kernel.step(w, { do: "op", node: 4, op: { kind: "read", to: old } });
      runTo(1_900);
      expect(w.past?.entry).toMatchObject(value ? { type: "ok", op: "read", value } : { type: "invoke", op: "read" });
      expect(staleReads(w.past)).toHaveLength(value ? 1 : 0);
    });
});
