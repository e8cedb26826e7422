/** The picture of a moment. */

import { flightId } from "../kernel";
import type { NodeId } from "../model";
import type { Scene, SceneFlight, SceneGauge, SceneLink, SceneNode, SceneStrip, SceneTable } from "../scene";
import { type Said, say } from "../scene";
import { redisNode, share } from "./gateways";
import { type Row, shownMs, type W } from "./ghost";
import { type Core, heldBy, type LimiterState } from "./limiter-node";
import { intervalOf } from "./limiters/leaky-queue";
import { windowMs } from "./limiters/limiter";
import { client, type S, topology } from "./model";
import { measured, messageName } from "./tell";
import { facts, gauges, insides, kindNames, picture, strips, tables } from "./words";

type Node = W["nodes"][number];

const own = (w: W, node: Node | undefined) => w.t + (node?.skew ?? 0);

/** World to picture. */
export function sceneOf(w: W): Scene {
  const specs = topology(w.p);
  return {
    arrangement: "columns",
    columns: columnsOf(w),
    summary: summary(w),
    nodes: specs.map(({ name }, id) => nodeOf(w, id, name)),
    links: linksOf(w),
    flights: flightsOf(w),
    tables: [tableOf(w)],
    strips: stripsOf(w),
    gauges: gaugesOf(w),
  };
}

function columnsOf({ p: { stage } }: W) {
  if (stage === "algorithms") return [picture.clients, picture.limiters];
  if (stage === "nginx") return [picture.clients, picture.limiters, picture.service];
  return [picture.clients, picture.gateways, picture.store, picture.service];
}

function columnOf(w: W, { role }: S): number {
  if (role === "client") return 0;
  if (role === "limiter" || role === "gateway") return 1;
  return role === "redis" || w.p.stage === "nginx" ? 2 : 3;
}

function nodeOf(w: W, id: NodeId, name: string): SceneNode {
  const node = w.nodes[id] as Node;
  const { state } = node;
  const row = w.ghost.rows[id];
  const common = {
    id,
    name,
    mark: "plain" as const,
    state: node.up ? (node.paused ? ("paused" as const) : ("up" as const)) : ("down" as const),
    column: columnOf(w, state),
    ...(w.ghost.slips.length > 0 && w.event.node === id ? { tone: "bad" as const } : {}),
  };
  const clock = { name: facts.clock, value: `${own(w, node)} ms` };
  switch (state.role) {
    case "client":
      return { ...common, shape: "circle", beside: [say(picture.sent, { count: state.next })], facts: [clock] };
    case "service":
      return { ...common, shape: "circle", beside: [say(picture.served, { count: state.served })], facts: [clock] };
    case "redis": {
      const { key } = state;
      const left = key?.expiresAt == null ? undefined : Math.max(0, key.expiresAt - own(w, node));
      return {
        ...common,
        shape: "box",
        inside: say(insides.inWindow, { count: key?.value ?? 0, limit: w.p.limit }),
        beside: [redisLine(w)],
        ...(left === undefined ? {} : { left: Math.min(1, left / windowMs) }),
        facts: [
          clock,
          { name: "GET", value: key ? String(key.value) : "(nil)" },
          // As Redis itself answers: -2 no such key, -1 no expiry.
          { name: "PTTL", value: key ? String(left ?? -1) : "-2" },
        ],
      };
    }
    case "gateway": {
      const at = Math.max(state.clock, own(w, node));
      const count = state.own.index === Math.floor(at / windowMs) ? state.own.count : 0;
      return {
        ...common,
        shape: "box",
        ...(w.p.counters === "own" ? { inside: say(insides.inWindow, { count, limit: share(w.p.limit) }) } : {}),
        beside: counts(row),
        facts: [
          clock,
          ...(w.p.counters === "own" ? [{ name: facts.inWindow, value: `${count}/${share(w.p.limit)}` }] : []),
          { name: facts.asked, value: ids(state.asked) },
        ],
      };
    }
    case "limiter":
      return {
        ...common,
        shape: "box",
        inside: inside(state, own(w, node), w),
        beside: counts(row),
        facts: [
          clock,
          { name: facts.algorithm, value: say(kindNames[state.core.kind]) },
          ...factsOf(state, Math.max(state.clock, own(w, node)), w),
        ],
      };
    default:
      return state satisfies never;
  }
}

