/** The picture of a moment. */
import type { Text } from "../../i18n/locales";
import { flightId } from "../kernel";
import type { NodeId } from "../model";
import type {
  Cell,
  Said,
  Scene,
  SceneFlight,
  SceneGauge,
  SceneLink,
  SceneNode,
  SceneStrip,
  SceneTable,
} from "../scene";
import { say } from "../scene";
import type { AppState } from "./app";
import { alive } from "./cache";
import { type CrowdCacheState, keyCount, queryMs } from "./crowd";
import { deletes } from "./database";
import { hitRatioNow, queriesNow, stores, type W } from "./ghost";
import { crowdNodes, nodes, topology } from "./places";
import { messageName } from "./tell";
import { facts, gauges, picture, strips, tables } from "./words";

type Node = W["nodes"][number];
const clockOf = (w: W, node: Node | undefined) => w.t + (node?.skew ?? 0);

/** World to picture. */
export function sceneOf(w: W): Scene {
  const isRace = w.p.stage === "race";
  return {
    arrangement: "columns",
    columns: isRace
      ? [picture.apps, picture.cache, picture.databases]
      : [picture.users, picture.apps, picture.cache, picture.databases],
    summary: isRace ? summaryOfRace(w) : summaryOfCrowd(w),
    nodes: topology(w.p).map(({ name }, id) => nodeOf(w, id, name)),
    links: linksOf(w),
    flights: flightsOf(w),
    tables: isRace ? [valuesOf(w)] : [],
    strips: isRace ? [] : [queriesOf(w)],
    gauges: isRace ? gaugesOfRace(w) : gaugesOfCrowd(w),
  };
}

const raceColumns = [0, 0, 1, 2, 2];
const crowdColumns = [0, 1, 1, 2, 3];

function nodeOf(w: W, id: NodeId, name: string): SceneNode {
  const node = w.nodes[id] as Node;
  const { state } = node;
  const columns = w.p.stage === "race" ? raceColumns : crowdColumns;
  const isWrong = w.broken.at(-1)?.step === w.n && w.broken.at(-1)?.nodes.includes(id);
  const common = {
    id,
    name,
    mark: "plain" as const,
    state: node.up ? (node.paused ? ("paused" as const) : ("up" as const)) : ("down" as const),
    column: columns[id] ?? 0,
    ...(isWrong ? { tone: "bad" as const } : {}),
  };
  const clock = { name: facts.clock, value: `${clockOf(w, node)} ms` };
  const none = say(facts.none);
  switch (state.role) {
    case "app":
      return {
        ...common,
        shape: "circle",
        beside: [say(doingOf(state)), ...(state.read ? [say(picture.readWas, { value: state.read })] : [])],
        facts: [
          { name: facts.doing, value: say(doingOf(state)) },
          { name: facts.lastRead, value: state.read ?? none },
          clock,
        ],
      };
    case "cache": {
      const entry = alive(state, clockOf(w, node));
      const left = entry ? entry.expiresAt - clockOf(w, node) : 0;
      const isStale = w.ghost.race.staleSince !== null;
      return {
        ...common,
        shape: "box",
        ...(isStale ? { tone: "warn" as const } : {}),
        inside: entry ? say({ zh: "{value}", en: "{value}" }, { value: entry.value }) : say(picture.empty),
        beside: [
          ...(entry ? [say(picture.left, { ms: left })] : []),
          ...(w.p.lease ? [say(picture.leases, { count: state.tokens.length })] : []),
        ],
        ...(entry ? { left: Math.min(1, left / w.p.ttl) } : {}),
        facts: [
          clock,
          { name: "GET k", value: entry?.value ?? "(nil)" },
          { name: facts.ends, value: entry ? `${entry.expiresAt} ms` : none },
          { name: facts.leases, value: state.tokens.map((token) => `#${token % 1_000_000}`).join(" ") || none },
          { name: facts.unsaved, value: state.puts.map(({ value }) => value).join(" ") || none },
        ],
      };
    }
    case "primary":
    case "replica": {
      const behind = (stores(w).primary?.version ?? 0) - state.version;
      return {
        ...common,
        shape: "box",
        mark: state.role === "primary" ? "double" : "plain",
        inside: say({ zh: "{value}", en: "{value}" }, { value: state.value }),
        beside: [
          state.role === "primary" || behind === 0
            ? say(picture.version, { count: state.version })
            : say(picture.behind, { count: behind }),
        ],
        facts: [
          { name: "value", value: state.value },
          { name: "version", value: String(state.version) },
          ...(state.role === "primary" ? [{ name: facts.shipped, value: String(state.shipped) }] : []),
          ...(deletes(state.role, w.p)
            ? [{ name: facts.log, value: String(Math.max(0, state.version - state.invalidated)) }]
            : []),
        ],
      };
    }
    case "users":
      return {
        ...common,
        shape: "circle",
        beside: [say(picture.admits, { percent: state.percent }), say(picture.qps, { count: w.p.load })],
        facts: [{ name: facts.admitted, value: `${state.percent}%` }],
      };
    case "crowd-app": {
      const count = state.loads.reduce((sum, { keys }) => sum + keys.length, 0);
      return {
        ...common,
        shape: "circle",
        beside: [say(picture.loading, { count })],
        facts: [
          { name: facts.queries, value: String(count) },
          { name: facts.waiting, value: state.waiting.join(" ") || none },
        ],
      };
    }
    case "crowd-cache": {
      const count = held(w, state);
      return {
        ...common,
        shape: "box",
        inside: say({ zh: "{count}", en: "{count}" }, { count }),
        beside: [say(picture.keys, { count, all: keyCount })],
        left: count / keyCount,
        facts: [clock, { name: facts.leases, value: String(state.leased.filter((at) => at >= 0).length) }],
      };
    }
    case "crowd-db":
      return {
        ...common,
        shape: "box",
        mark: "double",
        beside: [say(picture.qps, { count: queriesNow(w) }), say(picture.line, { ms: lineMs(w) })],
        facts: [
          { name: gauges.queries, value: String(queriesNow(w)) },
          { name: gauges.line, value: `${lineMs(w)} ms` },
        ],
      };
    default:
      return state satisfies never;
  }
}

