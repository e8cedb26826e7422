/**
 * 2PC is held to TCommit of tlaplus/Examples (transaction_commit/TCommit.tla): each step of the implementation is a step
 * that the specification allows or leaves its state alone, and every state of the specification is reached.
 */
import { describe, expect, it } from "vitest";
import { explore, type System, systemOf } from "../explore";
import { kernelOf } from "../kernel";
import type { Allow } from "../lab";
import { bankOf, type W } from "./invariants";
import { model } from "./model";
import { banks } from "./state";

type Participant = "working" | "prepared" | "committed" | "aborted";

/** TCNext: one participant prepares, or decides where the others allow it. */
function tcNext(s: readonly Participant[]): Participant[][] {
  const canCommit = s.every((each) => each === "prepared" || each === "committed");
  const notCommitted = !s.includes("committed");
  return s.flatMap((each, r) => {
    const next: Participant[] = [];
    if (each === "working") next.push("prepared");
    if (each === "prepared" && canCommit) next.push("committed");
    if ((each === "working" || each === "prepared") && notCommitted) next.push("aborted");
    return next.map((to) => s.with(r, to) as Participant[]);
  });
}

const tCommit = (participants: number): System<readonly Participant[], number> => ({
  initial: [Array.from({ length: participants }, () => "working")],
  next: (s) => tcNext(s).map((next, index) => [index, next] as const),
  key: (s) => s.join(),
});

/** What the specification sees of a world. */
const seen = (w: W): Participant[] => banks.map((bank) => (bankOf(w, bank).log.at(-1) ?? "working") as Participant);

function explored(allow: Allow) {
  const kernel = kernelOf(model, { p: { protocol: "2pc" }, seed: 1, net: { min: 10, tail: 0, loss: 0, twice: 0 } });
  const system = systemOf(kernel, { allow });
  const states = new Set<string>();
  const strange: string[] = [];
  const watched: typeof system = {
    ...system,
    *next(spot) {
      const before = seen(spot.w);
      states.add(before.join());
      const lawful = new Set([before.join(), ...tcNext(before).map((each) => each.join())]);
      for (const [c, next] of system.next(spot)) {
        const after = seen(next.w).join();
        if (!lawful.has(after)) strange.push(`${before} -> ${after} by ${JSON.stringify(c)}`);
        yield [c, next] as const;
      }
    },
  };
  const { distinct, generated, depth, exhausted, found } = explore(watched, {
    violated: ({ w }) => w.broken[0] ?? null,
  });
  return { distinct, generated, depth, exhausted, found, states, strange };
}

describe("2PC against TCommit", () => {
  it("the specification has the 34 states that TLC counts for three participants, and 12 for two", () => {
    expect(explore(tCommit(3))).toMatchObject({ distinct: 34, generated: 94, depth: 7, exhausted: true });
    expect(explore(tCommit(2)).distinct).toBe(12);
  });

  it("without faults, in any order of messages: no violation, both outcomes", () => {
    const run = explored({ fire: 0 });
    console.log(`2PC, no faults: ${run.distinct} states, ${run.generated} generated, depth ${run.depth}`);
    expect(run).toMatchObject({ exhausted: true, found: null, strange: [] });
    expect(run.states).toContain("committed,committed");
    expect(run.states).toContain("aborted,aborted");
  });

  it("with a crash, or with a lost and a doubled message: only steps of TCommit, and all of its states", () => {
    const runs = [explored({ op: 1, fire: 1, crash: 1, boot: 1 }), explored({ op: 0, fire: 2, drop: 1, dup: 1 })];
    for (const run of runs) {
      console.log(`2PC, faults: ${run.distinct} states, ${run.generated} generated, depth ${run.depth}`);
      expect(run).toMatchObject({ exhausted: true, found: null, strange: [] });
    }
    expect(new Set(runs.flatMap(({ states }) => [...states])).size).toBe(12);
  });
});
