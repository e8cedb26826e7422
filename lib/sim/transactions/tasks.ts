/** Three things to bring about: a block that is safe, a protocol that does not block and diverges, a reservation that stays. */
import type { Goal, Task } from "../lab";
import type { Net, NodeId } from "../model";
import type { Ghost } from "./ghost";
import { bankOf, coordinatorOf, isClosed, type W } from "./invariants";
import type { P } from "./params";
import { lockMsOf } from "./scene";
import { accountOf, bankA, bankB, banks, coordinatorId, isInDoubt, type Message, type Op, type State } from "./state";

type TransferTask = Task<State, Message, Op, P, Ghost>;
type TransferGoal = Goal<State, Message, Op, P, Ghost>;

const m = "transactions@1";
const net: Net = { min: 40, tail: 40, loss: 0, twice: 0 };

const blockedMs = 10_000;

/** So that nothing can be called merely late. */
const silent: TransferGoal = {
  id: "silent",
  text: { zh: "最后没有消息在途中", en: "In the end no message is under way" },
  when: "end",
  holds: (w) => w.pending.every(({ kind }) => kind !== "msg"),
};

const blocked: TransferTask = {
  id: "a",
  title: { zh: "让 2PC 卡住 10 秒", en: "Block 2PC for ten seconds" },
  ask: {
    zh: "只让 TM 崩溃一次、丢几条消息，使 A 和 B 都存疑并把行锁占满 10 秒，而 TM 的日志里早已决定提交。",
    en: "With one crash and a few lost messages, leave both A and B in doubt with their rows locked for ten seconds, although TM's log has said commit all along.",
  },
  predict: {
    ask: {
      zh: "TM 已把提交决定落盘，随后崩溃。A 和 B 都投过赞成票，能不能自己把事务了结？",
      en: "TM has written the commit decision to disk and then crashes. A and B both voted yes. Can they finish on their own?",
    },
    options: [
      { id: "commit", text: { zh: "能，两家都投了赞成，提交就行", en: "Yes: both voted yes, so they commit" } },
      { id: "abort", text: { zh: "能，等超时回滚就行", en: "Yes: they roll back when they have waited enough" } },
      {
        id: "wait",
        text: { zh: "不能，只能占着锁等 TM 回来", en: "No: they keep their locks until TM is back" },
        right: true,
      },
    ],
    because: {
      zh: "A 只知道自己投了什么。对 A 来说，“B 反对、TM 已回滚”和“都赞成、TM 已提交”看起来一样，选哪一边都可能错。",
      en: "A knows only its own vote. “B said no and TM aborted” and “both said yes and TM committed” look the same to A, so either choice may be wrong.",
    },
  },
  tape: { m, p: { protocol: "2pc", retryEvery: 2000 }, seed: 3, net, c: [] },
  allow: { crash: 1, drop: 3 },
  mode: { by: "time", until: 12_000 },
  budget: 4,
  goals: [
    {
      id: "decided",
      text: { zh: "TM 的提交决定已落盘", en: "TM's commit decision is on disk" },
      when: "reach",
      holds: (w) => {
        const { log, forced } = coordinatorOf(w);
        return log.slice(0, forced).includes("commit");
      },
    },
    {
      id: "blocked",
      text: { zh: "最后两家都存疑，锁各占满 10 秒", en: "In the end both banks are in doubt, locked for ten seconds" },
      when: "end",
      holds: (w) => banks.every((bank) => isInDoubt(bankOf(w, bank)) && (lockMsOf(w, bank) ?? 0) >= blockedMs),
    },
  ],
  hints: [
    {
      zh: "决定落盘之后、参与者知道之前，有一小段时间。",
      en: "There is a short time after the decision is on disk and before a participant knows of it.",
    },
    {
      zh: "TM 崩溃后，它已经发出的消息仍会送达；要让这些消息也丢掉。",
      en: "What TM has sent still arrives after its crash: those messages have to be lost too.",
    },
    {
      zh: "等 TM 收齐两票：丢掉发往 A、B 的两条“提交”，再让 TM 崩溃。",
      en: "Wait until TM has both votes, drop the COMMITs to A and to B, and crash TM.",
    },
  ],
  debrief: {
    zh: "2PC 阻塞，但不出错：只要 TM 带着日志回来，两家都会提交。参与者投了赞成票就失去单方面决定的权利，超时自行回滚正是常见的错误做法。生产中的办法是让决定本身有多个副本，例如让协调者的日志走共识（Spanner、TiDB 的 2PC 建立在 Paxos、Raft 组之上），并监控悬而未决的事务；人工强行了结（启发式决定）要按可能不一致来处理。",
    en: "2PC blocks but does not go wrong: once TM is back with its log, both banks commit. A participant that voted yes has given up the right to decide alone; rolling back on a timeout is the usual mistake. In production the decision itself is replicated, with the coordinator's log under consensus (2PC over Paxos or Raft groups in Spanner and TiDB), and transactions left in doubt are watched; settling one by hand (a heuristic decision) has to be treated as a possible inconsistency.",
  },
  solution: [
    [110, 1, { do: "drop", msg: "0-1-1" }],
    [110, 1, { do: "drop", msg: "0-2-1" }],
    [110, 1, { do: "crash", node: coordinatorId }],
  ],
};

