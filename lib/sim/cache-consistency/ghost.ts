/** What the whole run has shown: leases as an observer counts them, reads that were stale, load on the database. */
import type { Ms, NodeId, World } from "../model";
import { alive, type CacheState, mostTokens, takesFill } from "./cache";
import type { DatabaseState } from "./database";
import type { C, M, S } from "./model";
import type { P } from "./params";
import { crowdNodes, nodes } from "./places";

export type W = World<S, M, C, P, Ghost>;

export type RaceGhost = {
  /** Leases handed out since the last delete and not used. */
  readonly live: readonly number[];
  /** Acknowledged writes behind the cache that are not in the database, oldest first. */
  readonly unsaved: readonly string[];
  /** By app, while it reads: what the database held since the read began. */
  readonly held: readonly [readonly string[] | null, readonly string[] | null];
  /** Reads that returned what was overwritten before they began. */
  readonly staleReads: number;
  /** Since when the cache differs from the database. */
  readonly staleSince: Ms | null;
};

export type Sample = { readonly at: Ms; readonly count: number; readonly of: number };
export type CrowdGhost = {
  /** Queries that reached the database in the last second, and the most there were in any second. */
  readonly queries: readonly Sample[];
  readonly mostQueries: number;
  /** Of the last second: hits (`count`) of all lookups (`of`). */
  readonly lookups: readonly Sample[];
  /** By node: keys for which a query of that app is under way, one for each. */
  readonly loading: readonly (readonly number[])[];
  /** The cache lost everything so often. */
  readonly restarts: number;
};

export type Slip = { invariant: string; conjunct: string; at: Readonly<Record<string, string | number>> };
export type Ghost = { readonly race: RaceGhost; readonly crowd: CrowdGhost; readonly slip: Slip | null };

const secondMs = 1000;

/** What is known before anything has happened. */
export const firstGhost = (): Ghost => ({
  race: { live: [], unsaved: [], held: [null, null], staleReads: 0, staleSince: null },
  crowd: { queries: [], mostQueries: 0, lookups: [], loading: [[], [], [], [], []], restarts: 0 },
  slip: null,
});

/** The observer's book after a step. */
export function nextGhost(g: Ghost, w: W, prev: W): Ghost {
  const quiet = g.slip === null ? g : { ...g, slip: null };
  return w.p.stage === "race" ? race(quiet, w, prev) : crowd(quiet, w);
}

/** The cache and the primary of the race. */
export function stores(w: W): { cache: CacheState | undefined; primary: DatabaseState | undefined } {
  const [cache, primary] = [w.nodes[nodes.cache]?.state, w.nodes[nodes.primary]?.state];
  return {
    cache: cache?.role === "cache" ? cache : undefined,
    primary: primary?.role === "primary" ? primary : undefined,
  };
}

function race(g: Ghost, w: W, prev: W): Ghost {
  const { event } = w;
  let next = g;
  if (event.node === nodes.cache) {
    if (event.what === "crash") next = { ...next, race: { ...next.race, live: [] } };
    if (event.what === "deliver") next = atCache(next, w, prev);
  }
  if (event.node === nodes.a || event.node === nodes.b) next = atApp(next, w, prev, event.node);
  if (event.node === nodes.primary && event.what === "deliver") next = atPrimary(next, w, prev);
  return staleness(next, w);
}

function atCache(g: Ghost, w: W, prev: W): Ghost {
  if (w.event.what !== "deliver") return g;
  const { m } = w.event.flight;
  const before = stores(prev).cache;
  const { live, unsaved } = g.race;
  switch (m.type) {
    case "get": {
      const answer = w.event.sent[0]?.m;
      if (answer?.type !== "got" || answer.token <= 0) return g;
      return { ...g, race: { ...g.race, live: [...live.slice(1 - mostTokens), answer.token] } };
    }
    case "delete":
    case "invalidate":
      return live.length === 0 ? g : { ...g, race: { ...g.race, live: [] } };
    case "put":
      if (w.p.order !== "write-behind" || before?.puts.some(({ value }) => value === m.value)) return g;
      return { ...g, race: { ...g.race, live: [], unsaved: [...unsaved, m.value] } };
    case "set": {
      if (m.token <= 0 || !before || !takesFill(before, m.token, w.p)) return g;
      if (!w.p.lease || live.includes(m.token))
        return { ...g, race: { ...g.race, live: live.filter((token) => token !== m.token) } };
      return {
        ...g,
        slip: { invariant: "lease", conjunct: "deleted since the miss", at: { value: m.value, token: m.token } },
      };
    }
    default:
      return g;
  }
}

