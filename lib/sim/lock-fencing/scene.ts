/** The picture: clients, the lock's nodes, the store; what is believed beside what is so; leases on each own clock. */
import type { Text } from "../../i18n/locales";
import { flightId } from "../kernel";
import type { Ms, NodeId, NodeSpec } from "../model";
import {
  type Scene,
  type SceneFlight,
  type SceneLink,
  type SceneNode,
  type SceneStrip,
  type SceneTable,
  say,
} from "../scene";
import { heldAt, standingIn } from "./ghost";
import { model } from "./model";
import {
  believes,
  type Client,
  clientOf,
  clients,
  type LockState,
  type LockWorld,
  lockKey,
  lockNodes,
  type Owner,
  ownerOf,
  type RedisNode,
  type SessionNode,
  type StoreNode,
  store,
  tokenKey,
} from "./protocol";
import { clockOf, messageName } from "./tell";
import { withNames, sceneWords as words } from "./words";

/** The whole picture of a world. */
export function scene(w: LockWorld): Scene {
  const specs = model.topology(w.p);
  const standing = standingIn(w);
  return {
    arrangement: "columns",
    columns: words.columns,
    summary: summary(w, standing),
    nodes: specs.map((spec, id) => sceneNode(w, id, spec, standing)),
    links: links(w),
    flights: w.pending.flatMap((each) => (each.kind === "msg" ? [sceneFlight(each)] : [])),
    tables: [truthTable(w, standing), writesTable(w)],
    strips: [leaseStrip(w, specs)],
    gauges: [
      { id: "standing", label: words.standingGauge, value: namesOr(standing, words.nobody), ...twice(standing) },
      { id: "highest", label: words.highestGauge, value: String(storeOf(w)?.highest ?? 0) },
    ],
  };
}

const twice = (standing: readonly Owner[]) => (standing.length > 1 ? { tone: "bad" as const } : {});
const namesOr = (names: readonly string[], nobody: Text) =>
  names.length === 0 ? say(nobody) : say({ zh: names.join("、"), en: names.join(", ") });

function storeOf(w: LockWorld): StoreNode | undefined {
  const s = w.nodes[store]?.state;
  return s?.kind === "store" ? s : undefined;
}
function clientAt(w: LockWorld, id: NodeId): Client | undefined {
  const s = w.nodes[id]?.state;
  return s?.kind === "client" ? s : undefined;
}

function summary(w: LockWorld, standing: readonly Owner[]): Scene["summary"] {
  const names = clients.flatMap((id) => {
    const s = clientAt(w, id);
    return s && believes(s) ? [ownerOf(id, s.attempt)] : [];
  });
  const isBroken = w.broken.some(({ invariant }) => invariant === "exclusion");
  const believing =
    names.length === 0 ? words.nobodyBelieves : names.length === 1 ? words.oneBelieves : words.twoBelieve;
  return say(words.summary, {
    stands: withNames(standing.length === 0 ? words.nobodyStands : words.someStand, standing),
    believes: withNames(believing, names),
    highest: storeOf(w)?.highest ?? 0,
    trouble: isBroken ? words.overwritten : words.fine,
  });
}

function sceneNode(w: LockWorld, id: NodeId, spec: NodeSpec, standing: readonly Owner[]): SceneNode {
  const it = w.nodes[id];
  const state = !it?.up ? "down" : it.paused ? "paused" : "up";
  const base = { id, name: spec.name, state } as const;
  const s = it?.state;
  switch (s?.kind) {
    case "client":
      return { ...base, ...clientNode(w, s, standing) };
    case "redis":
      return { ...base, ...redisNode(w, s) };
    case "zookeeper":
    case "etcd":
      return { ...base, ...sessionNode(s) };
    default:
      return { ...base, ...storeNode(w) };
  }
}

type Look = Omit<SceneNode, "id" | "name" | "state">;

const skewText = (by: Ms) => (by > 0 ? `+${by}` : String(by));