function doingOf({ job }: AppState): Text {
  if (!job) return picture.idle;
  if (job.kind === "read") return job.step === "get" ? picture.readGet : picture.readLoad;
  return picture[job.step];
}

/** How many keys the cache has that exist and have not expired. */
const held = (w: W, { ends }: CrowdCacheState): number => {
  const now = clockOf(w, w.nodes[crowdNodes.cache]);
  return ends.slice(0, keyCount).filter((end) => end > now).length;
};

/** What the database has still to do. */
export function lineMs(w: W): number {
  const state = w.nodes[crowdNodes.db]?.state;
  if (state?.role !== "crowd-db") return 0;
  return queryMs * state.line.reduce((sum, { load }) => sum + load.keys.length, 0);
}

const staleMs = (w: W): number | null => (w.ghost.race.staleSince === null ? null : w.t - w.ghost.race.staleSince);

function summaryOfRace(w: W): Said {
  const { cache, primary } = stores(w);
  const entry = cache && alive(cache, clockOf(w, w.nodes[nodes.cache]));
  const replica = w.nodes[nodes.replica]?.state;
  const ms = staleMs(w);
  const stale = { zh: picture.stale.zh.replace("{ms}", String(ms)), en: picture.stale.en.replace("{ms}", String(ms)) };
  const doing = (node: NodeId) => {
    const state = w.nodes[node]?.state;
    return state?.role === "app" ? doingOf(state) : picture.idle;
  };
  return say(picture.summaryRace, {
    cache: entry?.value ?? picture.empty,
    db: primary?.value ?? "",
    replica: replica?.role === "replica" ? replica.value : "",
    verdict: ms !== null ? stale : entry ? picture.agree : picture.nothing,
    a: doing(nodes.a),
    b: doing(nodes.b),
    flights: w.pending.filter(({ kind }) => kind === "msg").length,
  });
}

function summaryOfCrowd(w: W): Said {
  const [users, cache] = [w.nodes[crowdNodes.users]?.state, w.nodes[crowdNodes.cache]?.state];
  const ratio = hitRatioNow(w);
  return say(picture.summaryCrowd, {
    load: w.p.load,
    percent: users?.role === "users" ? users.percent : 0,
    keys: cache?.role === "crowd-cache" ? held(w, cache) : 0,
    all: keyCount,
    hits: ratio === null ? gauges.none : `${ratio}%`,
    qps: queriesNow(w),
    most: w.ghost.crowd.mostQueries,
    line: lineMs(w),
  });
}

