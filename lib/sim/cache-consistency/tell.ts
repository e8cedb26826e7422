import type { NodeId } from "../model";
import { inBoth, type Said, say } from "../scene";
import { isFault, tellFault } from "../tell-fault";
import { updating } from "./app";
import { queryMs } from "./crowd";
import { stores, type W } from "./ghost";
import type { C, M, S } from "./model";
import { params } from "./params";
import { nodes, topology } from "./places";
import { messages, ops, steps, timers } from "./words";

const nameOf = (w: W, node: NodeId | undefined): string =>
  node === undefined ? "?" : (topology(w.p)[node]?.name ?? "?");

/** Tokens of later lives are long numbers; their end tells them apart. */
const tokenName = (token: number): string =>
  token > 999_999 ? `${Math.floor(token / 1_000_000)}.${token % 1_000_000}` : String(token);

/** What a message is called. */
export function messageName(m: M): Said {
  switch (m.type) {
    case "got":
      if (m.value !== null) return say(messages.gotValue, { value: m.value });
      return m.token > 0 ? say(messages.gotLease, { token: tokenName(m.token) }) : say(messages.gotNothing);
    case "set":
      return m.token > 0
        ? say(messages.setLease, { value: m.value, token: tokenName(m.token) })
        : say(messages.set, { value: m.value });
    case "put":
    case "loaded":
    case "write":
    case "replicate":
      return say(messages[m.type], { value: m.value });
    case "replicated":
      return say(messages.replicated, { version: m.version });
    case "requests":
    case "get-many":
    case "load-many":
    case "loaded-many":
    case "fill":
      return say(messages[m.type], { count: m.keys.length });
    case "got-many":
      return say(messages["got-many"], { hits: m.hits, missed: m.missed.length + m.wait.length });
    default:
      return say(messages[m.type]);
  }
}

/** What a timer is called. */
export function timerName(timer: string): Said {
  const known = Object.entries(timers).find(([name]) => timer === name || timer.startsWith(`${name} `));
  return say(known?.[1] ?? { zh: `定时器 ${timer}`, en: `timer ${timer}` });
}

/** What an app or the entry can do, as a menu calls it. */
export function opName(op: C): Said {
  return op.do === "admit" ? say(ops.admit, { percent: op.percent }) : say(ops[op.do]);
}

const stateOf = (w: W, node: NodeId | undefined): S | undefined =>
  node === undefined ? undefined : w.nodes[node]?.state;

/** What the last step did. */
export function tellStep(w: W, prev: W): Said {
  const { event } = w;
  const node = nameOf(w, event.node);
  if (isFault(event))
    return tellFault(event, { node: (id) => nameOf(w, id), message: (m) => inBoth(messageName(m)), params });
  switch (event.what) {
    case "start":
      return say(w.p.stage === "race" ? steps.start : steps.startCrowd);
    case "op":
      return event.op.do === "admit" ? say(steps.admit, { percent: event.op.percent }) : begun(w, event.node);
    case "timer":
      return timed(w, prev, event.node, event.name);
    case "deliver":
      return w.p.stage === "race"
        ? delivered(w, prev, event.flight.from, event.flight.to, event.flight.m)
        : deliveredCrowd(w, event.flight.from, event.flight.to, event.flight.m);
    case "crash":
    case "boot": {
      const isCache = stateOf(w, event.node)?.role.endsWith("cache") === true;
      if (event.what === "crash") return say(isCache ? steps.crashCache : steps.crash, { node });
      return say(isCache ? steps.bootCache : steps.boot, { node });
    }
    case "pause":
    case "resume":
      return say(steps[event.what], { node });
    default:
      return event satisfies never;
  }
}

/** An app has begun something, by hand or by its own clock. */
function begun(w: W, at: NodeId | undefined): Said {
  const state = stateOf(w, at);
  const node = nameOf(w, at);
  if (state?.role !== "app" || !state.job) return say(steps.tickIdle, { node });
  const { job } = state;
  if (job.kind === "read") return say(steps.beginsRead, { node });
  const { value } = job;
  if (job.step === "put") return say(steps.beginsPut, { node, value });
  return say(job.step === "write" ? steps.beginsWrite : steps.beginsDelete, { node, value });
}

function timed(w: W, prev: W, at: NodeId | undefined, timer: string): Said {
  const node = nameOf(w, at);
  const [state, before] = [stateOf(w, at), stateOf(prev, at)];
  const idle = say(steps.timerIdle, { node });
  switch (state?.role) {
    case "app": {
      if (timer === "tick")
        return before?.role === "app" && before.job === null && state.job
          ? begun(w, at)
          : say(steps.tickIdle, { node });
      if (!state.job && before?.role === "app" && before.job) return say(steps.givesUp, { node });
      if (!state.job) return idle;
      if (timer === "again") return say(steps.deletesAgain, { node });
      const isNew = before?.role === "app" && before.job?.n !== state.job.n;
      return say(isNew ? steps.givesUp : steps.retries, { node });
    }
    case "cache":
      return say(w.event.sent.length > 0 ? steps.flush : steps.flushNothing);
    case "primary":
    case "replica":
      if (timer !== "ship") return w.event.sent.length > 0 ? say(steps.logDeletes, { node }) : idle;
      return w.event.sent.length > 0 ? say(steps.ship, { version: state.version }) : say(steps.shipNothing);
    case "users": {
      const count = w.event.sent.reduce((sum, { m }) => sum + (m.type === "requests" ? m.keys.length : 0), 0);
      return count > 0 ? say(steps.users, { count }) : say(steps.usersNone);
    }
    case "crowd-app":
      if (timer !== "ask again") return say(steps.givesUpQuery, { node });
      return w.event.sent.length > 0 ? say(steps.asksAgain, { node }) : idle;
    case "crowd-db":
      return say(steps.answers, { count: state.line.length });
    default:
      return idle;
  }
}

