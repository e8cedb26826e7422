/**
 * Single-decree Paxos as Lamport specifies it: no leaders or learners of their own, messages stay for ever (Paxos.tla).
 * 25 distinct states, 82 generated, depth 9 with one acceptor, one value and ballots 0 and 1.
 */
import type { System } from "../explore";

export type Vote = { readonly ballot: number; readonly value: number };
export type Acceptor = { readonly promised: number; readonly voted: Vote | null };
export type PaxosMessage =
  | { readonly type: "1a"; readonly ballot: number }
  | { readonly type: "1b"; readonly ballot: number; readonly acceptor: number; readonly voted: Vote | null }
  | { readonly type: "2a"; readonly ballot: number; readonly value: number }
  | { readonly type: "2b"; readonly ballot: number; readonly value: number; readonly acceptor: number };
/** Messages by their text, which is unique and kept in order. */
export type PaxosState = { readonly acceptors: readonly Acceptor[]; readonly sent: ReadonlyMap<string, PaxosMessage> };

export type PaxosSetup = {
  acceptors: number;
  values: number;
  /** Ballots are 0 .. maxBallot. */
  maxBallot: number;
  /** Sets of acceptors; any two must meet. */
  quorums: readonly (readonly number[])[];
};
/** willful: phase 2a proposes any value. forgetful: phase 1b keeps the acceptor's vote to itself. */
export type PaxosFlaw = "none" | "willful" | "forgetful";

/** All majorities of so many acceptors of the least size. */
export function majorities(acceptors: number): number[][] {
  const size = Math.floor(acceptors / 2) + 1;
  const found: number[][] = [];
  for (let mask = 0; mask < 1 << acceptors; mask++) {
    const set = Array.from({ length: acceptors }, (_, each) => each).filter((each) => mask & (1 << each));
    if (set.length === size) found.push(set);
  }
  return found;
}

/** The transition system of Paxos.tla. */
export function paxos(setup: PaxosSetup, flaw: PaxosFlaw = "none"): System<PaxosState, string> {
  const ballots = Array.from({ length: setup.maxBallot + 1 }, (_, ballot) => ballot);
  const values = Array.from({ length: setup.values }, (_, value) => value);
  const send = (state: PaxosState, m: PaxosMessage, acceptors = state.acceptors): PaxosState => {
    const text = JSON.stringify(m);
    if (state.sent.has(text)) return { acceptors, sent: state.sent };
    return { acceptors, sent: new Map([...state.sent, [text, m]]) };
  };

  /**
   * Phase 2a: in how many ways it can be seen that this value is safe. A quorum has answered, and told either of no
   * vote, or of a highest vote for this value. TLC generates a state for each way, so they are counted, not only looked
   * for.
   */
  const waysSafe = (state: PaxosState, ballot: number, value: number): number => {
    const answers = [...state.sent.values()].filter((m) => m.type === "1b" && m.ballot === ballot);
    let ways = 0;
    for (const quorum of setup.quorums) {
      const told = answers.flatMap((m) => (m.type === "1b" && quorum.includes(m.acceptor) ? [m] : []));
      if (!quorum.every((acceptor) => told.some((m) => m.acceptor === acceptor))) continue;
      const votes = told.flatMap(({ voted }) => (voted ? [voted] : []));
      const highest = Math.max(...votes.map((vote) => vote.ballot));
      if (votes.length === 0 || flaw === "willful") ways++;
      else ways += votes.filter((vote) => vote.ballot === highest && vote.value === value).length;
    }
    return ways;
  };

  return {
    initial: [
      { acceptors: Array.from({ length: setup.acceptors }, () => ({ promised: -1, voted: null })), sent: new Map() },
    ],
    *next(state) {
      for (const ballot of ballots) {
        yield [`1a ${ballot}`, send(state, { type: "1a", ballot })];
        const isProposed = [...state.sent.values()].some((m) => m.type === "2a" && m.ballot === ballot);
        if (isProposed) continue;
        for (const value of values)
          for (let ways = waysSafe(state, ballot, value); ways > 0; ways--)
            yield [`2a ${ballot} ${value}`, send(state, { type: "2a", ballot, value })];
      }
      for (const [acceptor, { promised, voted }] of state.acceptors.entries())
        for (const m of state.sent.values()) {
          const { ballot } = m;
          if (m.type === "1a" && ballot > promised) {
            const acceptors = state.acceptors.with(acceptor, { promised: ballot, voted });
            const told = flaw === "forgetful" ? null : voted;
            yield [`1b ${ballot} ${acceptor}`, send(state, { type: "1b", ballot, acceptor, voted: told }, acceptors)];
          }
          if (m.type === "2a" && ballot >= promised) {
            const { value } = m;
            const acceptors = state.acceptors.with(acceptor, { promised: ballot, voted: { ballot, value } });
            yield [`2b ${ballot} ${acceptor}`, send(state, { type: "2b", ballot, value, acceptor }, acceptors)];
          }
        }
    },
    key: ({ acceptors, sent }) => JSON.stringify(acceptors) + [...sent.keys()].sort().join(""),
  };
}

/** Agreement: a quorum has voted for a value in one ballot, and a quorum for another value in some ballot. */
export function disagreement({ quorums, values, maxBallot }: PaxosSetup): (state: PaxosState) => string | null {
  return ({ sent }) => {
    const chosen = new Set<number>();
    for (let ballot = 0; ballot <= maxBallot; ballot++)
      for (let value = 0; value < values; value++) {
        const hasVoted = (acceptor: number) => sent.has(JSON.stringify({ type: "2b", ballot, value, acceptor }));
        if (quorums.some((quorum) => quorum.every(hasVoted))) chosen.add(value);
      }
    return chosen.size > 1 ? `values ${[...chosen].join(" and ")} are both chosen` : null;
  };
}
