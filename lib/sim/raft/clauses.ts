/** The clauses of the invariants by the names that violations carry, each as what should hold. */
import type { Text } from "../../i18n/locales";

export const clauses = {
  "one leader in a term": { zh: "一个任期只有一个领导者", en: "a term has one leader" },
  "a leader keeps its entries": { zh: "领导者自己的条目一条不少", en: "a leader keeps every entry of its own" },
  "equal up to an equal entry": {
    zh: "两份日志在相同的条目之前全部相同",
    en: "up to an equal entry two logs are equal",
  },
  "a later leader holds what is committed": {
    zh: "后来的领导者有全部已提交的条目",
    en: "a later leader holds all that is committed",
  },
  "one entry is applied at an index": { zh: "一个位置只应用一种条目", en: "one entry is applied at an index" },
  "a majority stores what is committed": {
    zh: "已提交的条目在多数派的盘上",
    en: "a majority stores what is committed",
  },
} as const satisfies Readonly<Record<string, Text>>;
