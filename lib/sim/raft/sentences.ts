/** What messages, timers and operations are called, and the sentences of the step log. */
import type { Text } from "../../i18n/locales";

/** What messages are called on their arrows: short. */
export const flightWords = {
  vote: { zh: "拉票 T{term}", en: "RequestVote T{term}" },
  preVote: { zh: "预投票 T{term}", en: "PreVote T{term}" },
  granted: { zh: "同意 T{term}", en: "granted T{term}" },
  refused: { zh: "拒绝 T{term}", en: "refused T{term}" },
  append: { zh: "追加 {values}", en: "append {values}" },
  probe: { zh: "核对 T{term}", en: "append T{term}" },
  stored: { zh: "已存到 {index}", en: "stored to {index}" },
  noMatch: { zh: "{index} 对不上", en: "no match at {index}" },
  heartbeat: { zh: "心跳 T{term}", en: "heartbeat T{term}" },
  heartbeatResp: { zh: "心跳回复", en: "heartbeat reply" },
  prop: { zh: "转交命令", en: "forwarded" },
  write: { zh: "写 {value}", en: "write {value}" },
  read: { zh: "读", en: "read" },
  written: { zh: "写成", en: "written" },
  value: { zh: "值 {value}", en: "value {value}" },
  noLeader: { zh: "没有领导者", en: "no leader" },
  moved: { zh: "去找 S{server}", en: "ask S{server}" },
} as const satisfies Record<string, Text>;

export const timers: Readonly<Record<string, Text>> = {
  election: { zh: "选举超时", en: "election timeout" },
  heartbeat: { zh: "心跳", en: "heartbeat" },
  quorum: { zh: "法定人数检查", en: "quorum check" },
  work: { zh: "下一次操作", en: "next operation" },
  retry: { zh: "等不及，换一台问", en: "gives up waiting, asks the next" },
};

export const opWords = {
  write: { zh: "向 S{server} 写", en: "write at S{server}" },
  read: { zh: "从 S{server} 读", en: "read from S{server}" },
} as const satisfies Record<string, Text>;

