/** Task a: an entry that a majority stores, and that still goes (Figure 8 with the rule in force). */
import type { NodeId } from "../model";
import type { Entry } from "./log";
import { leadersOf, type RaftTask, type RaftWorld, type State } from "./model";
import { majorityOf } from "./quorum";

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

export const lostEntry: RaftTask = {
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
    zh: "保住安全的是“只凭计数提交当前任期的条目”：a 过半时没有人把它当成已提交，客户端也没有收到成功，所以丢掉它不算丢数据；C1 的重试会作为新条目另外写入。新领导者上任先写一条空条目，就是为了让旧任期的条目随它一起提交。在生产里这意味着：写入超时的结果是未知，可能稍后生效，也可能永远消失，重试要靠请求编号去重。把“直接提交旧任期条目”打开，在 941 ms 同样切断，就会看到领导者完备被破坏。",
    en: "What kept this safe is that only entries of the current term are committed by counting: with a on a majority nobody took it for committed and the client heard no success, so no data was lost; C1's retry enters the log as a new entry. A new leader opens its term with an empty entry so that older ones get committed along with it. In production it means that a write that timed out is unknown: it may take effect later or never, and a retry needs a request id. Let old terms commit by count and make the same cut at 941 ms: leader completeness breaks.",
  },
  solution: [
    [301, 0, { do: "boot", node: 3 }],
    [301, 0, { do: "boot", node: 4 }],
    [483, 1, { do: "part", apart: [2] }],
    // Late enough that a model that commits old terms by count would have done so: the debrief rests on it.
    [941, 0, { do: "part", apart: [0, 1] }],
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
