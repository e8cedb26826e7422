/** What must hold, whatever is set: where a setting does not promise it, breaking it is what that setting costs. */
import type { Invariant, NodeId } from "../model";
import { type Ghost, trueLeader } from "./ghost";
import type { P } from "./params";
import { keyOf } from "./pulsar";
import { type Broker, type C, type Controller, cast, type M, type S, type W } from "./state";

type Held = Invariant<S, M, C, P, Ghost>;

/**
 * A record that was acknowledged is in the log of every later leader. Promised with acks=all, without unclean election,
 * as long as a crash keeps the page cache; with power failures, as long as not all of the ISR lose power at once, so for
 * min.insync.replicas of 2 and more.
 */
const acknowledgedSurvive: Held = (w, prev) => {
  const fresh = w.ghost.lost.find((v) => !prev.ghost.lost.includes(v));
  if (fresh === undefined) return null;
  const leader = trueLeader(w);
  return {
    conjunct: "an acknowledged record is in the log of the leader",
    nodes: leader ? [leader.id] : [],
    at: { record: fresh, epoch: leader?.state.epoch ?? 0 },
  };
};

/** Two replicas never differ below the high watermark of one of them. */
const logsMatch: Held = (w, prev) => {
  const { node } = w.event;
  const state = node === undefined ? undefined : w.nodes[node]?.state;
  if (node === undefined || state?.kind !== "broker") return null;
  const before = prev.nodes[node]?.state as Broker;
  // Nothing moved that could differ: most events only ask or answer.
  if (state.log === before.log && state.hw === before.hw) return null;
  const { committed } = w.ghost;
  const end = Math.min(state.hw, committed.length, state.log.length);
  for (let offset = end - 1; offset >= 0; offset--)
    if (state.log[offset]?.v !== committed[offset])
      return { conjunct: "equal records below the high watermark", nodes: [node], at: { offset } };
  return null;
};

/** Every running member of the controller's ISR has all that was ever committed: any of them may lead next. */
const isrHasCommitted: Held = (w, prev) => {
  if (w.ghost.committed === prev.ghost.committed && !movedMembers(w, prev)) return null;
  const controller = w.nodes[cast(w.p).controller]?.state;
  if (controller?.kind !== "controller") return null;
  const { committed } = w.ghost;
  for (const id of controller.isr) {
    const member = w.nodes[id];
    // A broker that is back and not yet registered is on its way out of the ISR.
    if (!member?.up || member.state.kind !== "broker" || member.state.life > (controller.lives[id] ?? 0)) continue;
    const offset = firstMissing(member.state, committed);
    if (offset !== undefined)
      return { conjunct: "all that is committed is on every member of the ISR", nodes: [id], at: { offset } };
  }
  return null;
};

/** Did this step change a log, or who is a member? */
function movedMembers(w: W, prev: W): boolean {
  const { node } = w.event;
  if (node === undefined) return false;
  const [now, before] = [w.nodes[node]?.state, prev.nodes[node]?.state];
  if (now?.kind === "broker") return now.log !== (before as Broker).log;
  if (now?.kind !== "controller") return false;
  const { isr, lives } = before as Controller;
  return now.isr !== isr || now.lives !== lives;
}

function firstMissing({ log }: Broker, committed: readonly number[]): number | undefined {
  for (let offset = committed.length - 1; offset >= 0; offset--)
    if (log[offset]?.v !== committed[offset]) return offset;
  return undefined;
}

/** A consumer is given nothing that could still be lost. */
const readsCommitted: Held = (w) => {
  const { event } = w;
  if (event.what !== "deliver" || event.flight.m.type !== "Batch") return null;
  const { from, records } = event.flight.m;
  const index = records.findIndex(({ v }, nth) => w.ghost.committed[from + nth] !== v);
  if (index < 0) return null;
  const nodes: NodeId[] = [event.flight.from, event.flight.to];
  return { conjunct: "only what is below the high watermark is read", nodes, at: { offset: from + index } };
};

/** Records stand in the partition in the order in which the producer sent them, each once. */
const inOrder: Held = (w, prev) => {
  const { overtaken, doubled } = w.ghost;
  const nodes = w.event.node === undefined ? [] : [w.event.node];
  if (overtaken.length > prev.ghost.overtaken.length)
    return { conjunct: "no record stands behind a later one", nodes, at: { record: overtaken.at(-1) ?? 0 } };
  if (doubled.length > prev.ghost.doubled.length)
    return { conjunct: "no record is written twice", nodes, at: { record: doubled.at(-1) ?? 0 } };
  return null;
};

/** The effect of each record is made once. */
const effectOnce: Held = (w, prev) => {
  if (w.ghost === prev.ghost) return null;
  const nodes = w.event.node === undefined ? [] : [w.event.node];
  const twice = w.ghost.effects.findIndex((count, v) => count > 1 && (prev.ghost.effects[v] ?? 0) <= 1);
  if (twice >= 0) return { conjunct: "no effect is made twice", nodes, at: { record: twice } };
  const skipped = w.ghost.skipped.find((v) => !prev.ghost.skipped.includes(v));
  return skipped === undefined ? null : { conjunct: "no effect is left out", nodes, at: { record: skipped } };
};

/** Pulsar, Key_Shared: unacknowledged messages of one key are with one consumer. */
const keyAtOne: Held = (w) => {
  const topic = w.nodes[0]?.state;
  if (topic?.kind !== "topic" || w.event.node !== 0) return null;
  for (const { v, to } of topic.unacked) {
    const other = topic.unacked.find((each) => each.to !== to && keyOf(each.v) === keyOf(v));
    if (other) return { conjunct: "one key is with one consumer", nodes: [to, other.to], at: { key: keyOf(v) } };
  }
  return null;
};

/** Pulsar: what is acknowledged has had its effect or is a dead letter. */
const ackedIsDone: Held = (w) => {
  const topic = w.nodes[0]?.state;
  if (topic?.kind !== "topic" || w.event.node !== 0) return null;
  const v = topic.acked.find((each) => !w.ghost.effects[each] && !topic.dead.includes(each));
  return v === undefined
    ? null
    : { conjunct: "acknowledged means processed or set aside", nodes: [0], at: { message: v } };
};

export const invariants = {
  "acknowledged-survive": acknowledgedSurvive,
  "logs-match": logsMatch,
  "isr-has-committed": isrHasCommitted,
  "reads-committed": readsCommitted,
  "in-order": inOrder,
  "effect-once": effectOnce,
  "key-at-one": keyAtOne,
  "acked-is-done": ackedIsDone,
} as const satisfies Record<string, Held>;
export type InvariantId = keyof typeof invariants;
