/** The picture of a Raft world: the ring, the log grid, what clients have seen. */
import type { Text } from "../../i18n/locales";
import { flightId } from "../kernel";
import type { NodeId } from "../model";
import {
  type Cell,
  type Mark,
  type Said,
  type Scene,
  type SceneFlight,
  type SceneNode,
  type SceneTable,
  say,
} from "../scene";
import type { Client } from "./client";
import { type Log, lastIndex, lastTerm } from "./log";
import type { RaftWorld, State } from "./model";
import type { Server } from "./server";
import { quorumOf, type Raft } from "./state";
import { messageName, nameOf } from "./tell";
import { down, empty, nobody, paused, roles, unknown } from "./words";

/** A ring of more than this many nodes cannot be read on a phone: clients then stand in their table alone. */
const mostDrawn = 7;
/** The log grid shows this many of the last entries. */
const columns = 5;

/** The whole picture of a world. */
export function scene(w: RaftWorld): Scene {
  const drawn = w.nodes.length <= mostDrawn ? w.nodes.length : w.p.n;
  return {
    arrangement: "ring",
    summary: summary(w),
    nodes: w.nodes.slice(0, drawn).map((_, node) => nodeOf(w, node)),
    links: linksOf(w),
    flights: flightsOf(w, drawn),
    tables: [logTable(w), ...(w.p.clients > 0 ? [clientTable(w)] : [])],
    strips: [],
    gauges: gaugesOf(w),
  };
}

function nodeOf(w: RaftWorld, node: NodeId): SceneNode {
  const state = w.nodes[node]?.state;
  return state?.kind === "client" ? clientNode(w, node, state) : serverNode(w, node, state as Server);
}

const upOf = (w: RaftWorld, node: NodeId): SceneNode["state"] => {
  const it = w.nodes[node];
  if (!it?.up) return "down";
  return it.paused ? "paused" : "up";
};

/** How a role is drawn: a leader doubly, who stands for election dashed. */
export function markOf(raft: Raft): Mark {
  if (raft.role === "leader") return "double";
  return raft.role === "follower" ? "plain" : "dashed";
}

/** What it is, in a word; a stopped server is that above all. */
function stateWord(w: RaftWorld, node: NodeId, raft: Raft): Text {
  const state = upOf(w, node);
  if (state === "down") return down;
  return state === "paused" ? paused : roles[raft.role];
}

function serverNode(w: RaftWorld, node: NodeId, { raft, register }: Server): SceneNode {
  const left = electionLeft(w, node, raft);
  const isAtFault = w.broken.at(-1)?.nodes.includes(node) && w.broken.at(-1)?.step === w.n;
  return {
    id: node,
    name: nameOf(w, node),
    shape: "circle",
    mark: markOf(raft),
    state: upOf(w, node),
    inside: say({ zh: "任期 {term}", en: "T{term}" }, { term: raft.term }),
    beside: [besideOf(w, node, raft), lastEntry(raft.log)],
    ...(left && raft.role !== "leader" ? { left: left.share } : {}),
    ...(isAtFault ? { tone: "bad" as const } : {}),
    badge: say(stateWord(w, node, raft)),
    facts: [
      { name: "currentTerm", value: String(raft.term) },
      { name: "votedFor", value: raft.vote < 0 ? say(nobody) : nameOf(w, raft.vote) },
      {
        name: { zh: "认定的领导者", en: "Leader it knows" },
        value: raft.lead < 0 ? say(unknown) : nameOf(w, raft.lead),
      },
      ...(raft.votes.length > 0 && raft.role !== "follower"
        ? [{ name: { zh: "得票", en: "Votes" }, value: `${votersOf(w, raft).join(" ")} (${quorumOf(w.p)})` }]
        : []),
      { name: { zh: "末条日志", en: "Last entry" }, value: lastEntryLong(raft.log) },
      { name: "commitIndex", value: String(raft.commit) },
      { name: { zh: "寄存器 x", en: "Register x" }, value: register.value ?? say(empty) },
      ...(left ? [{ name: { zh: "选举计时", en: "Election timer" }, value: `${left.ms} ms`, left: left.share }] : []),
      ...(raft.role === "leader" ? raft.progress.flatMap((known, peer) => progressFact(w, node, peer, known)) : []),
    ],
  };
}

function progressFact(
  w: RaftWorld,
  me: NodeId,
  peer: NodeId,
  { match, next, state }: Raft["progress"][number],
): SceneNode["facts"] {
  return peer === me ? [] : [{ name: `match/next ${nameOf(w, peer)}`, value: `${match}/${next} ${state}` }];
}

const votersOf = (w: RaftWorld, raft: Raft): string[] =>
  raft.votes.flatMap((vote, server) => (vote ? [nameOf(w, server)] : []));

