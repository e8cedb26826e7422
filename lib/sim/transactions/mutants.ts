/**
 * Transfers broken on purpose, and the hunts that find nothing in the correct ones. 3PC is missing among the mutants on
 * purpose: it needs no flaw to diverge, only a partition or a slow message, so its quiet hunts leave those out.
 */
import type { Faults, Hunt, Mutant } from "../lab";
import type { Net, ParamValue } from "../model";
import type { Protocol } from "./params";

type Values = Readonly<Record<string, ParamValue>>;

/** Any order of messages and timers, at most so many timers out of turn, and these faults. */
const search = (p: Values, depth: number, allow: (Hunt & { by: "search" })["allow"]): Hunt => ({
  by: "search",
  states: 200_000,
  depth,
  allow: { op: 0, ...allow },
  p,
});

export const mutants: readonly Mutant[] = [
  {
    id: "abort-alone",
    title: {
      zh: "2PC 参与者投了赞成票，等超时就自行回滚",
      en: "A 2PC participant that voted yes rolls back on its own when it has waited long enough",
    },
    p: { protocol: "2pc", abortAlone: true },
    breaks: ["atomicity"],
    hunt: search({}, 8, { fire: 1 }),
  },
  {
    id: "decision-unforced",
    title: {
      zh: "协调者没有把提交决定落盘就通知参与者",
      en: "The coordinator announces a commit before the decision is on disk",
    },
    p: { protocol: "2pc", flaw: "decision-unforced" },
    breaks: ["atomicity"],
    hunt: search({}, 12, { fire: 1, crash: 1, boot: 1 }),
  },
  {
    id: "vote-unforced",
    title: {
      zh: "参与者没有把准备记录落盘就投赞成票",
      en: "A participant votes yes without writing its prepare record to disk",
    },
    p: { protocol: "2pc", flaw: "vote-unforced" },
    breaks: ["conservation"],
    hunt: search({}, 12, { fire: 0, crash: 1, boot: 1 }),
  },
  {
    id: "no-empty-rollback",
    title: {
      zh: "TCC：没有 Try 过也照样执行 Cancel",
      en: "TCC: a Cancel is carried out although there was no Try",
    },
    p: { protocol: "tcc", emptyRollback: false },
    breaks: ["reservations"],
    hunt: search({}, 6, { fire: 1 }),
  },
  {
    id: "no-suspension-guard",
    title: {
      zh: "TCC：Cancel 之后迟到的 Try 仍然预留（悬挂）",
      en: "TCC: a Try that comes after the Cancel still reserves (suspension)",
    },
    p: { protocol: "tcc", suspension: false },
    breaks: ["reservations"],
    hunt: search({}, 8, { fire: 1 }),
  },
  {
    id: "tcc-no-idempotence",
    title: {
      zh: "TCC：重复的 Try、Confirm、Cancel 重复生效",
      en: "TCC: a repeated Try, Confirm or Cancel takes effect again",
    },
    p: { protocol: "tcc", idempotent: false },
    breaks: ["once", "reservations"],
    hunt: search({}, 8, { fire: 1, dup: 1 }),
  },
  {
    id: "cancel-after-confirm",
    title: {
      zh: "TCC：Confirm 等不到应答就改发 Cancel",
      en: "TCC: a Confirm that is not answered in time is turned into a Cancel",
    },
    p: { protocol: "tcc", flaw: "cancel-after-confirm" },
    breaks: ["atomicity"],
    hunt: search({}, 10, { fire: 1 }),
  },
  {
    id: "saga-no-idempotence",
    title: {
      zh: "Saga：重试的步骤重复扣款或入账",
      en: "Saga: a step that is repeated debits or credits again",
    },
    p: { protocol: "saga", idempotent: false },
    breaks: ["once"],
    hunt: search({}, 8, { fire: 1 }),
  },
  {
    id: "compensate-once",
    title: {
      zh: "Saga：补偿只发一次，丢了不重试",
      en: "Saga: the compensation is sent once and not repeated when it is lost",
    },
    p: { protocol: "saga", flaw: "compensate-once", refuses: "b" },
    breaks: ["conservation"],
    hunt: search({}, 8, { fire: 0, drop: 1 }),
  },
  {
    id: "publish-first",
    title: {
      zh: "先发消息，再提交本地事务（双写）",
      en: "Publishes the message before the local transaction commits (dual write)",
    },
    p: { protocol: "outbox", flaw: "publish-first", refuses: "a" },
    breaks: ["conservation"],
    hunt: search({}, 12, { fire: 1 }),
  },
  {
    id: "consumer-no-dedup",
    title: {
      zh: "消费者不去重，重复投递就重复入账",
      en: "The consumer does not deduplicate: a message delivered twice is credited twice",
    },
    p: { protocol: "outbox", idempotent: false },
    breaks: ["once"],
    hunt: search({}, 10, { fire: 2 }),
  },
];

const rough: Net = { min: 20, tail: 60, loss: 80, twice: 80 };
/** Delays are bounded far below every timeout, nothing is lost: the network that 3PC was made for. */
const synchronous: Net = { min: 20, tail: 20, loss: 0, twice: 80 };

const everything: Faults = {
  ...{ crash: 800, down: 500, pause: 1500, still: 600, part: 1500, cut: 1200, apart: 500, op: 900 },
  aim: "leader",
};
/** Fail-stop only. A node that stands still, or a message that is lost, is the same to the others as a partition. */
const failStop: Faults = { crash: 500, down: 900, op: 900, aim: "leader" };

const swarm = (protocol: Protocol, net: Net, faults: Faults): Hunt => ({
  ...{ by: "swarm", runs: 120, steps: 100, net, faults },
  p: { protocol, answerTimeout: 1000, waitTimeout: 3000, retryEvery: 500 },
});

/** Every order of messages with these many timers out of turn and faults, to the end: all states are seen. */
const exhaustive = (protocol: Protocol): Hunt[] => [
  search({ protocol }, 60, { op: 1, fire: 1, crash: 1, boot: 1 }),
  search({ protocol }, 60, { fire: 2, drop: 1, dup: 1 }),
];

/** Not 3pc: a timer out of turn is a slow message, and that alone makes it diverge. */
const safe: readonly Protocol[] = ["2pc", "tcc", "saga", "outbox"];

export const quiet: readonly Hunt[] = [
  ...safe.map((protocol) => swarm(protocol, rough, everything)),
  swarm("3pc", synchronous, failStop),
  ...safe.flatMap(exhaustive),
];
