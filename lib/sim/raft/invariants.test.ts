import { describe, expect, it } from "vitest";
import { huntMutant, wildRun } from "../hunt";
import { kernelOf } from "../kernel";
import type { Faults } from "../lab";
import { Replay, setupOf } from "../replay";
import type { ClientOp } from "./client";
import type { Ghost } from "./ghost";
import type { InvariantId } from "./invariants";
import { lab } from "./lab";
import { type Entry, entryAt, isSameEntry, lastIndex, termAt } from "./log";
import { leadersOf, type Packet, type RaftParams, type RaftWorld, raft, type State } from "./model";
import { mutants } from "./mutants";
import type { Raft } from "./state";

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
      serversOf(w).every((other) => {
        const equal = indices(Math.min(lastIndex(one.log), lastIndex(other.log))).filter(
          (index) => termAt(one.log, index) === termAt(other.log, index),
        );
        return indices(equal.at(-1) ?? 0).every((index) =>
          isSameEntry(entryAt(one.log, index), entryAt(other.log, index)),
        );
      }),
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
function slowly(run: Replay<State, Packet, ClientOp, RaftParams, Ghost>, steps: number) {
  const first: Partial<Record<InvariantId, number>> = {};
  const seen: Seen = { leaders: new Map(), committed: new Map() };
  for (let n = 1; n <= steps; n++) {
    const w = run.at(n);
    const prev = run.at(n - 1);
    note(seen, w);
    for (const [id, holds] of Object.entries(slow) as [InvariantId, (typeof slow)[InvariantId]][])
      if (first[id] === undefined && !holds(w, prev, seen)) first[id] = n;
  }
  return first;
}

const fastly = (w: RaftWorld) => Object.fromEntries(w.broken.map(({ invariant, step }) => [invariant, step]));

describe("the invariants over what a step touched say what the slow reading over everything says", () => {
  it("of Raft under all faults", () => {
    for (let seed = 1; seed <= 6; seed++) {
      const p: Partial<RaftParams> = { n: 3 + 2 * (seed % 2), clients: 1, every: 100, election: 100, batch: 2 };
      const kernel = kernelOf(raft, { p, seed, net });
      const { w, entries } = wildRun({ leaders: leadersOf }, kernel, faults, 700, seed, () => false);
      expect(slowly(new Replay(kernel, entries), w.n), `seed ${seed}`).toEqual(fastly(w));
    }
  });

  for (const mutant of mutants)
    it(`of the run that shows ${mutant.id} to be broken`, () => {
      const { found } = huntMutant(lab, mutant, 1);
      expect(found).not.toBeNull();
      if (!found) return;
      const run = new Replay(kernelOf(raft, setupOf<RaftParams>(found.tape)), found.tape.c);
      const w = run.at(found.steps + 60);
      expect(slowly(run, w.n)).toEqual(fastly(w));
      expect(w.broken.length).toBeGreaterThan(0);
    });
});
