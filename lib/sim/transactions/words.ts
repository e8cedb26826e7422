/** The texts of the picture: states, messages, log lines, headings. Sentences of single steps are in sentences.ts. */
import type { Text } from "../../i18n/locales";
import type { Protocol } from "./params";
import type { BankRecord, CoordinatorRecord, Phase } from "./state";

export const protocolWords: Readonly<Record<Protocol, Text>> = {
  "2pc": { zh: "2PC", en: "2PC" },
  "3pc": { zh: "3PC", en: "3PC" },
  tcc: { zh: "TCC", en: "TCC" },
  saga: { zh: "Saga", en: "Saga" },
  outbox: { zh: "本地消息表", en: "Outbox" },
};

/** Inside a node: eight Latin characters at most. */
export const phaseWords: Readonly<Record<Phase, Text>> = {
  new: { zh: "未开始", en: "new" },
  restarting: { zh: "已停机", en: "down" },
  voting: { zh: "等投票", en: "voting" },
  "pre-committing": { zh: "预提交", en: "pre-com." },
  committing: { zh: "提交中", en: "commits" },
  trying: { zh: "Try 中", en: "trying" },
  confirming: { zh: "确认中", en: "confirms" },
  cancelling: { zh: "取消中", en: "cancels" },
  debiting: { zh: "扣款中", en: "debits" },
  crediting: { zh: "入账中", en: "credits" },
  refunding: { zh: "补偿中", en: "refunds" },
  paying: { zh: "付款中", en: "paying" },
  closed: { zh: "已结束", en: "closed" },
  unaware: { zh: "无记录", en: "no entry" },
};

/** In a cell of the log and inside a bank: eight Latin characters at most. */
export const recordWords: Readonly<Record<CoordinatorRecord | BankRecord, Text>> = {
  start: { zh: "开始", en: "start" },
  "pre-commit": { zh: "预提交", en: "pre-com." },
  commit: { zh: "提交", en: "commit" },
  abort: { zh: "回滚", en: "abort" },
  confirm: { zh: "Confirm", en: "Confirm" },
  cancel: { zh: "Cancel", en: "Cancel" },
  refund: { zh: "补偿", en: "refund" },
  end: { zh: "完结", en: "end" },
  prepared: { zh: "已准备", en: "prepared" },
  "pre-committed": { zh: "预提交", en: "pre-com." },
  committed: { zh: "已提交", en: "commit" },
  aborted: { zh: "已回滚", en: "aborted" },
  tried: { zh: "已预留", en: "reserved" },
  confirmed: { zh: "已确认", en: "confirm" },
  cancelled: { zh: "已取消", en: "cancel" },
  "cancelled-empty": { zh: "空回滚", en: "empty rb" },
  debited: { zh: "已扣款", en: "debited" },
  credited: { zh: "已入账", en: "credited" },
  refunded: { zh: "已退款", en: "refunded" },
  paid: { zh: "扣款+消息", en: "paid+msg" },
  sent: { zh: "已发送", en: "sent" },
  refused: { zh: "已拒绝", en: "refused" },
};

export const messageWords = {
  prepare: { zh: "准备", en: "PREPARE" },
  yes: { zh: "赞成", en: "YES" },
  no: { zh: "反对", en: "NO" },
  "pre-commit": { zh: "预提交", en: "PRE-COMMIT" },
  "pre-committed": { zh: "预提交应答", en: "PRE-ACK" },
  commit: { zh: "提交", en: "COMMIT" },
  abort: { zh: "回滚", en: "ABORT" },
  ack: { zh: "应答", en: "ACK" },
  ask: { zh: "询问结果", en: "ASK" },
  try: { zh: "Try", en: "Try" },
  tried: { zh: "Try 成功", en: "Try ok" },
  untried: { zh: "Try 失败", en: "Try failed" },
  confirm: { zh: "Confirm", en: "Confirm" },
  cancel: { zh: "Cancel", en: "Cancel" },
  finished: { zh: "应答", en: "done" },
  debit: { zh: "扣款", en: "debit" },
  credit: { zh: "入账", en: "credit" },
  refund: { zh: "退款", en: "refund" },
  "debit-ok": { zh: "扣款成功", en: "debit ok" },
  "credit-ok": { zh: "入账成功", en: "credit ok" },
  "refund-ok": { zh: "退款成功", en: "refund ok" },
  "debit-refused": { zh: "拒绝扣款", en: "debit refused" },
  "credit-refused": { zh: "拒绝入账", en: "credit refused" },
  "refund-refused": { zh: "拒绝退款", en: "refund refused" },
  pay: { zh: "付款请求", en: "pay" },
  paid: { zh: "已付款", en: "paid" },
  unpaid: { zh: "拒绝付款", en: "refused" },
  publish: { zh: "发布消息", en: "publish" },
  stored: { zh: "已存储", en: "stored" },
  deliver: { zh: "投递消息", en: "deliver" },
  consumed: { zh: "已消费", en: "consumed" },
} as const satisfies Record<string, Text>;

