/**
 * The whole run as the observer keeps it: who was let on, refused, and when it went on; and for each limiter its promise,
 * reckoned the plain way. No node can read it.
 */
import type { Ms, NodeId, World } from "../model";
import { share } from "./gateways";
import { type Done, type Kind, nothingDone } from "./limiter-node";
import { intervalOf } from "./limiters/leaky-queue";
import { oneRequest, windowMs } from "./limiters/limiter";
import type { C, M, S } from "./model";
import type { P } from "./params";

export type W = World<S, M, C, P, Ghost>;

/** How long marks stay to be drawn. */
export const shownMs: Ms = 3000;

/** A clause that does not hold after this step. */
export type Slip = { invariant: string; conjunct: string; at: Readonly<Record<string, string | number>> };

export type Row = {
  /** The latest its own clock showed. */
  readonly clock: Ms;
  readonly accepted: number;
  readonly refused: number;
  /** Kernel times of the last seconds: arrivals let in, arrivals refused, requests that went on. */
  readonly lets: readonly Ms[];
  readonly refusals: readonly Ms[];
  readonly passes: readonly Ms[];
  /** The most that went on within any one second. */
  readonly most: number;
  /** Sum over accepted requests of the wait they were promised. */
  readonly waitedMs: Ms;
  /** Accepted and not gone on, in the order of arrival. */
  readonly line: readonly number[];
  readonly promise: Promised;
};

/** What was let in, in the measure of the promise and by the limiter's own ratcheted clock. */
export type Promised = {
  /** Sliding log: times within the last second. */
  readonly times: readonly Ms[];
  /** Fixed window. */
  readonly index: number;
  readonly count: number;
  /** Burst and rate: a meter that drains at the rate, thousandths of a request at `meterAt`. */
  readonly level: number;
  readonly meterAt: Ms;
  /** Leaky queue: when the last one left, kernel time. null: none since the start. */
  readonly leftAt: Ms | null;
};

export type Ghost = {
  /** By node; null for those that limit nothing. */
  readonly rows: readonly (Row | null)[];
  /** Of the key in Redis: which life, how many were admitted in it. */
  readonly key: { readonly life: number; readonly admitted: number };
  readonly slips: readonly Slip[];
};

const emptyPromise: Promised = { times: [], index: -1, count: 0, level: 0, meterAt: 0, leftAt: null };
const emptyRow: Row = {
  clock: 0,
  accepted: 0,
  refused: 0,
  lets: [],
  refusals: [],
  passes: [],
  most: 0,
  waitedMs: 0,
  line: [],
  promise: emptyPromise,
};
const noSlips: readonly Slip[] = [];

/** How many nodes of a stage limit, counted from node 1. */
const limiters = { algorithms: 6, nginx: 3, gateways: 2 } as const;
const nodesOf = { algorithms: 7, nginx: 5, gateways: 5 } as const;

/** The book before anything has happened: a row for each node that limits. */
export const firstGhost = ({ stage }: P): Ghost => ({
  rows: Array.from({ length: nodesOf[stage] }, (_, node) => (node > 0 && node <= limiters[stage] ? emptyRow : null)),
  key: { life: 0, admitted: 0 },
  slips: noSlips,
});

/** The observer's book after a step. */
export function nextGhost(g: Ghost, w: W, prev: W): Ghost {
  const { event } = w;
  const node = event.node;
  const quiet = g.slips === noSlips ? g : { ...g, slips: noSlips };
  if (node === undefined) return quiet;
  if (event.what === "crash") return crashed(quiet, node, w);
  if (event.what !== "deliver" && event.what !== "timer") return quiet;
  const state = w.nodes[node]?.state;
  if (state?.role === "redis") return counted(quiet, w, prev);
  const row = quiet.rows[node];
  if (!row || (state?.role !== "limiter" && state?.role !== "gateway") || state.done === nothingDone) return quiet;
  const kind = state.role === "limiter" ? state.core.kind : w.p.counters === "own" ? "gateway" : "shared";
  const book = new Book(row, kind, w, node);
  book.enter(state.done);
  return { ...quiet, rows: quiet.rows.with(node, book.row), slips: book.slips };
}

/** What a limiter knew is gone, and with it what it can be held to; the totals stay. */
function crashed(g: Ghost, node: NodeId, w: W): Ghost {
  const row = g.rows[node];
  if (row) return { ...g, rows: g.rows.with(node, { ...row, clock: 0, line: [], promise: emptyPromise }) };
  // A new Redis numbers the lives of its key from the start.
  return w.nodes[node]?.state.role === "redis" ? { ...g, key: { life: 0, admitted: 0 } } : g;
}

function counted(g: Ghost, w: W, prev: W): Ghost {
  const node = w.event.node ?? 0;
  const state = w.nodes[node]?.state;
  const before = prev.nodes[node];
  if (state?.role !== "redis" || state.last === null || before?.state.role !== "redis") return g;
  if (state.last === "admitted") {
    const admitted = state.life === g.key.life ? g.key.admitted + 1 : 1;
    const key = { life: state.life, admitted };
    if (admitted <= w.p.limit) return { ...g, key };
    return { ...g, key, slips: [{ invariant: "shared", conjunct: "one key, one limit", at: { admitted } }] };
  }
  const age = w.t + before.skew - (state.key?.bornAt ?? 0);
  if (age < 2 * windowMs) return g;
  return { ...g, slips: [{ invariant: "cause", conjunct: "the key's second is over", at: { ageMs: age } }] };
}

