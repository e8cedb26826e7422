/** A node that limits by one algorithm: the pure limiter, a ratcheted clock, and a line for those who wait. */
import type { Io, Ms, NodeEvent } from "../model";
import { emptyWindow, type FixedWindow, takeFixedWindow } from "./limiters/fixed-window";
import { type Gcra, takeGcra } from "./limiters/gcra";
import { emptyQueue, enterQueue, intervalOf, type LeakyQueue, leaveQueue } from "./limiters/leaky-queue";
import type { Verdict } from "./limiters/limiter";
import { type LimitReq, takeLimitReq, type Zone } from "./limiters/nginx";
import { emptyCounter, type SlidingCounter, takeSlidingCounter } from "./limiters/sliding-counter";
import { emptyLog, type SlidingLog, takeSlidingLog } from "./limiters/sliding-log";
import { type TokenBucket, takeTokenBucket } from "./limiters/token-bucket";
import type { C, M } from "./model";
import type { P } from "./params";

/** The algorithm with its state. */
export type Core =
  | { readonly kind: "fixed-window"; readonly s: FixedWindow }
  | { readonly kind: "sliding-log"; readonly s: SlidingLog }
  | { readonly kind: "sliding-counter"; readonly s: SlidingCounter }
  | { readonly kind: "leaky-queue"; readonly s: LeakyQueue }
  | { readonly kind: "token-bucket"; readonly s: TokenBucket }
  | { readonly kind: "gcra"; readonly s: Gcra }
  | { readonly kind: NginxKind; readonly s: LimitReq; readonly held: readonly number[] };
export type NginxKind = "nginx-queue" | "nginx-nodelay" | "nginx-delay";
export type Kind = Core["kind"];

/** What this step decided and let leave; both empty when it did neither. */
export type Done = {
  readonly verdicts: readonly (Verdict & { readonly id: number })[];
  /** Numbers of the requests that went on, in this order. */
  readonly left: readonly number[];
};
export const nothingDone: Done = { verdicts: [], left: [] };

export type LimiterState = {
  readonly role: "limiter";
  /** The latest its own clock ever showed. */
  readonly clock: Ms;
  readonly core: Core;
  readonly done: Done;
};

/** An algorithm that has seen nothing yet. */
export function core(kind: Kind): Core {
  switch (kind) {
    case "fixed-window":
      return { kind, s: emptyWindow };
    case "sliding-log":
      return { kind, s: emptyLog };
    case "sliding-counter":
      return { kind, s: emptyCounter };
    case "leaky-queue":
      return { kind, s: emptyQueue };
    case "token-bucket":
    case "gcra":
      return { kind, s: null };
    default:
      return { kind, s: null, held: [] };
  }
}

/** A limiter before its boot. */
export const newLimiter = (of: Core): LimiterState => ({ role: "limiter", clock: 0, core: of, done: nothingDone });

/** The directive of each nginx on the stage. `delay=2` is fixed: the third way shows between the two others. */
export const zoneOf = (kind: NginxKind, { limit, burst }: Pick<P, "limit" | "burst">): Zone => ({
  perSecond: limit,
  burst,
  delay: kind === "nginx-nodelay" ? "nodelay" : kind === "nginx-delay" ? 2 : 0,
});

/** Requests that were accepted and have not gone on yet. */
export function heldBy({ core }: LimiterState): readonly number[] {
  if (core.kind === "leaky-queue") return core.s.waiting.map(({ id }) => id);
  return "held" in core ? core.held : [];
}

/** A limiter's step: requests come in, or one that waited goes on. */
export function limiter(s: LimiterState, event: NodeEvent<M, C>, io: Io<M, P>): LimiterState {
  if (event.t === "boot" || event.t === "op") return s.done === nothingDone ? s : { ...s, done: nothingDone };
  const clock = Math.max(s.clock, io.now);
  // One flaw takes the time of day as it is, also when it was set back.
  const at = io.p.flaw === "clock-runs-back" && s.core.kind === "token-bucket" ? io.now : clock;
  if (event.t === "timer") return { ...s, clock, ...leave(s.core, at, event.name, io) };
  if (event.m.type !== "request") return s;
  let here = s.core;
  const verdicts: (Verdict & { id: number })[] = [];
  const left: number[] = [];
  for (let id = event.m.id; id < event.m.id + event.m.count; id++) {
    const [verdict, next] = take(here, at, id, io);
    here = next;
    verdicts.push({ ...verdict, id });
    if (!verdict.ok || verdict.waitMs > 0 || isHeld(next, id)) continue;
    left.push(id);
    goOn(id, io);
  }
  return { ...s, clock, core: here, done: { verdicts, left } };
}

const isHeld = (here: Core, id: number): boolean =>
  here.kind === "leaky-queue" && here.s.waiting.some((each) => each.id === id);

function goOn(id: number, io: Io<M, P>): void {
  if (io.p.stage === "nginx") io.send(serviceNode, { type: "forward", id });
}
/** Behind the client and three times nginx. */
const serviceNode = 4;

function take(here: Core, at: Ms, id: number, io: Io<M, P>): [Verdict, Core] {
  const { limit, burst, flaw } = io.p;
  switch (here.kind) {
    case "fixed-window": {
      const [verdict, s] = takeFixedWindow(here.s, at, limit);
      return [verdict, { ...here, s }];
    }
    case "sliding-log": {
      const known = flaw === "one-too-many" || flaw === "counts-refused" ? flaw : "none";
      const [verdict, s] = takeSlidingLog(here.s, at, limit, known);
      return [verdict, { ...here, s }];
    }
    case "sliding-counter": {
      const [verdict, s] = takeSlidingCounter(here.s, at, limit);
      return [verdict, { ...here, s }];
    }
    case "token-bucket": {
      const known = flaw === "refills-on-look" ? flaw : "none";
      const [verdict, s] = takeTokenBucket(here.s, at, limit, burst, known);
      return [verdict, { ...here, s }];
    }
    case "gcra": {
      const known = flaw === "refused-moves-tat" ? flaw : "none";
      const [verdict, s] = takeGcra(here.s, at, { perSecond: limit, limit: burst }, known);
      return [verdict, { ...here, s }];
    }
    case "leaky-queue": {
      const [verdict, s] = enterQueue(here.s, at, id, limit, burst);
      if (s.isBusy && !here.s.isBusy) io.timer("leave", intervalOf(limit));
      return [verdict, { ...here, s }];
    }
    default: {
      const [verdict, s] = takeLimitReq(here.s, at, zoneOf(here.kind, io.p));
      if (verdict.waitMs === 0) return [verdict, { ...here, s }];
      // nginx sets one timer for each request that it holds back.
      io.timer(`leave ${id}`, verdict.waitMs);
      return [verdict, { ...here, s, held: [...here.held, id] }];
    }
  }
}

function leave(here: Core, at: Ms, name: string, io: Io<M, P>): Pick<LimiterState, "core" | "done"> {
  if (here.kind === "leaky-queue") {
    const [left, s] = leaveQueue(here.s, at, io.p.flaw === "catches-up" ? "catches-up" : "none");
    if (s.isBusy) io.timer("leave", intervalOf(io.p.limit));
    const ids = left.map(({ id }) => id);
    return { core: { ...here, s }, done: { verdicts: [], left: ids } };
  }
  if (!("held" in here)) return { core: here, done: nothingDone };
  const id = Number(name.slice("leave ".length));
  goOn(id, io);
  return { core: { ...here, held: here.held.filter((each) => each !== id) }, done: { verdicts: [], left: [id] } };
}
