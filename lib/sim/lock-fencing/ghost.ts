/** What no node can see: in which order the lock was really given, and who wrote in spite of it. */
import {
  believes,
  type Ghost,
  type LockState,
  type LockWorld,
  lockKey,
  type Owner,
  ownerIn,
  quorumOf,
} from "./protocol";
import { holderAt } from "./session-node";

/** So many of the last holders stay ranked in any case. */
const remembered = 12;

/** Before anything happened. */
export const nothingYet: Ghost = { standing: [], ranks: [], next: 1, wrote: null, believed: null };

/** The rank of an owner among all that came to stand; 0: it never did, or too long ago. */
export const rankOf = (g: Ghost, owner: Owner): number => g.ranks.find(([each]) => each === owner)?.[1] ?? 0;

/** The owner whose lock this node holds. */
export function heldAt(s: LockState): Owner | undefined {
  if (s.kind === "redis") {
    const entry = s.db[lockKey];
    return entry && s.role !== "replica" ? ownerIn(entry.value) : undefined;
  }
  return s.kind === "zookeeper" || s.kind === "etcd" ? holderAt(s) : undefined;
}

/** Whose lock stands: on a majority of Redlock's nodes, on a primary, at the head of the queue. In order of names. */
export function standingIn(w: LockWorld): readonly Owner[] {
  const counts = new Map<Owner, number>();
  for (const { state } of w.nodes) {
    const owner = heldAt(state);
    if (owner !== undefined) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  const quorum = quorumOf(w.p);
  return [...counts].flatMap(([owner, count]) => (count >= quorum ? [owner] : [])).sort();
}

/** Puts an owner behind all others. Who is older than the latest writer may be forgotten: any write of it is too late. */
function ranked(g: Ghost, owner: Owner): Ghost {
  const ranks = [...g.ranks.filter(([each]) => each !== owner), [owner, g.next, false] as const];
  const kept = ranks.filter(([, rank], index) => rank > (g.wrote?.rank ?? 0) || index >= ranks.length - remembered);
  return { ...g, ranks: kept, next: g.next + 1 };
}

/** The ghost after a step. */
export function witnessed(g: Ghost, w: LockWorld, prev: LockWorld): Ghost {
  const { node } = w.event;
  if (node === undefined) return g;
  const state = w.nodes[node]?.state;
  const before = prev.nodes[node]?.state;
  if (!state || !before || state === before) return g;
  if (state.kind === "client") return before.kind === "client" ? tookForItsOwn(g, state, before) : g;
  if (state.kind === "store") {
    const last = state.log.at(-1);
    return last?.ok ? wrote(g, last.owner) : g;
  }
  const standing = standingIn(w);
  if (standing.length === g.standing.length && standing.every((owner, index) => owner === g.standing[index])) return g;
  let next: Ghost = { ...g, standing };
  for (const owner of standing) if (!g.standing.includes(owner) && !isSettled(g, owner)) next = ranked(next, owner);
  return next;
}

/** A client that took the lock for its own has its rank from then on: a late copy of its request gives it no new one. */
const isSettled = (g: Ghost, owner: Owner): boolean => g.ranks.some(([each, , settled]) => each === owner && settled);

type ClientState = LockState & { kind: "client" };

function tookForItsOwn(g: Ghost, s: ClientState, before: ClientState): Ghost {
  if (!believes(s) || believes(before)) return g;
  const owner: Owner = `C${s.me + 1}#${s.attempt}`;
  const found = rankOf(g, owner) > 0 ? g : ranked(g, owner);
  const ranks = found.ranks.map((each) => (each[0] === owner ? ([owner, each[1], true] as const) : each));
  const known = { ...found, ranks };
  const rank = rankOf(known, owner);
  return rank > (g.believed?.rank ?? 0) ? { ...known, believed: { rank, owner, token: s.token } } : known;
}

function wrote(g: Ghost, owner: Owner): Ghost {
  const rank = rankOf(g, owner);
  return rank > (g.wrote?.rank ?? 0) ? { ...g, wrote: { rank, owner } } : g;
}