class Book {
  row: Row;
  slips: readonly Slip[] = noSlips;
  readonly #kind: Kind | "gateway" | "shared";
  readonly #w: W;

  constructor(row: Row, kind: Kind | "gateway" | "shared", w: W, node: NodeId) {
    const clock = Math.max(row.clock, w.t + (w.nodes[node]?.skew ?? 0));
    const from = w.t - shownMs;
    const recent = (times: readonly Ms[]) => ((times[0] ?? w.t) > from ? times : times.filter((time) => time > from));
    this.row = { ...row, clock, lets: recent(row.lets), refusals: recent(row.refusals), passes: recent(row.passes) };
    this.#kind = kind;
    this.#w = w;
  }

  enter({ verdicts, left }: Done): void {
    const { t } = this.#w;
    for (const { id, ok, waitMs } of verdicts) {
      const { row } = this;
      this.#judge(ok);
      const { promise } = this.row;
      this.row = ok
        ? { ...row, promise, accepted: row.accepted + 1, lets: [...row.lets, t], line: [...row.line, id] }
        : { ...row, promise, refused: row.refused + 1, refusals: [...row.refusals, t] };
      if (waitMs > 0) this.row = { ...this.row, waitedMs: this.row.waitedMs + waitMs };
    }
    for (const id of left) this.#leave(id);
  }

  #leave(id: number): void {
    const { t, p } = this.#w;
    const { line, passes, most } = this.row;
    const last = this.row.promise.leftAt;
    if (this.#kind === "leaky-queue") {
      if (line[0] !== id) this.#slip("order", "first come, first served", { request: id });
      if (last !== null && t - last < intervalOf(p.limit))
        this.#slip("order", "one interval apart", { gapMs: t - last });
    }
    const at = line.indexOf(id);
    const next = [...passes, t];
    const within = next.length - next.findIndex((time) => time > t - windowMs);
    this.row = {
      ...this.row,
      line: at < 0 ? line : [...line.slice(0, at), ...line.slice(at + 1)],
      passes: next,
      most: Math.max(most, within),
      promise: { ...this.row.promise, leftAt: t },
    };
  }

  /** Holds one verdict against the promise, and enters it there. */
  #judge(ok: boolean): void {
    const { limit, burst } = this.#w.p;
    switch (this.#kind) {
      case "fixed-window":
        this.#window(ok, limit);
        break;
      case "gateway":
        this.#window(ok, share(limit));
        break;
      case "sliding-log":
        this.#log(ok, limit);
        break;
      case "token-bucket":
      case "gcra":
        this.#meter(ok, limit, burst);
        break;
      case "nginx-queue":
      case "nginx-nodelay":
      case "nginx-delay":
        this.#meter(ok, limit, burst + 1);
        break;
      case "leaky-queue":
        if (!ok && this.row.line.length < burst)
          this.#slip("cause", "the queue has places", { waiting: this.row.line.length });
        break;
      // The weighted counter promises an estimate only; gateways with one counter are judged where it stands.
      case "sliding-counter":
      case "shared":
        break;
      default:
        this.#kind satisfies never;
    }
  }

  #window(ok: boolean, limit: number): void {
    const { clock, promise } = this.row;
    const index = Math.floor(clock / windowMs);
    const count = (promise.index === index ? promise.count : 0) + (ok ? 1 : 0);
    if (ok && count > limit) this.#slip("window", "between two edges", { count });
    if (!ok && count < limit) this.#slip("cause", "the window has room", { count });
    this.row = { ...this.row, promise: { ...promise, index, count } };
  }

  #log(ok: boolean, limit: number): void {
    const { clock, promise } = this.row;
    const within = promise.times.filter((time) => time > clock - windowMs);
    const times = ok ? [...within, clock] : within;
    if (ok && times.length > limit) this.#slip("window", "any one second", { count: times.length });
    if (!ok && times.length < limit) this.#slip("cause", "the window has room", { count: times.length });
    this.row = { ...this.row, promise: { ...promise, times } };
  }

  /** At most burst + rate * T in any T, exactly when a meter that drains at the rate never shows more than the burst. */
  #meter(ok: boolean, perSecond: number, burst: number): void {
    const { clock, promise } = this.row;
    const level = Math.max(0, promise.level - (clock - promise.meterAt) * perSecond) + oneRequest;
    const isAbove = level > burst * oneRequest;
    if (ok && isAbove) this.#slip("bucket", "burst + rate * T", { thousandths: level });
    if (!ok && !isAbove) this.#slip("cause", "the bucket has room", { thousandths: level });
    if (ok) this.row = { ...this.row, promise: { ...promise, level, meterAt: clock } };
  }

  #slip(invariant: string, conjunct: string, at: Slip["at"]): void {
    this.slips = [...this.slips, { invariant, conjunct, at }];
  }
}
