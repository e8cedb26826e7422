/** The controls of the lab. Times in whole ms. */
import type { ParamSchema } from "../model";
import { paramWords as words } from "./words";

const ms = { zh: "毫秒", en: "ms" };

/** `live` ones may change while the run goes on; each is read where it is used, so a change holds from then on. */
export const params = {
  backend: {
    kind: "choice",
    ...words.backend,
    options: [
      { id: "redis", label: words.backends.redis },
      { id: "redlock", label: words.backends.redlock },
      { id: "zookeeper", label: words.backends.zookeeper },
      { id: "etcd", label: words.backends.etcd },
    ],
    default: "redis",
  },
  fencing: { kind: "flag", ...words.fencing, default: true, live: true },
  ttl: { kind: "int", ...words.ttl, min: 200, max: 5000, step: 100, default: 1000, unit: ms, live: true },
  work: { kind: "int", ...words.work, min: 20, max: 5000, step: 20, default: 300, unit: ms, live: true },
  check: { kind: "flag", ...words.check, default: true, live: true },
  watchdog: { kind: "flag", ...words.watchdog, default: false, live: true },
  wait: { kind: "flag", ...words.wait, default: true, live: true },
  drift: { kind: "int", ...words.drift, min: -50, max: 50, step: 5, default: 0, unit: { zh: "%", en: "%" } },
  rounds: { kind: "int", ...words.rounds, min: 0, max: 20, step: 1, default: 0 },
  flaw: {
    kind: "choice",
    ...words.flaw,
    options: [
      { id: "none", label: words.flaws.none },
      { id: "unlock-del", label: words.flaws.unlockDel },
      { id: "setnx-expire", label: words.flaws.setnxExpire },
      { id: "fresh-value", label: words.flaws.freshValue },
      { id: "quorum-2", label: words.flaws.quorum2 },
      { id: "amnesia", label: words.flaws.amnesia },
      { id: "any-token", label: words.flaws.anyToken },
      { id: "blind-watchdog", label: words.flaws.blindWatchdog },
      { id: "delete-first", label: words.flaws.deleteFirst },
    ],
    default: "none",
  },
} as const satisfies ParamSchema;
