/** Task c: five seconds without a leader, by delays alone. */
import { leadersOf, type RaftTask } from "./model";

export const leaderless: RaftTask = {
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
