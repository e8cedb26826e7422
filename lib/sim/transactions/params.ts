/** What can be set before or during a transfer. Everything that names a mistake stands here as a switch. */
import type { ParamSchema, Params } from "../model";

const ms = { zh: "ms", en: "ms" };

export const schema = {
  protocol: {
    kind: "choice",
    default: "2pc",
    label: { zh: "协议", en: "Protocol" },
    options: [
      { id: "2pc", label: { zh: "两阶段提交 2PC", en: "Two-phase commit (2PC)" } },
      { id: "3pc", label: { zh: "三阶段提交 3PC", en: "Three-phase commit (3PC)" } },
      { id: "tcc", label: { zh: "TCC", en: "TCC (Try, Confirm, Cancel)" } },
      { id: "saga", label: { zh: "Saga（编排式）", en: "Saga, orchestrated" } },
      { id: "outbox", label: { zh: "本地消息表（outbox）", en: "Transactional outbox" } },
    ],
  },
  refuses: {
    kind: "choice",
    default: "none",
    label: { zh: "哪个账户已冻结", en: "Frozen account" },
    help: { zh: "账户冻结的银行会拒绝这笔转账。", en: "A bank whose account is frozen refuses the transfer." },
    options: [
      { id: "none", label: { zh: "都没有", en: "Neither" } },
      { id: "a", label: { zh: "A（付款方）", en: "A, which pays" } },
      { id: "b", label: { zh: "B（收款方）", en: "B, which is paid" } },
    ],
  },
  answerTimeout: {
    kind: "int",
    min: 200,
    max: 10_000,
    step: 100,
    default: 1000,
    unit: ms,
    live: true,
    label: { zh: "协调者等答复", en: "Coordinator waits" },
    help: {
      zh: "2PC、3PC、TCC：到时还没收齐投票或 Try 的结果，就决定回滚。",
      en: "2PC, 3PC, TCC: without all votes or Try results by then, it decides to roll back.",
    },
  },
  retryEvery: {
    kind: "int",
    min: 100,
    max: 10_000,
    step: 100,
    default: 1000,
    unit: ms,
    live: true,
    label: { zh: "重试间隔", en: "Retry every" },
    help: {
      zh: "重发没有确认的消息；2PC 参与者存疑时按这个间隔询问结果。",
      en: "Resends what was not acknowledged; an in-doubt 2PC participant asks for the outcome this often.",
    },
  },
  waitTimeout: {
    kind: "int",
    min: 500,
    max: 20_000,
    step: 500,
    default: 3000,
    unit: ms,
    live: true,
    label: { zh: "参与者等结果", en: "Participant waits" },
    help: {
      zh: "3PC：到时后，准备状态回滚，预提交状态提交。2PC 只在打开下一项时使用。",
      en: "3PC: then a prepared participant aborts and a pre-committed one commits. 2PC uses it only with the next switch on.",
    },
  },
  abortAlone: {
    kind: "flag",
    default: false,
    label: { zh: "2PC 等不到结果就自行回滚", en: "2PC: roll back alone on timeout" },
    help: {
      zh: "常见的错误做法：投过赞成票的参与者无权单方面回滚。",
      en: "A common mistake: a participant that voted yes may not decide alone.",
    },
  },
  idempotent: {
    kind: "flag",
    default: true,
    live: true,
    label: { zh: "幂等键去重", en: "Idempotence key" },
    help: {
      zh: "TCC、Saga、本地消息表：同一步只生效一次，重复的请求返回第一次的结果。",
      en: "TCC, saga, outbox: a step takes effect once; a repeated request gets the first answer.",
    },
  },
  emptyRollback: {
    kind: "flag",
    default: true,
    live: true,
    label: { zh: "TCC 允许空回滚", en: "TCC: empty rollback" },
    help: {
      zh: "没有执行过 Try 就收到 Cancel：只登记，不动账。",
      en: "A Cancel without a Try is noted and moves no money.",
    },
  },
  suspension: {
    kind: "flag",
    default: true,
    live: true,
    label: { zh: "TCC 防悬挂", en: "TCC: refuse a late Try" },
    help: {
      zh: "已登记过 Cancel，迟到的 Try 一律拒绝。",
      en: "After a Cancel was noted, a Try that comes late is refused.",
    },
  },
  flaw: {
    kind: "choice",
    default: "none",
    label: { zh: "植入的缺陷", en: "Planted flaw" },
    options: [
      { id: "none", label: { zh: "无", en: "None" } },
      { id: "decision-unforced", label: { zh: "协调者的决定不落盘", en: "Decision is not written to disk" } },
      { id: "vote-unforced", label: { zh: "投赞成票前不落盘", en: "Yes vote is not written to disk" } },
      { id: "cancel-after-confirm", label: { zh: "Confirm 超时改发 Cancel", en: "Cancels when Confirm times out" } },
      { id: "compensate-once", label: { zh: "补偿只发一次", en: "Compensation is sent once" } },
      { id: "publish-first", label: { zh: "先发消息后提交", en: "Publishes before the local commit" } },
    ],
  },
} as const satisfies ParamSchema;

export type P = Params<typeof schema>;
export type Protocol = P["protocol"];
