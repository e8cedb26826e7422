/** The Kafka lab: what it is called, what it shows, what it was held to and what it leaves out. */
import type { Text } from "../../i18n/locales";
import type { Lab } from "../lab";
import { say } from "../scene";
import { clauses } from "./clauses";
import { type Ghost, trueLeader } from "./ghost";
import type { InvariantId } from "./invariants";
import { model } from "./model";
import { mutants, quiet } from "./mutants";
import { isPulsar, messageNamed, opNamed, timerNamed } from "./names";
import type { P } from "./params";
import { scenarios } from "./scenarios";
import { sceneOf } from "./scene";
import type { C, M, S } from "./state";
import { tasks } from "./tasks";
import { tellOf } from "./tell";
import { picture } from "./words";

export const lab: Lab<S, M, C, P, Ghost> = {
  id: "kafka",
  title: { zh: "Kafka：复制与投递", en: "Kafka: replication and delivery" },
  lead: {
    zh: "让 Broker 崩溃、跟随者落后、消费者停顿，看哪些已应答的记录还在、哪些效果出现了两次。",
    en: "Crash brokers, let followers lag and consumers stall, and see which acknowledged records survive and which effects are made twice.",
  },
  model,
  net: { min: 5, tail: 10, loss: 0, twice: 0 },
  seed: 7,
  looks: [
    { system: "pulsar" },
    { rf: 1, acks: "1" },
    { rf: 2, rule: "high-watermark", unclean: true, minIsr: 1 },
    { rule: "kip-101", idempotence: false, acks: "0", commit: "auto" },
    { rule: "kip-279", powerLoss: true, commit: "before", dedup: false },
    { system: "pulsar", subscription: "shared", commit: "before", deadLetter: 0 },
  ],
  properties: {
    "acknowledged-survive": {
      zh: "已应答的记录在以后每个领导者的日志里",
      en: "An acknowledged record is in the log of every later leader",
    },
    "logs-match": { zh: "HW 以下各副本的日志相同", en: "Below the HW all replicas have the same log" },
    "isr-has-committed": {
      zh: "ISR 的每个成员都有全部已提交的记录",
      en: "Every member of the ISR has all committed records",
    },
    "reads-committed": { zh: "消费者只读到 HW 以下", en: "Consumers read only below the HW" },
    "in-order": { zh: "记录按发送顺序写入，各一份", en: "Records are written in the order of sending, each once" },
    "effect-once": { zh: "每条记录的效果恰好一次", en: "The effect of each record is made exactly once" },
    "key-at-one": { zh: "Key_Shared：一个键只在一个消费者手里", en: "Key_Shared: one key is with one consumer" },
    "acked-is-done": {
      zh: "Pulsar：已确认的消息要么处理过，要么是死信",
      en: "Pulsar: an acknowledged message was processed or is a dead letter",
    },
  } satisfies Record<InvariantId, Text>,
  clauses,
  scene: sceneOf,
  tell: tellOf,
  opName: opNamed,
  messageName: messageNamed,
  timerName: timerNamed,
  span(w, node) {
    const state = w.nodes[node]?.state;
    if (state?.kind === "broker" && state.leader === node)
      return {
        mark: trueLeader(w)?.id === node ? "double" : "dashed",
        text: say(picture.epoch, { epoch: state.epoch }),
      };
    return state?.kind === "consumer" && state.owns ? { mark: "double", text: say(picture.owner) } : null;
  },
  leaders(w) {
    if (isPulsar(w)) return [0];
    const leader = trueLeader(w);
    return leader ? [leader.id] : [];
  },
  faults: {
    doings: [
      "crash",
      "boot",
      "pause",
      "resume",
      "cut",
      "heal",
      "part",
      "heal-all",
      "drop",
      "dup",
      "delay",
      "op",
      "set",
    ],
    delay: 200,
    skew: 0,
  },
  scenarios,
  tasks,
  mutants,
  quiet,
  checkedAgainst: [
    {
      text: {
        zh: "hachikuji/kafka-specification @d68782b5：截断规则的判定（3 个副本的反例：8、10、10 步；2 个副本看遍 53,099 与 48,247 个状态）。状态数与另一份独立移植一致，没有运行 TLC。",
        en: "hachikuji/kafka-specification @d68782b5: verdicts on the truncation rules (counterexamples with 3 replicas: 8, 10, 10 steps; 53,099 and 48,247 states of 2 replicas exhausted). The counts agree with an independent port; TLC was not run.",
      },
      url: "https://github.com/hachikuji/kafka-specification",
    },
    {
      text: {
        zh: "Kafka 的 ProducerStateManagerTest @0062cdac：序号与生产者纪元的判定",
        en: "Kafka's ProducerStateManagerTest @0062cdac: verdicts on sequence and producer epoch",
      },
      url: "https://github.com/apache/kafka",
    },
    {
      text: {
        zh: "Kafka 的 UtilsTest：murmur2 分区散列",
        en: "Kafka's UtilsTest: the murmur2 hash of the partitioner",
      },
      url: "https://github.com/apache/kafka",
    },
  ],
  leavesOut: [
    {
      zh: "一个分区；控制器是一个节点，兼任组协调者和元数据来源，它的仲裁（KRaft）不在其中。",
      en: "One partition; the controller is a single node, group coordinator and source of metadata as well; its quorum (KRaft) is not shown.",
    },
    {
      zh: "时间缩短：真实默认值是这里的 10 到 100 倍（replica.lag.time.max 30 s，max.poll.interval 5 min）。",
      en: "Times are shortened: the real defaults are 10 to 100 times these (replica.lag.time.max 30 s, max.poll.interval 5 min).",
    },
    {
      zh: "截断点用单独的请求询问；2.7 起由 Fetch 的响应带回。ISR 变更不核对 Broker 纪元（KIP-903）。",
      en: "Where to cut is asked by a request of its own; since 2.7 the fetch response brings it. ISR changes do not compare broker epochs (KIP-903).",
    },
    {
      zh: "没有批次、压缩、保留期、日志压实、事务与 read_committed、从跟随者读取、ELR（KIP-966）。",
      en: "No batches, compression, retention, compaction, transactions with read_committed, follower fetching or ELR (KIP-966).",
    },
    {
      zh: "生产者一直重试（没有 delivery.timeout.ms）；重启后像带 transactional.id 一样提高纪元，但内存里的记录不再发。",
      en: "The producer retries for ever (no delivery.timeout.ms); a restart raises its epoch as with a transactional.id, but what was in memory is not sent again.",
    },
    {
      zh: "消费者组用粘性的单一拥有者，不演示 KIP-848 的协调过程；数据库不会失败。",
      en: "The group has one sticky owner, not the reconciliation of KIP-848; the database does not fail.",
    },
    {
      zh: "Pulsar 只有一个 Broker 和一个订阅；BookKeeper 视为不丢数据，也没有累积确认和重试主题。",
      en: "Pulsar has one broker and one subscription; BookKeeper loses nothing; no cumulative acknowledgement, no retry topic.",
    },
  ],
};
