/** The clauses of the invariants by the names that violations carry, each as what should hold. */
import type { Text } from "../../i18n/locales";

export const clauses = {
  "an older holder wrote after a newer one": {
    zh: "新持有者写过之后，旧持有者没有再写进去",
    en: "no older holder writes after a newer one",
  },
  "a later holder has a higher token": { zh: "后拿到锁的令牌更大", en: "a later holder has a higher token" },
  "removed by its owner or its time": { zh: "锁由主人或到期拿走", en: "a lock is removed by its owner or its time" },
  "extended by its owner alone": { zh: "锁只由主人续期", en: "a lock is extended by its owner alone" },
  "gone once released": { zh: "释放之后锁不再存在", en: "a released lock is gone" },
  "has an end or an owner": { zh: "锁有到期时间，或者主人还在", en: "a lock has an end or an owner" },
} as const satisfies Readonly<Record<string, Text>>;
