/** One sentence for each step. */
import type { Text } from "../../i18n/locales";
import type { NodeId } from "../model";
import { inBoth, type Said, say } from "../scene";
import { isFault, tellFault } from "../tell-fault";
import { share } from "./gateways";
import type { W } from "./ghost";
import { type Core, heldBy, type LimiterState } from "./limiter-node";
import { estimated } from "./limiters/sliding-counter";
import { tokensAt } from "./limiters/token-bucket";
import { type C, client, type M, topology } from "./model";
import { params } from "./params";
import { messages, ops, reasons, steps, timers } from "./words";

/** #4, or #4-#6 for a run of numbers. */
const idsOf = (first: number, last = first): string => (first === last ? `#${first}` : `#${first}-#${last}`);
const listed = (ids: readonly number[]): string =>
  ids.length === 0 ? "-" : idsOf(ids[0] ?? 0, ids[ids.length - 1] ?? 0);

/** Thousandths as a number with at most two decimals. */
export const units = (thousandths: number): string => String(Math.round(thousandths / 10) / 100);

const name = (w: W, node: NodeId | undefined): string =>
  node === undefined ? "?" : (topology(w.p)[node]?.name ?? "?");

/** What a message is called. */
export function messageName(m: M): Said {
  switch (m.type) {
    case "request":
      return say(messages.request, { ids: idsOf(m.id, m.id + m.count - 1) });
    case "expire":
      return say(messages.expire);
    case "set":
      return say(messages.set, { value: m.value });
    case "taken":
      return say(m.ok ? messages.allowed : messages.denied, { ids: idsOf(m.id) });
    case "counted":
    case "value":
      return say(messages[m.type], { value: m.value });
    default:
      return say(messages[m.type], { ids: idsOf(m.id) });
  }
}

/** What a timer is called. */
export function timerName(timer: string): Said {
  const [kind, id] = timer.split(" ");
  if (kind === "tick") return say(timers.tick);
  if (kind === "leave") return id === undefined ? say(timers.leave) : say(timers.leaveOne, { ids: `#${id}` });
  if (kind === "ask") return say(timers.ask, { ids: `#${id}` });
  return say(timers.other, { name: timer });
}

/** What the client can do, as a menu calls it. */
export function opName(op: C, w: W): Said {
  if (op.via !== undefined) return say(ops.via, { node: name(w, op.via) });
  return op.count === 1 ? say(ops.one) : say(ops.many, { count: op.count });
}

/** What the last step did. */
export function tellStep(w: W, prev: W): Said {
  const { event } = w;
  const node = name(w, event.node);
  if (isFault(event))
    return tellFault(event, { node: (id) => name(w, id), message: (m) => inBoth(messageName(m)), params });
  switch (event.what) {
    case "start":
      return say(steps.start);
    case "op":
      return sentBy(w, prev, steps.byHand, steps.byHandOne);
    case "timer":
      return event.node === client
        ? sentBy(w, prev, steps.tickSent, steps.tickSentOne)
        : timed(w, event.node, event.name);
    case "deliver":
      return delivered(w, prev, event.flight.to, event.flight.m);
    case "crash":
    case "boot":
    case "pause":
    case "resume":
      return say(steps[event.what], { node });
    default:
      return event satisfies never;
  }
}

function sentBy(w: W, prev: W, many: Text, one: Text): Said {
  const [now, before] = [w.nodes[client]?.state, prev.nodes[client]?.state];
  if (now?.role !== "client" || before?.role !== "client" || now.next === before.next) return say(steps.tickQuiet);
  const count = now.next - before.next;
  return say(count === 1 ? one : many, { count, ids: idsOf(before.next, now.next - 1) });
}

function timed(w: W, node: NodeId | undefined, timer: string): Said {
  const state = node === undefined ? undefined : w.nodes[node]?.state;
  if (state?.role === "gateway")
    return say(w.p.failOpen ? steps.silentOpen : steps.silentClosed, {
      node: name(w, node),
      ids: `#${timer.split(" ")[1]}`,
    });
  if (state?.role !== "limiter") return say(timers.other, { name: timer });
  const { left } = state.done;
  if (left.length === 0) return say(steps.rested, { node: name(w, node) });
  return say(steps.leaves, { node: name(w, node), ids: listed(left), left: heldBy(state).length });
}

