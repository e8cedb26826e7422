/** Task b: a read that is older than what was written before it began. */
import type { NodeId, Past } from "../model";
import type { Entry } from "./log";
import { leadersOf, type RaftTask, type RaftWorld } from "./model";

/** Reads whose value is older than a write that was done before they began, with who wrote that. */
export function staleReads(past: Past | null): { reader: number; writer: number }[] {
  const history: Past["entry"][] = [];
  for (let at = past; at; at = at.before) history.push(at.entry);
  history.reverse();
  return history.flatMap((read, end) => {
    if (read.op !== "read" || read.type !== "ok") return [];
    const begun = history.findLastIndex((each, nth) => nth < end && each.by === read.by && each.type === "invoke");
    const done = history.slice(0, begun).findLast(({ op, type }) => op === "write" && type === "ok");
    if (!done || read.value === done.value) return [];
    // Older surely: not written yet at all, or done before the newer write began.
    const newer = history.findIndex(
      ({ op, type, value }) => op === "write" && type === "invoke" && value === done.value,
    );
    const older = history.findIndex(({ op, type, value }) => op === "write" && type === "ok" && value === read.value);
    return read.value === null || (older >= 0 && older < newer) ? [{ reader: read.by, writer: done.by }] : [];
  });
}

export const staleRead: RaftTask = {
  id: "b",
  title: { zh: "造一次旧读", en: "Make a stale read" },
  ask: {
    zh: "领导者凭自己的状态直接答读。用至多 8 次操作，让两个客户端都读到旧值：读开始之前，更新的写已经成功返回，连写的人自己也读不到。",
    en: "The leader answers reads by its own state. With at most 8 choices make both clients read an old value: a newer write had returned before the reads began, and even its writer does not see it.",
  },
  predict: {
    ask: {
      zh: "S1 是领导者，只断开它与其他服务器的网络，客户端都还能连到它。多久之内从它读会读到旧值？",
      en: "S1 leads; it is cut off from the other servers, while clients still reach it. From when on may a read at S1 be stale?",
    },
    options: [
      {
        id: "never",
        text: {
          zh: "不会：失去多数派的领导者立刻拒绝服务",
          en: "Never: a leader without its majority refuses at once",
        },
      },
      {
        id: "new-write",
        text: {
          zh: "从另一边的新领导者提交了新的写开始",
          en: "From when the other side's new leader has committed a newer write",
        },
        right: true,
      },
      { id: "cut", text: { zh: "从断开的那一刻起", en: "From the moment of the cut" } },
    ],
    because: {
      zh: "断开时还没有更新的值，读到的不算旧。等另一边选出新领导者并提交新的写，S1 却不知道，仍以为自己是领导者。",
      en: "At the cut there is no newer value yet. Once the other side has a new leader and commits a write, S1 does not know of it and still takes itself for the leader.",
    },
  },
  tape: {
    m: "raft@1",
    p: { n: 3, clients: 2, every: 0, read: "leader", preVote: true },
    seed: 1,
    net: { min: 10, tail: 4, loss: 0, twice: 0 },
    c: [
      [400, 0, { do: "op", node: 3, op: { kind: "write", to: 0 } }],
      [500, 0, { do: "op", node: 4, op: { kind: "read", to: 0 } }],
    ],
  },
  allow: { cut: 4, op: 4 },
  mayChoose: (c, w) => c.do !== "cut" || (c.from < w.p.n && c.to < w.p.n),
  mode: { by: "time", until: 1_500 },
  budget: 8,
  goals: [
    {
      id: "stale",
      text: {
        zh: "一个客户端读到的，比读开始前别人已写成的值更旧",
        en: "A client reads a value older than what another had written before the read began",
      },
      when: "reach",
      holds: (w, prev) => w.past !== prev.past && staleReads(w.past).some(({ reader, writer }) => reader !== writer),
    },
    {
      id: "own",
      text: { zh: "写的人自己也读不到刚写成的值", en: "The writer itself does not read what it has just written" },
      when: "reach",
      holds: (w, prev) => w.past !== prev.past && staleReads(w.past).some(({ reader, writer }) => reader === writer),
    },
    {
      id: "safe",
      text: { zh: "日志的安全性质始终成立", en: "The safety properties of the logs hold throughout" },
      when: "keep",
      holds: (w) => w.broken.length === 0,
    },
  ],
  hints: [
    { zh: "旧领导者要一直不知道新任期。", en: "The old leader must not learn of the new term." },
    {
      zh: "链路是单向切断的：S1 发不出心跳，别人才会参选；新领导者的消息到不了 S1，S1 才不退位。",
      en: "Cuts are one-way: without S1's heartbeats the others stand; S1 stays as long as nothing of the new leader reaches it.",
    },
    {
      zh: "断开 S1 与另外两台，等新领导者出现，向它写，写成之后再从 S1 读。",
      en: "Cut S1 off from the other two, wait for the new leader, write there, and when that is done read from S1.",
    },
  ],
  debrief: {
    zh: "Raft 的日志一直是安全的，出错的是读：当领导者是一个会过期的判断。ReadIndex 在答之前先向多数派确认一次；租约读省掉这一次，代价是信任时钟；把读当作日志条目提交也行。etcd 的读默认走 ReadIndex（线性一致），要快可以显式选择 serializable，那就要接受旧值。",
    en: 'Raft\'s logs were safe all along; the read was not, since "I am the leader" is knowledge that ages. ReadIndex has a majority confirm it before the answer; a lease saves that round and trusts clocks instead; a read may also go through the log. Reads in etcd are linearizable by ReadIndex unless one asks for serializable ones, which may be stale.',
  },
  solution: [
    [500, 0, { do: "cut", from: 0, to: 1 }],
    [500, 0, { do: "cut", from: 0, to: 2 }],
    [500, 0, { do: "cut", from: 2, to: 0 }],
    [692, 1, { do: "op", node: 4, op: { kind: "write", to: 2 } }],
    [755, 1, { do: "op", node: 3, op: { kind: "read", to: 0 } }],
    [755, 1, { do: "op", node: 4, op: { kind: "read", to: 0 } }],
  ],
  distance: farFromStale,
};

/** What is still to come of: S1 alone, another leader, a write there, reads at S1. In tenths: a step under way. */
function farFromStale(w: RaftWorld): number {
  const stale = staleReads(w.past);
  const kinds = new Set(stale.map(({ reader, writer }) => reader === writer)).size;
  if (kinds === 2) return 0;
  const leaders = leadersOf(w);
  const links =
    w.cut?.filter((isCut, link) => isCut && (link % w.nodes.length === 0 || link < w.nodes.length)).length ?? 0;
  if (leaders.length < 2) return 9 - links;
  const term = (server: NodeId) => {
    const state = w.nodes[server]?.state;
    return state?.kind === "server" ? state.raft.term : 0;
  };
  const newest = leaders.reduce((one, other) => (term(one) > term(other) ? one : other));
  const doing = w.nodes.flatMap(({ state }) => (state.kind === "client" && state.doing ? [state.doing] : []));
  const isNewer = ({ entry }: { entry: Entry }) => entry.term === term(newest) && entry.command !== null;
  const isWritten = w.ghost.committed.some(isNewer) && !doing.some(({ kind }) => kind === "write");
  if (!isWritten) return doing.some(({ kind, to }) => kind === "write" && to === newest) ? 3.5 : 4;
  return 2 - kinds + 1 - doing.filter(({ kind, to }) => kind === "read" && to !== newest).length / 10;
}
