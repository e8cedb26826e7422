/** An app instance of the race. It does one thing at a time: a read with cache-aside, or a write by the order that is set. */
import type { Io, Ms, NodeEvent } from "../model";
import type { C, M } from "./model";
import type { P } from "./params";
import { nodes } from "./places";

/** Each step has one request under way; `n` names it. */
export type Job =
  | { readonly kind: "read"; readonly step: "get" | "load"; readonly n: number; readonly token: number }
  | {
      readonly kind: "write";
      /** `pause`: between write and second delete. `last-delete`: the one behind the write. */
      readonly step: "first-delete" | "write" | "pause" | "last-delete" | "put";
      readonly n: number;
      readonly value: string;
    };

export type AppState = {
  readonly role: "app";
  readonly job: Job | null;
  /** The number of the last request. */
  readonly n: number;
  readonly writes: number;
  readonly ticks: number;
  /** What the last read returned. */
  readonly read: string | null;
  readonly reads: number;
  readonly hits: number;
};
export const newApp: AppState = {
  role: "app",
  job: null,
  n: 0,
  writes: 0,
  ticks: 0,
  read: null,
  reads: 0,
  hits: 0,
};

/** An answer that does not come is asked for again after so long. */
export const retryMs: Ms = 100;
/** Between the write and the second delete. */
export const pauseMs: Ms = 500;
export const tickMs: Ms = 20;

type AppIo = Io<M, P>;

/** An app's step. */
export function app(s: AppState, event: NodeEvent<M, C>, io: AppIo): AppState {
  switch (event.t) {
    case "boot":
      if (io.p.load > 0) io.timer("tick", tickMs);
      return s;
    case "op":
      return event.op.do === "admit" || s.job ? s : begin(s, event.op.do, io);
    case "timer":
      return event.name === "tick" ? tick(s, io) : again(s, event.name, io);
    case "msg":
      return s.job ? answered(s, s.job, event.m, io) : s;
    default:
      return event satisfies never;
  }
}

/** Each app gets half the load: at 50 ticks a second, one request in 100 / load ticks. One in ten is a write. */
function tick(s: AppState, io: AppIo): AppState {
  io.timer("tick", tickMs);
  const ticks = s.ticks + 1;
  const next = { ...s, ticks };
  const bits = io.rand("request", ticks);
  if (s.job || bits % 1000 >= io.p.load * 10) return next;
  return begin(next, (bits >>> 10) % 10 === 0 ? "write" : "read", io);
}

function begin(s: AppState, kind: "read" | "write", io: AppIo): AppState {
  const n = s.n + 1;
  if (kind === "read") return send({ ...s, n }, { kind, step: "get", n, token: 0 }, io);
  const writes = s.writes + 1;
  const value = `${io.me === nodes.a ? "a" : "b"}${writes}`;
  const { order } = io.p;
  const isThrough = order === "write-through" || order === "write-behind";
  const isDeletedFirst = order === "delete-write" || order === "double-delete";
  const step = isThrough ? "put" : isDeletedFirst ? "first-delete" : "write";
  return send({ ...s, n, writes }, { kind, step, n, value }, io);
}

/** Puts the request of the job's step under way, and the timer that repeats it. */
function send(s: AppState, job: Job, io: AppIo): AppState {
  const { n } = job;
  if (job.step === "pause") {
    io.timer("again", pauseMs);
    io.cancel("retry");
    return { ...s, job };
  }
  io.timer("retry", retryMs);
  if (job.kind === "read") {
    if (job.step === "get") io.send(nodes.cache, { type: "get", n });
    else io.send(io.p.readFrom === "primary" ? nodes.primary : nodes.replica, { type: "load", n });
    return { ...s, job };
  }
  if (job.step === "put") io.send(nodes.cache, { type: "put", n, value: job.value });
  else if (job.step === "write") io.send(nodes.primary, { type: "write", n, by: io.me, value: job.value });
  else io.send(nodes.cache, { type: "delete", n });
  return { ...s, job };
}

function again(s: AppState, timer: string, io: AppIo): AppState {
  const { job } = s;
  if (!job) return s;
  if (timer === "again") return job.step === "pause" ? next(s, { ...job, step: "last-delete" }, io) : s;
  const isDelete = job.step === "first-delete" || job.step === "last-delete";
  // The flaw takes a delete for done when no answer comes.
  if (isDelete && io.p.flaw === "deletes-once") return onward(s, job, io);
  return send(s, job, io);
}

/** The job's next step, as a request with a number of its own: late answers to earlier ones are told by it. */
const next = (s: AppState, job: Job, io: AppIo): AppState => send({ ...s, n: s.n + 1 }, { ...job, n: s.n + 1 }, io);

function done(s: AppState, io: AppIo): AppState {
  io.cancel("retry");
  return { ...s, job: null };
}

function answered(s: AppState, job: Job, m: M, io: AppIo): AppState {
  if (!("n" in m) || m.n !== job.n) return s;
  if (job.kind === "read") {
    if (m.type === "got" && job.step === "get") {
      if (m.value === null) return next(s, { ...job, step: "load", token: m.token }, io);
      return done({ ...s, read: m.value, reads: s.reads + 1, hits: s.hits + 1 }, io);
    }
    if (m.type !== "loaded" || job.step !== "load") return s;
    // The reader has its value; what comes of the fill is the cache's affair.
    io.send(nodes.cache, { type: "set", value: m.value, token: job.token });
    return done({ ...s, read: m.value, reads: s.reads + 1 }, io);
  }
  const isAnswer =
    (m.type === "deleted" && (job.step === "first-delete" || job.step === "last-delete")) ||
    (m.type === "written" && job.step === "write") ||
    (m.type === "stored" && job.step === "put");
  return isAnswer ? onward(s, job, io) : s;
}

/** What follows when a step of a write is done. */
function onward(s: AppState, job: Job, io: AppIo): AppState {
  if (job.kind === "read") return s;
  const { order } = io.p;
  if (job.step === "first-delete") return next(s, { ...job, step: "write" }, io);
  if (job.step !== "write") return done(s, io);
  if (order === "write-delete") return next(s, { ...job, step: "last-delete" }, io);
  if (order === "double-delete") return next(s, { ...job, step: "pause" }, io);
  if (order === "write-update") io.send(nodes.cache, { type: "set", value: job.value, token: updating });
  return done(s, io);
}

/** The token of a writer that sets the value itself: no lease is asked for. */
export const updating = -1;
