/** The sentences of the log, by name: one idea each, in both languages beside each other. */
import type { Text } from "../../i18n/locales";
import { type Said, say } from "../scene";

export const sentences = {
  start: { zh: "一切就绪：B1 领导，所有副本都在 ISR 中", en: "All is ready: B1 leads, every replica is in the ISR" },
  startPulsar: { zh: "一切就绪：消费者正在订阅", en: "All is ready: the consumers subscribe" },
  crash: { zh: "{name} 崩溃：内存中的状态没了，日志还在", en: "{name} crashes: its memory is gone, its log stays" },
  crashPower: {
    zh: "{name} 断电：没刷盘的 {count} 条记录也没了",
    en: "{name} loses power: {count} records not yet flushed are gone too",
  },
  crashClient: { zh: "{name} 崩溃：内存中的状态没了", en: "{name} crashes: what it had in memory is gone" },
  boot: { zh: "{name} 启动", en: "{name} starts" },
  pause: { zh: "{name} 停顿：什么也不丢，什么也不做", en: "{name} stands still: it loses nothing and does nothing" },
  resume: { zh: "{name} 恢复，积压的事件按顺序处理", en: "{name} goes on and handles in order what has piled up" },
  opSend: { zh: "{name} 有一条新记录 #{v} 要写", en: "{name} has a new record #{v} to write" },
  opStall: { zh: "{name} 处理下一条会很慢", en: "{name} will be slow with the next record" },
  opMove: {
    zh: "控制器把领导权交给 {leader}：纪元 {epoch}",
    en: "The controller hands leadership to {leader}: epoch {epoch}",
  },
  // Controller.
  heartbeat: { zh: "{name} 向控制器发心跳", en: "{name} sends a heartbeat to the controller" },
  heard: { zh: "控制器收到 {name} 的心跳", en: "The controller hears from {name}" },
  registered: {
    zh: "控制器得知 {name} 重启过",
    en: "The controller learns that {name} was restarted",
  },
  unfenced: {
    zh: "控制器又收到 {name} 的心跳，视它为活着",
    en: "The controller hears from {name} again and counts it as alive",
  },
  told: {
    zh: "控制器发现 {name} 的分区状态过时，重发一份",
    en: "The controller sees that {name} is behind and sends it the partition's state",
  },
  fenced: { zh: "控制器太久没收到 {name} 的心跳", en: "The controller has not heard from {name} for too long" },
  elected: {
    zh: "{leader} 当领导者，纪元 {epoch}，ISR 为 {isr}",
    en: "{leader} becomes leader, epoch {epoch}, ISR {isr}",
  },
  electedUnclean: {
    zh: "ISR 里没有活着的副本，让不在 ISR 的 {leader} 当领导者，纪元 {epoch}",
    en: "nobody in the ISR is alive, so {leader} from outside it becomes leader, epoch {epoch}",
  },
  leaderless: {
    zh: "ISR（{isr}）里没有活着的副本，分区没有领导者",
    en: "nobody in the ISR ({isr}) is alive, the partition has no leader",
  },
  isrNow: { zh: "ISR 现在是 {isr}", en: "the ISR is now {isr}" },
  unchanged: { zh: "分区不变", en: "the partition stays as it is" },
  isrAsked: { zh: "控制器接受 {name} 的请求", en: "The controller grants the request of {name}" },
  isrStale: {
    zh: "控制器拒绝 {name} 改 ISR：它的版本或纪元已过时",
    en: "The controller refuses the ISR change of {name}: its version or epoch is outdated",
  },
  isrDead: {
    zh: "控制器拒绝 {name} 改 ISR：其中有副本不在线",
    en: "The controller refuses the ISR change of {name}: a replica in it is not alive",
  },
  metadata: { zh: "控制器告诉 {name} 谁是领导者", en: "The controller tells {name} who leads" },
  // Brokers.
  becameLeader: {
    zh: "{name} 成为纪元 {epoch} 的领导者，从位移 {end} 接着写",
    en: "{name} now leads in epoch {epoch} and writes on from offset {end}",
  },
  becameFollower: {
    zh: "{name} 跟随 {leader}（纪元 {epoch}），先问自己的日志从哪里开始不同",
    en: "{name} follows {leader} (epoch {epoch}) and first asks where its log begins to differ",
  },
  cutToHw: {
    zh: "{name} 跟随 {leader}，按规则截到自己的 HW {hw}，丢掉 {count} 条",
    en: "{name} follows {leader} and, by the rule, cuts to its own HW {hw}: {count} records dropped",
  },
  followsEmpty: { zh: "{name} 跟随 {leader}，日志是空的", en: "{name} follows {leader} with an empty log" },
  noLeaderKnown: { zh: "{name} 得知分区没有领导者", en: "{name} learns that the partition has no leader" },
  knowsIsr: { zh: "{name} 得知 ISR 是 {isr}", en: "{name} learns that the ISR is {isr}" },
  stalePartition: {
    zh: "{name} 不理会这份分区状态：它已经知道更新的",
    en: "{name} ignores this state of the partition: it knows a newer one",
  },
  fetches: { zh: "{name} 向 {leader} 要位移 {end} 起的记录", en: "{name} asks {leader} for records from offset {end}" },
  asksEpoch: { zh: "{name} 问 {leader}：纪元 {last} 到哪里为止？", en: "{name} asks {leader} where epoch {last} ends" },
  idleFetch: { zh: "{name} 没有可跟随的领导者", en: "{name} has no leader to follow" },
  fetched: {
    zh: "{leader} 得知 {name} 已有位移 {end} 之前的全部",
    en: "{leader} learns that {name} has all before offset {end}",
  },
  hwMoved: { zh: "HW 进到 {hw}", en: "the HW moves to {hw}" },
  asksExpand: { zh: "它追上了，请求放回 ISR", en: "it has caught up and is asked back into the ISR" },
  notLeading: {
    zh: "{name} 不是领导者，不回答 {from} 的“{message}”",
    en: "{name} does not lead and does not answer “{message}” of {from}",
  },
  otherEpoch: {
    zh: "{name} 不回答 {from}：对方的纪元 {theirs} 不是自己的 {own}",
    en: "{name} does not answer {from}: its epoch {theirs} is not the own {own}",
  },
  appended: {
    zh: "{name} 复制了 {count} 条，LEO 为 {end}，HW 为 {hw}",
    en: "{name} copies {count} records: LEO {end}, HW {hw}",
  },
  nothingNew: { zh: "{name} 没有新记录可复制，HW 为 {hw}", en: "{name} has nothing new to copy, HW {hw}" },
  ignoredRecords: {
    zh: "{name} 不用这些记录：不是它现在等的",
    en: "{name} does not use these records: they are not what it waits for",
  },
  toldEpochEnd: {
    zh: "{leader} 告诉 {name} 那个纪元在它的日志里到哪里为止",
    en: "{leader} tells {name} where that epoch ends in its log",
  },
  truncated: {
    zh: "{name} 截掉位移 {end} 起的 {count} 条：它们不在 {leader} 的日志里",
    en: "{name} drops {count} records from offset {end}: the log of {leader} does not have them",
  },
  truncatedOn: {
    zh: "{name} 截到位移 {end}，还要再往前比一个纪元",
    en: "{name} cuts to offset {end} and must compare one epoch further back",
  },
  agrees: {
    zh: "{name} 的日志与 {leader} 一致，开始拉取",
    en: "The log of {name} agrees with that of {leader}: it begins to fetch",
  },
  shrinks: {
    zh: "{name} 请求把太久没追上的移出 ISR，只留 {isr}",
    en: "{name} asks to drop from the ISR who has not caught up for too long, leaving {isr}",
  },
  asksIsrAgain: { zh: "{name} 再次请求改 ISR", en: "{name} repeats its request to change the ISR" },
  isrFine: { zh: "{name} 检查 ISR：没有要移出的", en: "{name} checks the ISR: nobody is to leave" },
  isrNotMine: { zh: "{name} 不再是领导者，不管 ISR", en: "{name} leads no more and leaves the ISR alone" },
  flushed: { zh: "{name} 把位移 {end} 之前的都刷到磁盘", en: "{name} has flushed all before offset {end} to disk" },
  wrote: { zh: "{name} 把 #{v} 写在位移 {offset}", en: "{name} writes #{v} at offset {offset}" },
  wroteAcked: { zh: "马上应答", en: "and answers at once" },
  wroteWaits: { zh: "等 ISR 都有了再应答", en: "and answers when the ISR has it" },
  wroteSilent: { zh: "没有人等应答", en: "nobody waits for an answer" },
  again: {
    zh: "{name} 认出 #{v} 是重复：序号 {seq} 已经写过",
    en: "{name} knows #{v} again: sequence {seq} is written already",
  },
  refused: { zh: "{name} 拒绝写 #{v}：{why}", en: "{name} refuses #{v}: {why}" },
  // Producer.
  produced: { zh: "{name} 发出 #{v}", en: "{name} sends #{v}" },
  queued: {
    zh: "{name} 的 #{v} 先排队：在途请求已满",
    en: "{name} keeps #{v} back: no more requests may be in flight",
  },
  allSent: { zh: "{name} 没有更多记录要写", en: "{name} has no more records to write" },
  retried: {
    zh: "{name} 重发 #{v}：还不知道它写成了",
    en: "{name} sends #{v} again: it has not been told that it is written",
  },
  noRetry: { zh: "{name} 的 #{v} 已有结果，不用重发", en: "{name} knows about #{v} already and does not retry" },
  acked: { zh: "{name} 得到 #{v} 的应答：写成功", en: "{name} is told that #{v} is written" },
  failed: { zh: "{name} 写 #{v} 被拒绝（{why}），稍后再试", en: "{name} is refused #{v} ({why}) and will try again" },
  oldAnswer: { zh: "{name} 不理会 #{v} 的迟到应答", en: "{name} ignores a late answer about #{v}" },
  learnsLeader: { zh: "{name} 得知领导者是 {leader}", en: "{name} learns that {leader} leads" },
  // Consumers.
  joins: { zh: "{name} 请求加入消费者组", en: "{name} asks to join the group" },
  joined: {
    zh: "协调者接纳 {name}：第 {generation} 代，{owner} 拥有分区",
    en: "The coordinator takes {name} in: generation {generation}, {owner} owns the partition",
  },
  left: {
    zh: "{name} 离开组：第 {generation} 代，分区归 {owner}",
    en: "{name} leaves the group: generation {generation}, the partition goes to {owner}",
  },
  expired: {
    zh: "协调者太久没收到 {name} 的组心跳：第 {generation} 代，分区归 {owner}",
    en: "The coordinator has not heard from {name} for too long: generation {generation}, the partition goes to {owner}",
  },
  beats: {
    zh: "{name} 发组心跳：只说明进程还在，不说明在处理",
    en: "{name} sends a group heartbeat: the process is there, which does not mean that it works",
  },
  beatHeard: { zh: "协调者收到 {name} 的组心跳", en: "The coordinator hears from {name}" },
  beatUnknown: {
    zh: "协调者不认 {name}：它已被移出组",
    en: "The coordinator does not know {name}: it was taken out of the group",
  },
  commitTaken: { zh: "协调者记下位移 {offset}", en: "The coordinator notes offset {offset}" },
  commitOld: {
    zh: "协调者不收 {name} 的提交：分区已不归它",
    en: "The coordinator refuses the commit of {name}: the partition is not its own any more",
  },
  commitStale: {
    zh: "协调者不收 {name} 的提交：它还在用上一代的分配，先告诉它新的",
    en: "The coordinator refuses the commit of {name}: it is of an earlier generation, the new one is sent",
  },
  maxPoll: {
    zh: "{name} 太久没有 poll，主动离开组，手上的处理还在继续",
    en: "{name} has not polled for too long and leaves the group; what it works on goes on",
  },
  polls: { zh: "{name} 向 {leader} 要位移 {from} 起的记录", en: "{name} polls {leader} from offset {from}" },
  noPoll: { zh: "{name} 现在不需要 poll", en: "{name} has no need to poll now" },
  served: {
    zh: "{leader} 给 {name} {count} 条记录：只到 HW {hw}",
    en: "{leader} gives {name} {count} records: none beyond the HW {hw}",
  },
  serveRefused: { zh: "{leader} 不给 {name} 记录：{why}", en: "{leader} gives {name} no records: {why}" },
  gotBatch: { zh: "{name} 拿到 {count} 条，从 #{v} 开始处理", en: "{name} has {count} records and begins with #{v}" },
  gotNothing: { zh: "{name} 没有拿到新记录", en: "{name} gets no new records" },
  gotRefusal: { zh: "{name} 没拿到记录：{why}", en: "{name} gets no records: {why}" },
  oldBatch: {
    zh: "{name} 不用这批记录：不是它现在等的",
    en: "{name} does not use this batch: it is not what it waits for",
  },
  effect: { zh: "{name} 处理完 #{v}，效果写入数据库", en: "{name} has processed #{v}: its effect is in the database" },
  effectAgain: {
    zh: "{name} 又处理了一遍 #{v}：效果重复",
    en: "{name} has processed #{v} once more: its effect is there twice",
  },
  effectStopped: {
    zh: "{name} 又处理了一遍 #{v}：唯一键已存在，没有第二次效果",
    en: "{name} has processed #{v} once more: the key exists, there is no second effect",
  },
  assignedOwner: {
    zh: "{name} 得到分区，从已提交的位移 {offset} 开始",
    en: "{name} gets the partition and begins at the committed offset {offset}",
  },
  assignedStay: {
    zh: "{name} 继续拥有分区，第 {generation} 代",
    en: "{name} keeps the partition in generation {generation}",
  },
  assignedNone: { zh: "{name} 在第 {generation} 代没有分区", en: "{name} has no partition in generation {generation}" },
  assignOld: { zh: "{name} 不理会过时的分配", en: "{name} ignores an outdated assignment" },
  toldUnknown: {
    zh: "{name} 得知自己已被移出组，重新加入",
    en: "{name} learns that it was taken out of the group and joins again",
  },
  // Pulsar.
  publishes: { zh: "{name} 写消息 #{v}（键 {key}）", en: "{name} publishes #{v} (key {key})" },
  stored: { zh: "Broker 存下 #{v}（键 {key}）", en: "The broker stores #{v} (key {key})" },
  storedAlready: { zh: "Broker 已有 #{v}，不再存一份", en: "The broker has #{v} already and stores no second copy" },
  receipt: { zh: "{name} 得知 #{v} 已存下", en: "{name} learns that #{v} is stored" },
  subscribed: { zh: "Broker 接受 {name} 的订阅", en: "The broker accepts the subscription of {name}" },
  pings: { zh: "{name} 发保活", en: "{name} sends a keep-alive" },
  pinged: { zh: "Broker 收到 {name} 的保活", en: "The broker hears from {name}" },
  disconnected: {
    zh: "{name} 的连接超时：它手里未确认的消息交还，准备重投",
    en: "The connection of {name} is over: its unacknowledged messages go back to be delivered again",
  },
  delivered: {
    zh: "{name} 收到 #{v}（键 {key}，第 {count} 次重投）",
    en: "{name} receives #{v} (key {key}, redelivery {count})",
  },
  deliveredFirst: { zh: "{name} 收到 #{v}（键 {key}）", en: "{name} receives #{v} (key {key})" },
  poisoned: {
    zh: "{name} 处理 #{v} 失败，稍后请求重投（nack）",
    en: "{name} fails at #{v} and will ask for it again (nack)",
  },
  poisonDead: {
    zh: "{name} 处理 #{v} 又失败，已到重投上限，送进死信主题",
    en: "{name} fails at #{v} again; the limit is reached, it goes to the dead-letter topic",
  },
  poisonGone: {
    zh: "{name} 处理 #{v} 失败，但它在处理前就确认了：消息没有了",
    en: "{name} fails at #{v}, which it had acknowledged before the work: the message is gone",
  },
  nacks: { zh: "{name} 请求重投 #{v}", en: "{name} asks for #{v} again" },
  ackTimedOut: {
    zh: "{name} 在 ack 超时内没处理完 #{v}，请求重投，处理仍在继续",
    en: "{name} is not done with #{v} within the ack timeout and asks for it again while the work goes on",
  },
  confirmed: { zh: "Broker 把 #{v} 记为已确认", en: "The broker notes #{v} as acknowledged" },
  redelivers: { zh: "Broker 把 #{v} 排回去重投", en: "The broker puts #{v} back for redelivery" },
  redeliverOld: {
    zh: "Broker 不重投 #{v}：它已不在 {name} 手里",
    en: "The broker does not redeliver #{v}: it is not with {name} any more",
  },
  setAside: { zh: "Broker 把 #{v} 存进死信主题", en: "The broker stores #{v} in the dead-letter topic" },
  ignores: { zh: "{name} 不需要“{message}”", en: "{name} has no use for “{message}”" },
} as const satisfies Record<string, Text>;
export type SentenceId = keyof typeof sentences;

/** The sentence of this name with what is filled in. */
export const sentence = (id: SentenceId, values?: Said["with"]): Said => say(sentences[id], values);
