/** Three tasks: an entry that a majority holds and that still goes, a stale read, five seconds without a leader. */
import type { Task } from "../lab";
import type { NodeId, Past } from "../model";
import type { ClientOp } from "./client";
import type { Ghost } from "./ghost";
import type { Entry } from "./log";
import { leadersOf, type Packet, type RaftParams, type RaftWorld, type State } from "./model";
import { majorityOf } from "./quorum";

type RaftTask = Task<State, Packet, ClientOp, RaftParams, Ghost>;

/** The entry that task a is about: C1's first write, at this place in this run. */
const lost = { value: "a", index: 2, term: 1 };

const entryIn = (state: State | undefined, behind = 0) =>
  state?.kind === "server" ? state.raft.log.entries[lost.index - 1 + behind] : undefined;
const isLostEntry = (entry: Entry | undefined): boolean =>
  entry !== undefined && entry.term === lost.term && entry.command?.value === lost.value;

/** How many servers store it, whether or not they run. */
const holdersOf = (w: RaftWorld): number => w.nodes.filter(({ state }) => isLostEntry(entryIn(state))).length;
const isKept = (w: RaftWorld): boolean => isLostEntry(w.ghost.committed[lost.index - 1]?.entry);
const isLost = (w: RaftWorld): boolean => w.ghost.committed.length >= lost.index && !isKept(w);
/** The server has another entry in its place. */
const hasRival = (state: State): boolean => {
  const entry = entryIn(state);
  return entry !== undefined && !isLostEntry(entry);
};

const lostEntry: RaftTask = {
  id: "a",
  title: { zh: "过半了，还会丢吗", en: "On a majority, and still lost" },
  ask: {
    zh: "S1 在任期 1 写下的 a 只到了 S2，它们与 S3 断开，S4、S5 宕机。让 a 先存到至少三台服务器上，再让别的条目占掉它的位置，其间不违反任何一条安全性质。",
    en: "The entry a, written by S1 in term 1, reaches S2 alone: the two are cut off from S3, and S4 and S5 are down. Bring a onto at least three servers, then have another entry take its place, without breaking any safety property.",
  },
  predict: {
    ask: {
      zh: "一条已经存在多数派上的日志，还可能被覆盖吗？",
      en: "Can an entry that a majority stores still be overwritten?",
    },
    options: [
      { id: "never", text: { zh: "不可能，过半就是已提交", en: "No: on a majority means committed" } },
      {
        id: "old-term",
        text: {
          zh: "可能，如果它属于旧任期，还没有被提交",
          en: "Yes, if it is of an older term and not yet committed",
        },
        right: true,
      },
      { id: "disk", text: { zh: "只有多数派的磁盘都坏了才可能", en: "Only if a majority loses its disks" } },
    ],
    because: {
      zh: "领导者只凭计数提交自己任期的条目。旧任期的条目即使过半也不算提交，任期更新的日志仍可能赢得选举并覆盖它（论文 5.4.2，图 8）。",
      en: "A leader commits by counting only entries of its own term. An older entry on a majority is not committed: a log that ends in a later term can still win an election and overwrite it (section 5.4.2, Figure 8).",
    },
  },
  tape: {
    m: "raft@1",
    p: { n: 5, clients: 1, every: 0, batch: 1, read: "read-index" },
    seed: 1,
    net: { min: 10, tail: 4, loss: 0, twice: 0 },
    c: [
      [300, 0, { do: "part", apart: [0, 1, 5] }],
      [300, 0, { do: "crash", node: 3 }],
      [300, 0, { do: "crash", node: 4 }],
      [301, 0, { do: "op", node: 5, op: { kind: "write", to: 0 } }],
    ],
  },
  allow: { part: 4, "heal-all": 2, crash: 4, boot: 4 },
  mayChoose: (c, w) => !("node" in c) || c.node < w.p.n,
  mode: { by: "time", until: 1_800 },
  budget: 10,
  goals: [
    {
      id: "majority",
      text: { zh: "a 存到至少三台服务器，还没提交", en: "a is stored on at least three servers and not committed" },
      when: "reach",
      holds: (w) => holdersOf(w) >= majorityOf(w.p.n) && !isKept(w),
    },
    {
      id: "gone",
      text: { zh: "a 的位置提交了别的条目", en: "Another entry is committed at its index" },
      when: "reach",
      holds: isLost,
    },
    {
      id: "safe",
      text: { zh: "所有安全性质始终成立", en: "All safety properties hold throughout" },
      when: "keep",
      holds: (w) => w.broken.length === 0,
    },
  ],
  hints: [
    {
      zh: "需要一台服务器，日志末条的任期比 a 新，却没有 a。",
      en: "You need a server whose last entry is of a later term than a, and which does not hold a.",
    },
    {
      zh: "重启 S4、S5，S3 这边会选出领导者。它当选的那一步，空条目还在路上：就在这时把它单独隔开。",
      en: "With S4 and S5 restarted, S3's side elects a leader. At that very step its empty entry is still under way: cut that leader off alone.",
    },
    {
      zh: "其余服务器重新连通后，等 S1 或 S2 以新任期把 a 复制到第三台；趁新任期的空条目还没跟上，把 S1、S2 隔开，让那台被隔开过的服务器回来当选。",
      en: "With the others joined again, S1 or S2 brings a to a third server in a new term. Before its empty entry follows, cut S1 and S2 off and let the lone server come back and win.",
    },
  ],
  debrief: {
    zh: "保住安全的是“只凭计数提交当前任期的条目”：a 过半时没有人把它当成已提交，客户端也没有收到成功，所以丢掉它不算丢数据；C1 的重试会作为新条目另外写入。新领导者上任先写一条空条目，就是为了让旧任期的条目随它一起提交。在生产里这意味着：写入超时的结果是未知，可能稍后生效，也可能永远消失，重试要靠请求编号去重。把“直接提交旧任期条目”打开再做一次，就会看到领导者完备被破坏。",
    en: "What kept this safe is that only entries of the current term are committed by counting: with a on a majority nobody took it for committed and the client heard no success, so no data was lost; C1's retry enters the log as a new entry. A new leader opens its term with an empty entry so that older ones get committed along with it. In production it means that a write that timed out is unknown: it may take effect later or never, and a retry needs a request id. Let old terms commit by count and do the same again: leader completeness breaks.",
  },
  solution: [
    [301, 0, { do: "boot", node: 3 }],
    [301, 0, { do: "boot", node: 4 }],
    [483, 1, { do: "part", apart: [2] }],
    [924, 2, { do: "part", apart: [0, 1] }],
  ],
  distance: farFromLost,
};

