/** Transcripts of a real etcd: revisions relative to its start, transactions, leases that end late. */
import {
  type Etcd,
  type EtcdAnswer,
  type EtcdCompare,
  type EtcdOp,
  emptyEtcd,
  etcdTxn,
  expireLeases,
  grantLease,
  keepAlive,
  leaseCheckMs,
  prefixEnd,
  revokeLease,
} from "../../lib/sim/lock-fencing/etcd";
import type { Reader } from "./reader";
import { field, isRecord, type Json, type Outcome, replayed, sameData } from "./transcripts";

const topic = "etcd-mvcc";

type Row = Readonly<Record<string, Json>>;
const text = (value: Json): string => (typeof value === "string" ? value : value === undefined ? "" : String(value));
const list = (value: Json): readonly Json[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const key = (row: Row): string => text(field(row, "k", "key"));

function endOf(row: Row): { end?: string } {
  const isPrefix = field(row, "prefix");
  if (isPrefix === true) return { end: prefixEnd(key(row)) };
  const end = field(row, "end", "rangeEnd", "range_end", "to");
  return typeof end === "string" ? { end } : {};
}

/** put, get, del as a row or inside a transaction, where it may also be a line of etcdctl. */
function opOf(row: Json, leaseId: (name: Json) => number): EtcdOp | undefined {
  if (typeof row === "string") {
    const [op, ...words] = row
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/^"(.*)"$/, "$1"));
    return opOf({ op, k: words[0], v: words[1] }, leaseId);
  }
  if (Array.isArray(row)) return opOf({ op: row[0], k: row[1], v: row[2] }, leaseId);
  if (!isRecord(row)) return undefined;
  const lease = field(row, "lease");
  const op = text(field(row, "op", "type"));
  if (op === "put")
    return { op, key: key(row), value: text(field(row, "v", "value")), ...(lease ? { lease: leaseId(lease) } : {}) };
  if (op === "get" || op === "range") return { op: "get", key: prefixed(row), ...endOf(row) };
  if (op === "del" || op === "delete") return { op: "del", key: prefixed(row), ...endOf(row) };
  return undefined;
}

const prefixed = (row: Row): string => {
  const prefix = field(row, "prefix");
  return typeof prefix === "string" ? prefix : key(row);
};

const targets: Readonly<Record<string, EtcdCompare["target"]>> = {
  ...{ c: "create", create: "create", createrevision: "create", create_revision: "create" },
  ...{ m: "mod", mod: "mod", modrevision: "mod", mod_revision: "mod" },
  ...{ ver: "version", version: "version", val: "value", value: "value", lease: "lease" },
};
const results: Readonly<Record<string, EtcdCompare["is"]>> = {
  ...{ "=": "=", "==": "=", equal: "=", "!=": "!=", not_equal: "!=", "<": "<", less: "<", ">": ">", greater: ">" },
};

/** A comparison as an object, as a list (key, target, sign, value), or as etcdctl writes it: create("a") = "0". */
function compareOf(row: Json): EtcdCompare | undefined {
  if (typeof row === "string") {
    const parts = /^(\w+)\("?([^")]*)"?\)\s*(!=|==|=|<|>)\s*"?([^"]*)"?$/.exec(row.trim());
    return parts ? compareOf({ target: parts[1], key: parts[2], is: parts[3], to: parts[4] }) : undefined;
  }
  if (Array.isArray(row)) {
    const at = row.findIndex((each, index) => index < 2 && typeof each === "string" && targets[each.toLowerCase()]);
    return compareOf({ target: row[at], key: row[at === 0 ? 1 : 0], is: row[2], to: row[3] });
  }
  if (!isRecord(row)) return undefined;
  const named = Object.keys(row).find((name) => targets[name.toLowerCase()] && name !== "value" && name !== "v");
  const target =
    targets[text(field(row, "target", "what", "field")).toLowerCase()] ?? targets[(named ?? "value").toLowerCase()];
  const is = results[text(field(row, "is", "op", "result", "cmp") ?? "=").toLowerCase()];
  const to = field(row, "to", "v", "value", "rev", "revision", ...(named === undefined ? [] : [named]));
  if (!target || !is || (typeof to !== "string" && typeof to !== "number")) return undefined;
  return { key: key(row), target, is, to };
}

