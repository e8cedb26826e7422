/**
 * Atomic commitment with failures (Babaoglu, Toueg 1993; tlaplus/Examples, acp). With a simple broadcast a death of the
 * coordinator can leave participants waiting for ever; when each participant forwards the decision before it decides,
 * they never wait. Forwarding after deciding looks alike and breaks the agreement. Simple with three participants:
 * 54,944 distinct states; forwarding with two: 4,284.
 */
import type { System } from "../explore";

type Decision = "undecided" | "commit" | "abort";
type Sent = "notsent" | "commit" | "abort";
export type Participant = {
  readonly votesYes: boolean;
  readonly isAlive: boolean;
  readonly decision: Decision;
  readonly hasVoted: boolean;
  /**
   * By participant, what was forwarded to it; its own place holds what it was told. Forwarding too late may pass on
   * "undecided".
   */
  readonly forward: readonly (Sent | "undecided")[];
};
export type CommitmentState = {
  readonly participants: readonly Participant[];
  readonly requested: readonly boolean[];
  readonly votes: readonly ("waiting" | "yes" | "no")[];
  readonly told: readonly Sent[];
  readonly decision: Decision;
  readonly isAlive: boolean;
};
/** simple: ACP_SB. forward: ACP_NB. late: ACP_NB_WRONG, decides first and forwards then. */
export type Broadcast = "simple" | "forward" | "late";
type Step = readonly [string, CommitmentState];

/** The transition system of ACP_SB, ACP_NB or ACP_NB_WRONG with this many participants. */
export function atomicCommitment(count: number, broadcast: Broadcast): System<CommitmentState, string> {
  const all = Array.from({ length: count }, (_, index) => index);
  const each = <T>(value: T): T[] => all.map(() => value);
  return {
    initial: Array.from({ length: 1 << count }, (_, votes) => ({
      participants: all.map((index) => ({
        votesYes: (votes & (1 << index)) !== 0,
        ...{ isAlive: true, decision: "undecided" as const, hasVoted: false },
        forward: broadcast === "simple" ? [] : each("notsent" as const),
      })),
      requested: each(false),
      votes: each("waiting"),
      told: each("notsent"),
      ...{ decision: "undecided" as const, isAlive: true },
    })),
    *next(state) {
      // The specification names a pair of participants for each step of one, and TLC generates the step for each pair.
      for (const i of all) {
        if (broadcast === "simple") {
          yield* die(state, i);
          yield* ownSteps(state, i, true);
          continue;
        }
        for (const j of all) {
          yield* die(state, i);
          yield* ownSteps(state, i, broadcast === "late");
          yield* broadcast === "late" ? lateSteps(state, i, j) : forwardingSteps(state, i, j);
          yield* timeoutSteps(state, i);
        }
      }
      yield* coordinatorSteps(state, all);
    },
    key: JSON.stringify,
  };
}

const change = (state: CommitmentState, i: number, to: Partial<Participant>): CommitmentState => ({
  ...state,
  participants: state.participants.with(i, { ...(state.participants[i] as Participant), ...to }),
});

function* die(state: CommitmentState, i: number): Generator<Step> {
  if (state.participants[i]?.isAlive) yield [`die ${i}`, change(state, i, { isAlive: false })];
}

/** What a participant does without the others; with `decides` it follows the coordinator's word at once. */
function* ownSteps(state: CommitmentState, i: number, decides: boolean): Generator<Step> {
  const { isAlive, decision, hasVoted, votesYes } = state.participants[i] as Participant;
  if (!isAlive) return;
  const told = state.told[i] as Sent;
  if (state.requested[i]) yield [`vote ${i}`, change(state, i, { hasVoted: true })];
  if (decision !== "undecided") return;
  if (hasVoted && !votesYes) yield [`abort on own vote ${i}`, change(state, i, { decision: "abort" })];
  if (!state.isAlive && !state.requested[i]) yield [`abort, never asked ${i}`, change(state, i, { decision: "abort" })];
  if (decides && told !== "notsent") yield [`decide ${i}`, change(state, i, { decision: told })];
}