const counts = (row: Row | null | undefined): Said[] => [
  say(picture.letOn, { count: row?.accepted ?? 0 }),
  say(picture.refused, { count: row?.refused ?? 0 }),
];

const ids = (list: readonly number[]): string | Said =>
  list.length === 0 ? say(facts.nobody) : list.map((id) => `#${id}`).join(" ");

function inside(state: LimiterState, now: number, w: W): Said {
  const { a, b } = measured(state.core, Math.max(state.clock, now), w);
  if (state.core.kind === "gcra") return say(insides.tokens, { count: `+${a}` });
  return say(insides.inWindow, { count: a, limit: b });
}

function factsOf(state: LimiterState, at: number, w: W): SceneNode["facts"] {
  const { core } = state;
  const { a, b } = measured(core, at, w);
  const unused = say(facts.never);
  switch (core.kind) {
    case "fixed-window":
      return [
        { name: "window", value: String(Math.floor(at / windowMs)) },
        { name: facts.inWindow, value: `${a}/${b}`, left: 1 - (at % windowMs) / windowMs },
      ];
    case "sliding-log":
      return [
        { name: facts.inLog, value: `${a}/${b}` },
        { name: "times", value: core.s.times.join(" ") || unused },
      ];
    case "sliding-counter":
      return [
        { name: "previous, current", value: `${core.s.previous}, ${core.s.current}` },
        { name: facts.estimate, value: `${a}/${b}` },
      ];
    case "leaky-queue":
      return [
        { name: facts.waiting, value: ids(heldBy(state)) },
        { name: "interval", value: `${intervalOf(w.p.limit)} ms` },
      ];
    case "token-bucket":
      return [{ name: facts.tokens, value: `${a}/${b}` }];
    case "gcra":
      return [{ name: "TAT", value: core.s ? `${Math.ceil(core.s.tat / w.p.limit)} ms` : unused }];
    default:
      return [
        { name: "excess", value: `${a} (burst ${b})` },
        { name: facts.waiting, value: ids(heldBy(state)) },
      ];
  }
}

function redisLine(w: W): Said {
  const node = w.nodes[redisNode];
  if (node?.state.role !== "redis" || !node.state.key) return say(picture.noKey);
  const { expiresAt } = node.state.key;
  return expiresAt === null
    ? say(picture.keyForever)
    : say(picture.keyLeft, { ms: Math.max(0, expiresAt - own(w, node)) });
}

const limitersOf = (w: W): { id: NodeId; name: string; row: Row; core: Core | undefined }[] =>
  topology(w.p).flatMap(({ name }, id) => {
    const row = w.ghost.rows[id];
    const state = w.nodes[id]?.state;
    return row ? [{ id, name, row, core: state?.role === "limiter" ? state.core : undefined }] : [];
  });

/** Arrivals of the last second that both gateways let on. */
export const together = (w: W): number =>
  limitersOf(w).reduce((sum, { row }) => sum + row.lets.filter((at) => at > w.t - windowMs).length, 0);

const sentSoFar = (w: W): number => {
  const state = w.nodes[client]?.state;
  return state?.role === "client" ? state.next : 0;
};

function summary(w: W): Said {
  const all = limitersOf(w);
  const values = {
    sent: sentSoFar(w),
    limit: w.p.limit,
    counts: all.map(({ name, row }) => `${name} ${row.accepted}/${row.refused}`).join(", "),
    most: all.map(({ name, row }) => `${name} ${row.most}`).join(", "),
  };
  if (w.p.stage !== "gateways") return say(picture.summaryAlgorithms, values);
  const fill = (text: { zh: string; en: string }, key: string, value: number) => ({
    zh: text.zh.replace(`{${key}}`, String(value)),
    en: text.en.replace(`{${key}}`, String(value)),
  });
  const line = redisLine(w);
  return say(picture.summaryGateways, {
    ...values,
    total: together(w),
    how: w.p.counters === "shared" ? picture.shared : fill(picture.own, "share", share(w.p.limit)),
    redis: line.with ? fill(line.text, "ms", Number(line.with.ms)) : line.text,
  });
}