function clientNode(w: LockWorld, s: Client, standing: readonly Owner[]): Look {
  const own = clockOf(w, s.me);
  const owner = ownerOf(s.me, s.attempt);
  const isHolding = believes(s);
  const isSo = standing.includes(owner);
  const skew = w.nodes[s.me]?.skew ?? 0;
  const isDone = s.phase === "idle" && w.p.rounds > 0 && s.rounds >= w.p.rounds;
  return {
    shape: "circle",
    mark: isHolding ? (isSo ? "double" : "dashed") : "plain",
    column: 0,
    ...(s.attempt > 0 ? { inside: say({ zh: `#${s.attempt}`, en: `#${s.attempt}` }) } : {}),
    beside: [
      say(isDone ? words.through : s.phase === "holding" ? words.believesIt : words[s.phase]),
      ...(skew !== 0
        ? [say(words.clock, { by: skewText(skew) })]
        : isHolding && s.token > 0
          ? [say(words.token, { token: s.token })]
          : []),
    ],
    ...(isHolding ? { left: part(s.until - own, w.p.ttl), badge: say(words.holding) } : {}),
    ...(isHolding && !isSo ? { tone: "warn" } : isHolding ? { tone: "good" } : {}),
    facts: [
      { name: words.phase, value: say(words[s.phase]) },
      { name: words.attempt, value: s.attempt === 0 ? say(words.nobody) : owner },
      { name: "token", value: String(s.token) },
      { name: words.ownClock, value: say(words.untilValue, { at: own }) },
      { name: words.validUntil, value: isHolding ? say(words.untilValue, { at: s.until }) : say(words.nobody) },
    ],
  };
}

const part = (left: Ms, whole: Ms): number => Math.min(1, Math.max(0, left / Math.max(1, whole)));

function redisNode(w: LockWorld, s: RedisNode): Look {
  const entry = s.db[lockKey];
  const own = clockOf(w, s.me);
  const isLive = entry !== undefined && (entry.expiresAt === null || own <= entry.expiresAt);
  const skew = w.nodes[s.me]?.skew ?? 0;
  const held = heldAt({ ...s, role: "alone" });
  const lines = [held && isLive ? say({ zh: held, en: held }) : say(words.free)];
  if (skew !== 0) lines.push(say(words.clock, { by: skewText(skew) }));
  return {
    shape: "box",
    mark: s.role === "primary" ? "double" : s.role === "replica" ? "dashed" : "plain",
    column: 1,
    beside: lines,
    ...(entry?.expiresAt != null && isLive ? { left: part(entry.expiresAt - own, w.p.ttl) } : {}),
    ...(s.role === "alone" ? {} : { badge: say(s.role === "primary" ? words.primary : words.replica) }),
    facts: [
      { name: lockKey, value: entry && isLive ? entry.value : say(words.nobody) },
      {
        name: words.expires,
        value:
          !entry || !isLive
            ? say(words.nobody)
            : entry.expiresAt === null
              ? say(words.never)
              : say(words.untilValue, { at: entry.expiresAt }),
      },
      { name: tokenKey, value: s.db[tokenKey]?.value ?? "0" },
      { name: words.ownClock, value: say(words.untilValue, { at: own }) },
      ...(s.role === "alone" ? [] : [{ name: "epoch", value: String(s.epoch) }]),
    ],
  };
}

function sessionNode(s: SessionNode): Look {
  const held = heldAt(s);
  const waiting = Object.keys(s.watching).length;
  return {
    shape: "box",
    mark: "double",
    column: 1,
    beside: [
      held === undefined ? say(words.free) : say({ zh: held, en: held }),
      ...(waiting > 0 ? [say(words.queue, { count: waiting })] : []),
    ],
    facts: [
      { name: lockKey, value: held ?? say(words.nobody) },
      { name: words.sessions, value: namesOr(Object.keys(s.sessions), words.nobody) },
      s.kind === "etcd"
        ? { name: "revision", value: String(s.etcd.rev) }
        : { name: "zxid", value: String(s.tree.zxid) },
    ],
  };
}

function storeNode(w: LockWorld): Look {
  const s = storeOf(w);
  const isBroken = w.broken.some(({ invariant }) => invariant === "exclusion");
  return {
    shape: "box",
    mark: "plain",
    column: 2,
    beside: [w.p.fencing ? say(words.highest, { token: s?.highest ?? 0 }) : say(words.unchecked)],
    ...(isBroken ? { tone: "bad" } : {}),
    facts: [
      { name: words.highestGauge, value: String(s?.highest ?? 0) },
      { name: words.holder, value: s?.by ?? say(words.nobody) },
    ],
  };
}

function links(w: LockWorld): SceneLink[] {
  const servers = lockNodes(w.p);
  const pairs = clients.flatMap((client) => [...servers, store].map((to) => [client, to] as const));
  if (w.p.backend === "redis") pairs.push([servers[0] ?? store, servers[1] ?? store]);
  const count = w.nodes.length;
  return pairs.map(([from, to]): SceneLink => {
    const [there, back] = [w.cut?.[from * count + to], w.cut?.[to * count + from]];
    const isClogged = w.clogged?.[from * count + to] || w.clogged?.[to * count + from];
    const state = there && back ? "cut" : there || back ? "half" : isClogged ? "clogged" : "open";
    return { from, to, state };
  });
}

