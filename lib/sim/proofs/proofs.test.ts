/**
 * The explorer's own proof: specifications that TLC and stateright have counted must come to the same numbers here, and
 * a specification broken on purpose must not. Sources: tlaplus/Examples @32a32c7b (manifest.json), stateright
 * @ab8c8be9.
 */
import { describe, expect, it } from "vitest";
import { brokenIn, entriesOf, explore, type System, systemOf } from "../explore";
import { Replay } from "../replay";
import { atomicCommitment, opposite } from "./atomic-commitment";
import { backupCoordinator } from "./backup-coordinator";
import { countDepthFirst } from "./depth-first";
import { heldTwice, lockServer } from "./lock-server";
import { bothInside, lock, pausingLock, peterson } from "./locks";
import { disagreement, majorities, paxos } from "./paxos";
import { isLinearizable, paxosRegisterKernel, paxosRegisterSystem } from "./paxos-register";
import { inconsistent, transactionCommit } from "./transaction-commit";
import { twoPhaseKernel, twoPhaseOrdered, twoPhaseSymmetric, twoPhaseSystem } from "./two-phase";
import { consensus, twoChosen, upToRenaming, voting } from "./voting";

/** Distinct states, states generated, depth. */
type Counts = readonly [number, number, number];
const none = () => null;
const counts = <W, C, B>(system: System<W, C>, violated: (w: W) => B | null): Counts => {
  const { distinct, generated, depth, exhausted, found } = explore(system, { violated });
  expect(found).toBeNull();
  expect(exhausted).toBe(true);
  return [distinct, generated, depth];
};
/** How many choices the shortest violation has. */
const length = <W, C, B>(system: System<W, C>, violated: (w: W) => B | null): number | undefined =>
  explore(system, { violated }).found?.choices.length;

describe("two-phase commit over the kernel", () => {
  it("has the states of TwoPhase.tla with three managers, and is consistent", () => {
    expect(counts(twoPhaseSystem(twoPhaseKernel(3)), brokenIn())).toEqual([288, 1146, 11]);
  });

  it("has as many states with five managers as stateright counts, with six as TwoPhase.tla says", () => {
    expect(counts(twoPhaseSystem(twoPhaseKernel(5)), brokenIn())[0]).toBe(8832);
    expect(counts(twoPhaseSystem(twoPhaseKernel(6)), brokenIn())[0]).toBe(50_816);
  });

  it("is as deep and as consistent when managers are not told apart, with far fewer states", () => {
    const [distinct, , depth] = counts(twoPhaseSymmetric(twoPhaseKernel(5)), brokenIn());
    expect([distinct, depth]).toEqual([314, 17]);
    expect(length(twoPhaseSymmetric(twoPhaseKernel(3, "eager")), brokenIn())).toBe(7);
    // Stateright's own reduction is not exact, so its count is one of a depth-first search.
    expect(countDepthFirst(twoPhaseOrdered(twoPhaseKernel(5)))).toBe(665);
    expect(countDepthFirst(twoPhaseSymmetric(twoPhaseKernel(5)))).toBe(314);
  });

  it.each([
    ["eager", 7],
    ["fickle", 9],
  ] as const)("is caught when the protocol is %s, and the trace is a run", (flaw, choices) => {
    const kernel = twoPhaseKernel(3, flaw);
    const { found } = explore(twoPhaseSystem(kernel), { violated: brokenIn(["consistent"]) });
    expect(found?.choices.length).toBe(choices);
    const replay = new Replay(kernel, entriesOf(kernel, found?.choices ?? []));
    expect(replay.at(choices).broken).toEqual([found?.broken]);
  });

  it("comes to other counts with a key that forgets, or without the guard of the coordinator", () => {
    const kernel = twoPhaseKernel(3);
    const forgetful = ({ w }: { w: typeof kernel.initial }) => String(w.pending.length);
    expect(counts({ ...twoPhaseSystem(kernel), key: forgetful }, none)).not.toEqual([288, 1146, 11]);
    const [distinct, generated] = counts(systemOf(kernel), none);
    expect([distinct, generated > 1146]).toEqual([288, true]);
  });
});