/** The sentences of the step log. */
export const sentences = {
  start: {
    zh: "{n} 台服务器以跟随者身份启动，日志为空；{quorum} 台算多数派",
    en: "{n} servers start as followers with empty logs; {quorum} of them are a majority",
  },
  nothing: { zh: "{name} 的计时器到时，已经没有事可做", en: "A timer of {name} fires and has nothing left to do" },
  crashed: {
    zh: "{name} 宕机：任期、选票和日志在磁盘上，其余都丢了",
    en: "{name} crashes: its term, vote and log are on disk, all else is lost",
  },
  booted: {
    zh: "{name} 重启为跟随者，任期 {term}，日志到 {index}；哪些已提交要重新得知",
    en: "{name} restarts as a follower in term {term}, its log up to {index}; what is committed it must learn again",
  },
  clientCrashed: {
    zh: "客户端 {name} 宕机，没等到的操作结果永远不明",
    en: "Client {name} crashes; what became of its open operation stays unknown",
  },
  clientBooted: { zh: "客户端 {name} 重启", en: "Client {name} restarts" },
  paused: { zh: "{name} 停住：什么都没丢，一切等着它", en: "{name} stands still: nothing is lost, everything waits" },
  resumed: {
    zh: "{name} 继续运行，以为时间没有过去",
    en: "{name} goes on as if no time had passed",
  },

  stands: {
    zh: "{name} 等不到领导者，进入任期 {term} 参选，先投自己一票",
    en: "{name} heard from no leader: it stands in term {term} and votes for itself",
  },
  asksFirst: {
    zh: "{name} 等不到领导者，先问大家任期 {next} 会不会投它，任期还是 {term}",
    en: "{name} heard from no leader: it first asks who would vote for it in term {next}, and stays in {term}",
  },
  aloneLeader: {
    zh: "{name} 自己就是多数派，成为任期 {term} 的领导者",
    en: "{name} alone is a majority and leads term {term}",
  },
  beats: { zh: "领导者 {name} 发出任期 {term} 的心跳", en: "Leader {name} sends the heartbeats of term {term}" },
  hasQuorum: {
    zh: "{name} 这段时间听到了多数派，继续当领导者",
    en: "{name} has heard from a majority lately and goes on leading",
  },
  lostQuorum: {
    zh: "{name} 一个选举超时里没听到多数派，主动退位",
    en: "{name} has heard no majority for an election timeout and steps down",
  },

  grants: {
    zh: "{to} 投给 {from}：任期 {theirs} 还没投过，对方末条（任期 {theirTerm}，位置 {theirIndex}）不比自己旧",
    en: "{to} votes for {from}: no vote given in term {theirs}, and its last entry (term {theirTerm}, index {theirIndex}) is not behind",
  },
  wouldGrant: {
    zh: "{to} 答应会投 {from}：对方末条（任期 {theirTerm}，位置 {theirIndex}）不比自己旧；这还不是选票",
    en: "{to} would vote for {from}: its last entry (term {theirTerm}, index {theirIndex}) is not behind; no vote is spent",
  },
  bound: {
    zh: "{to} 不理 {from} 的拉票：刚听过领导者，租约还没过",
    en: "{to} ignores {from}'s request: it heard from a leader within the election timeout",
  },
  votedOther: {
    zh: "{to} 拒绝 {from} 的拉票：任期 {term} 的票已投给 {other}",
    en: "{to} refuses {from}: its vote of term {term} went to {other}",
  },
  behindTerm: {
    zh: "{to} 拒绝 {from} 的拉票：{from} 的末条任期 {theirTerm} 小于自己的 {lastTerm}",
    en: "{to} refuses {from}'s vote request: {from}'s last term {theirTerm} is behind its own {lastTerm}",
  },
  behindIndex: {
    zh: "{to} 拒绝 {from} 的拉票：末条任期同为 {lastTerm}，但 {from} 的日志只到 {theirIndex}，自己到 {lastIndex}",
    en: "{to} refuses {from}'s vote request: both end in term {lastTerm}, but {from}'s log ends at {theirIndex}, its own at {lastIndex}",
  },
  hasLeader: {
    zh: "{to} 拒绝 {from} 的拉票：任期 {term} 已有领导者",
    en: "{to} refuses {from}'s vote request: term {term} already has a leader",
  },
  termBegun: {
    zh: "{to} 拒绝 {from}：任期 {term} 已经开始",
    en: "{to} refuses {from}: term {term} has begun already",
  },
  deposedGrants: {
    zh: "{to} 见到更高的任期 {theirs}，退位，并投给 {from}：对方的日志不比自己旧",
    en: "{to} sees the higher term {theirs}, steps down, and votes for {from}, whose log is not behind",
  },
  deposedRefuses: {
    zh: "{to} 见到更高的任期 {theirs}，退位，但不投 {from}：对方末条（任期 {theirTerm}，位置 {theirIndex}）比自己旧",
    en: "{to} sees the higher term {theirs} and steps down, but does not vote for {from}, whose last entry (term {theirTerm}, index {theirIndex}) is behind",
  },
  twoLeaders: {
    zh: "{to} 自己也是任期 {term} 的领导者，不理 {from} 的“{what}”：一个任期两个领导者",
    en: "{to} too leads term {term} and ignores {from}'s “{what}”: two leaders in one term",
  },
  elected: {
    zh: "{to} 得到 {votes} 票，成为任期 {term} 的领导者，先追加一条空条目",
    en: "{to} has {votes} votes and leads term {term}; it opens the term with an empty entry",
  },
  standsNow: {
    zh: "{to} 的预投票够 {quorum} 票，进入任期 {term} 正式参选",
    en: "{to} has the {quorum} pre-votes it needs and stands in term {term}",
  },
  oneFor: {
    zh: "{to} 得到 {from} 的一票，共 {votes} 票，需要 {quorum} 票",
    en: "{to} gets {from}'s vote: {votes} of the {quorum} it needs",
  },
  oneAgainst: {
    zh: "{from} 不投 {to}；{to} 仍是 {votes} 票，需要 {quorum} 票",
    en: "{from} does not vote for {to}, which stays at {votes} of the {quorum} it needs",
  },
  lost: {
    zh: "{to} 已不可能凑够 {quorum} 票，回到跟随者",
    en: "{to} can no longer reach {quorum} votes and follows again",
  },
  newerTerm: {
    zh: "{to} 从 {from} 得知更新的任期 {theirs}，回到跟随者",
    en: "{to} learns of the newer term {theirs} from {from} and follows",
  },
  tooLate: {
    zh: "{from} 的“{what}”到了 {to}，已经用不上",
    en: "{from}'s “{what}” reaches {to} and no longer matters",
  },
  old: {
    zh: "{to} 不接受 {from} 的“{what}”：它的任期 {theirs} 小于自己的 {mine}",
    en: "{to} does not accept {from}'s “{what}”: its term {theirs} is older than its own {mine}",
  },
  heard: { zh: "{to} 收到 {from} 的“{what}”", en: "{to} hears {from}'s “{what}”" },

  stores: {
    zh: "{to} 接上 {from} 的条目 {values}，日志到 {index}；是否提交还不知道",
    en: "{to} appends {values} from {from}, its log now ends at {index}; whether it is committed it cannot know yet",
  },
  storesCommits: {
    zh: "{to} 接上 {from} 的条目 {values}，日志到 {index}，并得知已提交到 {commit}",
    en: "{to} appends {values} from {from}, its log now ends at {index}, and learns that all up to {commit} is committed",
  },
  overwrites: {
    zh: "{to} 从位置 {at} 起的 {gone} 条与 {from} 冲突，删掉换成 {values}：它们从未提交",
    en: "{to} drops its uncommitted log from index {at} on, which conflicts with {from}'s, for {values}",
  },
  truncates: {
    zh: "{to} 收到 {from} 的追加就截断，位置 {at} 起的 {gone} 条没了，虽然并不冲突",
    en: "{to} truncates on {from}'s append: its log from index {at} on is gone, though nothing conflicts",
  },
  dropsCommitted: {
    zh: "{to} 按 {from} 的消息删掉位置 {at} 起的 {gone} 条，其中有已提交的",
    en: "{to} drops its log from index {at} on at {from}'s word, committed entries and all",
  },
  tooShort: {
    zh: "{to} 不接受 {from} 的追加：自己的日志只到 {last}，没有位置 {prev}",
    en: "{to} refuses the append of {from}: its log ends at {last}, before index {prev}",
  },
  mismatch: {
    zh: "{to} 不接受 {from} 的追加：位置 {prev} 不是任期 {prevTerm} 的条目",
    en: "{to} refuses the append of {from}: its entry at index {prev} is not of term {prevTerm}",
  },
  hadThem: {
    zh: "{to} 早有 {from} 发来的 {values}，什么都不改，更不截断",
    en: "{to} already holds {values} from {from}: nothing changes, and nothing is truncated",
  },
  longCommitted: {
    zh: "{to} 收到 {from} 的旧消息：那里早已提交，回报提交到 {commit}",
    en: "{to} gets an old message of {from}: that part is long committed, so it reports its commit {commit}",
  },
  agrees: {
    zh: "{to} 在位置 {prev} 与 {from} 对上，任期都是 {prevTerm}",
    en: "{to} agrees with {from} at index {prev}, both of term {prevTerm}",
  },
  commits: {
    zh: "{to} 从 {from} 得知已提交到 {commit}，应用到寄存器",
    en: "{to} learns from {from} that all up to {commit} is committed, and applies it",
  },
  beaten: {
    zh: "{to} 收到领导者 {from} 的心跳，重新计选举超时",
    en: "{to} hears the heartbeat of leader {from} and sets its election timer back",
  },
  beatCommits: {
    zh: "{to} 从 {from} 的心跳得知已提交到 {commit}",
    en: "{to} learns from {from}'s heartbeat that all up to {commit} is committed",
  },
  yields: {
    zh: "{to} 得知任期 {theirs} 的领导者是 {from}，放弃参选",
    en: "{to} learns that {from} leads term {theirs} and gives up standing",
  },
  alive: { zh: "{from} 回应了 {to} 的心跳", en: "{from} answers the heartbeat of {to}" },
  roundDone: {
    zh: "加上 {from}，多数派确认 {to} 还是领导者，等着的读可以答了",
    en: "With {from} a majority has confirmed that {to} still leads: the waiting read is answered",
  },
  deposed: {
    zh: "{to} 从 {from} 得知更新的任期 {theirs}，不再是任期 {mine} 的领导者",
    en: "{to} learns of term {theirs} from {from} and no longer leads term {mine}",
  },
  stepsBack: {
    zh: "{from} 在位置 {prev} 对不上，{to} 退到 {hint} 再试",
    en: "{from} has no match at index {prev}: {to} tries again from {hint}",
  },
  leaderCommits: {
    zh: "{from} 存到了 {at}，{holders}/{n} 台有它：{to} 提交到 {commit}",
    en: "{from} has stored up to {at}, as {holders} of {n} have: {to} commits up to {commit}",
  },
  oldTermWaits: {
    zh: "{from} 存到了 {at}，{holders}/{n} 台有它，但它是旧任期的条目：{to} 不提交，要等本任期的条目过半",
    en: "{from} has stored up to {at}, as {holders} of {n} have, but the entry is of an old term: {to} does not commit it until one of its own term is on a majority",
  },
  storedOne: {
    zh: "{from} 存到了 {at}，{holders}/{n} 台有它，{to} 还不能提交",
    en: "{from} has stored up to {at}, as {holders} of {n} have: not enough for {to} to commit",
  },
  knowsStored: {
    zh: "{to} 得知 {from} 也存到了 {at}，那里早已提交",
    en: "{to} learns that {from} too has stored up to {at}, which is already committed",
  },

  begunWrite: { zh: "{name} 向 {server} 发起写 {value}", en: "{name} asks {server} to write {value}" },
  begunRead: { zh: "{name} 向 {server} 发起读", en: "{name} asks {server} for the value" },
  retried: {
    zh: "{name} 等不到答复，同一个操作再问 {server}",
    en: "{name} has no answer and asks {server} for the same operation",
  },
  stillWaits: {
    zh: "{name} 还在等上一个操作，不发起新的",
    en: "{name} still waits for its operation and begins no other",
  },
  knowsNone: {
    zh: "{to} 不是领导者，也不知道谁是，让 {from} 再等等",
    en: "{to} does not lead and knows nobody who does: {from} has to wait",
  },
  sendsOn: { zh: "{to} 不是领导者，让 {from} 去找 {lead}", en: "{to} does not lead and sends {from} to {lead}" },
  appends: {
    zh: "领导者 {to} 把 {from} 的写 {value} 追加到位置 {index}，发给跟随者",
    en: "Leader {to} appends {from}'s write {value} at index {index} and sends it on",
  },
  underWay: {
    zh: "{to} 的日志里已有 {from} 的这个写，不再追加",
    en: "{to} already has this write of {from} in its log and does not append it again",
  },
  writtenBefore: {
    zh: "{to} 早已应用过 {from} 的这个写，直接答复",
    en: "{to} has applied this write of {from} before and just says so",
  },
  answersAlone: {
    zh: "{to} 自认是领导者，不问别人就答 {from}：{value}",
    en: "{to} takes itself for the leader and answers {from} without asking anybody: {value}",
  },
  answersLeased: {
    zh: "{to} 的租约按自己的时钟还没过，直接答 {from}：{value}",
    en: "By its own clock the lease of {to} still holds: it answers {from} at once: {value}",
  },
  asksRound: {
    zh: "{to} 记下提交位置 {commit}，先用一轮心跳确认自己还是领导者，再答 {from}",
    en: "{to} notes its commit index {commit} and first confirms by a round of heartbeats that it still leads, then answers {from}",
  },
  notYetReads: {
    zh: "{to} 本任期还没有提交过条目，不知道哪些已提交，先不答 {from}",
    en: "{to} has committed nothing of its own term yet, so it does not know what is committed and does not answer {from}",
  },
  wrote: { zh: "{to} 得知写成了", en: "{to} learns that its write is done" },
  readValue: { zh: "{to} 从 {from} 读到 {value}", en: "{to} reads {value} from {from}" },
  turned: { zh: "{from} 不是领导者，{to} 改问 {server}", en: "{from} does not lead: {to} asks {server} instead" },
  waitsOn: { zh: "{from} 也不知道领导者是谁，{to} 继续等", en: "{from} knows no leader either: {to} goes on waiting" },
  lateAnswer: {
    zh: "{from} 的“{what}”来迟了，{to} 早已不等它",
    en: "{from}'s “{what}” comes late: {to} no longer waits for it",
  },
} as const satisfies Record<string, Text | Record<string, Text>>;