function linksOf(w: W): SceneLink[] {
  const count = w.nodes.length;
  const state = (from: NodeId, to: NodeId): SceneLink["state"] => {
    const [there, back] = [w.cut?.[from * count + to], w.cut?.[to * count + from]];
    if (there && back) return "cut";
    if (there || back) return "half";
    return w.clogged?.[from * count + to] || w.clogged?.[to * count + from] ? "clogged" : "open";
  };
  const pairs: [NodeId, NodeId][] = [];
  for (const { id } of limitersOf(w)) {
    pairs.push([client, id]);
    if (w.p.stage === "gateways") pairs.push([id, redisNode]);
    if (w.p.stage !== "algorithms") pairs.push([id, count - 1]);
  }
  return pairs.map(([from, to]) => ({ from, to, state: state(from, to) }));
}

function flightsOf(w: W): SceneFlight[] {
  const replies = new Set(["taken", "counted", "value"]);
  return w.pending.flatMap((each) =>
    each.kind === "timer"
      ? []
      : [
          {
            id: flightId(each),
            from: each.from,
            to: each.to,
            kind: replies.has(each.m.type) ? ("reply" as const) : ("request" as const),
            label: messageName(each.m),
            sent: each.sent,
            at: each.at,
            lost: each.lost,
          },
        ],
  );
}

function tableOf(w: W): SceneTable {
  return {
    id: "totals",
    title: say(tables.title),
    caption: say(tables.caption),
    columns: [say(tables.accepted), say(tables.refused), say(tables.most), say(tables.wait)],
    rows: limitersOf(w).map(({ id, name, row }) => ({
      head: name,
      dead: !w.nodes[id]?.up,
      cells: [
        { text: String(row.accepted) },
        { text: String(row.refused) },
        { text: String(row.most), ...(row.most > w.p.limit ? { tone: "warn" as const } : {}) },
        { text: say(tables.ms, { ms: row.accepted === 0 ? 0 : Math.round(row.waitedMs / row.accepted) }) },
      ],
    })),
  };
}

function stripsOf(w: W): SceneStrip[] {
  const all = limitersOf(w);
  const span = { from: Math.max(0, w.t - shownMs), to: Math.max(shownMs, w.t), now: w.t };
  const arrivals: SceneStrip = {
    id: "arrivals",
    title: say(strips.arrivals),
    ...span,
    rows: all.map(({ id, name, row, core }) => ({
      head: name,
      marks: [
        ...row.lets.map((at) => ({ at, tone: "good" as const })),
        ...row.refusals.map((at) => ({ at, tone: "bad" as const })),
      ].sort((a, b) => a.at - b.at),
      bars: core?.kind === "fixed-window" || core === undefined ? seconds(w, id, span.from, span.to) : [],
    })),
  };
  const holding = all.filter(({ core }) => core?.kind === "leaky-queue" || core?.kind.startsWith("nginx"));
  if (holding.length === 0) return [arrivals];
  const departures: SceneStrip = {
    id: "departures",
    title: say(strips.departures),
    ...span,
    rows: holding.map(({ name, row }) => ({
      head: name,
      marks: row.passes.map((at) => ({ at, tone: "plain" as const })),
      bars: [],
    })),
  };
  return [arrivals, departures];
}

/** Every other second of the node's own clock, so that the edges show. */
function seconds(w: W, id: NodeId, from: number, to: number): SceneStrip["rows"][number]["bars"] {
  const skew = w.nodes[id]?.skew ?? 0;
  const bars: SceneStrip["rows"][number]["bars"][number][] = [];
  for (let index = Math.floor((from + skew) / windowMs); index * windowMs - skew < to; index++)
    if (Math.abs(index % 2) === 1)
      bars.push({
        from: Math.max(from, index * windowMs - skew),
        to: Math.min(to, (index + 1) * windowMs - skew),
        mark: "plain",
      });
  return bars;
}

function gaugesOf(w: W): SceneGauge[] {
  const list: SceneGauge[] = [
    { id: "limit", label: gauges.limit, value: String(w.p.limit) },
    { id: "sent", label: gauges.sent, value: String(sentSoFar(w)) },
  ];
  if (w.p.stage !== "gateways") return list;
  const total = together(w);
  const difference = Math.abs((w.nodes[1]?.skew ?? 0) - (w.nodes[2]?.skew ?? 0));
  return [
    ...list,
    { id: "together", label: gauges.together, value: String(total), ...(total > w.p.limit ? { tone: "warn" } : {}) },
    { id: "skew", label: gauges.skew, value: `${difference} ms` },
  ];
}