function besideOf(w: RaftWorld, node: NodeId, raft: Raft): Said {
  const state = upOf(w, node);
  if (state === "up" && (raft.role === "candidate" || raft.role === "pre-candidate"))
    return say(
      { zh: "{role} {votes}/{n} 票", en: "{role} {votes}/{n}" },
      {
        role: raft.role === "candidate" ? roles.candidate : { zh: "预选", en: "Pre-vote" },
        votes: votersOf(w, raft).length,
        n: w.p.n,
      },
    );
  return say(stateWord(w, node, raft));
}

const lastEntry = (log: Log): Said =>
  lastIndex(log) === 0
    ? say({ zh: "日志空", en: "Log empty" })
    : say({ zh: "末条 {index}，T{term}", en: "Last {index}, T{term}" }, { index: lastIndex(log), term: lastTerm(log) });

const lastEntryLong = (log: Log): Said =>
  lastIndex(log) === 0
    ? say(empty)
    : say(
        { zh: "位置 {index}，任期 {term}", en: "index {index}, term {term}" },
        { index: lastIndex(log), term: lastTerm(log) },
      );

/** What is left of the election timer: ms, and the share of the time since it was set back. */
function electionLeft(w: RaftWorld, node: NodeId, raft: Raft): { ms: number; share: number } | null {
  const alarm = w.pending.find((each) => each.kind === "timer" && each.node === node && each.name === "election");
  if (!alarm) return null;
  const ms = Math.max(0, alarm.at - w.t);
  const since = Math.max(0, w.t + (w.nodes[node]?.skew ?? 0) - raft.contact);
  return { ms, share: ms + since > 0 ? ms / (ms + since) : 0 };
}

function clientNode(w: RaftWorld, node: NodeId, { doing, last }: Client): SceneNode {
  const doingNow = doing
    ? say(doing.kind === "write" ? { zh: "写 {value}", en: "write {value}" } : { zh: "读", en: "read" }, {
        value: doing.value,
      })
    : say({ zh: "空闲", en: "Idle" });
  const lastSeen = last ? lastSaid(last) : say({ zh: "还没有结果", en: "No answer yet" });
  return {
    id: node,
    name: nameOf(w, node),
    shape: "box",
    mark: "plain",
    state: upOf(w, node),
    beside: [doingNow, lastSeen],
    badge: say({ zh: "客户端", en: "Client" }),
    facts: [
      { name: { zh: "正在", en: "Doing" }, value: doingNow },
      { name: { zh: "问的是", en: "Asks" }, value: doing ? nameOf(w, doing.to) : say(nobody) },
      { name: { zh: "上次", en: "Last" }, value: lastSeen },
    ],
  };
}

const lastSaid = ({ kind, value }: NonNullable<Client["last"]>): Said =>
  kind === "write"
    ? say({ zh: "写成 {value}", en: "wrote {value}" }, { value: value ?? "" })
    : say({ zh: "读到 {value}", en: "read {value}" }, { value: value ?? empty });

function linksOf(w: RaftWorld): Scene["links"] {
  const count = w.nodes.length;
  const links: Scene["links"][number][] = [];
  for (let from = 0; from < w.p.n; from++)
    for (let to = from + 1; to < w.p.n; to++) {
      const there = w.cut?.[from * count + to] ?? false;
      const back = w.cut?.[to * count + from] ?? false;
      const isClogged = (w.clogged?.[from * count + to] || w.clogged?.[to * count + from]) ?? false;
      const open = isClogged ? "clogged" : "open";
      links.push({ from, to, state: there && back ? "cut" : there || back ? "half" : open });
    }
  return links;
}

function flightsOf(w: RaftWorld, drawn: number): SceneFlight[] {
  const flights: SceneFlight[] = [];
  for (const each of w.pending) {
    if (each.kind === "timer" || each.from >= drawn || each.to >= drawn) continue;
    const { from, to, m, sent, at, lost } = each;
    flights.push({
      id: flightId(each),
      from,
      to,
      kind: isReply(m.type) ? "reply" : "request",
      label: messageName(m),
      sent,
      at,
      lost,
    });
  }
  return flights;
}

const isReply = (type: string): boolean =>
  type.endsWith("Resp") || type === "Written" || type === "Value" || type === "Moved";

function logTable(w: RaftWorld): SceneTable {
  const logs = w.nodes.slice(0, w.p.n).map(({ state }) => raftOf(state));
  const longest = Math.max(columns, ...logs.map((raft) => (raft ? lastIndex(raft.log) : 0)));
  const first = longest - columns + 1;
  return {
    id: "log",
    title: say({ zh: "日志", en: "Logs" }),
    caption: say({
      zh: "格内先任期、后命令，颜色只重复任期",
      en: "Term first, then the command; colour only repeats the term",
    }),
    columns: Array.from({ length: columns }, (_, nth) => String(first + nth)),
    rows: logs.map((raft, server) => ({
      head: nameOf(w, server),
      dead: !w.nodes[server]?.up,
      cells: Array.from({ length: columns }, (_, nth) => cellOf(raft, first + nth)),
      ...(raft && w.nodes[server] ? { note: noteOf(w, server, raft) } : {}),
    })),
    legend: [
      { show: "settled", text: { zh: "已提交：本机知道多数派有它", en: "Committed, as this server knows" } },
      { show: "open", text: { zh: "未提交，还可能被覆盖", en: "Not committed, may still be overwritten" } },
      { show: "bar", text: { zh: "commitIndex", en: "commitIndex" } },
      { show: "tint", text: { zh: "任期，五色循环", en: "Term, five tints in turn" } },
    ],
  };
}

