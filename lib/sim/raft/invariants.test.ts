import { describe, expect, it } from "vitest";
import { wildRun } from "../hunt";
import { kernelOf } from "../kernel";
import type { Faults } from "../lab";
import { Replay } from "../replay";
import { flaws, type Raft } from "./core";
import type { InvariantId } from "./invariants";
import { type Entry, entryAt, isSameEntry, lastIndex, termAt } from "./log";
import { leadersOf, type RaftParams, type RaftWorld, raft } from "./model";

const net = { min: 5, tail: 60, loss: 50, twice: 20 };
const faults: Faults = { crash: 250, down: 200, part: 700, apart: 400, pause: 900, still: 300, aim: "leader" };

const serversOf = (w: RaftWorld): Raft[] =>
  w.nodes.flatMap(({ state }) => (state.kind === "server" ? [state.raft] : []));
const indices = (upTo: number): number[] => Array.from({ length: upTo }, (_, nth) => nth + 1);

/** What a run has shown, kept apart from the model's ghost. */
type Seen = { leaders: Map<number, Set<number>>; committed: Map<number, { entry: Entry; in: number }[]> };

/** The invariants read off the sentences of the paper: all servers, all indices, after each step. */
const slow: Record<InvariantId, (w: RaftWorld, prev: RaftWorld, seen: Seen) => boolean> = {
  electionSafety: (_, __, { leaders }) => [...leaders.values()].every((servers) => servers.size <= 1),
  leaderAppendOnly: (w, prev) =>
    serversOf(w).every((now, server) => {
      const before = serversOf(prev)[server];
      if (!before || now.role !== "leader" || before.role !== "leader" || now.term !== before.term) return true;
      return before.log.entries.every((entry, nth) => isSameEntry(entry, now.log.entries[nth]));
    }),
  logMatching: (w) =>
    serversOf(w).every((one) =>
      serversOf(w).every((other) =>
        indices(Math.min(lastIndex(one.log), lastIndex(other.log))).every(
          (index) =>
            termAt(one.log, index) !== termAt(other.log, index) ||
            indices(index).every((below) => isSameEntry(entryAt(one.log, below), entryAt(other.log, below))),
        ),
      ),
    ),
  leaderCompleteness: (w, _, { committed }) =>
    serversOf(w).every(
      ({ role, term, log }) =>
        role !== "leader" ||
        [...committed.values()].every(
          ([first]) => !first || first.in >= term || isSameEntry(first.entry, entryAt(log, first.entry.index)),
        ),
    ),
  stateMachineSafety: (_, __, { committed }) =>
    [...committed.values()].every((entries) => entries.every(({ entry }) => isSameEntry(entry, entries[0]?.entry))),
  commitDurable: (w, _, { committed }) =>
    [...committed.values()].every(
      ([first]) =>
        !first ||
        2 * serversOf(w).filter(({ log }) => isSameEntry(entryAt(log, first.entry.index), first.entry)).length > w.p.n,
    ),
};

function note(seen: Seen, w: RaftWorld): void {
  serversOf(w).forEach((server, id) => {
    if (server.role === "leader")
      seen.leaders.set(server.term, new Set([...(seen.leaders.get(server.term) ?? []), id]));
    for (const index of indices(server.commit)) {
      const entry = entryAt(server.log, index);
      const known = seen.committed.get(index) ?? [];
      if (entry && !known.some((each) => isSameEntry(each.entry, entry)))
        seen.committed.set(index, [...known, { entry, in: server.term }]);
    }
  });
}

/** For each invariant the step of its first violation, by the slow reading. */
function slowly(
  run: Replay<RaftWorld["nodes"][number]["state"], never, never, RaftParams, RaftWorld["ghost"]>,
  steps: number,
) {
  const first: Partial<Record<InvariantId, number>> = {};
  const seen: Seen = { leaders: new Map(), committed: new Map() };
  for (let n = 1; n <= steps; n++) {
    const w = run.at(n) as unknown as RaftWorld;
    const prev = run.at(n - 1) as unknown as RaftWorld;
    note(seen, w);
    for (const [id, holds] of Object.entries(slow) as [InvariantId, (typeof slow)[InvariantId]][])
      if (first[id] === undefined && !holds(w, prev, seen)) first[id] = n;
  }
  return first;
}

describe("the invariants over what a step touched", () => {
  for (const flaw of flaws)
    it(`say what the slow reading over everything says, in the model with flaw "${flaw}"`, () => {
      let found = 0;
      for (let seed = 1; seed <= 8; seed++) {
        const p: Partial<RaftParams> = { n: 3 + 2 * (seed % 2), clients: 1, every: 100, election: 100, batch: 2, flaw };
        const kernel = kernelOf(raft, { p, seed, net });
        const { w, entries } = wildRun({ leaders: leadersOf }, kernel, faults, 700, seed, () => false);
        const fast = Object.fromEntries(w.broken.map(({ invariant, step }) => [invariant, step]));
        const run = new Replay(kernel, entries) as unknown as Parameters<typeof slowly>[0];
        expect(slowly(run, w.n), `seed ${seed}`).toEqual(fast);
        found += w.broken.length;
      }
      console.log(flaw, found);
    });
});
