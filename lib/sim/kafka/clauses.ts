/** The clauses of the invariants by the names that violations carry, each as what should hold. */
import type { Text } from "../../i18n/locales";

export const clauses = {
  "an acknowledged record is in the log of the leader": {
    zh: "已应答的记录在领导者的日志里",
    en: "an acknowledged record is in the log of the leader",
  },
  "equal records below the high watermark": { zh: "HW 以下记录相同", en: "records below the high watermark are equal" },
  "all that is committed is on every member of the ISR": {
    zh: "ISR 的每个成员都有全部已提交的记录",
    en: "all that is committed is on every member of the ISR",
  },
  "only what is below the high watermark is read": {
    zh: "只读到 HW 以下",
    en: "only what is below the high watermark is read",
  },
  "no record stands behind a later one": {
    zh: "没有记录排到更晚发送的后面",
    en: "no record stands behind a later one",
  },
  "no record is written twice": { zh: "没有记录写入两次", en: "no record is written twice" },
  "no effect is made twice": { zh: "没有效果发生两次", en: "no effect is made twice" },
  "no effect is left out": { zh: "没有效果漏掉", en: "no effect is left out" },
  "one key is with one consumer": { zh: "一个键只在一个消费者手里", en: "one key is with one consumer" },
  "acknowledged means processed or set aside": {
    zh: "已确认的要么处理过，要么是死信",
    en: "what is acknowledged was processed or is a dead letter",
  },
} as const satisfies Readonly<Record<string, Text>>;
