/**
 * How many states TLC and stateright found: our systems, searched by our explorer, must find as many. Where the file
 * gives them, the generated states and the depth are compared too.
 */
import { readFileSync } from "node:fs";
import { brokenIn, explore } from "@/lib/sim/explore";
import { atomicCommitment, opposite } from "@/lib/sim/proofs/atomic-commitment";
import { backupCoordinator } from "@/lib/sim/proofs/backup-coordinator";
import { countDepthFirst } from "@/lib/sim/proofs/depth-first";
import { bothInside, lock, pausingLock, peterson } from "@/lib/sim/proofs/locks";
import { disagreement, majorities, type PaxosSetup, paxos } from "@/lib/sim/proofs/paxos";
import { paxosRegisterKernel, paxosRegisterSystem } from "@/lib/sim/proofs/paxos-register";
import { inconsistent, transactionCommit } from "@/lib/sim/proofs/transaction-commit";
import { twoPhaseKernel, twoPhaseOrdered, twoPhaseSystem } from "@/lib/sim/proofs/two-phase";
import { consensus, twoChosen, upToRenaming, voting } from "@/lib/sim/proofs/voting";
import type { Reader, Verdict } from "./reader";

type Case = {
  spec: string;
  model: string;
  result?: string;
  distinctStates?: number;
  totalStates?: number;
  stateDepth?: number;
  constants?: string;
};
type Outcome = { distinct: number; generated: number; depth: number; found: unknown };

/** `Name = value` pairs; a comma inside brackets does not end one. */
export function readConstants(source: string): ReadonlyMap<string, string> {
  const pairs = source.matchAll(/(\w+)\s*(?:=|<-)\s*((?:\{(?:[^{}]|\{[^{}]*\})*\}|[^,{}])+)/g);
  return new Map([...pairs].map(([, name, value]) => [name as string, (value as string).trim()]));
}

/** What the constants say; each has the value of the model's own configuration where they say nothing. */
class Constants {
  readonly #values: ReadonlyMap<string, string>;
  constructor(source: string) {
    this.#values = readConstants(source);
  }
  /** How many members a set has; a number or a range counts too. */
  size(name: string, otherwise: number): number {
    const value = this.#values.get(name);
    if (value === undefined) return otherwise;
    const range = /^(\d+)\s*\.\.\s*(\d+)$/.exec(value);
    if (range) return Number(range[2]) - Number(range[1]) + 1;
    const members = /^\{(.*)\}$/s.exec(value)?.[1];
    if (members === undefined) return Number(value);
    return members.trim() === "" ? 0 : members.split(",").length;
  }
  isTrue(name: string, otherwise: boolean): boolean {
    return (this.#values.get(name) ?? String(otherwise)).toUpperCase() === "TRUE";
  }
  /** Sets of members of another set, by index. */
  sets(name: string, of: string, otherwise: readonly (readonly number[])[]): readonly (readonly number[])[] {
    const members = this.#members(of);
    const value = this.#values.get(name);
    if (value === undefined || !members) return otherwise;
    return [...value.slice(1, -1).matchAll(/\{([^{}]*)\}/g)].map(([, inner]) =>
      (inner as string).split(",").map((each) => members.indexOf(each.trim())),
    );
  }
  #members(name: string): string[] | undefined {
    return this.#values
      .get(name)
      ?.slice(1, -1)
      .split(",")
      .map((each) => each.trim());
  }
}

/** The constants of a Paxos model; `otherwise` says what the specification's own configuration has. */
function paxosSetup(given: Constants, otherwise: { acceptors: number; values: number; maxBallot: number }): PaxosSetup {
  const acceptors = given.size("Acceptor", otherwise.acceptors);
  return {
    acceptors,
    values: given.size("Value", otherwise.values),
    maxBallot: given.size("MaxBallot", given.size("Ballot", otherwise.maxBallot + 1) - 1),
    quorums: given.sets("Quorum", "Acceptor", majorities(acceptors)),
  };
}

const runPaxos = (setup: PaxosSetup): Outcome => explore(paxos(setup), { violated: disagreement(setup) });
const runTwoPhase = (managers: number): Outcome =>
  explore(twoPhaseSystem(twoPhaseKernel(managers)), { violated: brokenIn() });
/** By symmetry as stateright reduces: only the number of states is its own. */
const runReduced = (managers: number): Outcome => ({
  ...runTwoPhase(managers),
  distinct: countDepthFirst(twoPhaseOrdered(twoPhaseKernel(managers))),
});
const runVoting = (setup: PaxosSetup, isSymmetric: boolean): Outcome => {
  const system = voting(setup);
  return explore(isSymmetric ? upToRenaming(system, setup.values) : system, { violated: twoChosen(setup) });
};