export const timerWords: Readonly<Record<string, Text>> = {
  answers: { zh: "等答复超时", en: "answer timeout" },
  resend: { zh: "重发", en: "resend" },
  ask: { zh: "询问结果", en: "ask for the outcome" },
  timeout: { zh: "等结果超时", en: "outcome timeout" },
  relay: { zh: "转发消息表", en: "relay the outbox" },
  commit: { zh: "提交本地事务", en: "commit locally" },
  redeliver: { zh: "重新投递", en: "redeliver" },
};

export const opWords = {
  freeze: { zh: "冻结账户", en: "freeze the account" },
  thaw: { zh: "解冻账户", en: "unfreeze the account" },
  read: { zh: "查询余额", en: "read the balance" },
} as const satisfies Record<string, Text>;

export const columnWords = {
  coordinator: { zh: "协调者", en: "Coordinator" },
  banks: { zh: "银行", en: "Banks" },
  app: { zh: "应用", en: "App" },
  payer: { zh: "付款方", en: "Payer" },
  broker: { zh: "消息队列", en: "Broker" },
  payee: { zh: "收款方", en: "Payee" },
} as const satisfies Record<string, Text>;

export const factWords = {
  state: { zh: "状态", en: "State" },
  available: { zh: "可用余额", en: "Available" },
  reserved: { zh: "预留", en: "Reserved" },
  due: { zh: "待入账", en: "Due" },
  lock: { zh: "行锁", en: "Row lock" },
  account: { zh: "账户", en: "Account" },
  lastRead: { zh: "最近一次查询", en: "Last read" },
  heard: { zh: "收到的答复", en: "Answers received" },
  queue: { zh: "未确认的消息", en: "Unacknowledged" },
  stored: { zh: "收到过的消息", en: "Received" },
} as const satisfies Record<string, Text>;

export const sceneWords = {
  idle: { zh: "空闲", en: "idle" },
  balance: { zh: "余额 {free}", en: "balance {free}" },
  locked: { zh: "锁 {time}", en: "locked {time}" },
  lockFreed: { zh: "曾锁 {time}", en: "was locked {time}" },
  lockNone: { zh: "无", en: "none" },
  held: { zh: "预留 {held}", en: "reserved {held}" },
  due: { zh: "待入账 {arriving}", en: "due {arriving}" },
  inDoubt: { zh: "存疑", en: "in doubt" },
  frozen: { zh: "冻结", en: "frozen" },
  normal: { zh: "正常", en: "open" },
  readsAmount: { zh: "{amount}", en: "{amount}" },
  readWaits: { zh: "等行锁", en: "waits for the lock" },
  readNone: { zh: "没有", en: "none" },
  decidedCommit: { zh: "决定：提交", en: "decided: commit" },
  decidedAbort: { zh: "决定：回滚", en: "decided: abort" },
  notOnDisk: { zh: "决定未落盘", en: "not on disk" },
  queued: { zh: "待投递 {count}", en: "queued {count}" },
  nobody: { zh: "无", en: "none" },
  moneyTitle: { zh: "钱在哪里", en: "Where the money is" },
  moneyCaption: { zh: "转账前合计 150。", en: "150 together before the transfer." },
  total: { zh: "合计", en: "Total" },
  sum: { zh: "小计", en: "Sum" },
  logTitle: { zh: "各节点的日志", en: "Each node's log" },
  logCaption: { zh: "崩溃只留下已落盘的行。", en: "A crash leaves only what is on disk." },
  onDisk: { zh: "已落盘", en: "on disk" },
  inMemory: { zh: "只在内存", en: "in memory only" },
  lockTitle: { zh: "行锁占用", en: "Row locks" },
  summary: {
    zh: "{protocol}：{driver} {phase}；A {a}，可用 {freeA}；B {b}，可用 {freeB}；预留 {held}，在途 {transit}；存疑：{doubt}；途中消息 {flights} 条。",
    en: "{protocol}: {driver} {phase}; A {a}, available {freeA}; B {b}, available {freeB}; reserved {held}, in transit {transit}; in doubt: {doubt}; {flights} messages under way.",
  },
} as const satisfies Record<string, Text>;

export const gaugeWords = {
  available: { zh: "可用余额合计", en: "Available, A and B" },
  reserved: { zh: "预留", en: "Reserved" },
  transit: { zh: "在途", en: "In transit" },
  doubt: { zh: "存疑的参与者", en: "In doubt" },
  lock: { zh: "最久的锁", en: "Longest lock" },
  messages: { zh: "消息数", en: "Messages" },
} as const satisfies Record<string, Text>;

export const spanWords = {
  inDoubt: { zh: "存疑，锁着", en: "in doubt, locked" },
  reserved: { zh: "预留中", en: "reserved" },
  stands: { zh: "{phase}", en: "{phase}" },
} as const satisfies Record<string, Text>;
