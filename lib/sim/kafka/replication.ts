/**
 * How Kafka's truncation rules came to be, as a plain transition system for exhaustive search: one partition, records
 * with leader epochs, a quorum state that the controller and the true leader change. Requests of the controller may be
 * lost, repeated and late: they stay in a set from which every replica reads what is newer than its own epoch.
 *
 * The actions follow hachikuji/kafka-specification @d68782b5 (KafkaReplication.tla and its five rules); names are kept.
 */
import type { System } from "../explore";

/** Which rule a follower truncates by when the leader epoch changes, and what is fenced by that epoch. */
export const truncationRules = ["high-watermark", "kip-101", "kip-279", "kip-320-first-try", "kip-320"] as const;
export type TruncationRule = (typeof truncationRules)[number];

/** Bounds of the search: replicas 2 or 3, offsets of a log, records ever written, highest leader epoch. */
export type Bounds = { replicas: number; logSize: number; maxRecords: number; maxLeaderEpoch: number };

/** A record is `id * 8 + epoch`; a set of replicas is a bit mask; no leader and no epoch are -1. */
type Replica = { log: readonly number[]; hw: number; epoch: number; leader: number; isr: number };
export type ReplicationState = {
  replicas: readonly Replica[];
  nextId: number;
  /** What the controller sent, by leader epoch. */
  requests: readonly { leader: number; isr: number }[];
  quorum: { epoch: number; leader: number; isr: number };
};
/** What happened: the action's name and whom it touched. */
export type ReplicationStep = { action: string; replica: number; leader?: number };

const epochOf = (record: number): number => record & 7;
const has = (set: number, replica: number): boolean => ((set >> replica) & 1) === 1;

