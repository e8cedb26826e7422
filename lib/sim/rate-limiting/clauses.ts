/** The clauses of the invariants by the names that violations carry, each as what should hold. */
import type { Text } from "../../i18n/locales";

export const clauses = {
  "one key, one limit": { zh: "一个键，一份限额", en: "one key, one limit" },
  "the key's second is over": { zh: "旧键那一秒已经过完", en: "the second of the old key is over" },
  "first come, first served": { zh: "先到先走", en: "first come, first served" },
  "one interval apart": { zh: "两次出队至少隔一个间隔", en: "two leave one interval apart at least" },
  "the queue has places": { zh: "队列有空位就收下", en: "it queues while there are places" },
  "between two edges": { zh: "两条整秒线之间不超过限额", en: "at most the limit between two edges" },
  "the window has room": { zh: "窗口有余量就放行", en: "it admits while the window has room" },
  "any one second": { zh: "任意一秒不超过限额", en: "at most the limit in any one second" },
  "burst + rate * T": { zh: "任意 T 秒不超过 burst + rate × T", en: "at most burst + rate × T in any T seconds" },
  "the bucket has room": { zh: "桶里有令牌就放行", en: "it admits while the bucket has room" },
} as const satisfies Readonly<Record<string, Text>>;
