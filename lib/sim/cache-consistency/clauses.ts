/** The clauses of the invariants by the names that violations carry, each as what should hold. */
import type { Text } from "../../i18n/locales";

export const clauses = {
  "deleted since the miss": {
    zh: "未命中之后被删过，就不再收下回填",
    en: "no fill is taken when the key was deleted since the miss",
  },
  "one query per key and app": { zh: "一个应用实例对一个键只有一个查询", en: "one query per key and app" },
  "cache = database, or empty": { zh: "缓存等于数据库，或为空", en: "the cache equals the database or is empty" },
  "no hit after the TTL": { zh: "过了 TTL 不再命中", en: "no hit after the TTL" },
  "an acknowledged write is saved": { zh: "已确认的写已经存下", en: "an acknowledged write is saved" },
} as const satisfies Readonly<Record<string, Text>>;
