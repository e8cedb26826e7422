/** What the run has shown and no server can see as a whole: who led which term, and what was committed. */
import { changedOrLonger } from "../lists";
import type { Model, NodeId } from "../model";
import type { ClientOp } from "./client";
import { type Entry, entryAt } from "./log";
import type { Packet, RaftParams, RaftWorld, State } from "./model";
import type { Raft } from "./state";

export type Committed = {
  readonly entry: Entry /** The term of the server that first took it for committed. */;
  readonly in: number;
};
export type Ghost = {
  /** By term, the first to lead it; -1 for nobody. */
  readonly leaders: readonly NodeId[];
  /** By index, from 1. */
  readonly committed: readonly Committed[];
};

const nothing: Ghost = { leaders: [], committed: [] };

export type Touched = { readonly server: NodeId; readonly now: Raft; readonly before: Raft };

// The ghost and every invariant ask the same of the same step, one after the other.
let asked: { w: RaftWorld; prev: RaftWorld; touched: Touched | null } | null = null;

/** The server that the step changed, before and after; null where it changed none. */
export function touched(w: RaftWorld, prev: RaftWorld): Touched | null {
  if (asked?.w !== w || asked.prev !== prev) asked = { w, prev, touched: touchedBy(w, prev) };
  return asked.touched;
}

function touchedBy(w: RaftWorld, prev: RaftWorld): Touched | null {
  const server = w.event.node;
  if (server === undefined || w.nodes === prev.nodes) return null;
  const now = w.nodes[server]?.state;
  const before = prev.nodes[server]?.state;
  if (now === before || now?.kind !== "server" || before?.kind !== "server" || now.raft === before.raft) return null;
  return { server, now: now.raft, before: before.raft };
}

/** Whether the step made this server the leader of its term. */
export const isElected = (now: Raft, before: Raft): boolean =>
  now.role === "leader" && (before.role !== "leader" || before.term !== now.term);

export const ghost: NonNullable<Model<State, Packet, ClientOp, RaftParams, Ghost>["ghost"]> = {
  init: () => nothing,
  next(g, w, prev) {
    const change = touched(w, prev);
    if (!change) return g;
    const { server, now, before } = change;
    const leaders = isElected(now, before) ? withLeader(g.leaders, now.term, server) : g.leaders;
    const committed = now.commit > g.committed.length ? withCommitted(g.committed, now) : g.committed;
    return leaders === g.leaders && committed === g.committed ? g : { leaders, committed };
  },
};

function withLeader(leaders: readonly NodeId[], term: number, server: NodeId): readonly NodeId[] {
  if ((leaders[term] ?? -1) >= 0) return leaders;
  return changedOrLonger(leaders, term, server, -1);
}

function withCommitted(committed: readonly Committed[], { log, commit, term }: Raft): readonly Committed[] {
  const more: Committed[] = [];
  for (let index = committed.length + 1; index <= commit; index++) {
    const entry = entryAt(log, index);
    if (entry) more.push({ entry, in: term });
  }
  return committed.concat(more);
}
