/**
 * What a leader knows of one follower's log, and how fast it may send to it. The form is that of etcd/raft's tracker:
 * probing sends one message and waits, replicating sends ahead within a window. Functions here change a draft that the
 * caller owns.
 */

export type Progress = {
  /** The follower surely holds everything up to here. */
  match: number;
  /** The next entry to send. */
  next: number;
  state: "probe" | "replicate";
  /** Nothing is sent until the follower answers. */
  paused: boolean;
  /** Heard from since the leader last asked whether a quorum is there. */
  active: boolean;
  /** The last index of each message that is under way. */
  inflight: readonly number[];
  /** The highest commit index sent. */
  sentCommit: number;
  /** The last round of heartbeats answered, and when the leader sent it (its own clock). */
  round: number;
  roundAt: number;
};

/** @param lastIndex of the new leader's log */
export const freshProgress = (lastIndex: number): Progress => ({
  match: 0,
  next: lastIndex + 1,
  state: "probe",
  paused: false,
  active: false,
  inflight: [],
  sentCommit: 0,
  round: 0,
  roundAt: Number.MIN_SAFE_INTEGER,
});

/** From now on one message at a time, from behind what surely matches. */
export function becomeProbe(draft: Progress): void {
  draft.state = "probe";
  draft.paused = false;
  draft.inflight = [];
  draft.next = draft.match + 1;
  draft.sentCommit = Math.min(draft.sentCommit, draft.next - 1);
}

/** The logs agree up to `match`: from now on entries are sent ahead. */
export function becomeReplicate(draft: Progress): void {
  draft.state = "replicate";
  draft.paused = false;
  draft.inflight = [];
  draft.next = draft.match + 1;
}

/** Notes what was just sent. */
export function sentEntries(draft: Progress, count: number, window: number): void {
  if (draft.state === "probe") {
    if (count > 0) draft.paused = true;
    return;
  }
  if (count > 0) {
    draft.next += count;
    draft.inflight = [...draft.inflight, draft.next - 1];
  }
  draft.paused = draft.inflight.length >= window;
}

/** @returns whether the acknowledgement brought something new */
export function acknowledged(draft: Progress, index: number): boolean {
  if (index <= draft.match) return false;
  draft.match = index;
  draft.next = Math.max(draft.next, index + 1);
  draft.paused = false;
  return true;
}

/** @returns false where the refusal is of a message long past */
export function refused(draft: Progress, rejected: number, hint: number): boolean {
  if (draft.state === "replicate") {
    if (rejected <= draft.match) return false;
    draft.next = draft.match + 1;
  } else {
    if (draft.next - 1 !== rejected) return false;
    draft.next = Math.max(Math.min(rejected, hint + 1), draft.match + 1);
    draft.paused = false;
  }
  draft.sentCommit = Math.min(draft.sentCommit, draft.next - 1);
  return true;
}

/** Whether an empty message would tell the follower of a later commit. */
export const canBumpCommit = (progress: Progress, commit: number): boolean =>
  commit > progress.sentCommit && progress.sentCommit < progress.next - 1;