const isCutOff = (w: W, node: NodeId): boolean => w.cut?.[coordinatorId * w.nodes.length + node] === true;

const abortsCutOff: TransferGoal = {
  id: "aborts",
  text: {
    zh: "一家银行在与 TM 断开时等到超时，自行回滚",
    en: "A bank that is cut off from TM times out and rolls back",
  },
  when: "reach",
  holds: (w) => {
    const { event } = w;
    if (event.what !== "timer" || event.node === undefined || !isCutOff(w, event.node)) return false;
    const state = w.nodes[event.node]?.state;
    return state?.role === "bank" && state.log.at(-1) === "aborted";
  },
};

const diverged: TransferTask = {
  id: "b",
  title: { zh: "让 3PC 一边提交、一边回滚", en: "Make 3PC commit on one side and abort on the other" },
  ask: {
    zh: "没有节点崩溃，只用一次网络分区，让一家银行提交、另一家回滚；网络恢复、消息都送达之后仍是如此。",
    en: "Without any crash, use one partition to have one bank commit and the other roll back, and have it stay so when the network is whole again and every message has arrived.",
  },
  predict: {
    ask: {
      zh: "3PC 多了一轮预提交，参与者超时后自己了结。网络分区时，它还能保证两家一致吗？",
      en: "3PC adds a pre-commit round, and participants finish on their own after a timeout. Does it still keep both banks alike under a partition?",
    },
    options: [
      { id: "yes", text: { zh: "能，预提交让大家都知道结果", en: "Yes: the pre-commit tells everybody the outcome" } },
      { id: "blocks", text: { zh: "能，但会像 2PC 一样阻塞", en: "Yes, but it blocks like 2PC" } },
      { id: "no", text: { zh: "不能，两边可能各自了结", en: "No: the two sides may end differently" }, right: true },
    ],
    because: {
      zh: "超时规则以“没有消息”来推断“对方没走到那一步”。这要求网络同步、故障只是停机；分区时消息没来，不等于没发。",
      en: "The timeout rule takes silence as proof that the others have not come so far. That needs a synchronous network and fail-stop nodes; in a partition a message that did not arrive may well have been sent.",
    },
  },
  tape: { m, p: { protocol: "3pc" }, seed: 1, net, c: [] },
  allow: { deliver: 12, fire: 4, part: 1, "heal-all": 1 },
  mode: { by: "steps" },
  budget: 14,
  goals: [
    {
      id: "patient",
      text: { zh: "分区之前，没有银行等到超时", en: "No bank times out before the partition" },
      when: "keep",
      holds: (w) => w.event.what !== "timer" || w.event.node === coordinatorId || w.cut !== null,
    },
    abortsCutOff,
    {
      id: "diverged",
      text: {
        zh: "最后一家已提交，另一家已回滚",
        en: "In the end one bank has committed and the other has rolled back",
      },
      when: "end",
      holds: (w) => {
        const ends = banks.map((bank) => bankOf(w, bank).log.at(-1));
        return ends.includes("committed") && ends.includes("aborted");
      },
    },
    {
      id: "healed",
      text: { zh: "最后网络已恢复", en: "In the end the network is whole again" },
      when: "end",
      holds: (w) => w.cut === null,
    },
    silent,
  ],
  hints: [
    {
      zh: "两种超时的结局不同：准备状态回滚，预提交状态提交。",
      en: "The two timeouts end differently: prepared rolls back, pre-committed commits.",
    },
    {
      zh: "在预提交发出之后、送达其中一家之前分区。",
      en: "Partition the network when the PRE-COMMITs are out and one of them has not arrived.",
    },
    {
      zh: "投递两条准备请求和两张票，再投递 B 的预提交和应答；把 A 隔开，投递 A 的预提交（送不到），让 A、B 各等到超时，最后恢复网络。",
      en: "Deliver both PREPAREs and both votes, then B's PRE-COMMIT and its answer; cut A off, deliver A's PRE-COMMIT (it gets lost), let A and B time out, and mend the network.",
    },
  ],
  debrief: {
    zh: "3PC 用超时换来了不阻塞，代价是对网络的假设：网络同步、节点只会停机是起码的条件。分区、长时间停顿或者一条特别慢的消息都会让两边各自了结。这里用的是简单超时规则；完整的 3PC 还要选出新的协调者、执行终止协议，可在异步网络里依然不能既安全又不阻塞。因此工程上很少用 3PC，而是用共识来复制 2PC 的决定。",
    en: "3PC buys non-blocking with timeouts and pays with an assumption: a synchronous network and fail-stop nodes are the least it needs. A partition, a long pause or one very slow message lets the two sides end differently. This is the simple timeout rule; full 3PC elects a new coordinator and runs a termination protocol, and still cannot be both safe and non-blocking in an asynchronous network. That is why 3PC is rarely used and 2PC's decision is replicated by consensus instead.",
  },
  solution: [
    [0, 0, { do: "deliver", msg: "0-1-0" }],
    [0, 0, { do: "deliver", msg: "0-2-0" }],
    [0, 0, { do: "deliver", msg: "1-0-0" }],
    [0, 0, { do: "deliver", msg: "2-0-0" }],
    [0, 0, { do: "deliver", msg: "0-2-1" }],
    [0, 0, { do: "deliver", msg: "2-0-1" }],
    [0, 0, { do: "part", apart: [bankA] }],
    [0, 0, { do: "deliver", msg: "0-1-1" }],
    [0, 0, { do: "fire", node: bankA, timer: "timeout" }],
    [3000, 0, { do: "fire", node: bankB, timer: "timeout" }],
    [3000, 0, { do: "heal-all" }],
  ],
};