/** What a real server told of a key, by the names of the transcript. */
function kvOf(kv: Json): Json {
  if (!isRecord(kv)) return kv;
  return {
    key: field(kv, "key", "k"),
    value: field(kv, "value", "v"),
    create: field(kv, "create", "createRevision", "create_revision"),
    mod: field(kv, "mod", "modRevision", "mod_revision"),
    version: field(kv, "version", "ver"),
  };
}
const kvsOf = (answer: EtcdAnswer): Json =>
  answer.op === "get" ? answer.kvs.map(({ lease: _, ...kv }) => kv) : undefined;

type Done = {
  rev?: number;
  kvs?: Json;
  deleted?: number;
  succeeded?: boolean;
  error?: string;
  answers?: readonly EtcdAnswer[];
};

class Server {
  #store: Etcd = emptyEtcd();
  #now = 0;
  readonly #leases = new Map<string, number>();

  /** A lease's number by whatever the transcript calls it. */
  readonly leaseId = (name: Json): number => {
    const known = this.#leases.get(String(name));
    if (known !== undefined) return known;
    this.#leases.set(String(name), this.#leases.size + 1);
    return this.#leases.size;
  };
  get store(): Etcd {
    return this.#store;
  }
  passed(now: number): void {
    this.#now = Math.max(this.#now, now);
  }
  get now(): number {
    return this.#now;
  }
  /** What has run out by `at` goes. */
  expire(at: number): void {
    this.#store = expireLeases(this.#store, at);
  }

