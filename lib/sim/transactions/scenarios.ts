/** Runs to watch, each with a question that a common belief gets wrong. */
import type { Scenario } from "../lab";
import type { Net } from "../model";
import { bankA, coordinatorId, type Op } from "./state";

const m = "transactions@1";
const net: Net = { min: 60, tail: 40, loss: 0, twice: 0 };

export const scenarios: readonly Scenario<Op>[] = [
  {
    id: "in-doubt",
    title: { zh: "协调者在做决定之前崩溃", en: "The coordinator crashes before it decides" },
    ask: {
      zh: "2PC：A、B 都投了赞成票，TM 还没做出决定就崩溃，6 秒后才重启。这 6 秒里两家会怎样？",
      en: "2PC: A and B have voted yes, TM crashes before it decides and is back after six seconds. What do the banks do meanwhile?",
    },
    options: [
      { id: "abort", text: { zh: "等到超时，各自回滚", en: "They time out and roll back" } },
      { id: "commit", text: { zh: "都投了赞成，直接提交", en: "Both voted yes, so they commit" } },
      {
        id: "wait",
        text: { zh: "占着锁反复询问，等 TM 重启", en: "They keep their locks and ask until TM is back" },
        right: true,
      },
    ],
    because: {
      zh: "投过赞成票就进入存疑状态：单方面提交或回滚都可能和另一家相反。TM 重启后没有提交记录，按推定回滚来答复，锁才放开。",
      en: "A yes vote puts a bank in doubt: committing or rolling back alone may contradict the other bank. TM comes back without a commit on record, answers abort by presumption, and only then are the locks freed.",
    },
    tape: {
      ...{ m, p: { protocol: "2pc" }, seed: 1, net },
      c: [
        [120, 0, { do: "crash", node: coordinatorId }],
        [6120, 0, { do: "boot", node: coordinatorId }],
      ],
    },
    from: 2,
    to: 32,
  },
  {
    id: "dirty-read",
    title: { zh: "Saga 进行到一半时查余额", en: "Reading a balance in the middle of a saga" },
    ask: {
      zh: "Saga：A 原有 100，扣款 30 之后 B 拒绝入账，最终会退款。在退款之前查询 A 的余额，会看到什么？",
      en: "Saga: A held 100 and is debited 30, then B refuses and A will be refunded. Somebody reads A's balance before the refund. What do they see?",
    },
    options: [
      { id: "old", text: { zh: "100，事务没完成就看不到改动", en: "100: an incomplete transaction is not visible" } },
      { id: "waits", text: { zh: "等行锁，直到 Saga 结束", en: "They wait for the row lock until the saga ends" } },
      { id: "new", text: { zh: "70，尽管之后会退回", en: "70, although it will be paid back" }, right: true },
    ],
    because: {
      zh: "Saga 的每一步都是已提交的本地事务，锁当场就放，所以没有隔离性。若有人根据 70 做了别的决定，退款也收不回那个决定。",
      en: "Each step of a saga is a committed local transaction that frees its locks at once, so there is no isolation. A decision that somebody bases on the 70 is not undone by the refund.",
    },
    tape: {
      ...{ m, p: { protocol: "saga", refuses: "b" }, seed: 1, net },
      c: [[300, 0, { do: "op", node: bankA, op: { type: "read" } }]],
    },
    from: 2,
    to: 4,
  },
  {
    id: "redelivery",
    title: { zh: "确认丢失，消息发了两次", en: "A lost confirmation, a message sent twice" },
    ask: {
      zh: "本地消息表：MQ 存下了消息，给 A 的确认却丢了，转发任务于是再发一次。B 原有 50，最后是多少？",
      en: "Outbox: the broker has stored the message but its confirmation to A is lost, so the relay publishes again. B held 50. How much in the end?",
    },
    options: [
      { id: "twice", text: { zh: "110，发了两次就入账两次", en: "110: sent twice, credited twice" } },
      { id: "broker", text: { zh: "80，MQ 会丢掉重复的消息", en: "80: the broker drops the duplicate" } },
      {
        id: "consumer",
        text: { zh: "80，B 按消息号去重", en: "80: B deduplicates by message id" },
        right: true,
      },
      { id: "none", text: { zh: "50，A 会因为没有确认而回滚", en: "50: A rolls back without the confirmation" } },
    ],
    because: {
      zh: "MQ 存了两份，也投递了两次：发送和投递都只保证至少一次。入账与登记消息号在同一个本地事务里，所以第二次只应答、不入账。",
      en: "The broker stores and delivers two copies: publishing and delivery are both at least once. B credits and notes the message id in one local transaction, so the second copy is acknowledged and credits nothing.",
    },
    tape: {
      ...{ m, p: { protocol: "outbox" }, seed: 1, net },
      c: [[300, 0, { do: "drop", msg: "3-1-0" }]],
    },
    from: 4,
    to: 12,
  },
];