/** How much of Figure 8 is still to come; far away where it can come no more. */
function farFromLost(w: RaftWorld): number {
  const servers = w.nodes.slice(0, w.p.n);
  // A leader of a later term has held the entry: only so it can get onto a majority without being committed.
  const wasLedAgain = servers.some(
    ({ state }) => isLostEntry(entryIn(state)) && (entryIn(state, 1)?.term ?? 0) > lost.term,
  );
  if (isKept(w)) return 50;
  if (isLost(w)) return wasLedAgain ? 0 : 50;
  const rivals = servers.flatMap(({ state }, server) => (hasRival(state) ? [server] : []));
  if (rivals.length === 0) return 20 + servers.filter(({ up }) => !up).length;
  const leaders = leadersOf(w).map((server) => w.nodes[server]?.state);
  // The rival leads a later term than its entry is of: it will bring the entry to the others.
  // The rival leads a later term than its entry is of: it will bring the entry to the others.
  const isComing = leaders.some(
    (state) => state?.kind === "server" && hasRival(state) && state.raft.term > (entryIn(state)?.term ?? 0),
  );
  if (isComing) return wasLedAgain ? 1 : 40;
  if (holdersOf(w) >= majorityOf(w.p.n)) return 2 + stillInReach(w, rivals[0] ?? 0);
  const isAlone = rivals.length === 1 && servers.every((_, other) => isApart(w, rivals[0] ?? 0, other));
  return 10 + (isAlone ? 0 : 3) - (wasLedAgain ? 1 : 0) - holdersOf(w) + rivals.length;
}

/** 1 while who led the entry again can reach the rest, and 1 while the rival cannot. */
function stillInReach(w: RaftWorld, rival: NodeId): number {
  const servers = Array.from({ length: w.p.n }, (_, server) => server);
  const led = servers.filter((server) => entryIn(w.nodes[server]?.state, 1) !== undefined);
  const rest = servers.filter((server) => server !== rival && !led.includes(server));
  const isSplit = led.every((one) => !w.nodes[one]?.up || rest.every((other) => isApart(w, one, other)));
  const isCutOff = !w.nodes[rival]?.up || rest.some((other) => !w.nodes[other]?.up || isApart(w, rival, other));
  return (isSplit ? 0 : 1) + (isCutOff ? 1 : 0);
}

const isApart = (w: RaftWorld, one: NodeId, other: NodeId): boolean =>
  one === other || w.cut?.[one * w.nodes.length + other] === true;

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

