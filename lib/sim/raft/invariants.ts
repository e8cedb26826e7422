/**
 * What must hold in every state (Figure 3 of the Raft paper, and QuorumLog of etcd's TLA+ specification), held over what
 * the step touched alone. A slow reading of the same sentences stands in the test and must agree.
 */
import type { Invariant, NodeId } from "../model";
import type { ClientOp } from "./client";
import { type Ghost, isElected, touched } from "./ghost";
import { entryAt, isSameEntry, type Log, lastIndex, termAt } from "./log";
import type { Packet, RaftParams, RaftWorld, State } from "./model";
import { majorityOf } from "./quorum";
import type { Raft } from "./state";

type Held = Invariant<State, Packet, ClientOp, RaftParams, Ghost>;
type Broken = ReturnType<Held>;

const electionSafety: Held = (w, prev) => {
  const change = touched(w, prev);
  if (!change || !isElected(change.now, change.before)) return null;
  const { term } = change.now;
  const first = w.ghost.leaders[term] ?? change.server;
  return first === change.server ? null : broken("one leader in a term", [first, change.server], { term });
};

const leaderAppendOnly: Held = (w, prev) => {
  const change = touched(w, prev);
  if (!change) return null;
  const { server, now, before } = change;
  if (now.role !== "leader" || before.role !== "leader" || now.term !== before.term || now.log === before.log)
    return null;
  const index = sharedPrefix(now.log, before.log) + 1;
  return index > lastIndex(before.log) ? null : broken("a leader keeps its entries", [server], { index });
};

const logMatching: Held = (w, prev) => {
  const change = touched(w, prev);
  if (!change || change.now.log === change.before.log) return null;
  const { log } = change.now;
  const shared = sharedPrefix(log, change.before.log);
  for (let other = 0; other < w.p.n; other++) {
    const theirs = raftOf(w, other)?.log;
    if (other === change.server || !theirs) continue;
    let index = Math.min(lastIndex(log), lastIndex(theirs));
    while (index > shared && termAt(log, index) !== termAt(theirs, index)) index--;
    if (index <= shared) continue;
    // Up to `shared` nothing is new: one step into it shows whether what was equal before joins on.
    for (; index > 0 && index >= shared; index--)
      if (!isSameEntry(entryAt(log, index), entryAt(theirs, index)))
        return broken("equal up to an equal entry", [change.server, other], { index });
  }
  return null;
};

const leaderCompleteness: Held = (w, prev) => {
  const change = touched(w, prev);
  if (!change) return null;
  if (isElected(change.now, change.before)) {
    const found = missing(w, change.server, 0);
    if (found) return found;
  }
  if (w.ghost.committed === prev.ghost.committed) return null;
  for (let server = 0; server < w.p.n; server++) {
    const found = raftOf(w, server)?.role === "leader" ? missing(w, server, prev.ghost.committed.length) : null;
    if (found) return found;
  }
  return null;
};

/** What a leader of a later term lacks of the committed entries behind the first `known`. */
function missing(w: RaftWorld, server: NodeId, known: number): Broken {
  const raft = raftOf(w, server);
  if (!raft) return null;
  for (let nth = known; nth < w.ghost.committed.length; nth++) {
    const committed = w.ghost.committed[nth];
    if (!committed || committed.in >= raft.term) continue;
    const { index } = committed.entry;
    if (!isSameEntry(entryAt(raft.log, index), committed.entry))
      return broken("a later leader holds what is committed", [server], { index, term: raft.term });
  }
  return null;
}

const stateMachineSafety: Held = (w, prev) => {
  const change = touched(w, prev);
  if (!change) return null;
  const { server, now, before } = change;
  for (let index = before.commit + 1; index <= now.commit; index++)
    if (!isSameEntry(entryAt(now.log, index), w.ghost.committed[index - 1]?.entry))
      return broken("one entry is applied at an index", [server], { index });
  return null;
};

const commitDurable: Held = (w, prev) => {
  const change = touched(w, prev);
  if (!change) return null;
  const { now, before } = change;
  const from = now.log === before.log ? lastIndex(before.log) : sharedPrefix(now.log, before.log);
  // Entries that this server gave up, and entries newly taken for committed.
  for (let index = from + 1; index <= Math.min(lastIndex(before.log), prev.ghost.committed.length); index++) {
    const found = tooFew(w, index);
    if (found) return found;
  }
  for (let index = prev.ghost.committed.length + 1; index <= w.ghost.committed.length; index++) {
    const found = tooFew(w, index);
    if (found) return found;
  }
  return null;
};

function tooFew(w: RaftWorld, index: number): Broken {
  const entry = w.ghost.committed[index - 1]?.entry;
  const holders: NodeId[] = [];
  for (let server = 0; server < w.p.n; server++) {
    const log = raftOf(w, server)?.log;
    if (log && isSameEntry(entryAt(log, index), entry)) holders.push(server);
  }
  if (holders.length >= majorityOf(w.p.n)) return null;
  return broken("a majority stores what is committed", holders, { index, holders: holders.length });
}

export const invariants = {
  electionSafety,
  leaderAppendOnly,
  logMatching,
  leaderCompleteness,
  stateMachineSafety,
  commitDurable,
} satisfies Record<string, Held>;
export type InvariantId = keyof typeof invariants;

const raftOf = (w: RaftWorld, server: NodeId): Raft | undefined => {
  const state = w.nodes[server]?.state;
  return state?.kind === "server" ? state.raft : undefined;
};

/** How far a log is the one it came from: entries are shared, never rebuilt, so identity tells. */
function sharedPrefix(log: Log, before: Log): number {
  let index = Math.min(lastIndex(log), lastIndex(before));
  while (index > 0 && entryAt(log, index) !== entryAt(before, index)) index--;
  return index;
}

const broken = (conjunct: string, nodes: readonly NodeId[], at: Record<string, number>) => ({ conjunct, nodes, at });