const requests: readonly string[] = ["command", "replicate", "join", "ask", "ping", "leave", "write"];

type MessageFlight = LockWorld["pending"][number] & { kind: "msg" };
const sceneFlight = (each: MessageFlight): SceneFlight => ({
  ...{ id: flightId(each), from: each.from, to: each.to, sent: each.sent, at: each.at, lost: each.lost },
  kind: requests.includes(each.m.type) ? "request" : "reply",
  label: messageName(each.m),
});

/** Two rows that ought to say the same, and do not when it matters. */
function truthTable(w: LockWorld, standing: readonly Owner[]): SceneTable {
  const holding = clients.map((id) => {
    const s = clientAt(w, id);
    return s !== undefined && believes(s);
  });
  const real = clients.map((id) => standing.some((owner) => clientOf(owner) === id));
  const both = holding.every(Boolean);
  return {
    id: "truth",
    title: say(words.truthTitle),
    caption: say(words.truthCaption),
    columns: ["C1", "C2"],
    rows: [
      {
        head: say(words.believesRow),
        cells: holding.map((is) => ({ text: say(is ? words.yes : words.no), ...(is && both ? { tone: "warn" } : {}) })),
      },
      {
        head: say(words.standsRow),
        cells: real.map((is) => ({ text: say(is ? words.yes : words.no) })),
      },
    ],
  };
}

function writesTable(w: LockWorld): SceneTable {
  const rows = storeOf(w)?.log ?? [];
  return {
    id: "writes",
    title: say(words.writesTitle),
    caption: say(words.writesCaption),
    columns: [say(words.tokenColumn), say(words.verdict)],
    rows: rows.map(({ owner, token, ok }) => ({
      head: owner,
      dead: !ok,
      cells: [
        { text: token > 0 ? String(token) : say(words.noToken) },
        { text: say(ok ? words.letIn : words.keptOut), tone: ok ? "good" : "bad" },
      ],
    })),
  };
}

/** What each node takes the lease to be, by its own clock, drawn on the run's time. */
function leaseStrip(w: LockWorld, specs: readonly NodeSpec[]): SceneStrip {
  const span = 2 * w.p.ttl;
  const from = Math.max(0, w.t - span / 2);
  const rows = specs.flatMap((spec, id) => {
    const s = w.nodes[id]?.state;
    const bar = s && leaseOf(w, id, s);
    return bar === undefined ? [] : [{ head: spec.name, marks: [], bars: bar === null ? [] : [bar] }];
  });
  return { id: "leases", title: say(words.leasesTitle), from, to: from + span, now: w.t, rows };
}

/** undefined: this node has no lease to show, ever; null: none now. */
function leaseOf(
  w: LockWorld,
  id: NodeId,
  s: LockState,
): SceneStrip["rows"][number]["bars"][number] | null | undefined {
  // A moment of the node's clock as a moment of the run.
  const inRun = (own: Ms): Ms => own - (clockOf(w, id) - w.t);
  if (s.kind === "client") {
    if (!believes(s)) return null;
    const isOver = s.until <= clockOf(w, id);
    const bar = { from: inRun(s.askedAt), to: Math.max(inRun(s.askedAt), inRun(s.until)), mark: "dashed" as const };
    return { ...bar, text: say(words.holds, { owner: ownerOf(id, s.attempt) }), tone: isOver ? "warn" : "good" };
  }
  if (s.kind === "store") return undefined;
  const held = heldAt(s.kind === "redis" ? { ...s, role: "alone" } : s);
  if (held === undefined) return null;
  const text = say(words.holds, { owner: held });
  if (s.kind === "redis") {
    const end = s.db[lockKey]?.expiresAt;
    const to = end == null ? w.t + 2 * w.p.ttl : inRun(end);
    return to < w.t ? null : { from: Math.min(w.t, to - w.p.ttl), to, mark: "plain", text };
  }
  const timer = w.pending.find((each) => each.kind === "timer" && each.name === `session ${held}`);
  const to = timer?.at ?? w.t;
  return { from: Math.min(w.t, to - (s.sessions[held] ?? w.p.ttl)), to, mark: "plain", text };
}