const staleReadTask: RaftTask = {
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

const leaderless: RaftTask = {
  id: "c",
  title: { zh: "五秒没有领导者", en: "Five seconds without a leader" },
  ask: {
    zh: "没有宕机，没有断网，一条消息都不丢。只靠推迟消息（每次 500 毫秒），让五台服务器在头 5 秒里一直选不出领导者。",
    en: "No crash, no cut, no lost message. By delays alone (500 ms each) keep five servers from electing a leader during the first 5 seconds.",
  },
  predict: {
    ask: {
      zh: "只要消息最终都能送到，Raft 是否保证在有限时间内选出领导者？",
      en: "If every message arrives in the end, does Raft guarantee a leader within bounded time?",
    },
    options: [
      { id: "yes", text: { zh: "保证，随机超时就是为此", en: "Yes, that is what random timeouts are for" } },
      {
        id: "timing",
        text: {
          zh: "不保证，活性靠消息往返远快于选举超时",
          en: "No: liveness needs round trips far shorter than the election timeout",
        },
        right: true,
      },
      { id: "prevote", text: { zh: "开了 PreVote 就保证", en: "Yes, once PreVote is on" } },
    ],
    because: {
      zh: "异步网络里任何共识算法都不能同时保证安全和必然终止（FLP）。Raft 的安全不靠时间，活性靠：广播时间 ≪ 选举超时 ≪ 平均故障间隔。",
      en: "In an asynchronous network no consensus algorithm is both safe and sure to end (FLP). Raft's safety does not depend on time, its liveness does: broadcast time ≪ election timeout ≪ time between failures.",
    },
  },
  tape: {
    m: "raft@1",
    p: { n: 5, clients: 0, every: 0, election: 500, heartbeat: 100 },
    seed: 49,
    net: { min: 100, tail: 40, loss: 0, twice: 0 },
    c: [],
  },
  allow: { delay: 12 },
  mode: { by: "time", until: 5_000 },
  budget: 12,
  goals: [
    {
      id: "leaderless",
      text: { zh: "5 秒内从未有服务器当选", en: "No server leads within the 5 seconds" },
      when: "keep",
      holds: (w) => leadersOf(w).length === 0,
    },
    {
      id: "tried",
      text: { zh: "选举一直在进行：任期至少到 5", en: "Elections went on all the time: term 5 at least is reached" },
      when: "end",
      holds: (w) => w.nodes.some(({ state }) => state.kind === "server" && state.raft.term >= 5),
    },
  ],
  hints: [
    {
      zh: "不必拦每一条消息，只拦会凑成多数派的那一票。",
      en: "You need not hold up every message, only the vote that would make a majority.",
    },
    {
      zh: "候选人已有两票时，下一张同意票最要紧；推迟到它进入下一个任期，那张票就作废。",
      en: "Once a candidate has two votes the next grant is the one that counts. Delayed past the start of the next term it is void.",
    },
    {
      zh: "在有三票的那一步之前停下，把正要到达候选人的“同意”推迟 500 毫秒；它若还在原任期，就再推迟一次。",
      en: "Stop before the step that would bring the third vote and delay that grant by 500 ms; if the candidate is still in the same term then, delay it again.",
    },
  ],
  debrief: {
    zh: "这里单程要 100 毫秒以上，选举超时只有 500 毫秒起：往返一次就用掉小半个超时，分票频繁，再推迟几张票就一直选不出来。没有一条安全性质被破坏，只是没有进展。生产里要按最慢的往返（含磁盘 fsync）来定选举超时，跨地域部署尤其如此；etcd 的建议是心跳约等于往返时间，选举超时至少十倍于往返时间。",
    en: "One way takes over 100 ms here and the election timeout starts at 500: a round trip eats a good part of it, votes split often, and a few delayed grants are enough. No safety property broke; there was no progress, that is all. In production the election timeout is set by the slowest round trip, fsync included, above all across regions; etcd advises a heartbeat of about one round trip and an election timeout of at least ten.",
  },
  solution: [
    [814, 1, { do: "delay", msg: "4-0-0", by: 500 }],
    [877, 1, { do: "delay", msg: "3-0-0", by: 500 }],
    [1498, 1, { do: "delay", msg: "3-4-0", by: 500 }],
    [1609, 1, { do: "delay", msg: "3-4-0", by: 500 }],
    [4115, 1, { do: "delay", msg: "3-0-3", by: 500 }],
    [4231, 1, { do: "delay", msg: "3-0-3", by: 500 }],
  ],
  // The longer without a leader, the nearer: the search goes on where it got furthest.
  distance: (w) => 5_000 - w.t,
};

export const tasks: readonly RaftTask[] = [lostEntry, staleReadTask, leaderless];
