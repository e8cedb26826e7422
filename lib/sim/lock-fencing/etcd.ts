/**
 * The part of etcd v3 that locks live on: revisions, transactions, leases. Pure. Held to transcripts of etcd 3.4.23
 * (tests/vectors/etcd-mvcc.ts). Lease time is monotonic in etcd: no jump of the time of day moves it.
 */

export type EtcdValue = {
  readonly value: string;
  /** Revision at which the key was created; it begins anew after a delete. */
  readonly create: number;
  /** Revision of its last change. */
  readonly mod: number;
  /** Changes since it was created, from 1. */
  readonly version: number;
  /** The lease it goes with; 0: none. */
  readonly lease: number;
};
export type EtcdLease = { readonly ttlMs: number; readonly expiresAt: number };
export type Etcd = {
  /** The store's revision: one for each change, whatever the key. */
  readonly rev: number;
  readonly keys: Readonly<Record<string, EtcdValue>>;
  readonly leases: Readonly<Record<number, EtcdLease>>;
};

export type EtcdCompare = {
  key: string;
  target: "create" | "mod" | "version" | "value" | "lease";
  is: "=" | "!=" | "<" | ">";
  to: string | number;
};
export type EtcdOp =
  | { op: "put"; key: string; value: string; lease?: number }
  | { op: "get"; key: string; end?: string }
  | { op: "del"; key: string; end?: string };
export type EtcdAnswer =
  | { op: "put"; prev: EtcdValue | null }
  | { op: "get"; kvs: readonly (EtcdValue & { key: string })[] }
  | { op: "del"; deleted: number };
export type EtcdError = "lease not found" | "lease exists" | "duplicate key";

/** An empty store. A real one starts at revision 1; here revisions count from the first change, as in the transcripts. */
export const emptyEtcd = (rev = 0): Etcd => ({ rev, keys: {}, leases: {} });

const own = <V>(record: Readonly<Record<string, V>>, key: string | number): V | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
/** What a key holds; undefined where it does not exist. */
export const etcdValue = (store: Etcd, key: string): EtcdValue | undefined => own(store.keys, key);

/** The end of the range of all keys that begin with `prefix`. */
export const prefixEnd = (prefix: string): string =>
  prefix === "" ? "\0" : prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);

function keysIn(store: Etcd, key: string, end?: string): string[] {
  if (end === undefined) return own(store.keys, key) ? [key] : [];
  // "\0" as the end means: every key from `key` on.
  return Object.keys(store.keys)
    .filter((each) => each >= key && (end === "\0" || each < end))
    .sort();
}

function holds(store: Etcd, { key, target, is, to }: EtcdCompare): boolean {
  const it = own(store.keys, key);
  // A key that is not there compares as created, changed and versioned 0; its value equals nothing.
  if (!it && target === "value") return false;
  const left: string | number = target === "value" ? (it?.value ?? "") : (it?.[target] ?? 0);
  const right = target === "value" ? String(to) : Number(to);
  if (is === "=") return left === right;
  if (is === "!=") return left !== right;
  return is === "<" ? left < right : left > right;
}

/** No branch may change a key twice, taken or not, for all of it is one revision. Source: checkIntervals in v3rpc/key.go. */
function changesTwice(ops: readonly EtcdOp[]): boolean {
  const puts = ops.flatMap((op) => (op.op === "put" ? [op.key] : []));
  const isDeleted = (key: string) =>
    ops.some((op) => {
      if (op.op !== "del") return false;
      return op.end === undefined ? op.key === key : key >= op.key && (op.end === "\0" || key < op.end);
    });
  return new Set(puts).size < puts.length || puts.some(isDeleted);
}

/**
 * If all comparisons hold, `then`, else `otherwise`: at one revision, whatever the number of changes.
 * @returns an error where etcd refuses the whole transaction; the store is then as it was
 */
