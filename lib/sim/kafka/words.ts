/** The lab's texts in both languages, beside each other: the picture, names of messages and timers, reasons. */
import type { Text } from "../../i18n/locales";
import { inBoth, type Said, say } from "../scene";

/** A text with its `{names}` filled in, in both languages: for parts of a longer sentence. */
export const filled = (text: Text, values: Said["with"]): Text => inBoth(say(text, values));

/** "B1、B2" and "B1, B2"; a dash for none. */
export const listed = (names: readonly string[]): Text =>
  names.length === 0 ? { zh: "无", en: "none" } : { zh: names.join("、"), en: names.join(", ") };

export const joined = (parts: readonly Text[]): Text => ({
  zh: parts.map(({ zh }) => zh).join("；"),
  en: parts.map(({ en }) => en).join("; "),
});

export const picture = {
  columns: {
    producer: { zh: "生产者", en: "Producer" },
    brokers: { zh: "分区的副本", en: "Replicas" },
    broker: { zh: "Broker", en: "Broker" },
    controller: { zh: "控制器", en: "Controller" },
    consumers: { zh: "消费者组", en: "Group" },
  },
  epoch: { zh: "纪元 {epoch}", en: "epoch {epoch}" },
  ends: { zh: "LEO {leo} HW {hw}", en: "LEO {leo} HW {hw}" },
  inIsr: { zh: "在 ISR 中", en: "in the ISR" },
  outOfIsr: { zh: "不在 ISR", en: "not in the ISR" },
  leader: { zh: "领导者", en: "leader" },
  zombie: { zh: "旧领导者，尚不知情", en: "old leader, unaware" },
  follower: { zh: "跟随者", en: "follower" },
  lost: { zh: "还不知道领导者", en: "knows no leader" },
  aligning: { zh: "在找截断点", en: "finds where to cut" },
  controller: { zh: "控制器兼协调者", en: "controller, coordinator" },
  leads: { zh: "领导者 {name}", en: "leader {name}" },
  noLeader: { zh: "没有领导者", en: "no leader" },
  isr: { zh: "ISR {ids}", en: "ISR {ids}" },
  nextRecord: { zh: "下一条 #{v}", en: "next #{v}" },
  open: { zh: "未应答 {count}", en: "{count} unanswered" },
  done: { zh: "已发完", en: "all sent" },
  owner: { zh: "拥有分区", en: "owns the partition" },
  idle: { zh: "没有分区", en: "no partition" },
  position: { zh: "位移 {offset}", en: "offset {offset}" },
  working: { zh: "处理 #{v}", en: "works on #{v}" },
  holds: { zh: "手里 {count} 条", en: "holds {count}" },
  waits: { zh: "空闲", en: "idle" },
  pulsarBroker: { zh: "订阅 {type}", en: "{type}" },
  backlog: { zh: "积压 {count}", en: "backlog {count}" },
  unacked: { zh: "未确认 {count}", en: "unacked {count}" },
  none: { zh: "无", en: "none" },
} as const satisfies Record<string, Text | Record<string, Text>>;

export const summaries = {
  kafka: {
    zh: "{leader}；ISR 为 {isr}；HW 以下有 {committed} 条；已应答 {acked} 条，其中丢失 {lost} 条；{owner}，已提交位移 {offset}；{down}。",
    en: "{leader}; the ISR is {isr}; {committed} records below the HW; {acked} acknowledged, {lost} of them lost; {owner}, committed offset {offset}; {down}.",
  },
  led: { zh: "{name} 是纪元 {epoch} 的领导者", en: "{name} leads in epoch {epoch}" },
  unled: { zh: "分区没有领导者", en: "the partition has no leader" },
  owned: { zh: "{name} 拥有分区", en: "{name} owns the partition" },
  unowned: { zh: "没有消费者拥有分区", en: "no consumer owns the partition" },
  down: { zh: "不可用：{names}", en: "not running: {names}" },
  allUp: { zh: "所有节点都在运行", en: "all nodes run" },
  pulsar: {
    zh: "已写入 {last} 条消息；未确认 {unacked} 条，已确认 {acked} 条，死信 {dead} 条；已连接的消费者：{connected}；{down}。",
    en: "{last} messages written; {unacked} unacknowledged, {acked} acknowledged, {dead} dead letters; connected consumers: {connected}; {down}.",
  },
} as const satisfies Record<string, Text>;

export const tables = {
  log: { zh: "每个副本的日志", en: "The log of each replica" },
  logCaption: {
    zh: "#n 是第 n 条记录，小字是写入它的领导者纪元。",
    en: "#n is record n, the small word its leader's epoch.",
  },
  settled: { zh: "在这个副本的 HW 以下", en: "below this replica's HW" },
  openEdge: { zh: "HW 以上：还可能被截掉", en: "above the HW: may yet be cut" },
  bar: { zh: "高水位 HW", en: "high watermark" },
  offset: { zh: "{offset}", en: "{offset}" },
  effects: { zh: "每条记录的下落", en: "What became of each record" },
  acked: { zh: "应答", en: "acked" },
  kept: { zh: "日志", en: "log" },
  effect: { zh: "效果", en: "effect" },
  ackedYes: { zh: "已应答", en: "acked" },
  committed: { zh: "已提交", en: "committed" },
  pending: { zh: "未定", en: "open" },
  lost: { zh: "丢失", en: "lost" },
  twiceInLog: { zh: "两份", en: "twice" },
  overtaken: { zh: "乱序", en: "late" },
  times: { zh: "{count} 次", en: "{count}×" },
  stopped: { zh: "1 次（已去重）", en: "1× (key)" },
  skipped: { zh: "漏掉", en: "left out" },
  messages: { zh: "每条消息的下落", en: "What became of each message" },
  key: { zh: "键", en: "key" },
  state: { zh: "状态", en: "state" },
  again: { zh: "重投", en: "again" },
  withOne: { zh: "在 {name}", en: "with {name}" },
  backlog: { zh: "待投递", en: "to deliver" },
  toRepeat: { zh: "待重投", en: "to repeat" },
  confirmed: { zh: "已确认", en: "acked" },
  dead: { zh: "死信", en: "dead letter" },
} as const satisfies Record<string, Text>;

