/**
 * What the whole run has shown, beside the nodes: which records were acknowledged, committed and lost, and the database
 * into which the consumers write their effects (with or without a unique key).
 */
import type { NodeId } from "../model";
import type { P } from "./params";
import { poison } from "./pulsar";
import { type Broker, type Consumer, cast, type W } from "./state";

export type Ghost = {
  /** Records whose producer was told that they are written, in the order of the answers. */
  readonly acked: readonly number[];
  /** Acknowledged, and missing in the log of the leader. */
  readonly lost: readonly number[];
  /** By offset: what was first below a leader's high watermark there. */
  readonly committed: readonly number[];
  /** Written more than once below the high watermark, and written behind a later one. */
  readonly doubled: readonly number[];
  readonly overtaken: readonly number[];
  /** By record: how often its effect was made. */
  readonly effects: readonly number[];
  /** Records whose second effect the unique key stopped. */
  readonly stopped: readonly number[];
  /** Records behind which offsets were committed and which nobody works on any more. */
  readonly skipped: readonly number[];
};

export const firstGhost = (): Ghost => ({
  ...{ acked: [], lost: [], committed: [], doubled: [], overtaken: [], effects: [], stopped: [], skipped: [] },
});

/** The leader that the controller has named, once it knows. */
export function trueLeader(w: W): { id: NodeId; state: Broker } | undefined {
  const controller = w.nodes[cast(w.p).controller]?.state;
  if (controller?.kind !== "controller") return undefined;
  const node = w.nodes[controller.leader];
  if (!node?.up || node.state.kind !== "broker") return undefined;
  const isInOffice = node.state.leader === controller.leader && node.state.epoch === controller.epoch;
  return isInOffice ? { id: controller.leader, state: node.state } : undefined;
}

/** The next ghost: folds one step in. The same object when the step shows nothing new. */
export function nextGhost(g: Ghost, w: W, prev: W): Ghost {
  const { node } = w.event;
  if (node === undefined) return g;
  const [now, before] = [w.nodes[node]?.state, prev.nodes[node]?.state];
  if (now === undefined || before === undefined) return g;
  if (now.kind === "broker") return afterBroker(g, w, node, now, before as Broker);
  if (now.kind === "producer") return afterProducer(g, w);
  if (now.kind === "consumer") return afterConsumer(g, w, now, before as Consumer);
  if (now.kind === "pulsar-consumer" && before.kind === "pulsar-consumer") {
    const done = w.event.what === "timer" && w.event.name === "work" ? before.queue[0]?.v : undefined;
    return done === undefined || done === poison ? g : withEffect(g, done, w.p);
  }
  return g;
}

function afterBroker(g: Ghost, w: W, id: NodeId, now: Broker, before: Broker): Ghost {
  if (now.leader !== id) return g;
  let next = g;
  if (now.hw > g.committed.length) {
    const fresh = now.log.slice(g.committed.length, now.hw).map(({ v }) => v);
    const [doubled, overtaken] = [[...g.doubled], [...g.overtaken]];
    const committed = [...g.committed];
    for (const v of fresh) {
      if (committed.includes(v)) doubled.push(v);
      else if (committed.some((each) => each > v)) overtaken.push(v);
      committed.push(v);
    }
    next = { ...g, committed, doubled, overtaken };
  }
  const isNew = before.leader !== id || before.epoch !== now.epoch;
  return isNew && trueLeader(w)?.id === id ? withLost(next, now, next.acked) : next;
}

function withLost(g: Ghost, leader: Broker, acked: readonly number[]): Ghost {
  const lost = acked.filter((v) => !g.lost.includes(v) && !leader.log.some((record) => record.v === v));
  return lost.length === 0 ? g : { ...g, lost: [...g.lost, ...lost] };
}

function afterProducer(g: Ghost, w: W): Ghost {
  const told: number[] = [];
  const { event } = w;
  if (event.what === "deliver" && event.flight.m.type === "Produced" && event.flight.m.refused === undefined)
    told.push(event.flight.m.v);
  for (const { m } of event.sent) if (m.type === "Produce" && m.acks === "0") told.push(m.v);
  const fresh = told.filter((v) => !g.acked.includes(v));
  if (fresh.length === 0) return g;
  const next = { ...g, acked: [...g.acked, ...fresh] };
  const leader = trueLeader(w);
  // With acks=0 the record is only under way: it is judged at the next change of leader.
  return leader && w.p.acks !== "0" ? withLost(next, leader.state, fresh) : next;
}

function afterConsumer(g: Ghost, w: W, now: Consumer, before: Consumer): Ghost {
  const { event } = w;
  const done = before.batch[0];
  if (event.what === "timer" && event.name === "work" && done) return withEffect(g, done.v, w.p);
  if (event.what === "deliver" && event.flight.m.type === "Assign" && now.owns && !before.owns)
    return withSkipped(g, w, now);
  return g;
}

function withEffect(g: Ghost, v: number, p: P): Ghost {
  const count = g.effects[v] ?? 0;
  if (p.dedup && count > 0) return g.stopped.includes(v) ? g : { ...g, stopped: [...g.stopped, v] };
  const effects = Array.from({ length: Math.max(g.effects.length, v + 1) }, (_, each) => g.effects[each] ?? 0);
  return { ...g, effects: effects.with(v, count + 1) };
}

/** Whoever takes the partition over begins at the committed offset: what is before it and without effect has been left out. */
function withSkipped(g: Ghost, w: W, owner: Consumer): Ghost {
  const inHand = w.nodes.flatMap(({ state, up }) =>
    up && state.kind === "consumer" ? state.batch.map(({ v }) => v) : [],
  );
  const skipped = g.committed
    .slice(0, owner.position)
    .filter((v) => !g.effects[v] && !inHand.includes(v) && !g.skipped.includes(v));
  return skipped.length === 0 ? g : { ...g, skipped: [...g.skipped, ...skipped] };
}

/** How often the effect of a record was made. */
export const effectsOf = (g: Ghost, v: number): number => g.effects[v] ?? 0;