/** All steps of one rule within these bounds. */
export function replicationSystem(rule: TruncationRule, bounds: Bounds): System<ReplicationState, ReplicationStep> {
  const { replicas: count, logSize, maxRecords, maxLeaderEpoch } = bounds;
  const ids = Array.from({ length: count }, (_, replica) => replica);
  const all = (1 << count) - 1;
  const isFenced = rule === "kip-320";
  const isFirstTry = rule === "kip-320-first-try";

  const at = (w: ReplicationState, replica: number): Replica => w.replicas[replica] as Replica;
  const put = (w: ReplicationState, replica: number, change: Partial<Replica>): ReplicationState => ({
    ...w,
    replicas: w.replicas.with(replica, { ...at(w, replica), ...change }),
  });
  const presumesLeadership = (w: ReplicationState, replica: number) => at(w, replica).leader === replica;

  /** Whether the leader takes this replica for one of its followers: KIP-320 asks for the same epoch as well. */
  function isFollowing(w: ReplicationState, leader: number, follower: number): boolean {
    const { leader: followed, epoch } = at(w, follower);
    return followed === leader && (!isFenced || (presumesLeadership(w, leader) && epoch === at(w, leader).epoch));
  }

  /** Has the follower, as far as the leader can tell, all before `end`? The first try of KIP-320 compares epochs. */
  function isCaughtUp(w: ReplicationState, leader: number, follower: number, end: number): boolean {
    if (isFirstTry && !presumesLeadership(w, leader)) return false;
    if (!isFollowing(w, leader, follower)) return false;
    if (end === 0) return true;
    const [theirs, ours] = [at(w, leader).log[end - 1], at(w, follower).log[end - 1]];
    if (theirs === undefined || ours === undefined) return false;
    return !isFirstTry || epochOf(theirs) === epochOf(ours);
  }

  const isTrueLeader = (w: ReplicationState, leader: number): boolean =>
    w.quorum.leader === leader && presumesLeadership(w, leader) && at(w, leader).epoch === w.quorum.epoch;

  /** Only the leader that the quorum names may change the ISR by itself; no new epoch, no request. */
  const withIsr = (w: ReplicationState, leader: number, isr: number): ReplicationState => ({
    ...put(w, leader, { isr }),
    quorum: { ...w.quorum, isr },
  });

  /** A new epoch: the quorum changes and all replicas may hear of it, whenever. */
  const announced = (w: ReplicationState, leader: number, isr: number): ReplicationState => ({
    ...w,
    quorum: { epoch: w.requests.length, leader, isr },
    requests: [...w.requests, { leader, isr }],
  });

  /** Where a new follower cuts its log; undefined where the rule gives no offset within it. */
  function truncationOffset(w: ReplicationState, leader: number, follower: number): number {
    const { log: theirs } = at(w, leader);
    const { log: ours, hw } = at(w, follower);
    if (rule === "high-watermark") return hw;
    if (rule === "kip-101") {
      const last = ours.at(-1);
      if (last === undefined) return 0;
      const latest = theirs.at(-1);
      if (latest === undefined) return hw;
      if (epochOf(latest) === epochOf(last)) return theirs.length;
      const larger = theirs.findIndex((record) => epochOf(record) > epochOf(last));
      return larger < 0 ? hw : larger;
    }
    let end = Math.min(ours.length, theirs.length);
    while (end > 0 && ours[end - 1] !== theirs[end - 1]) end--;
    return end;
  }

  /** Has the leader's watermark come to records of its own epoch? Before that it does not know what was committed. */
  function hasReachedOwnEpoch(w: ReplicationState, leader: number): boolean {
    const { log, hw, epoch } = at(w, leader);
    const record = log[hw];
    return hw === log.length || (record !== undefined && epochOf(record) === epoch);
  }

  function* controllerSteps(w: ReplicationState): Generator<[ReplicationStep, ReplicationState]> {
    if (w.requests.length > maxLeaderEpoch) return;
    const { leader, isr } = w.quorum;
    for (const replica of ids) {
      if (has(isr, replica) && leader !== replica)
        yield [{ action: "ControllerElectLeader", replica }, announced(w, replica, isr)];
      const rest = isr & ~(1 << replica);
      if (leader === replica)
        yield [{ action: "ControllerShrinkIsr", replica }, announced(w, -1, isr === 1 << replica ? isr : rest)];
      else if (has(isr, replica)) yield [{ action: "ControllerShrinkIsr", replica }, announced(w, leader, rest)];
    }
  }

  function* requestSteps(w: ReplicationState): Generator<[ReplicationStep, ReplicationState]> {
    for (let epoch = 0; epoch < w.requests.length; epoch++) {
      const { leader, isr } = w.requests[epoch] as { leader: number; isr: number };
      if (leader < 0) {
        // Kip320.tla writes this clause under a quantifier that, read to the letter, leaves "no leader" out; it is meant.
        if (isFenced)
          for (const replica of ids)
            if (epoch > at(w, replica).epoch)
              yield [{ action: "BecomeFollower", replica, leader }, put(w, replica, { epoch, leader, isr })];
        continue;
      }
      if (epoch > at(w, leader).epoch)
        yield [{ action: "BecomeLeader", replica: leader }, put(w, leader, { epoch, leader, isr })];
      for (const replica of ids) {
        const { log, hw, epoch: known } = at(w, replica);
        if (replica === leader || epoch <= known) continue;
        const step = { action: "BecomeFollower", replica, leader };
        if (isFirstTry) yield [step, put(w, replica, { epoch, leader, isr })];
        else if (!isFenced || (presumesLeadership(w, leader) && at(w, leader).epoch === epoch)) {
          const end = truncationOffset(w, leader, replica);
          if (end <= log.length)
            yield [step, put(w, replica, { epoch, leader, isr, log: log.slice(0, end), hw: Math.min(end, hw) })];
        }
      }
    }
  }

  function* leaderSteps(w: ReplicationState): Generator<[ReplicationStep, ReplicationState]> {
    for (const leader of ids) {
      if (!presumesLeadership(w, leader)) continue;
      const { log, hw, epoch, isr } = at(w, leader);
      if (w.nextId < maxRecords && log.length < logSize)
        yield [
          { action: "LeaderWrite", replica: leader },
          { ...put(w, leader, { log: [...log, w.nextId * 8 + epoch] }), nextId: w.nextId + 1 },
        ];
      const isHeld = (follower: number) =>
        isFirstTry
          ? isCaughtUp(w, leader, follower, hw + 1)
          : isFollowing(w, leader, follower) && at(w, follower).log.length > hw;
      const isOwn = !(isFenced || isFirstTry) || hw < log.length;
      if (isOwn && hw < logSize && ids.every((follower) => !has(isr, follower) || isHeld(follower)))
        yield [{ action: "LeaderIncHighWatermark", replica: leader }, put(w, leader, { hw: hw + 1 })];
      if (!isTrueLeader(w, leader)) continue;
      for (const replica of ids) {
        if (replica === leader) continue;
        if (has(isr, replica)) {
          if (!isCaughtUp(w, leader, replica, log.length))
            yield [{ action: "LeaderShrinkIsr", replica, leader }, withIsr(w, leader, isr & ~(1 << replica))];
        } else if (isCaughtUp(w, leader, replica, hw) && (!(isFenced || isFirstTry) || hasReachedOwnEpoch(w, leader)))
          yield [{ action: "LeaderExpandIsr", replica, leader }, withIsr(w, leader, isr | (1 << replica))];
      }
    }
  }

  function* followerSteps(w: ReplicationState): Generator<[ReplicationStep, ReplicationState]> {
    for (const replica of ids) {
      const { log, hw, leader } = at(w, replica);
      if (leader < 0 || leader === replica || !presumesLeadership(w, leader)) continue;
      const { log: theirs, hw: leaderHw } = at(w, leader);
      const record = theirs[log.length];
      const mayFetch = isFirstTry ? isCaughtUp(w, leader, replica, log.length) : isFollowing(w, leader, replica);
      if (record !== undefined && mayFetch)
        yield [
          { action: "FollowerFetch", replica, leader },
          put(w, replica, { log: [...log, record], hw: Math.min(leaderHw, log.length + 1) }),
        ];
      if (!isFirstTry) continue;
      const last = log.at(-1);
      const same = theirs[log.length - 1];
      const isAstray =
        log.length > theirs.length || (last !== undefined && same !== undefined && epochOf(last) !== epochOf(same));
      if (isAstray) {
        const end = truncationOffset(w, leader, replica);
        const step = { action: "FollowerTruncate", replica, leader };
        yield [step, put(w, replica, { log: log.slice(0, end), hw: Math.min(end, hw) })];
      }
    }
  }

  return {
    initial: [
      {
        replicas: ids.map(() => ({ log: [], hw: 0, epoch: -1, leader: -1, isr: 0 })),
        nextId: 0,
        requests: [],
        quorum: { epoch: -1, leader: -1, isr: all },
      },
    ],
    *next(w) {
      yield* controllerSteps(w);
      yield* requestSteps(w);
      yield* leaderSteps(w);
      yield* followerSteps(w);
    },
    key: keyOf,
  };
}

/** One character a number, shifted so that -1 fits: JSON was four times slower here. */
function keyOf(w: ReplicationState): string {
  let key = String.fromCharCode(w.nextId, w.quorum.epoch + 1, w.quorum.leader + 1, w.quorum.isr);
  for (const { leader, isr } of w.requests) key += String.fromCharCode(leader + 1, isr);
  for (const { log, hw, epoch, leader, isr } of w.replicas)
    key += String.fromCharCode(99, hw, epoch + 1, leader + 1, isr, ...log);
  return key;
}

/**
 * Is all below the watermark of every presumed leader on every replica of the ISR that this leader assumes ("weak"), or
 * of the ISR in the quorum, from which leaders are elected ("strong")?
 */
export function holdsIsr(w: ReplicationState, which: "weak" | "strong"): boolean {
  return w.replicas.every(({ log, hw, leader, isr }, replica) => {
    if (leader !== replica) return true;
    const members = which === "weak" ? isr : w.quorum.isr;
    return w.replicas.every((other, id) => {
      if (!has(members, id)) return true;
      for (let offset = 0; offset < hw; offset++)
        if (log[offset] === undefined || log[offset] !== other.log[offset]) return false;
      return true;
    });
  });
}