function atApp(g: Ghost, w: W, prev: W, node: NodeId): Ghost {
  const [now, before] = [w.nodes[node]?.state, prev.nodes[node]?.state];
  if (now?.role !== "app" || before?.role !== "app") return g;
  const index = node === nodes.a ? 0 : 1;
  const held = g.race.held[index];
  const put = (values: readonly string[] | null): RaceGhost["held"] =>
    index === 0 ? [values, g.race.held[1]] : [g.race.held[0], values];
  if (now.job?.kind === "read" && before.job === null)
    return { ...g, race: { ...g.race, held: put([stores(w).primary?.value ?? ""]) } };
  if (held === null || now.job !== null) return g;
  // Behind the cache the database is the one that is late: there a value it has not is no sign.
  const isStale =
    now.reads > before.reads && w.p.order !== "write-behind" && now.read !== null && !held.includes(now.read);
  return { ...g, race: { ...g.race, held: put(null), staleReads: g.race.staleReads + (isStale ? 1 : 0) } };
}

function atPrimary(g: Ghost, w: W, prev: W): Ghost {
  const [now, before] = [stores(w).primary, stores(prev).primary];
  if (!now || !before || now.version === before.version) return g;
  const also = (values: readonly string[] | null) => (values === null ? null : [...values, now.value]);
  const saved = g.race.unsaved.indexOf(now.value);
  return {
    ...g,
    race: {
      ...g.race,
      held: [also(g.race.held[0]), also(g.race.held[1])],
      // What came before it in the cache was overwritten there: it need not be saved any more.
      unsaved: saved < 0 ? g.race.unsaved : g.race.unsaved.slice(saved + 1),
    },
  };
}

function staleness(g: Ghost, w: W): Ghost {
  const { cache, primary } = stores(w);
  if (!cache || !primary) return g;
  const entry = alive(cache, w.t + (w.nodes[nodes.cache]?.skew ?? 0));
  const isStale = entry !== null && entry.value !== primary.value;
  if (isStale === (g.race.staleSince !== null)) return g;
  return { ...g, race: { ...g.race, staleSince: isStale ? w.t : null } };
}

function crowd(g: Ghost, w: W): Ghost {
  const { event } = w;
  const { node } = event;
  if (node === undefined) return g;
  if (event.what === "crash") {
    const loading = g.crowd.loading.with(node, []);
    const restarts = g.crowd.restarts + (node === crowdNodes.cache ? 1 : 0);
    return { ...g, crowd: { ...g.crowd, loading, restarts } };
  }
  if (node === crowdNodes.db && event.what === "deliver" && event.flight.m.type === "load-many") {
    const queries = [...recent(g.crowd.queries, w.t), { at: w.t, count: event.flight.m.keys.length, of: 0 }];
    const mostQueries = Math.max(g.crowd.mostQueries, total(queries));
    return { ...g, crowd: { ...g.crowd, queries, mostQueries } };
  }
  if (node === crowdNodes.cache && event.what === "deliver") return looked(g, w);
  return node === crowdNodes.a || node === crowdNodes.b ? atCrowdApp(g, w, node) : g;
}

function looked(g: Ghost, w: W): Ghost {
  const answer = w.event.sent[0]?.m;
  if (answer?.type !== "got-many") return g;
  const of = answer.hits + answer.missed.length + answer.wait.length;
  const lookups = [...recent(g.crowd.lookups, w.t), { at: w.t, count: answer.hits, of }];
  return { ...g, crowd: { ...g.crowd, lookups } };
}

function atCrowdApp(g: Ghost, w: W, node: NodeId): Ghost {
  const { event } = w;
  let keys = g.crowd.loading[node] ?? [];
  const without = (done: readonly number[]) => keys.filter((key) => !done.includes(key));
  if (event.what === "deliver" && event.flight.m.type === "loaded-many") keys = without(event.flight.m.keys);
  // Who gives up may load again, though the database may still be at it.
  if (event.what === "timer" && event.name.startsWith("give up")) keys = [];
  let slip: Slip | null = null;
  for (const { m, copy } of event.sent) {
    if (m.type !== "load-many" || copy > 0) continue;
    const again = m.keys.find((key, index) => keys.includes(key) || m.keys.indexOf(key) !== index);
    if (w.p.singleflight && again !== undefined)
      slip = { invariant: "loader", conjunct: "one query per key and app", at: { key: again } };
    keys = [...keys, ...m.keys];
  }
  if (keys === g.crowd.loading[node] && !slip) return g;
  return { ...g, crowd: { ...g.crowd, loading: g.crowd.loading.with(node, keys) }, slip };
}

const recent = (samples: readonly Sample[], t: Ms): readonly Sample[] => samples.filter(({ at }) => at > t - secondMs);
const total = (samples: readonly Sample[]): number => samples.reduce((sum, { count }) => sum + count, 0);

/** Queries that reached the database within the last second. */
export const queriesNow = (w: W): number => total(recent(w.ghost.crowd.queries, w.t));

/** Hits of 100 lookups of the last second; null: there were none. */
export function hitRatioNow(w: W): number | null {
  const samples = recent(w.ghost.crowd.lookups, w.t);
  const of = samples.reduce((sum, each) => sum + each.of, 0);
  return of === 0 ? null : Math.floor((100 * total(samples)) / of);
}
