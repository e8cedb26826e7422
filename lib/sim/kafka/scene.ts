/** The picture of a world: replicas with their logs, the group, and what became of each record. */

import { flightId } from "../kernel";
import type { NodeId } from "../model";
import {
  type Cell,
  type Said,
  type Scene,
  type SceneFlight,
  type SceneGauge,
  type SceneLink,
  type SceneNode,
  type SceneTable,
  say,
} from "../scene";
import { effectsOf, type Ghost, trueLeader } from "./ghost";
import { isPulsar, messageNamed, nameOf } from "./names";
import { pulsarScene } from "./pulsar-scene";
import {
  type Broker,
  type Consumer,
  type Controller,
  cast,
  type M,
  nobody,
  type Producer,
  records,
  type W,
} from "./state";
import { filled, gauges, listed, picture, summaries, tables } from "./words";

/** So many offsets and records the tables show: the last ones, as far as a phone is wide. */
const columns = 6;
const rows = 8;

/** What is to be drawn of this world. */
export function sceneOf(w: W): Scene {
  const links = linksOf(w);
  const flights = flightsOf(w);
  if (isPulsar(w)) return { ...pulsarScene(w), links, flights };
  return {
    arrangement: "columns",
    columns: [picture.columns.producer, picture.columns.brokers, picture.columns.controller, picture.columns.consumers],
    summary: summary(w),
    nodes: w.nodes.map((_, id) => nodeOf(w, id)),
    links,
    flights,
    tables: [logTable(w), effectsTable(w.ghost)],
    strips: [],
    gauges: gaugesOf(w.ghost),
  };
}

const controllerOf = (w: W): Controller => w.nodes[cast(w.p).controller]?.state as Controller;
const idsOf = (ids: readonly NodeId[]): string => ids.map((id) => id + 1).join(",");

function summary(w: W): Said {
  const { leader, epoch, isr, owner, committed } = controllerOf(w);
  const down = w.nodes.flatMap(({ up, paused }, id) => (up && !paused ? [] : [nameOf(w, id)]));
  return say(summaries.kafka, {
    leader: leader === nobody ? summaries.unled : filled(summaries.led, { name: nameOf(w, leader), epoch }),
    isr: listed(isr.map((id) => nameOf(w, id))),
    committed: w.ghost.committed.length,
    acked: w.ghost.acked.length,
    lost: w.ghost.lost.length,
    owner: owner === nobody ? summaries.unowned : filled(summaries.owned, { name: nameOf(w, owner) }),
    offset: committed,
    down: down.length === 0 ? summaries.allUp : filled(summaries.down, { names: listed(down) }),
  });
}

function nodeOf(w: W, id: NodeId): SceneNode {
  const node = w.nodes[id];
  if (!node) throw new RangeError(`no node ${id}`);
  const { state, up, paused } = node;
  const base = {
    id,
    name: nameOf(w, id),
    state: up ? (paused ? ("paused" as const) : ("up" as const)) : ("down" as const),
  };
  switch (state.kind) {
    case "broker":
      return { ...base, ...brokerNode(w, id, state, up) };
    case "controller":
      return { ...base, ...controllerNode(w, state) };
    case "producer":
      return { ...base, ...producerNode(w, state) };
    default:
      return { ...base, ...consumerNode(w, state as Consumer) };
  }
}

type Drawn = Omit<SceneNode, "id" | "name" | "state">;

function brokerNode(w: W, id: NodeId, s: Broker, up: boolean): Drawn {
  const { isr } = controllerOf(w);
  const leads = up && s.leader === id;
  const isTrue = trueLeader(w)?.id === id;
  const badge = !up
    ? undefined
    : leads
      ? isTrue
        ? picture.leader
        : picture.zombie
      : s.leader === nobody
        ? picture.lost
        : s.aligned
          ? picture.follower
          : picture.aligning;
  return {
    shape: "circle",
    column: 1,
    mark: leads ? "double" : s.aligned && s.leader !== nobody ? "plain" : "dashed",
    inside: say(picture.epoch, { epoch: s.epoch }),
    beside: [
      say(picture.ends, { leo: s.log.length, hw: s.hw }),
      say(isr.includes(id) ? picture.inIsr : picture.outOfIsr),
    ],
    ...(leads && !isTrue ? { tone: "warn" as const } : {}),
    ...(badge ? { badge: say(badge) } : {}),
    facts: [
      { name: "leaderEpoch", value: String(s.epoch) },
      { name: "leader", value: s.leader === nobody ? say(picture.none) : nameOf(w, s.leader) },
      { name: "LEO", value: String(s.log.length) },
      { name: "HW", value: String(s.hw) },
      { name: "isr", value: idsOf(s.isr) || say(picture.none) },
      ...(w.p.powerLoss ? [{ name: "flushed", value: String(s.flushed) }] : []),
    ],
  };
}

