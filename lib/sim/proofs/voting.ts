/**
 * What Paxos refines to: acceptors that vote and see each other's votes (Voting.tla), and below that a consensus that
 * simply chooses (Consensus.tla). Voting with three acceptors, two values, ballots 0 and 1: 77 up to renaming.
 */
import type { System } from "../explore";
import type { PaxosSetup } from "./paxos";

/** Of each acceptor: the highest ballot it takes part in, and by ballot the value it voted for, -1 for none. */
export type Voter = { readonly promised: number; readonly votes: readonly number[] };
/** careless: votes without being shown that the value is safe. */
export type VotingFlaw = "none" | "careless";

/** The transition system of Voting.tla. */
export function voting(setup: PaxosSetup, flaw: VotingFlaw = "none"): System<readonly Voter[], string> {
  const ballots = Array.from({ length: setup.maxBallot + 1 }, (_, ballot) => ballot);
  /**
   * ShowsSafeAt: all of the quorum have come to this ballot, and the last ballot below in which any of them voted was
   * for this value. In how many ways: TLC generates a state for each vote that shows it.
   */
  const waysSafe = (state: readonly Voter[], quorum: readonly number[], ballot: number, value: number): number => {
    const members = quorum.map((acceptor) => state[acceptor] as Voter);
    if (members.some(({ promised }) => promised < ballot)) return 0;
    for (let below = ballot - 1; below >= 0; below--) {
      const cast = members.map(({ votes }) => votes[below] as number).filter((vote) => vote >= 0);
      if (cast.length > 0) return cast.filter((vote) => vote === value).length;
    }
    return 1;
  };
  return {
    initial: [Array.from({ length: setup.acceptors }, () => ({ promised: -1, votes: ballots.map(() => -1) }))],
    *next(state) {
      for (const [acceptor, { promised, votes }] of state.entries())
        for (const ballot of ballots) {
          if (ballot > promised)
            yield [`join ${acceptor} ${ballot}`, state.with(acceptor, { promised: ballot, votes })];
          if (ballot < promised || votes[ballot] !== -1) continue;
          for (let value = 0; value < setup.values; value++) {
            if (state.some((each) => each.votes[ballot] !== -1 && each.votes[ballot] !== value)) continue;
            const voted = state.with(acceptor, { promised: ballot, votes: votes.with(ballot, value) });
            let ways = flaw === "careless" ? 1 : 0;
            for (const quorum of setup.quorums) ways += waysSafe(state, quorum, ballot, value);
            for (; ways > 0; ways--) yield [`vote ${acceptor} ${ballot} ${value}`, voted];
          }
        }
    },
    key: JSON.stringify,
  };
}

/** A quorum for each of two values. */
export function twoChosen({ quorums, maxBallot }: PaxosSetup): (state: readonly Voter[]) => string | null {
  return (state) => {
    const chosen = new Set<number>();
    for (let ballot = 0; ballot <= maxBallot; ballot++)
      for (const quorum of quorums) {
        const votes = new Set(quorum.map((acceptor) => state[acceptor]?.votes[ballot] ?? -1));
        for (const vote of votes) if (votes.size === 1 && vote >= 0) chosen.add(vote);
      }
    return chosen.size > 1 ? "two values are chosen" : null;
  };
}

/** The same states up to renaming of acceptors and of values: the key is the least of all renamings. */
export function upToRenaming(
  system: System<readonly Voter[], string>,
  values: number,
): System<readonly Voter[], string> {
  const renamings = permutations(Array.from({ length: values }, (_, value) => value));
  return {
    ...system,
    key(state) {
      let least = "";
      for (const renamed of renamings) {
        const voters = state.map(({ promised, votes }) => `${promised}:${votes.map((v) => (v < 0 ? v : renamed[v]))}`);
        const text = voters.sort().join(" ");
        if (least === "" || text < least) least = text;
      }
      return least;
    },
  };
}

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item) => permutations(items.filter((each) => each !== item)).map((rest) => [item, ...rest]));
}

/**
 * Consensus.tla: nothing is chosen, then one value. `fromAnywhere`: from every state in which at most one is chosen.
 */
export const consensus = (values: number, fromAnywhere: boolean): System<number | null, string> => ({
  initial: [null, ...(fromAnywhere ? Array.from({ length: values }, (_, value) => value) : [])],
  *next(chosen) {
    if (chosen === null) for (let value = 0; value < values; value++) yield [`choose ${value}`, value];
  },
  key: String,
});
