/** What a cache in front of a database is held to. */
import type { Invariant } from "../model";
import { alive } from "./cache";
import { deletes } from "./database";
import { type Ghost, stores, type W } from "./ghost";
import type { C, M, S } from "./model";
import type { P } from "./params";
import { nodes } from "./places";

export const invariantNames = ["rest", "lease", "bounded", "acked", "loader"] as const;
export type InvariantName = (typeof invariantNames)[number];

/** Nobody is at work and nothing is under way that could still change cache or database. */
export function isAtRest(w: W): boolean {
  for (const each of w.pending) if (each.kind === "msg" && each.to >= nodes.cache) return false;
  const { cache, primary } = stores(w);
  const replica = w.nodes[nodes.replica]?.state;
  if (!cache || !primary || replica?.role !== "replica" || cache.puts.length > 0) return false;
  for (const node of [nodes.a, nodes.b]) {
    const state = w.nodes[node]?.state;
    if (state?.role !== "app" || state.job) return false;
  }
  if (w.p.readFrom === "replica" && replica.version !== primary.version) return false;
  return [primary, replica].every((store) => !deletes(store.role, w.p) || store.invalidated >= store.version);
}

type Held = Invariant<S, M, C, P, Ghost>;

const noted =
  (name: InvariantName): Held =>
  ({ ghost: { slip }, event }) =>
    slip?.invariant === name
      ? { conjunct: slip.conjunct, nodes: event.node === undefined ? [] : [event.node], at: slip.at }
      : null;

const rest: Held = (w) => {
  if (w.p.stage !== "race" || w.ghost.race.staleSince === null || !isAtRest(w)) return null;
  const { cache, primary } = stores(w);
  const entry = cache && alive(cache, w.t + (w.nodes[nodes.cache]?.skew ?? 0));
  return {
    conjunct: "cache = database, or empty",
    nodes: [nodes.cache],
    at: { cache: entry?.value ?? "", database: primary?.value ?? "" },
  };
};

/** The entry is looked up as it was before the hit: a renewal changes its end, not when it was filled. */
const bounded: Held = (w, prev) => {
  if (w.event.what !== "deliver" || w.event.node !== nodes.cache || w.event.flight.m.type !== "get") return null;
  const answer = w.event.sent[0]?.m;
  const entry = stores(prev).cache?.entry;
  if (answer?.type !== "got" || answer.value === null || !entry) return null;
  const ageMs = w.t + (w.nodes[nodes.cache]?.skew ?? 0) - entry.filledAt;
  return ageMs >= w.p.ttl ? { conjunct: "no hit after the TTL", nodes: [nodes.cache], at: { ageMs } } : null;
};

const acked: Held = (w) => {
  const lost = w.ghost.race.unsaved[0];
  if (lost === undefined || !isAtRest(w)) return null;
  return { conjunct: "an acknowledged write is saved", nodes: [nodes.cache, nodes.primary], at: { lost } };
};

export const invariants: Readonly<Record<InvariantName, Held>> = {
  rest,
  lease: noted("lease"),
  bounded,
  acked,
  loader: noted("loader"),
};