function cellOf(raft: Raft | undefined, index: number): Cell {
  const entry = raft?.log.entries[index - raft.log.base - 1];
  if (!raft || !entry)
    return { text: "", edge: "none", ...(raft && index > 0 && raft.commit === index ? { bar: true } : {}) };
  return {
    text: String(entry.term),
    small: entry.command?.value ?? "∅",
    edge: index <= raft.commit ? "settled" : "open",
    tint: (((entry.term - 1) % 5) + 1) as Cell["tint"],
    ...(raft.commit === index ? { bar: true } : {}),
  };
}

function noteOf(w: RaftWorld, server: NodeId, raft: Raft): Said {
  if (upOf(w, server) !== "up" || raft.role !== "follower") return say(stateWord(w, server, raft));
  return raft.vote < 0
    ? say({ zh: "未投票", en: "no vote yet" })
    : say({ zh: "已投 {name}", en: "voted {name}" }, { name: nameOf(w, raft.vote) });
}

function clientTable(w: RaftWorld): SceneTable {
  return {
    id: "clients",
    title: say({ zh: "客户端看到的", en: "What clients see" }),
    columns: [
      say({ zh: "正在", en: "Doing" }),
      say({ zh: "问谁", en: "Asks" }),
      say({ zh: "上次结果", en: "Last result" }),
    ],
    rows: w.nodes.slice(w.p.n).map(({ state, up }, client) => ({
      head: `C${client + 1}`,
      dead: !up,
      cells: state.kind === "client" ? clientCells(w, state) : [],
    })),
  };
}

function clientCells(w: RaftWorld, { doing, last }: Client): Cell[] {
  const doingNow = doing
    ? say(doing.kind === "write" ? { zh: "写 {value}", en: "write {value}" } : { zh: "读", en: "read" }, {
        value: doing.value,
      })
    : say({ zh: "空闲", en: "idle" });
  return [{ text: doingNow }, { text: doing ? nameOf(w, doing.to) : "" }, { text: last ? lastSaid(last) : "" }];
}

function gaugesOf(w: RaftWorld): Scene["gauges"] {
  const highest = Math.max(...w.nodes.map(({ state }) => raftOf(state)?.term ?? 0));
  const leaders = leading(w);
  return [
    { id: "term", label: { zh: "最高任期", en: "Highest term" }, value: String(highest) },
    {
      id: "leaders",
      label: { zh: "自认领导者", en: "Take themselves for leader" },
      value: leaders.length > 0 ? leaders.map((server) => nameOf(w, server)).join(" ") : say(nobody),
      ...(leaders.length > 1 ? { tone: "warn" as const } : {}),
    },
    { id: "committed", label: { zh: "已提交条目", en: "Entries committed" }, value: String(w.ghost.committed.length) },
  ];
}

const leading = (w: RaftWorld): NodeId[] =>
  w.nodes.flatMap(({ up, state }, server) => (up && raftOf(state)?.role === "leader" ? [server] : []));

const raftOf = (state: State): Raft | undefined => (state.kind === "server" ? state.raft : undefined);

function summary(w: RaftWorld): Said {
  const names = (servers: NodeId[]): string | Text =>
    servers.length === 0 ? nobody : servers.map((server) => nameOf(w, server)).join(" ");
  const among = (holds: (raft: Raft, node: NodeId) => boolean): NodeId[] =>
    w.nodes.flatMap(({ state }, server) => {
      const raft = raftOf(state);
      return raft && holds(raft, server) ? [server] : [];
    });
  const isUp = (node: NodeId) => w.nodes[node]?.up === true;
  const under = w.pending.filter(({ kind }) => kind === "msg").length;
  return say(
    {
      zh: "{n} 台服务器。领导者：{leaders}；候选人：{candidates}；宕机：{downs}；暂停：{stills}。已提交 {committed} 条，在途消息 {under} 条。",
      en: "{n} servers. Leader: {leaders}; candidates: {candidates}; down: {downs}; paused: {stills}. {committed} entries committed, {under} messages under way.",
    },
    {
      n: w.p.n,
      leaders: names(leading(w)),
      candidates: names(among(({ role }, node) => isUp(node) && (role === "candidate" || role === "pre-candidate"))),
      downs: names(among((_, node) => !isUp(node))),
      stills: names(among((_, node) => w.nodes[node]?.paused === true)),
      committed: w.ghost.committed.length,
      under,
    },
  );
}