function controllerNode(w: W, s: Controller): Drawn {
  return {
    shape: "box",
    column: 2,
    mark: "plain",
    inside: say(picture.epoch, { epoch: s.epoch }),
    beside: [
      s.leader === nobody ? say(picture.noLeader) : say(picture.leads, { name: nameOf(w, s.leader) }),
      say(picture.isr, { ids: idsOf(s.isr) }),
    ],
    badge: say(picture.controller),
    ...(s.leader === nobody ? { tone: "bad" as const } : {}),
    facts: [
      { name: "leader", value: s.leader === nobody ? say(picture.none) : nameOf(w, s.leader) },
      { name: "leaderEpoch", value: String(s.epoch) },
      { name: "partitionEpoch", value: String(s.version) },
      { name: "isr", value: idsOf(s.isr) },
      { name: "generation", value: String(s.generation) },
      { name: "owner", value: s.owner === nobody ? say(picture.none) : nameOf(w, s.owner) },
      { name: "committed offset", value: String(s.committed) },
    ],
  };
}

function producerNode(w: W, s: Producer): Drawn {
  const last = w.ghost.acked.at(-1);
  return {
    shape: "box",
    column: 0,
    mark: "plain",
    beside: [
      s.next > records ? say(picture.done) : say(picture.nextRecord, { v: s.next }),
      say(picture.open, { count: s.out.length }),
    ],
    facts: [
      { name: "acks", value: w.p.acks },
      { name: "producerEpoch", value: String(s.epoch) },
      { name: "sequence", value: String(s.seq) },
      {
        name: "in flight",
        value:
          s.out
            .filter(({ tries }) => tries > 0)
            .map(({ v }) => `#${v}`)
            .join(" ") || say(picture.none),
      },
      { name: "last acked", value: last === undefined ? say(picture.none) : `#${last}` },
    ],
  };
}

function consumerNode(w: W, s: Consumer): Drawn {
  const first = s.batch[0];
  return {
    shape: "box",
    column: 3,
    mark: s.owns ? "double" : first ? "dashed" : "plain",
    beside: [
      s.owns ? say(picture.position, { offset: s.position }) : say(picture.idle),
      first ? say(picture.working, { v: first.v }) : say(picture.waits),
    ],
    ...(s.owns ? { badge: say(picture.owner) } : {}),
    ...(!s.owns && first ? { tone: "warn" as const } : {}),
    facts: [
      { name: "position", value: String(s.position) },
      { name: "generation", value: String(s.generation) },
      { name: "batch", value: s.batch.map(({ v }) => `#${v}`).join(" ") || say(picture.none) },
      { name: "leader", value: nameOf(w, s.leader) },
    ],
  };
}

function logTable(w: W): SceneTable {
  const { brokers } = cast(w.p);
  const states = brokers.map((id) => w.nodes[id]?.state as Broker);
  const longest = Math.max(...states.map(({ log }) => log.length));
  const from = Math.max(0, longest - columns);
  const offsets = Array.from({ length: columns }, (_, index) => from + index);
  return {
    id: "log",
    title: say(tables.log),
    caption: say(tables.logCaption),
    columns: offsets.map((offset) => say(tables.offset, { offset })),
    rows: brokers.map((id, index) => {
      const s = states[index] as Broker;
      return {
        head: nameOf(w, id),
        ...(w.nodes[id]?.up ? {} : { dead: true }),
        cells: offsets.map((offset) => logCell(s, offset, w.ghost.committed[offset])),
        note: say(picture.ends, { leo: s.log.length, hw: s.hw }),
      };
    }),
    legend: [
      { show: "settled", text: tables.settled },
      { show: "open", text: tables.openEdge },
      { show: "bar", text: tables.bar },
    ],
  };
}

function logCell({ log, hw }: Broker, offset: number, committed: number | undefined): Cell {
  const record = log[offset];
  const bar = offset + 1 === hw ? { bar: true } : {};
  if (!record) return { text: "", edge: "none", ...bar };
  return {
    text: `#${record.v}`,
    small: `E${record.e}`,
    edge: offset < hw ? "settled" : "open",
    tint: (1 + ((record.e - 1) % 5)) as 1 | 2 | 3 | 4 | 5,
    ...(committed !== undefined && committed !== record.v ? { tone: "bad" as const } : {}),
    ...bar,
  };
}