  run(row: Row): Done | undefined {
    const op = text(field(row, "op", "type"));
    const gone = Object.keys(row).find((name) => /gone|expired|vanish/i.test(name) && typeof row[name] === "number");
    if (/lease|expir/.test(op) && gone !== undefined) return this.#outlived(row, Number(row[gone]));
    const lease = () => this.leaseId(field(row, "id", "lease", "leaseId", "name") ?? "lease");
    const settle = (next: Etcd | { error: string }): Done => {
      if ("error" in next) return { error: next.error };
      this.#store = next;
      return { rev: next.rev };
    };
    if (/^(lease[-_ ]?)?grant$|^lease$/.test(op)) {
      const ms = field(row, "ttlMs");
      const seconds = field(row, "ttl", "TTL", "ttlSeconds", "seconds");
      const given = typeof ms === "number" ? ms : Number(seconds) * 1000;
      // A server raises a TTL below its shortest, 2 s with default timeouts.
      return settle(grantLease(this.#store, lease(), Math.max(2000, given), this.#now));
    }
    if (/revoke/.test(op)) return settle(revokeLease(this.#store, lease()));
    if (/keep/.test(op)) return settle(keepAlive(this.#store, lease(), this.#now));
    if (op === "txn") {
      const compare = list(field(row, "cmp", "compare", "compares", "if")).map(compareOf);
      const then = list(field(row, "then", "success", "ifTrue")).map((each) => opOf(each, this.leaseId));
      const otherwise = list(field(row, "else", "failure", "ifFalse", "otherwise")).map((each) =>
        opOf(each, this.leaseId),
      );
      const all = [...compare, ...then, ...otherwise];
      if (all.includes(undefined)) return undefined;
      const known = <T>(each: T | undefined): each is T => each !== undefined;
      return this.#txn(compare.filter(known), then.filter(known), otherwise.filter(known));
    }
    const single = opOf(row, this.leaseId);
    if (!single) return undefined;
    const done = this.#txn([], [single], []);
    const answer = done.answers?.[0];
    if (answer?.op === "get") return { ...done, kvs: kvsOf(answer) };
    return answer?.op === "del" ? { ...done, deleted: answer.deleted } : done;
  }

  /** A whole lease's life in one row: granted, attached to a key, and after how long the key was seen to be gone. */
  #outlived(row: Row, goneAfter: number): Done {
    const ttl = Number(field(row, "ttlMs") ?? Number(field(row, "ttl", "TTL", "ttlSeconds") ?? 0) * 1000);
    const after = goneAfter < 100 ? goneAfter * 1000 : goneAfter;
    if (key(row) !== "")
      for (const op of ["put", "del"]) this.run({ op, k: key(row), v: field(row, "v", "value") ?? "" });
    // The next look comes within half a second, agreeing on it and the client's polling take their time as well.
    const isLate = after >= Math.max(2000, ttl) && after <= Math.max(2000, ttl) + 2 * leaseCheckMs;
    return isLate ? { rev: this.#store.rev, kvs: [] } : { error: `a lease of ${ttl} ms gone after ${after} ms` };
  }

  #txn(compare: readonly EtcdCompare[], then: readonly EtcdOp[], otherwise: readonly EtcdOp[]): Done {
    const done = etcdTxn(this.#store, compare, then, otherwise);
    if ("error" in done) return { error: done.error };
    this.#store = done.store;
    return { rev: done.store.rev, succeeded: done.succeeded, answers: done.answers };
  }
}

/** Every part of the reply that the row tells and that is modelled; what differs, in words. */
function differs(row: Row, done: Done): string | undefined {
  const compare = (name: string, ours: Json, theirs: Json): string | undefined =>
    theirs === undefined || sameData(ours, theirs)
      ? undefined
      : `${name} ${JSON.stringify(ours)}, expected ${JSON.stringify(theirs)}`;
  const error = field(row, "error", "err");
  if (error !== undefined) return done.error === undefined ? `no error, expected ${text(error)}` : undefined;
  if (done.error !== undefined) return done.error;
  const isOk = field(row, "succeeded", "ok", "success");
  const kvs = field(row, "kvs");
  const count = field(row, "count");
  return (
    compare("rev", done.rev, field(row, "rev", "revision")) ??
    compare("kvs", done.kvs, Array.isArray(kvs) && done.kvs !== undefined ? kvs.map(kvOf) : undefined) ??
    compare(
      "count",
      Array.isArray(done.kvs) ? done.kvs.length : undefined,
      done.kvs === undefined ? undefined : count,
    ) ??
    compare("deleted", done.deleted, done.deleted === undefined ? undefined : field(row, "deleted")) ??
    compare(
      "succeeded",
      done.succeeded,
      typeof isOk === "boolean" && text(field(row, "op")) === "txn" ? isOk : undefined,
    ) ??
    answersDiffer(row, done)
  );
}

function answersDiffer(row: Row, { answers = [] }: Done): string | undefined {
  const theirs = field(row, "responses", "answers", "results");
  if (!Array.isArray(theirs)) return undefined;
  for (const [index, each] of theirs.entries()) {
    const answer = answers[index];
    if (!isRecord(each) || !answer) continue;
    const kvs = field(each, "kvs");
    if (answer.op === "get" && Array.isArray(kvs) && !sameData(kvsOf(answer), kvs.map(kvOf)))
      return `response ${index + 1} ${JSON.stringify(kvsOf(answer))}, expected ${JSON.stringify(kvs)}`;
    const deleted = field(each, "deleted");
    if (answer.op === "del" && typeof deleted === "number" && deleted !== answer.deleted)
      return `response ${index + 1} deleted ${answer.deleted}, expected ${deleted}`;
  }
  return undefined;
}

function run(rows: readonly Json[], _: Row, from: number): Outcome {
  const outcome: Outcome = { read: 0, wrong: [], skipped: [] };
  const server = new Server();
  rows.forEach((row, index) => {
    if (!isRecord(row)) {
      outcome.skipped.push(`row ${index + 1} is no object`);
      return;
    }
    const at = field(row, "atMs", "at", "tMs");
    const slept = field(row, "sleepMs", "waitMs", "afterMs", "ms");
    const seconds = field(row, "sleep", "wait", "seconds");
    if (typeof at === "number") server.passed(at);
    else if (typeof slept === "number") server.passed(server.now + slept);
    else if (/sleep|wait/.test(text(field(row, "op"))) && typeof seconds === "number")
      server.passed(server.now + seconds * 1000);
    // A lease that has run out goes at the next look of the server: between the two it may be there or gone.
    server.expire(server.now - 2 * leaseCheckMs);
    const before = server.store;
    let done = server.run(row);
    if (!done) {
      if (!/sleep|wait/.test(text(field(row, "op"))))
        outcome.skipped.push(`row ${index + 1}: ${text(field(row, "op")) || "no op"} is not modelled`);
      return;
    }
    let why = differs(row, done);
    // Where the row tells no time, all leases may have run out in the meantime, if that explains it.
    const until = typeof at === "number" ? server.now : Number.POSITIVE_INFINITY;
    if (why !== undefined && server.store === before && Object.keys(before.leases).length > 0) {
      server.expire(until);
      done = server.run(row) ?? done;
      why = differs(row, done);
    }
    if (index < from) return;
    outcome.read++;
    if (why !== undefined) outcome.wrong.push(`row ${index + 1}: ${text(field(row, "op"))} ${key(row)}: ${why}`);
  });
  return outcome;
}

export const reader: Reader = {
  topic,
  check: (path) => replayed(path, topic, ["rows", "steps", "transcript"], run),
};
