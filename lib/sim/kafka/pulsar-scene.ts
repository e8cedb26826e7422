/** The picture of the Pulsar side: one broker, who holds which message, what became of each. */
import type { NodeId } from "../model";
import { type Cell, type Said, type Scene, type SceneNode, type SceneTable, say } from "../scene";
import { effectsOf } from "./ghost";
import { nameOf } from "./names";
import { keyOf, poison, type Topic } from "./pulsar";
import type { W } from "./state";
import { filled, gauges, listed, picture, summaries, tables } from "./words";

/** Everything but links and flights, which are drawn alike for both systems. */
export function pulsarScene(w: W): Omit<Scene, "links" | "flights"> {
  const topic = w.nodes[0]?.state as Topic;
  const twice = w.ghost.effects.filter((count) => count > 1).length;
  return {
    arrangement: "columns",
    columns: [picture.columns.producer, picture.columns.broker, picture.columns.consumers],
    summary: summary(w, topic),
    nodes: w.nodes.map((_, id) => nodeOf(w, id, topic)),
    tables: [messageTable(w, topic)],
    strips: [],
    gauges: [
      { id: "twice", label: gauges.twice, value: String(twice), tone: twice > 0 ? "bad" : "good" },
      { id: "stopped", label: gauges.stopped, value: String(w.ghost.stopped.length) },
      { id: "dead", label: gauges.dead, value: String(topic.dead.length) },
    ],
  };
}

function summary(w: W, topic: Topic): Said {
  const down = w.nodes.flatMap(({ up, paused }, id) => (up && !paused ? [] : [nameOf(w, id)]));
  return say(summaries.pulsar, {
    last: topic.last,
    unacked: topic.unacked.length,
    acked: topic.acked.length - topic.dead.length,
    dead: topic.dead.length,
    connected: listed(topic.connected.map((id) => nameOf(w, id))),
    down: down.length === 0 ? summaries.allUp : filled(summaries.down, { names: listed(down) }),
  });
}

function nodeOf(w: W, id: NodeId, topic: Topic): SceneNode {
  const node = w.nodes[id];
  if (!node) throw new RangeError(`no node ${id}`);
  const { state, up, paused } = node;
  const base = {
    ...{ id, name: nameOf(w, id), mark: "plain" as const },
    state: up ? (paused ? ("paused" as const) : ("up" as const)) : ("down" as const),
  };
  if (state.kind === "pulsar-producer")
    return {
      ...base,
      ...{ shape: "box", column: 0 },
      beside: [say(picture.nextRecord, { v: state.next })],
      facts: [{ name: "next", value: `#${state.next}` }],
    };
  if (state.kind === "pulsar-consumer") {
    const first = state.queue[0];
    return {
      ...base,
      ...{ shape: "box", column: 2 },
      beside: [
        first ? say(picture.working, { v: first.v }) : say(picture.waits),
        say(picture.holds, { count: topic.unacked.filter(({ to }) => to === id).length }),
      ],
      facts: [
        { name: "receiver queue", value: state.queue.map(({ v }) => `#${v}`).join(" ") || say(picture.none) },
        { name: "nacked", value: state.nacked.map((v) => `#${v}`).join(" ") || say(picture.none) },
      ],
    };
  }
  return {
    ...base,
    ...{ shape: "circle", column: 1 },
    beside: [
      say(picture.backlog, { count: topic.last - topic.acked.length }),
      say(picture.unacked, { count: topic.unacked.length }),
    ],
    badge: say(picture.pulsarBroker, { type: w.p.subscription === "shared" ? "Shared" : "Key_Shared" }),
    facts: [
      { name: "backlog", value: String(topic.last - topic.acked.length) },
      {
        name: "unacked",
        value: topic.unacked.map(({ v, to }) => `#${v}→${nameOf(w, to)}`).join(" ") || say(picture.none),
      },
      { name: "redelivery", value: topic.again.map((v) => `#${v}`).join(" ") || say(picture.none) },
      { name: "DLQ", value: topic.dead.map((v) => `#${v}`).join(" ") || say(picture.none) },
    ],
  };
}

function messageTable(w: W, topic: Topic): SceneTable {
  const last = Array.from({ length: topic.last }, (_, index) => index + 1).slice(-8);
  const shown = topic.last > 8 && !last.includes(poison) ? [poison, ...last.slice(1)] : last;
  return {
    id: "messages",
    title: say(tables.messages),
    columns: [say(tables.key), say(tables.state), say(tables.again), say(tables.effect)],
    rows: shown.map((v) => ({
      head: `#${v}`,
      cells: [
        { text: keyOf(v) },
        stateCell(w, topic, v),
        { text: say(tables.times, { count: topic.counts[v] ?? 0 }) },
        {
          text: w.ghost.stopped.includes(v) ? say(tables.stopped) : say(tables.times, { count: effectsOf(w.ghost, v) }),
          ...(effectsOf(w.ghost, v) > 1 ? { tone: "bad" as const } : {}),
        },
      ],
    })),
  };
}

function stateCell(w: W, topic: Topic, v: number): Cell {
  if (topic.dead.includes(v)) return { text: say(tables.dead), tone: "warn" };
  if (topic.acked.includes(v))
    return effectsOf(w.ghost, v) === 0
      ? { text: say(tables.confirmed), edge: "settled", tone: "bad" }
      : { text: say(tables.confirmed), edge: "settled" };
  const holder = topic.unacked.find((each) => each.v === v)?.to;
  if (holder !== undefined) return { text: say(tables.withOne, { name: nameOf(w, holder) }), edge: "open" };
  return { text: say(topic.again.includes(v) ? tables.toRepeat : tables.backlog), edge: "open" };
}