export const gauges = {
  lost: { zh: "丢失的已应答记录", en: "Acknowledged and lost" },
  doubled: { zh: "日志里重复", en: "Twice in the log" },
  overtaken: { zh: "日志里乱序", en: "Out of order" },
  twice: { zh: "效果重复", en: "Effects made twice" },
  skipped: { zh: "效果漏掉", en: "Effects left out" },
  stopped: { zh: "被唯一键挡住", en: "Stopped by the key" },
  dead: { zh: "死信", en: "Dead letters" },
} as const satisfies Record<string, Text>;

export const messageNames = {
  Heartbeat: { zh: "心跳", en: "Heartbeat" },
  Partition: { zh: "分区状态 E{epoch}", en: "Partition E{epoch}" },
  AlterPartition: { zh: "改 ISR", en: "AlterPartition" },
  Fetch: { zh: "Fetch @{end}", en: "Fetch @{end}" },
  Records: { zh: "{count} 条", en: "{count} records" },
  OffsetForLeaderEpoch: { zh: "纪元 {last} 止于？", en: "end of E{last}?" },
  EpochEnd: { zh: "E{last} 止于 {end}", en: "E{last} ends @{end}" },
  Produce: { zh: "写 #{v}", en: "Produce #{v}" },
  ProduceAgain: { zh: "重试 #{v}", en: "retry #{v}" },
  Produced: { zh: "应答 #{v}", en: "ack #{v}" },
  Refused: { zh: "拒绝 #{v}", en: "refuse #{v}" },
  Poll: { zh: "Poll @{from}", en: "Poll @{from}" },
  Batch: { zh: "{count} 条", en: "{count} records" },
  Metadata: { zh: "谁是领导者？", en: "who leads?" },
  Leader: { zh: "领导者 {name}", en: "leader {name}" },
  Join: { zh: "加入组", en: "join" },
  Leave: { zh: "离开组", en: "leave" },
  Beat: { zh: "组心跳", en: "group beat" },
  Commit: { zh: "提交位移 {offset}", en: "commit {offset}" },
  Assign: { zh: "分配 G{generation}", en: "assign G{generation}" },
  Unknown: { zh: "不是成员", en: "no member" },
  Publish: { zh: "写 #{v}", en: "publish #{v}" },
  Receipt: { zh: "收妥 #{v}", en: "receipt #{v}" },
  Subscribe: { zh: "订阅", en: "subscribe" },
  Ping: { zh: "保活", en: "ping" },
  Deliver: { zh: "投递 #{v}", en: "deliver #{v}" },
  Ack: { zh: "确认 #{v}", en: "ack #{v}" },
  Redeliver: { zh: "请重投 #{v}", en: "redeliver #{v}" },
  Dead: { zh: "死信 #{v}", en: "dead #{v}" },
} as const satisfies Record<string, Text>;

export const timerNames = {
  heartbeat: { zh: "心跳", en: "heartbeat" },
  fetch: { zh: "拉取", en: "fetch" },
  isr: { zh: "检查 ISR", en: "ISR check" },
  flush: { zh: "刷盘", en: "flush" },
  fence: { zh: "{name} 的会话超时", en: "session of {name}" },
  member: { zh: "{name} 的组会话超时", en: "group session of {name}" },
  send: { zh: "产生下一条", en: "next record" },
  retry: { zh: "#{name} 的请求超时", en: "request timeout of #{name}" },
  join: { zh: "加入组", en: "join the group" },
  beat: { zh: "组心跳", en: "group heartbeat" },
  "max-poll": { zh: "max.poll.interval 到时", en: "max.poll.interval" },
  poll: { zh: "Poll", en: "poll" },
  work: { zh: "处理完成", en: "work done" },
  session: { zh: "{name} 的连接超时", en: "connection of {name}" },
  publish: { zh: "写下一条", en: "next message" },
  ping: { zh: "保活", en: "ping" },
  "ack-timeout": { zh: "#{name} 的 ack 超时", en: "ack timeout of #{name}" },
  nack: { zh: "#{name} 的 nack 延迟到时", en: "nack delay of #{name}" },
} as const satisfies Record<string, Text>;

export const opNames = {
  send: { zh: "再写一条记录", en: "Send one more record" },
  stall: { zh: "下一条处理得很慢", en: "Be slow with the next record" },
  move: { zh: "把领导权交给 {name}", en: "Hand leadership to {name}" },
} as const satisfies Record<string, Text>;

export const refusals = {
  NOT_LEADER: { zh: "它不是领导者", en: "it does not lead" },
  NOT_ENOUGH_REPLICAS: { zh: "ISR 成员少于 min.insync.replicas", en: "the ISR is smaller than min.insync.replicas" },
  OUT_OF_ORDER_SEQUENCE: { zh: "前面的序号还没有写入", en: "an earlier sequence number is missing" },
  INVALID_PRODUCER_EPOCH: { zh: "生产者纪元已经过时", en: "the producer's epoch is outdated" },
  OFFSET_OUT_OF_RANGE: { zh: "日志没有那么长", en: "the log is not that long" },
} as const satisfies Record<string, Text>;