/** Told, it first forwards to all, then decides. */
function* forwardingSteps(state: CommitmentState, i: number, j: number): Generator<Step> {
  const { isAlive, forward } = state.participants[i] as Participant;
  if (!isAlive) return;
  const mine = forward[i] as Sent;
  const theirs = state.participants[j]?.forward[i] as Sent;
  const told = state.told[i] as Sent;
  if (i !== j && mine !== "notsent" && forward[j] === "notsent")
    yield [`forward ${i} ${j}`, change(state, i, { forward: forward.with(j, mine) })];
  if (i !== j && mine === "notsent" && theirs !== "notsent")
    yield [`hear ${i} from ${j}`, change(state, i, { forward: forward.with(i, theirs) })];
  if (mine === "notsent" && told !== "notsent")
    yield [`hear ${i}`, change(state, i, { forward: forward.with(i, told) })];
  if (mine !== "notsent" && !forward.includes("notsent")) yield [`decide ${i}`, change(state, i, { decision: mine })];
}

/** It decides, then forwards: whoever dies between has told nobody. */
function* lateSteps(state: CommitmentState, i: number, j: number): Generator<Step> {
  const { isAlive, forward, decision } = state.participants[i] as Participant;
  if (!isAlive || i === j) return;
  const theirs = state.participants[j]?.forward[i];
  if (forward[j] === "notsent") yield [`forward ${i} ${j}`, change(state, i, { forward: forward.with(j, decision) })];
  if (decision === "undecided" && theirs !== undefined && theirs !== "notsent")
    yield [`decide ${i} from ${j}`, change(state, i, { decision: theirs })];
}

/** Aborts when nobody alive can have been told: neither by the dead coordinator nor by the dead. */
function* timeoutSteps(state: CommitmentState, i: number): Generator<Step> {
  const { participants } = state;
  const me = participants[i] as Participant;
  if (!me.isAlive || me.decision !== "undecided" || state.isAlive) return;
  const isUntold = participants.every(
    ({ isAlive }, k) =>
      !isAlive ||
      (state.told[k] === "notsent" && participants.every((dead) => dead.isAlive || dead.forward[k] === "notsent")),
  );
  if (isUntold) yield [`time out ${i}`, change(state, i, { decision: "abort" })];
}

function* coordinatorSteps(state: CommitmentState, all: readonly number[]): Generator<Step> {
  if (!state.isAlive) return;
  const { requested, votes, told, decision, participants } = state;
  yield ["coordinator dies", { ...state, isAlive: false }];
  const isUndecided = decision === "undecided";
  if (isUndecided && !votes.includes("waiting")) {
    // An abort for each "no" that shows it.
    if (!votes.includes("no")) yield ["decide to commit", { ...state, decision: "commit" }];
    for (const vote of votes) if (vote === "no") yield ["decide to abort", { ...state, decision: "abort" }];
  }
  const isAsked = requested.every(Boolean);
  for (const i of all) {
    const { hasVoted, votesYes, isAlive } = participants[i] as Participant;
    if (!requested[i]) yield [`request ${i}`, { ...state, requested: requested.with(i, true) }];
    if (isUndecided && isAsked && votes[i] === "waiting") {
      if (hasVoted) yield [`get vote ${i}`, { ...state, votes: votes.with(i, votesYes ? "yes" : "no") }];
      else if (!isAlive) yield [`detect fault ${i}`, { ...state, decision: "abort" }];
    }
    if (decision !== "undecided" && told[i] === "notsent")
      yield [`tell ${i}`, { ...state, told: told.with(i, decision) }];
  }
}

/** AC1: no two participants come to opposite decisions. */
export const opposite = ({ participants }: CommitmentState): string | null =>
  participants.some(({ decision }) => decision === "commit") &&
  participants.some(({ decision }) => decision === "abort")
    ? "one committed, another aborted"
    : null;
