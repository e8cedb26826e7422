/** The clauses of the invariants by the names that violations carry, each as what should hold. */
import type { Text } from "../../i18n/locales";

export const clauses = {
  "a bank both committed and rolled back": {
    zh: "没有哪家银行既提交又回滚",
    en: "no bank both commits and rolls back",
  },
  "one committed, the other rolled back": {
    zh: "不会一家提交、另一家回滚",
    en: "never does one commit and the other roll back",
  },
  "money is gone": { zh: "钱没有少", en: "no money is gone" },
  "money came from nowhere": { zh: "钱没有凭空多出来", en: "no money comes from nowhere" },
  "released what was not reserved": { zh: "只释放预留过的", en: "only what was reserved is released" },
  "reserved after the Cancel": { zh: "Cancel 之后不再预留", en: "nothing is reserved after the Cancel" },
  "a reservation is left": { zh: "不留下预留", en: "no reservation is left" },
  "committed twice": { zh: "提交至多一次", en: "it commits once at most" },
  "tried twice": { zh: "Try 至多生效一次", en: "Try takes effect once at most" },
  "confirmed twice": { zh: "Confirm 至多生效一次", en: "Confirm takes effect once at most" },
  "cancelled twice": { zh: "Cancel 至多生效一次", en: "Cancel takes effect once at most" },
  "debited twice": { zh: "扣款至多一次", en: "it is debited once at most" },
  "credited twice": { zh: "入账至多一次", en: "it is credited once at most" },
  "refunded twice": { zh: "退款至多一次", en: "it is refunded once at most" },
  "paid twice": { zh: "付款至多一次", en: "it is paid once at most" },
  "the decision changed": { zh: "决定不变", en: "the decision stays" },
  "a yes vote is forgotten": { zh: "赞成票没有忘记", en: "no yes vote is forgotten" },
} as const satisfies Readonly<Record<string, Text>>;
