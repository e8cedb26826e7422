/** The distributed transactions lab: one transfer by 2PC, 3PC, TCC, saga or outbox. */
import type { Lab } from "../lab";
import { say } from "../scene";
import { clauses } from "./clauses";
import type { Ghost } from "./ghost";
import { model } from "./model";
import { mutants, quiet } from "./mutants";
import type { P } from "./params";
import { scenarios } from "./scenarios";
import { messageName, sceneOf, spanOf } from "./scene";
import { coordinatorId, type Message, type Op, type State } from "./state";
import { tasks } from "./tasks";
import { tellStep } from "./tell";
import { opWords, timerWords } from "./words";

export const lab: Lab<State, Message, Op, P, Ghost> = {
  id: "transactions",
  title: { zh: "分布式事务", en: "Distributed transactions" },
  lead: {
    zh: "用 2PC、3PC、TCC、Saga 或本地消息表完成同一笔转账，在任意一步让节点崩溃、消息丢失或网络分区，看钱和锁停在哪里。",
    en: "Make the same transfer by 2PC, 3PC, TCC, saga or outbox, crash a node, lose a message or split the network at any step, and see where money and locks are left.",
  },
  model,
  net: { min: 60, tail: 40, loss: 0, twice: 0 },
  seed: 1,
  looks: [{ protocol: "3pc" }, { protocol: "tcc" }, { protocol: "saga" }, { protocol: "outbox" }],
  properties: {
    atomicity: {
      zh: "原子性：不会一家已提交（Confirm）、另一家已回滚（Cancel）",
      en: "Atomicity: never has one bank committed (confirmed) and the other rolled back (cancelled)",
    },
    conservation: {
      zh: "守恒：转账结束后，两家的钱加起来仍是 150",
      en: "Conservation: when the transfer is over, both accounts together hold 150 again",
    },
    reservations: {
      zh: "预留：不释放没有预留过的钱，结束后不留预留",
      en: "Reservations: nothing is released that was not reserved, and none is left at the end",
    },
    once: { zh: "至多一次：每一步在每家银行至多生效一次", en: "At most once: no step takes effect twice at a bank" },
    durability: {
      zh: "决定持久：通知过的决定不会改变，投过的赞成票不会忘记",
      en: "Durability: a decision once told never changes, a yes vote is never forgotten",
    },
  },
  clauses,
  scene: sceneOf,
  tell: tellStep,
  opName: (op) => say(opWords[op.type]),
  messageName,
  timerName: (name) => say(timerWords[name] ?? { zh: name, en: name }),
  span: spanOf,
  leaders: () => [coordinatorId],
  faults: {
    doings: [
      ...(["op", "deliver", "drop", "dup", "delay", "crash", "boot", "pause", "resume"] as const),
      ...(["cut", "heal", "clog", "unclog", "part", "heal-all", "set"] as const),
    ],
    delay: 1500,
    skew: 0,
  },
  scenarios,
  tasks,
  mutants,
  quiet,
  checkedAgainst: [
    {
      text: {
        zh: "TLA+ 规约 TCommit：2PC 在任意消息次序下（外加一次崩溃重启，或一次丢失和一次重复），每一步都是 TCommit 允许的一步，且到达了它的全部状态",
        en: "TLA+ specification TCommit: in any order of messages (with one crash and recovery, or with one message lost and one duplicated) every step of 2PC is a step that TCommit allows, and all of TCommit's states are reached",
      },
      url: "https://github.com/tlaplus/Examples/blob/32a32c7b/specifications/transaction_commit/TCommit.tla",
    },
  ],
  leavesOut: [
    {
      zh: "3PC 用的是简单超时规则：不选新的协调者，也没有终止协议；“正确的 3PC 不出错”只在不丢消息、延迟有界、节点只会停机时检查过。一步里要发的消息总是一起发出，所以看不到“只发出一条预提交就停机”，而这一种就足以让简单超时规则出错。",
      en: "3PC uses the simple timeout rule: no new coordinator is elected and there is no termination protocol; that it makes no mistake was checked only without lost messages, with bounded delays and fail-stop nodes. The messages of one step leave together, so a coordinator that stops after one of its two PRE-COMMITs is not shown; that alone defeats the simple timeout rule.",
    },
    {
      zh: "2PC 的参与者只问协调者，不互相询问（协作终止）；协调者没有副本。",
      en: "2PC participants ask the coordinator only, not each other (cooperative termination); the coordinator is not replicated.",
    },
    {
      zh: "只有一笔转账：看不到锁等待排队、死锁和并发事务的隔离级别。",
      en: "There is one transfer only: no queue for locks, no deadlock, no isolation levels between transactions.",
    },
    {
      zh: "Saga 的正向步骤一直重试，没有总时限；补偿不会失败，也没有人工队列。",
      en: "A saga's forward steps are repeated without a limit; a compensation never fails, and there is no queue for people to look at.",
    },
    {
      zh: "本地消息表只有一个转发任务；不含 CDC、RocketMQ 事务消息的回查和死信队列。",
      en: "The outbox has one relay only; CDC, RocketMQ's check-back and dead-letter queues are left out.",
    },
  ],
};