function delivered(w: W, prev: W, from: NodeId, to: NodeId, m: M): Said {
  if (to === nodes.cache) return atCache(w, prev, nameOf(w, from), m);
  if (to === nodes.primary || to === nodes.replica) return atDatabase(w, prev, from, to, m);
  return atApp(w, prev, to, m);
}

function atCache(w: W, prev: W, node: string, m: M): Said {
  const [now, before] = [stores(w).cache, stores(prev).cache];
  const db = stores(w).primary?.value ?? "";
  switch (m.type) {
    case "get": {
      const answer = w.event.sent[0]?.m;
      if (answer?.type !== "got" || (answer.value === null && answer.token === 0)) return say(steps.miss, { node });
      return answer.value === null
        ? say(steps.missLease, { node, token: tokenName(answer.token) })
        : say(steps.hit, { node, value: answer.value });
    }
    case "set": {
      const values = { node, value: m.value, db };
      if (now === before) return say(steps.refused, { ...values, token: tokenName(m.token) });
      if (m.token === updating) return say(m.value === db ? steps.updated : steps.updatedStale, values);
      return say(m.value === db ? steps.filled : steps.filledStale, values);
    }
    case "delete":
    case "invalidate": {
      const count = (before?.tokens.length ?? 0) - (now?.tokens.length ?? 0);
      if (count > 0) return say(steps.deletedLeases, { node, count });
      return before?.entry
        ? say(steps.deleted, { node, value: before.entry.value })
        : say(steps.deletedNothing, { node });
    }
    case "put":
      return say(w.p.order === "write-behind" ? steps.putBehind : steps.putThrough, { node, value: m.value });
    case "written":
      if (now === before) return say(steps.oldAnswer);
      if (w.p.order === "write-behind") return say(steps.behindDone);
      return now?.entry === before?.entry ? say(steps.oldAnswer) : say(steps.throughDone, { value: m.value });
    default:
      return say(steps.unmoved, { node: nameOf(w, nodes.cache) });
  }
}

function atDatabase(w: W, prev: W, from: NodeId, to: NodeId, m: M): Said {
  const [now, before] = [stateOf(w, to), stateOf(prev, to)];
  const [db, node] = [nameOf(w, to), nameOf(w, from)];
  const hasMoved = now !== before;
  switch (m.type) {
    case "load": {
      const answer = w.event.sent[0]?.m;
      return say(steps.loads, { db, node, value: answer?.type === "loaded" ? answer.value : "" });
    }
    case "write": {
      const version = now?.role === "primary" ? now.version : 0;
      return hasMoved ? say(steps.writes, { value: m.value, version }) : say(steps.knows, { value: m.value });
    }
    case "replicate":
      return hasMoved ? say(steps.replicates, { value: m.value }) : say(steps.replicatedOld);
    case "replicated":
      return say(steps.replicaConfirmed, { version: m.version });
    case "invalidated":
      return say(steps.logConfirmed, { node: db });
    default:
      return say(steps.unmoved, { node: db });
  }
}

function atApp(w: W, prev: W, to: NodeId, m: M): Said {
  const [now, before] = [stateOf(w, to), stateOf(prev, to)];
  const node = nameOf(w, to);
  if (now?.role !== "app" || before?.role !== "app" || !before.job || now === before)
    return say(steps.lateAnswer, { node });
  const { job } = before;
  if (job.kind === "read") {
    if (now.job)
      return say(steps.gotMiss, { node, db: nameOf(w, w.p.readFrom === "primary" ? nodes.primary : nodes.replica) });
    return say(m.type === "got" ? steps.gotHit : steps.loaded, { node, value: now.read ?? "" });
  }
  const values = { node, value: job.value };
  if (!now.job) return say(w.p.order === "write-update" ? steps.writtenThenUpdates : steps.writeDone, values);
  if (now.job.step === "write") return say(steps.deletedThenWrites, values);
  return say(now.job.step === "pause" ? steps.writtenThenWaits : steps.writtenThenDeletes, values);
}

function deliveredCrowd(w: W, from: NodeId, to: NodeId, m: M): Said {
  const [node, sender] = [nameOf(w, to), nameOf(w, from)];
  const sent = w.event.sent[0]?.m;
  switch (m.type) {
    case "requests":
      return sent?.type === "get-many"
        ? say(steps.asks, { node, count: sent.keys.length })
        : say(steps.filtered, { node });
    case "get-many":
      return sent?.type === "got-many"
        ? say(steps.lookedUp, { node: sender, hits: sent.hits, missed: sent.missed.length, wait: sent.wait.length })
        : say(steps.unmoved, { node });
    case "got-many":
      if (m.missed.length + m.wait.length === 0) return say(steps.allHit, { node });
      return sent?.type === "load-many"
        ? say(steps.queries, { node, count: sent.keys.length })
        : say(steps.joins, { node });
    case "load-many": {
      const db = stateOf(w, to);
      const line = db?.role === "crowd-db" ? db.line : [];
      const ms = queryMs * line.reduce((sum, { load }) => sum + load.keys.length, 0);
      return say(steps.queued, { node: sender, count: m.keys.length, ms });
    }
    case "loaded-many":
      return sent?.type === "fill"
        ? say(steps.crowdFilled, { node, count: sent.keys.length })
        : say(steps.crowdNoFill, { node });
    case "fill":
      return say(steps.crowdFill, { node: sender, count: m.keys.length });
    default:
      return say(steps.unmoved, { node });
  }
}
