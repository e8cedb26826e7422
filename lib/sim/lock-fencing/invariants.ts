/** What must hold, each over what the step touched. */
import type { Invariant } from "../model";
import { heldAt, rankOf } from "./ghost";
import {
  believes,
  clientOf,
  type Ghost,
  type LockParams,
  type LockState,
  type LockWorld,
  lockKey,
  type Message,
  type Op,
  ownerIn,
  ownerOf,
} from "./protocol";

type Holds = Invariant<LockState, Message, Op, LockParams, Ghost>;

/** Two writers: an older holder's write is let in after a newer holder wrote. */
const exclusion: Holds = (w, prev) => {
  const node = w.event.node;
  const s = node === undefined ? undefined : w.nodes[node]?.state;
  if (s?.kind !== "store" || node === undefined || s === prev.nodes[node]?.state) return null;
  const last = s.log.at(-1);
  const newest = prev.ghost.wrote;
  if (!last?.ok || !newest || last.owner === newest.owner) return null;
  const rank = rankOf(prev.ghost, last.owner);
  if (rank >= newest.rank) return null;
  return {
    conjunct: "an older holder wrote after a newer one",
    nodes: [clientOf(last.owner), clientOf(newest.owner), node],
    at: { older: last.owner, token: last.token, newer: newest.owner },
  };
};

/** Tokens grow in the order in which the lock was given. */
const tokens: Holds = (w, prev) => {
  if (!w.p.fencing || !prev.p.fencing) return null;
  const node = w.event.node;
  const s = node === undefined ? undefined : w.nodes[node]?.state;
  const before = node === undefined ? undefined : prev.nodes[node]?.state;
  if (s?.kind !== "client" || before?.kind !== "client" || !believes(s) || believes(before)) return null;
  const last = prev.ghost.believed;
  const owner = ownerOf(s.me, s.attempt);
  // 0: it took the lock while fencing was off; the store lets no such write in.
  if (!last || last.owner === owner || last.token === 0 || s.token === 0) return null;
  const isLater = rankOf(w.ghost, owner) > last.rank;
  if (isLater ? s.token > last.token : s.token < last.token) return null;
  return {
    conjunct: "a later holder has a higher token",
    nodes: [s.me, clientOf(last.owner)],
    at: { owner, token: s.token, other: last.owner, "other token": last.token },
  };
};

/** A lock is taken away or made longer by its owner alone, or by its time. */
const ownership: Holds = (w, prev) => {
  const { event } = w;
  if (event.what !== "deliver" || event.node === undefined) return null;
  const { m } = event.flight;
  const isRemoval = m.type === "leave" || (m.type === "command" && (m.as === "release" || m.as === "extend"));
  if (!isRemoval) return null;
  const [before, after] = [prev.nodes[event.node]?.state, w.nodes[event.node]?.state];
  if (!before || !after || before === after) return null;
  const held = heldAt(before);
  if (held === undefined || held === m.owner) return null;
  const at = { owner: held, by: m.owner };
  if (heldAt(after) !== held)
    // What its time had ended anyway is swept by whatever comes next.
    return hasExpired(before, w, event.node)
      ? null
      : { conjunct: "removed by its owner or its time", nodes: [clientOf(m.owner), event.node], at };
  const isLonger =
    before.kind === "redis" && after.kind === "redis" && before.db[lockKey]?.expiresAt !== after.db[lockKey]?.expiresAt;
  return isLonger ? { conjunct: "extended by its owner alone", nodes: [clientOf(m.owner), event.node], at } : null;
};

function hasExpired(s: LockState, w: LockWorld, node: number): boolean {
  if (s.kind !== "redis") return false;
  const end = s.db[lockKey]?.expiresAt;
  return end != null && w.t + (w.nodes[node]?.skew ?? 0) > end;
}

/** What releases a lock really takes off the lock that this try took. */
const release: Holds = (w, prev) => {
  const { event } = w;
  if (event.what !== "deliver" || event.node === undefined) return null;
  const { m } = event.flight;
  if (m.type !== "command" || m.as !== "release") return null;
  const after = w.nodes[event.node]?.state;
  const before = prev.nodes[event.node]?.state;
  if (after?.kind !== "redis" || before?.kind !== "redis" || after.role === "replica") return null;
  const held = after.db[lockKey];
  if (!held || ownerIn(held.value) !== m.owner || hasExpired(after, w, event.node)) return null;
  return { conjunct: "gone once released", nodes: [clientOf(m.owner), event.node], at: { owner: m.owner } };
};

/** No lock stays for ever when its owner is gone: it has an end, or somebody is about to give it one. */
const lease: Holds = (w) => {
  for (const { state } of w.nodes) {
    const entry = state.kind === "redis" && state.role !== "replica" ? state.db[lockKey] : undefined;
    if (!entry || entry.expiresAt !== null || state.kind !== "redis") continue;
    const owner = ownerIn(entry.value);
    const client = w.nodes[clientOf(owner)];
    if (client?.state.kind !== "client") continue;
    const isTheirs = client.state.attempt === Number(owner.slice(owner.indexOf("#") + 1)) && client.up;
    const isComing = w.pending.some(
      (each) => each.kind === "msg" && each.m.type === "command" && each.m.owner === owner && !each.lost,
    );
    if (isComing || (isTheirs && client.state.phase !== "idle")) continue;
    return { conjunct: "has an end or an owner", nodes: [clientOf(owner), state.me], at: { owner } };
  }
  return null;
};

export const invariants = { exclusion, tokens, ownership, release, lease } as const;
