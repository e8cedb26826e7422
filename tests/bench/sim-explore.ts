/**
 * How fast the search is: generated states a second over the kernel (with key and invariants), and over a plain system.
 */
import { brokenIn, explore, systemOf } from "../../lib/sim/explore";
import { kernelOf } from "../../lib/sim/kernel";
import type { Allow } from "../../lib/sim/lab";
import { atomicCommitment, opposite } from "../../lib/sim/proofs/atomic-commitment";
import { twoPhaseKernel, twoPhaseSystem } from "../../lib/sim/proofs/two-phase";
import { raft } from "../../lib/sim/raft/model";
import { lab as transactions } from "../../lib/sim/transactions/lab";
import { type Figure, figure, timed } from "./measure";

/** How many states one run generates; found anew, so that a rate is never of something else than it says. */
type Search = () => { generated: number; distinct: number };

const searches: readonly (readonly [name: string, search: Search])[] = [
  ["two-phase commit, 4 managers", () => explore(twoPhaseSystem(twoPhaseKernel(4)), { violated: brokenIn() })],
  ["two-phase commit, 6 managers", () => explore(twoPhaseSystem(twoPhaseKernel(6)), { violated: brokenIn() })],
  ["the lab's 2PC, 3 nodes, with a crash", transferSearch],
  ["Raft, 3 servers and a client", () => raftSearch({})],
  ["Raft, 3 servers and a client, with a crash", () => raftSearch({ crash: 1, boot: 1 })],
  ["atomic commitment, a plain system", () => explore(atomicCommitment(3, "simple"), { violated: opposite })],
];

/** The first 60,000 states of a transfer in which one node may crash and come back, all invariants on. */
function transferSearch(): ReturnType<Search> {
  const kernel = kernelOf(transactions.model, { p: { protocol: "2pc" }, seed: 1, net: transactions.net });
  return explore(systemOf(kernel, { allow: { crash: 1, boot: 1 } }), { violated: brokenIn(), states: 60_000 });
}

/** The first 60,000 states of a cluster, all invariants on. @param allow faults beside deliveries and timers */
function raftSearch(allow: Allow): ReturnType<Search> {
  const kernel = kernelOf(raft, { p: { n: 3, clients: 1 }, seed: 1, net: { min: 10, tail: 0, loss: 0, twice: 0 } });
  const system = systemOf(kernel, { allow });
  return explore(system, { violated: brokenIn(), states: 60_000 });
}

/** Generated states a second of each search. */
export async function benchExplore(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, search] of searches) {
    const { generated, distinct } = search();
    const ms = await timed(7, search);
    figures.push(
      figure(
        `explore: ${name}, ${distinct} states`,
        "k generated/s",
        ms.map((each) => generated / each),
      ),
    );
  }
  return figures;
}