export function etcdTxn(
  store: Etcd,
  compare: readonly EtcdCompare[],
  then: readonly EtcdOp[],
  otherwise: readonly EtcdOp[] = [],
): { store: Etcd; succeeded: boolean; answers: readonly EtcdAnswer[] } | { error: EtcdError } {
  const succeeded = compare.every((each) => holds(store, each));
  const ops = succeeded ? then : otherwise;
  if (changesTwice(then) || changesTwice(otherwise)) return { error: "duplicate key" };
  if (ops.some((op) => op.op === "put" && op.lease && !own(store.leases, op.lease)))
    return { error: "lease not found" };
  const rev = store.rev + 1;
  let keys = store.keys;
  const answers = ops.map((op): EtcdAnswer => {
    const now = { ...store, keys };
    if (op.op === "get")
      return { op: "get", kvs: keysIn(now, op.key, op.end).map((key) => ({ key, ...(keys[key] as EtcdValue) })) };
    if (op.op === "del") {
      const gone = keysIn(now, op.key, op.end);
      if (gone.length > 0) keys = Object.fromEntries(Object.entries(keys).filter(([key]) => !gone.includes(key)));
      return { op: "del", deleted: gone.length };
    }
    const prev = own(keys, op.key) ?? null;
    const next = { create: prev?.create ?? rev, mod: rev, version: (prev?.version ?? 0) + 1 };
    keys = { ...keys, [op.key]: { value: op.value, ...next, lease: op.lease ?? 0 } };
    return { op: "put", prev };
  });
  return { store: keys === store.keys ? store : { ...store, rev, keys }, succeeded, answers };
}

/** One operation outside a transaction. */
export function etcd(store: Etcd, op: EtcdOp): { store: Etcd; answer: EtcdAnswer } | { error: EtcdError } {
  const done = etcdTxn(store, [], [op]);
  if ("error" in done) return done;
  return { store: done.store, answer: done.answers[0] as EtcdAnswer };
}

/** Grants a lease that runs from `now`. Real servers raise a TTL below 2 s to 2 s (1.5 election timeouts). */
export function grantLease(store: Etcd, id: number, ttlMs: number, now: number): Etcd | { error: EtcdError } {
  if (own(store.leases, id)) return { error: "lease exists" };
  return { ...store, leases: { ...store.leases, [id]: { ttlMs, expiresAt: now + ttlMs } } };
}

/** Lets the lease run its full time from `now` again; a lease that is gone stays gone. */
export function keepAlive(store: Etcd, id: number, now: number): Etcd | { error: EtcdError } {
  const lease = own(store.leases, id);
  if (!lease) return { error: "lease not found" };
  return { ...store, leases: { ...store.leases, [id]: { ...lease, expiresAt: now + lease.ttlMs } } };
}

/** Ends a lease and deletes every key that goes with it, at one revision. */
export function revokeLease(store: Etcd, id: number): Etcd | { error: EtcdError } {
  if (!own(store.leases, id)) return { error: "lease not found" };
  const leases = Object.fromEntries(Object.entries(store.leases).filter(([each]) => Number(each) !== id));
  const kept = Object.entries(store.keys).filter(([, { lease }]) => lease !== id);
  const hasKeys = kept.length < Object.keys(store.keys).length;
  return { rev: hasKeys ? store.rev + 1 : store.rev, keys: hasKeys ? Object.fromEntries(kept) : store.keys, leases };
}

/** How often a server looks for leases that have run out, ms. Source: lessor.go, runLoop every 500 ms. */
export const leaseCheckMs = 500;

/** When a lease that runs out at `expiresAt` is taken away: at the server's next look, so never early, often late. */
export const takenAwayAt = (expiresAt: number): number => Math.ceil(expiresAt / leaseCheckMs) * leaseCheckMs;

/** Revokes every lease that has run out at `now`, in order of their ends. */
export function expireLeases(store: Etcd, now: number): Etcd {
  const due = Object.entries(store.leases)
    .filter(([, { expiresAt }]) => expiresAt <= now)
    .sort(([a, { expiresAt: x }], [b, { expiresAt: y }]) => x - y || Number(a) - Number(b));
  let after = store;
  for (const [id] of due) {
    const revoked = revokeLease(after, Number(id));
    if (!("error" in revoked)) after = revoked;
  }
  return after;
}