function valuesOf(w: W): SceneTable {
  const { cache, primary } = stores(w);
  const entry = cache && alive(cache, clockOf(w, w.nodes[nodes.cache]));
  const replica = w.nodes[nodes.replica]?.state;
  const row = (head: string, value: string | undefined, isUp: boolean) => {
    const isStale = value !== undefined && value !== primary?.value;
    const state: Cell =
      value === undefined
        ? { text: say(tables.none), edge: "none" }
        : isStale
          ? { text: say(tables.stale), tone: "bad" }
          : { text: say(tables.fresh), tone: "good" };
    return {
      head,
      dead: !isUp,
      cells: [{ text: value ?? "-", ...(value === undefined ? { edge: "none" as const } : {}) }, state],
    };
  };
  const isUp = (node: NodeId) => w.nodes[node]?.up === true;
  return {
    id: "values",
    title: say(tables.values),
    columns: [say(tables.value), say(tables.state)],
    rows: [
      row("Cache", entry?.value, isUp(nodes.cache)),
      {
        head: "DB",
        dead: !isUp(nodes.primary),
        cells: [{ text: primary?.value ?? "", edge: "settled" }, { text: say(tables.truth) }],
      },
      row("Replica", replica?.role === "replica" ? replica.value : undefined, isUp(nodes.replica)),
    ],
    legend: [{ show: "settled", text: tables.settled }],
  };
}

function queriesOf(w: W): SceneStrip {
  const from = Math.max(0, w.t - 1000);
  const marks = w.ghost.crowd.queries.map(({ at, count }) => ({ at, tone: "plain" as const, text: String(count) }));
  return {
    id: "queries",
    title: say(strips.queries),
    from,
    to: Math.max(1000, w.t),
    now: w.t,
    rows: [{ head: "DB", marks: marks.filter(({ at }) => at >= from), bars: [] }],
  };
}

function linksOf(w: W): SceneLink[] {
  const count = w.nodes.length;
  const pairs: readonly (readonly [NodeId, NodeId])[] =
    w.p.stage === "race"
      ? [
          [nodes.a, nodes.cache],
          [nodes.b, nodes.cache],
          [nodes.a, nodes.primary],
          [nodes.b, nodes.primary],
          [nodes.cache, nodes.primary],
          [nodes.primary, nodes.replica],
          ...(w.p.readFrom === "replica"
            ? ([
                [nodes.a, nodes.replica],
                [nodes.b, nodes.replica],
              ] as const)
            : []),
        ]
      : [
          [crowdNodes.users, crowdNodes.a],
          [crowdNodes.users, crowdNodes.b],
          [crowdNodes.a, crowdNodes.cache],
          [crowdNodes.b, crowdNodes.cache],
          [crowdNodes.a, crowdNodes.db],
          [crowdNodes.b, crowdNodes.db],
        ];
  return pairs.map(([from, to]) => {
    const [there, back] = [w.cut?.[from * count + to], w.cut?.[to * count + from]];
    const isClogged = w.clogged?.[from * count + to] || w.clogged?.[to * count + from];
    return { from, to, state: there && back ? "cut" : there || back ? "half" : isClogged ? "clogged" : "open" };
  });
}

const replies = new Set([
  "got",
  "deleted",
  "stored",
  "loaded",
  "written",
  "replicated",
  "invalidated",
  "got-many",
  "loaded-many",
]);

function flightsOf(w: W): SceneFlight[] {
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

function gaugesOfRace(w: W): SceneGauge[] {
  const ms = staleMs(w);
  const apps = [nodes.a, nodes.b].flatMap((node) => {
    const state = w.nodes[node]?.state;
    return state?.role === "app" ? [state] : [];
  });
  const reads = apps.reduce((sum, app) => sum + app.reads, 0);
  const hits = apps.reduce((sum, app) => sum + app.hits, 0);
  const { staleReads } = w.ghost.race;
  return [
    {
      id: "stale",
      label: gauges.staleFor,
      value: ms === null ? say(gauges.no) : say(gauges.ms, { ms }),
      tone: ms === null ? "good" : "warn",
    },
    {
      id: "stale-reads",
      label: gauges.staleReads,
      value: String(staleReads),
      ...(staleReads > 0 ? { tone: "bad" } : {}),
    },
    { id: "hits", label: gauges.hits, value: reads === 0 ? say(gauges.none) : `${Math.floor((100 * hits) / reads)}%` },
  ];
}

function gaugesOfCrowd(w: W): SceneGauge[] {
  const ratio = hitRatioNow(w);
  return [
    { id: "queries", label: gauges.queries, value: String(queriesNow(w)) },
    { id: "most", label: gauges.most, value: String(w.ghost.crowd.mostQueries) },
    { id: "hits", label: gauges.hitsNow, value: ratio === null ? say(gauges.none) : `${ratio}%` },
    { id: "line", label: gauges.line, value: say(gauges.ms, { ms: lineMs(w) }) },
  ];
}
