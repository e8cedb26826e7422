/** What can be set, with its words. The names are Kafka's, shortened where they stand in code. */
import type { ParamSchema, Params } from "../model";

export const params = {
  system: {
    kind: "choice",
    default: "kafka",
    options: [
      { id: "kafka", label: { zh: "Kafka", en: "Kafka" } },
      { id: "pulsar", label: { zh: "Pulsar", en: "Pulsar" } },
    ],
    label: { zh: "系统", en: "System" },
    help: {
      zh: "Kafka：一个分区、副本、位移。Pulsar：一个订阅、逐条确认、死信。",
      en: "Kafka: one partition, its replicas, offsets. Pulsar: one subscription, acknowledgement by message, dead letters.",
    },
  },
  rf: {
    ...{ kind: "int", min: 1, max: 3, step: 1, default: 3 },
    label: { zh: "副本数", en: "Replicas" },
    help: {
      zh: "replication.factor：这个分区有几份日志。",
      en: "replication.factor: how many logs the partition has.",
    },
  },
  acks: {
    ...{ kind: "choice", default: "all", live: true },
    options: [
      { id: "0", label: { zh: "0：不等", en: "0: none" } },
      { id: "1", label: { zh: "1：领导者", en: "1: leader" } },
      { id: "all", label: { zh: "all：ISR 全部", en: "all: the ISR" } },
    ],
    label: { zh: "acks", en: "acks" },
    help: {
      zh: "all 等的是当前 ISR 的全部成员，不是全部副本。",
      en: "all waits for every member of the current ISR, not for every replica.",
    },
  },
  minIsr: {
    ...{ kind: "int", min: 1, max: 3, step: 1, default: 2, live: true },
    label: { zh: "min.insync.replicas", en: "min.insync.replicas" },
    help: {
      zh: "ISR 少于这个数时，acks=all 的写入被拒绝，HW 也不再前进（3.7 起，最多按副本数算）。Kafka 的默认值是 1。",
      en: "With a smaller ISR, writes with acks=all are refused and the HW stands still (since 3.7; never more than there are replicas). Kafka's default is 1.",
    },
  },
  unclean: {
    ...{ kind: "flag", default: false, live: true },
    label: { zh: "允许 unclean 选举", en: "Unclean election" },
    help: {
      zh: "ISR 里没有活着的副本时，让落后的副本当领导者。",
      en: "When no member of the ISR is alive, a replica that lags may lead.",
    },
  },
  powerLoss: {
    ...{ kind: "flag", default: false, live: true },
    label: { zh: "崩溃即断电", en: "A crash is a power failure" },
    help: {
      zh: "关：只是进程退出，页缓存还在。开：还没刷盘的记录也没了。Kafka 应答在刷盘之前。",
      en: "Off: the process ends, the page cache stays. On: records not yet flushed are gone too. Kafka acknowledges before it flushes.",
    },
  },
  idempotence: {
    ...{ kind: "flag", default: true },
    label: { zh: "幂等生产者", en: "Idempotent producer" },
    help: {
      zh: "enable.idempotence：领导者按生产者序号识别重试。只在 acks=all 时有效。",
      en: "enable.idempotence: the leader knows a retry by the producer's sequence number. Needs acks=all.",
    },
  },
  inFlight: {
    ...{ kind: "int", min: 1, max: 5, step: 1, default: 5 },
    label: { zh: "在途请求上限", en: "Requests in flight" },
    help: { zh: "max.in.flight.requests.per.connection。", en: "max.in.flight.requests.per.connection." },
  },
  commit: {
    ...{ kind: "choice", default: "after", live: true },
    options: [
      { id: "after", label: { zh: "处理后", en: "after the work" } },
      { id: "auto", label: { zh: "自动提交", en: "automatic" } },
      { id: "before", label: { zh: "处理前", en: "before the work" } },
    ],
    label: { zh: "何时提交位移", en: "Offsets are committed" },
    help: {
      zh: "自动提交：poll 时若到了间隔，提交上一批之后的位置。Pulsar 中是何时确认（自动与处理后相同）。",
      en: "Automatic: a poll commits the position behind the last batch once the interval has passed. In Pulsar: when a message is acknowledged (automatic is the same as after).",
    },
  },
  dedup: {
    ...{ kind: "flag", default: true, live: true },
    label: { zh: "消费端幂等键", en: "Unique key at the consumer" },
    help: {
      zh: "效果与记录的唯一键在数据库的同一个事务里写入；键已存在则不再生效。",
      en: "The effect and the record's unique key are written in one database transaction; a key that exists stops a second effect.",
    },
  },
  rule: {
    ...{ kind: "choice", default: "kip-320" },
    options: [
      { id: "kip-320", label: { zh: "KIP-320：纪元隔离", en: "KIP-320: fenced by epoch" } },
      { id: "kip-279", label: { zh: "KIP-279：逐纪元回退", en: "KIP-279: epoch by epoch" } },
      { id: "kip-101", label: { zh: "KIP-101：按领导者纪元", en: "KIP-101: by leader epoch" } },
      { id: "high-watermark", label: { zh: "截到自己的 HW", en: "Cut to the own HW" } },
    ],
    label: { zh: "跟随者如何截断", en: "How a follower truncates" },
    help: {
      zh: "换了领导者之后，跟随者从哪里开始丢弃自己的日志。",
      en: "From where a follower drops its own log when the leader has changed.",
    },
  },
  subscription: {
    ...{ kind: "choice", default: "key-shared" },
    options: [
      { id: "key-shared", label: { zh: "Key_Shared", en: "Key_Shared" } },
      { id: "shared", label: { zh: "Shared", en: "Shared" } },
    ],
    label: { zh: "Pulsar 订阅类型", en: "Pulsar subscription" },
    help: {
      zh: "Key_Shared：同一个键同一时刻只在一个消费者手里。",
      en: "Key_Shared: messages of one key are with one consumer at a time.",
    },
  },
  deadLetter: {
    ...{ kind: "int", min: 0, max: 5, step: 1, default: 2, live: true },
    label: { zh: "Pulsar 最大重投次数", en: "Pulsar redeliveries at most" },
    help: {
      zh: "deadLetterPolicy 的 maxRedeliverCount；0 表示没有死信策略，失败的消息一直重投。",
      en: "maxRedeliverCount of the deadLetterPolicy; 0: no such policy, a failing message comes again for ever.",
    },
  },
  flaw: {
    ...{ kind: "choice", default: "none" },
    options: [
      { id: "none", label: { zh: "无", en: "none" } },
      { id: "ack-early", label: { zh: "ISR 写入前就应答", en: "acknowledges before the ISR has it" } },
      { id: "hw-ahead", label: { zh: "HW 不等最慢的成员", en: "HW does not wait for the slowest" } },
      { id: "expand-early", label: { zh: "过早放回 ISR", en: "back in the ISR too early" } },
      { id: "read-ahead", label: { zh: "让消费者读到 HW 之后", en: "consumers read beyond the HW" } },
      { id: "forget-producer", label: { zh: "新领导者不认得生产者", en: "a new leader forgets producers" } },
      { id: "stale-version", label: { zh: "不核对分区版本", en: "partition version is not compared" } },
    ],
    label: { zh: "故意的错误", en: "Broken on purpose" },
  },
} as const satisfies ParamSchema;

export type P = Params<typeof params>;
export type Acks = P["acks"];

/** The sequence numbers of a producer count only where every answer is waited for. */
export const isIdempotent = (p: P): boolean => p.idempotence && p.acks === "all";

/** min.insync.replicas as it takes effect: since 3.7 never more than there are replicas. */
export const minIsrOf = (p: P): number => Math.min(p.minIsr, p.rf);