const suspended: TransferTask = {
  id: "c",
  title: { zh: "让 TCC 的一笔预留永远挂着", en: "Leave a TCC reservation behind for good" },
  ask: {
    zh: "“TCC 防悬挂”已关闭。让 TM 以 Cancel 结束事务，B 预留后正常释放，A 却留下一笔没有人会释放的预留。最后再打开防悬挂：它只拒绝以后迟到的 Try，收不回已经漏掉的这笔预留。",
    en: "“TCC: refuse a late Try” is off. Have TM end with a Cancel and B reserve and release properly, while A keeps a reservation that nobody will release. Switch the guard on last: it refuses late Trys from then on and does not bring the leaked reservation back.",
  },
  predict: {
    ask: {
      zh: "A 支持空回滚：没有 Try 过也能应答 Cancel。随后迟到的 Try 到了，会怎样？",
      en: "A supports empty rollback: it answers a Cancel without a Try. Then the late Try arrives. What happens?",
    },
    options: [
      { id: "retry", text: { zh: "TM 会重试 Cancel，把预留释放掉", en: "TM retries the Cancel and releases it" } },
      { id: "refused", text: { zh: "空回滚已经挡住了迟到的 Try", en: "The empty rollback keeps the late Try out" } },
      {
        id: "leak",
        text: { zh: "预留成功，此后没人会释放它", en: "It reserves, and nobody ever releases it" },
        right: true,
      },
    ],
    because: {
      zh: "TM 已收到 A 对 Cancel 的应答，不会再发。空回滚只管“没有 Try 的 Cancel”，挡住“Cancel 之后的 Try”要靠防悬挂检查。",
      en: "TM has A's answer to the Cancel and sends no more. Empty rollback is about a Cancel without a Try; keeping out a Try after the Cancel takes a check of its own.",
    },
  },
  tape: { m, p: { protocol: "tcc", suspension: false }, seed: 1, net, c: [] },
  allow: { deliver: 12, fire: 2, set: 1 },
  mode: { by: "steps" },
  budget: 12,
  goals: [
    {
      id: "closed",
      text: { zh: "TM 已用 Cancel 结束这笔事务", en: "TM has ended the transaction with a Cancel" },
      when: "end",
      holds: (w) => isClosed(w) && coordinatorOf(w).log.includes("cancel"),
    },
    {
      id: "released",
      text: { zh: "B 预留过，也释放了", en: "B has reserved and released" },
      when: "end",
      holds: (w) => bankOf(w, bankB).log.includes("cancelled") && accountOf(bankB, bankOf(w, bankB).log).arriving === 0,
    },
    {
      id: "leaked",
      text: { zh: "A 仍有预留", en: "A still has money reserved" },
      when: "end",
      holds: (w) => accountOf(bankA, bankOf(w, bankA).log).held > 0,
    },
    silent,
    {
      id: "guarded",
      text: { zh: "最后“TCC 防悬挂”已打开", en: "In the end “TCC: refuse a late Try” is on" },
      when: "end",
      holds: (w) => w.p.suspension,
    },
  ],
  hints: [
    { zh: "消息不一定按发送的顺序到达。", en: "Messages need not arrive in the order in which they were sent." },
    {
      zh: "让 TM 等不齐 Try 的结果，于是 Cancel；发给 A 的 Try 则一直在路上。",
      en: "Let TM time out before it has received every Try result and cancel, while A's Try is still on its way.",
    },
    {
      zh: "先投递 B 的 Try，触发 TM 的“等答复超时”，投递两条 Cancel 和应答，再投递 A 的 Try，把剩下的消息都送达，最后打开“TCC 防悬挂”。",
      en: "Deliver B's Try, fire TM's answer timeout, deliver both Cancels and their answers, then A's Try, deliver whatever is left, and switch “TCC: refuse a late Try” on last.",
    },
  ],
  debrief: {
    zh: "这就是悬挂：钱还在账上，却永远不能用，只对合计也看不出来；事后打开检查，救不回已经漏掉的预留，只能靠对账清理。把“TCC 防悬挂”从一开始就打开，再放一遍同样的选择：A 的事务控制记录里已有 Cancel，迟到的 Try 被拒绝。三道检查（幂等、空回滚、防悬挂）查的是同一张控制表，它必须和业务改动在同一个本地事务里写入，并以事务号加分支号为唯一键，否则 Try 和 Cancel 并发时仍会漏。",
    en: "This is suspension: the money is still in the account but can never be used, and a check of totals does not show it. A check that is switched on afterwards brings nothing back; what has leaked has to be found by reconciliation. Play the same choices with “TCC: refuse a late Try” on from the start: A's control row already says Cancel, and the late Try is refused. The three checks (idempotence, empty rollback, late Try) look at the same control table; it must be written in the same local transaction as the business change, with transaction and branch id as a unique key, or a Try and a Cancel that run at once slip through.",
  },
  solution: [
    [0, 0, { do: "deliver", msg: "0-2-0" }],
    [0, 0, { do: "deliver", msg: "2-0-0" }],
    [0, 0, { do: "fire", node: coordinatorId, timer: "answers" }],
    [1000, 0, { do: "deliver", msg: "0-2-1" }],
    [1000, 0, { do: "deliver", msg: "2-0-1" }],
    [1000, 0, { do: "deliver", msg: "0-1-1" }],
    [1000, 0, { do: "deliver", msg: "1-0-0" }],
    [1000, 0, { do: "deliver", msg: "0-1-0" }],
    [1000, 0, { do: "deliver", msg: "1-0-1" }],
    [1000, 0, { do: "set", name: "suspension", value: true }],
  ],
};

export const tasks: readonly TransferTask[] = [blocked, diverged, suspended];