/** Our model of each specification, by the end of its path; the first that fits. */
const models: readonly (readonly [spec: RegExp, run: (given: Constants, model: string) => Outcome])[] = [
  [/\bTCommit\.tla$/, (given) => explore(transactionCommit(given.size("RM", 3)), { violated: inconsistent })],
  [/\bTwoPhase\.tla$/, (given) => runTwoPhase(given.size("RM", 3))],
  [
    /\b2pc\.rs$/,
    (given, model) =>
      /\bsym/i.test(model) ? runReduced(given.size("rm_count", 5)) : runTwoPhase(given.size("rm_count", 2)),
  ],
  [
    /\bpaxos\.rs$/,
    (given) =>
      explore(paxosRegisterSystem(paxosRegisterKernel(given.size("client_count", 2), given.size("server_count", 3))), {
        violated: brokenIn(),
      }),
  ],
  [
    /\b2PCwithBTM\.tla$/,
    (given) =>
      explore(
        backupCoordinator({
          managers: given.size("RM", 3),
          managersMayFail: given.isTrue("RMMAYFAIL", true),
          coordinatorMayFail: given.isTrue("TMMAYFAIL", true),
        }),
        { violated: ({ managers }) => inconsistent(managers) },
      ),
  ],
  [/\bACP_SB(_TLC)?\.tla$/, (given) => runCommitment(given.size("participants", 3), "simple")],
  [/\bACP_NB(_TLC)?\.tla$/, (given) => runCommitment(given.size("participants", 2), "forward")],
  [/\bACP_NB_WRONG(_TLC)?\.tla$/, (given) => runCommitment(given.size("participants", 2), "late")],
  // The two folders share names: the later one checks without symmetry and from other initial states.
  [/PaxosHowToWinATuringAward\/MCConsensus\.tla$/, (given) => explore(consensus(given.size("Value", 3), false))],
  [/\bMCConsensus\.tla$/, (given) => explore(consensus(given.size("Value", 3), true))],
  [
    /PaxosHowToWinATuringAward\/MCVoting\.tla$/,
    (given) => runVoting(paxosSetup(given, { acceptors: 3, values: 2, maxBallot: 2 }), false),
  ],
  [/\bMCVoting\.tla$/, (given) => runVoting(paxosSetup(given, { acceptors: 3, values: 2, maxBallot: 1 }), true)],
  [
    /PaxosHowToWinATuringAward\/MCPaxos\.tla$/,
    (given, model) =>
      runPaxos(paxosSetup(given, { acceptors: 3, values: 2, maxBallot: model.includes("Small") ? 2 : 1 })),
  ],
  [/\bMCPaxos\.tla$/, (given) => runPaxos(paxosSetup(given, { acceptors: 1, values: 1, maxBallot: 1 }))],
  [/\bLock\.tla$/, () => explore(lock(), { violated: bothInside })],
  [/\bLockHS\.tla$/, () => explore(pausingLock(), { violated: bothInside })],
  [/\bPeterson\.tla$/, () => explore(peterson(), { violated: bothInside })],
];

function runCommitment(participants: number, broadcast: "simple" | "forward" | "late"): Outcome {
  return explore(atomicCommitment(participants, broadcast), { violated: opposite });
}

/** More of anything than this is not searched here: it would take minutes. */
const mostStates = 400_000;

/** Why our search of this case differs; null when it agrees, undefined when we have no model of it. */
export function disagrees(given: Case): string | null | undefined {
  const run = models.find(([spec]) => spec.test(given.spec))?.[1];
  if (!run || (given.distinctStates ?? 0) > mostStates) return undefined;
  const outcome = run(new Constants(given.constants ?? given.model), given.model);
  const name = `${given.spec} (${given.model})`;
  const mustFail = given.result !== undefined && given.result !== "success";
  if ((outcome.found !== null) !== mustFail) return `${name}: ${mustFail ? "no violation found" : "a violation found"}`;
  if (mustFail) return null;
  const wrong = [
    ["distinct", given.distinctStates, outcome.distinct],
    ["generated", given.totalStates, outcome.generated],
    ["depth", given.stateDepth, outcome.depth],
  ].filter(([, theirs, ours]) => theirs !== undefined && theirs !== ours);
  if (wrong.length === 0) return null;
  return `${name}: ${wrong.map(([what, theirs, ours]) => `${what} ${ours}, not ${theirs}`).join(", ")}`;
}

function check(path: string): Verdict {
  if (!path.endsWith(".json"))
    return { cases: 0, passed: 0, note: "not read: a configuration of TLC, its constants stand in counts.json" };
  let cases: unknown;
  try {
    cases = (JSON.parse(readFileSync(path, "utf8")) as { cases?: unknown }).cases;
  } catch (error) {
    return { cases: 0, passed: 0, note: `not read: ${(error as Error).message}` };
  }
  const isCase = (each: unknown): each is Case =>
    typeof each === "object" && each !== null && "spec" in each && typeof each.spec === "string";
  if (!Array.isArray(cases)) return { cases: 0, passed: 0, note: "not read: it has no list of cases" };
  const wrong: string[] = [];
  const unread: string[] = [];
  let read = 0;
  for (const each of cases) {
    const why = isCase(each) ? disagrees({ ...each, model: String(each.model ?? "") }) : undefined;
    if (why === undefined) unread.push(isCase(each) ? each.spec : "a case without a specification");
    else read++;
    if (why) wrong.push(why);
  }
  const notes = [
    wrong.length === 0 ? `states found: ${read} searches agree` : wrong.join("; "),
    ...(unread.length > 0 ? [`not read, no model: ${unread.join(", ")}`] : []),
  ];
  return { cases: read, passed: read - wrong.length, note: notes.join(". ") };
}

export const reader: Reader = { topic: "tlc-state-counts", check };