function effectsTable(g: Ghost): SceneTable {
  const most = Math.max(0, ...g.acked, ...g.committed);
  const known = Array.from({ length: most }, (_, index) => index + 1);
  const isBad = (v: number) =>
    g.lost.includes(v) ||
    g.doubled.includes(v) ||
    g.overtaken.includes(v) ||
    g.skipped.includes(v) ||
    effectsOf(g, v) > 1;
  const last = known.slice(-rows);
  const bad = known.filter((v) => isBad(v) && !last.includes(v)).slice(-rows);
  return {
    id: "effects",
    title: say(tables.effects),
    columns: [say(tables.acked), say(tables.kept), say(tables.effect)],
    rows: [...bad, ...last].map((v) => ({ head: `#${v}`, cells: [ackedCell(g, v), keptCell(g, v), effectCell(g, v)] })),
  };
}

const ackedCell = (g: Ghost, v: number): Cell =>
  g.acked.includes(v) ? { text: say(tables.ackedYes), edge: "settled" } : { text: say(tables.pending), edge: "open" };

function keptCell(g: Ghost, v: number): Cell {
  if (g.lost.includes(v)) return { text: say(tables.lost), tone: "bad" };
  if (g.doubled.includes(v)) return { text: say(tables.twiceInLog), tone: "bad" };
  if (g.overtaken.includes(v)) return { text: say(tables.overtaken), tone: "bad" };
  return g.committed.includes(v)
    ? { text: say(tables.committed), edge: "settled" }
    : { text: say(tables.pending), edge: "open" };
}

/** What the database says of a record's effect. */
function effectCell(g: Ghost, v: number): Cell {
  const count = effectsOf(g, v);
  if (count > 1) return { text: say(tables.times, { count }), tone: "bad" };
  if (g.stopped.includes(v)) return { text: say(tables.stopped), tone: "good", edge: "settled" };
  if (g.skipped.includes(v)) return { text: say(tables.skipped), tone: "bad" };
  return { text: say(tables.times, { count }), edge: count > 0 ? "settled" : "open" };
}

function gaugesOf(g: Ghost): SceneGauge[] {
  const twice = g.effects.filter((count) => count > 1).length;
  const gauge = (id: keyof typeof gauges, count: number): SceneGauge => ({
    ...{ id, label: gauges[id], value: String(count) },
    tone: count > 0 ? "bad" : "good",
  });
  return [
    gauge("lost", g.lost.length),
    gauge("doubled", g.doubled.length),
    gauge("overtaken", g.overtaken.length),
    gauge("twice", twice),
    gauge("skipped", g.skipped.length),
    { id: "stopped", label: gauges.stopped, value: String(g.stopped.length) },
  ];
}

/** Who speaks to whom: clients to brokers and controller, brokers among each other and to the controller. */
function linksOf(w: W): SceneLink[] {
  const count = w.nodes.length;
  const links: SceneLink[] = [];
  for (let a = 0; a < count; a++)
    for (let b = a + 1; b < count; b++) {
      if (!speaksTo(w, a)) continue;
      const is = (marks: readonly boolean[] | null) => [
        marks?.[a * count + b] === true,
        marks?.[b * count + a] === true,
      ];
      const [cuts, clogs] = [is(w.cut), is(w.clogged)];
      const state = cuts.every(Boolean)
        ? "cut"
        : cuts.some(Boolean)
          ? "half"
          : clogs.some(Boolean)
            ? "clogged"
            : "open";
      links.push({ from: a, to: b, state });
    }
  return links;
}

/** Whether this node speaks with those behind it: brokers and the controller come first, clients speak with nobody else. */
const speaksTo = (w: W, node: NodeId): boolean => (isPulsar(w) ? node === 0 : node <= cast(w.p).controller);

const replies: readonly M["type"][] = [
  ...(["Partition", "Records", "EpochEnd", "Produced", "Batch", "Leader", "Assign", "Unknown"] as const),
  ...(["Receipt", "Deliver"] as const),
];

const flightsOf = (w: W): SceneFlight[] =>
  w.pending.flatMap((each) =>
    each.kind === "timer"
      ? []
      : [
          {
            id: flightId(each),
            ...{ from: each.from, to: each.to, sent: each.sent, at: each.at, lost: each.lost },
            kind: replies.includes(each.m.type) ? ("reply" as const) : ("request" as const),
            label: messageNamed(each.m),
          },
        ],
  );