describe("Paxos as a register over the kernel", () => {
  it("has the states of stateright's paxos.rs with two clients and three servers, and is linearizable", () => {
    expect(counts(paxosRegisterSystem(paxosRegisterKernel(2, 3)), brokenIn())[0]).toBe(16_668);
  });

  it("reaches a value that is read back", () => {
    const goal = ({ w }: { w: { ghost: readonly (readonly { got?: string }[])[] } }) =>
      w.ghost.some((operations) => operations[1]?.got !== undefined);
    // Deliver put, prepare, prepared, accept, accepted, putOk, decided, get and its answer: what stateright's test
    // finds, and one more.
    expect(explore(paxosRegisterSystem(paxosRegisterKernel(2, 3)), { goal }).found?.choices.length).toBe(9);
  });

  it("is caught when a server does not tell what it accepted", () => {
    const kernel = paxosRegisterKernel(2, 3, "forgetful");
    const { found } = explore(paxosRegisterSystem(kernel), { violated: brokenIn() });
    expect(found?.broken?.invariant).toBe("linearizable");
    const replay = new Replay(kernel, entriesOf(kernel, found?.choices ?? []));
    expect(replay.at(replay.entries.length).broken).toEqual([found?.broken]);
  });

  it("knows a history that no order explains", () => {
    const [before, both] = [
      [0, 0],
      [1, 1],
    ];
    const put = (value: string, after = before) => ({ put: value, after, got: "" });
    expect(isLinearizable([[put("A"), { put: null, after: before, got: "B" }], [put("B")]])).toBe(true);
    expect(isLinearizable([[put("A"), { put: null, after: both, got: "C" }], [put("B")]])).toBe(false);
    const late = [[put("A"), { put: null, after: [0, 1], got: "A" }], [put("B", [1, 0])]];
    expect(isLinearizable(late)).toBe(false);
  });
});

describe("specifications as they stand", () => {
  it("transaction commit", () => {
    expect(counts(transactionCommit(3), inconsistent)).toEqual([34, 94, 7]);
    expect(length(transactionCommit(3, "hasty"), inconsistent)).toBe(3);
  });

  it("transaction commit with a backup coordinator", () => {
    const setup = { managers: 3, managersMayFail: true, coordinatorMayFail: true };
    const violated = ({ managers }: { managers: readonly string[] }) => inconsistent(managers);
    expect(counts(backupCoordinator(setup), violated)).toEqual([1245, 5841, 15]);
    expect(length(backupCoordinator(setup, "rash"), violated)).toBe(11);
  });

  it("atomic commitment with failures", () => {
    expect(counts(atomicCommitment(3, "simple"), opposite)).toEqual([54_944, 218_352, 21]);
    expect(counts(atomicCommitment(2, "forward"), opposite)).toEqual([4284, 23_988, 19]);
    expect(length(atomicCommitment(2, "late"), opposite)).toBe(12);
  });

  it("Paxos", () => {
    const tiny = { acceptors: 1, values: 1, maxBallot: 1, quorums: [[0]] };
    expect(counts(paxos(tiny), disagreement(tiny))).toEqual([25, 82, 9]);
    const three = { acceptors: 3, values: 2, maxBallot: 1, quorums: majorities(3) };
    expect(counts(paxos(three), disagreement(three))).toEqual([3921, 23_563, 17]);
    for (const flaw of ["willful", "forgetful"] as const)
      expect(length(paxos(three, flaw), disagreement(three)), flaw).toBe(12);
    // Quorums that need not meet are no quorums.
    const apart = { ...three, quorums: [[0], [1], [2]] };
    expect(length(paxos(apart), disagreement(apart))).toBeGreaterThan(0);
  });

  it("voting, also up to renaming, and consensus", () => {
    const setup = { acceptors: 3, values: 2, maxBallot: 1, quorums: majorities(3) };
    expect(counts(upToRenaming(voting(setup), 2), twoChosen(setup))).toEqual([77, 451, 11]);
    const longer = { ...setup, maxBallot: 2 };
    expect(counts(voting(longer), twoChosen(longer))).toEqual([6752, 41_017, 16]);
    expect(length(voting(setup, "careless"), twoChosen(setup))).toBe(4);
    expect(counts(consensus(3, true), none)).toEqual([4, 7, 1]);
    expect(counts(consensus(3, false), none)).toEqual([4, 4, 2]);
  });

  it("mutual exclusion", () => {
    expect(counts(lock(), bothInside)).toEqual([12, 21, 5]);
    expect(length(lock("blind"), bothInside)).toBe(4);
    expect(counts(pausingLock(), bothInside)[0]).toBe(28);
    expect(counts(peterson(), bothInside)).toEqual([42, 77, 11]);
    expect(length(peterson("swapped"), bothInside)).toBe(8);
  });

  it("a server of locks", () => {
    expect(counts(lockServer(2, 2), heldTwice)).toEqual([9, 25, 3]);
    expect(length(lockServer(2, 2, "greedy"), heldTwice)).toBe(2);
  });
});