function delivered(w: W, prev: W, to: NodeId, m: M): Said {
  const state = w.nodes[to]?.state;
  const node = name(w, to);
  if (state?.role === "limiter" && m.type === "request") return judged(w, node, state);
  if (state?.role === "gateway") {
    const ids = "id" in m ? idsOf(m.id) : "";
    const verdict = state.done.verdicts[0];
    if (m.type === "request") {
      if (!verdict) return say(steps.asks, { node, ids });
      return say(verdict.ok ? steps.ownOn : steps.ownRefused, { node, ids, a: state.own.count, b: share(w.p.limit) });
    }
    if (!verdict) return say(steps.tooLate, { node, ids });
    return say(verdict.ok ? steps.answeredOn : steps.answeredRefused, { node, ids });
  }
  if (state?.role === "redis") {
    const before = prev.nodes[to]?.state;
    const [value, old] = [state.key?.value ?? 0, before?.role === "redis" ? (before.key?.value ?? 0) : 0];
    const ids = "id" in m ? idsOf(m.id) : "";
    const b = w.p.limit;
    if (m.type === "take")
      return say(steps.take, { ids, a: value, b, verdict: state.last === "admitted" ? steps.admitted : steps.refused });
    if (m.type === "incr")
      return say(steps.incr, { a: value, b, ttl: state.key?.expiresAt == null ? steps.ttlMissing : steps.ttlSet });
    if (m.type === "expire") return say(state.key ? steps.expire : steps.expireNothing);
    if (m.type === "get") return say(steps.get, { a: value });
    return say(steps.set, { a: value, b: old });
  }
  return say(steps.served, { ids: "id" in m ? idsOf(m.id) : "" });
}

function judged(w: W, node: string, state: LimiterState): Said {
  const { verdicts } = state.done;
  const on = verdicts.filter(({ ok }) => ok).map(({ id }) => id);
  const off = verdicts.filter(({ ok }) => !ok).map(({ id }) => id);
  const why = inBoth(say(reasons[state.core.kind], measured(state.core, state.clock, w)));
  const held = on.filter((id) => heldBy(state).includes(id)).length;
  if (held > 0 && off.length === 0)
    return say(on.length === 1 ? steps.heldOne : steps.heldAll, { node, ids: listed(on), held, why });
  if (held > 0) return say(steps.held, { node, ids: listed(on), held, refused: off.length, why });
  if (off.length === 0) return say(steps.allOn, { node, ids: listed(on), why });
  if (on.length === 0) return say(steps.allRefused, { node, ids: listed(off), why });
  return say(steps.some, { node, ids: listed(on), refused: off.length, why });
}

/** The two numbers that an algorithm decides by: where it stands, and how far it may go. */
export function measured(core: Core, at: number, { p }: Pick<W, "p">): { a: string; b: string } {
  const { limit, burst } = p;
  switch (core.kind) {
    case "fixed-window":
      return { a: String(core.s.index === Math.floor(at / 1000) ? core.s.count : 0), b: String(limit) };
    case "sliding-log":
      return { a: String(core.s.times.filter((time) => time > at - 1000).length), b: String(limit) };
    case "sliding-counter":
      return { a: units(estimated(core.s, at)), b: String(limit) };
    case "leaky-queue":
      return { a: String(core.s.waiting.length), b: String(burst) };
    case "token-bucket":
      return { a: units(tokensAt(core.s, at, limit, burst)), b: String(burst) };
    case "gcra":
      return {
        a: String(core.s ? Math.max(0, Math.ceil((core.s.tat - at * limit) / limit)) : 0),
        b: String(Math.ceil((burst * 1000) / limit)),
      };
    default: {
      const excess = core.s ? Math.max(0, core.s.excess - limit * Math.max(0, at - core.s.last)) : 0;
      return { a: units(excess), b: String(burst) };
    }
  }
}
