/** What is Raft's own in its lab; what any lab is held to: tests/labs.test.ts. */
import { describe, expect, it } from "vitest";
import { kernelOf } from "../kernel";
import { Replay, setupOf } from "../replay";
import { lab } from "./lab";
import { type RaftParams, type RaftWorld, raft } from "./model";

describe("scenarios", () => {
  const seen = {
    "minority-write": (w: RaftWorld) =>
      w.nodes.every(({ state }) => state.kind === "client" || state.raft.log.entries[1]?.term === 2),
    rejoin: (w: RaftWorld) => w.nodes.every(({ state }) => state.kind === "client" || state.raft.role !== "leader"),
    "figure-8": (w: RaftWorld) => w.broken.some(({ invariant }) => invariant === "leaderCompleteness"),
  } as const;
  for (const { id, tape, from, to } of lab.scenarios)
    it(`${id}: the answer shows at its last step and not at its first`, () => {
      const run = new Replay(kernelOf(raft, setupOf<RaftParams>(tape)), tape.c);
      const shows = seen[id as keyof typeof seen];
      expect([shows(run.at(from)), shows(run.at(to))]).toEqual([false, true]);
    });

  it("rejoin: with PreVote the leader stays", () => {
    const tape = lab.scenarios.find(({ id }) => id === "rejoin")?.tape;
    if (!tape) throw new Error("no such scenario");
    const run = new Replay(kernelOf(raft, { ...setupOf<RaftParams>(tape), p: { ...tape.p, preVote: true } }), tape.c);
    expect(lab.leaders?.(run.runTo(2_500))).toEqual([0]);
  });
});
