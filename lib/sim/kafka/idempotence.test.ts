import { describe, expect, it } from "vitest";
import { type Batch, lastSequence, mark, type ProducerEntry, remember, type Verdict, verdictOf } from "./idempotence";

const one = (epoch: number, first: number, last = first): Batch => ({ epoch, first, last });

/** The verdicts of batches that come one after the other; what is refused is not appended. */
function verdicts(batches: readonly Batch[], start?: ProducerEntry): Verdict[] {
  let entry = start;
  return batches.map((batch) => {
    const verdict = verdictOf(entry, batch);
    if (verdict === "ok") entry = remember(entry, batch);
    return verdict;
  });
}

describe("the leader's memory of a producer", () => {
  it("tells a repetition from a gap, and a fenced epoch from both", () => {
    expect(verdicts([one(0, 0), one(0, 1), one(0, 1), one(0, 5), one(1, 0), one(0, 0)])).toEqual([
      "ok",
      "ok",
      "DuplicateSequence",
      "OutOfOrderSequence",
      "ok",
      "InvalidProducerEpoch",
    ]);
  });

  it("counts on from 2^31 - 1 at 0, also within a batch, and nowhere else", () => {
    const full = remember(undefined, one(15, lastSequence));
    expect(verdicts([one(15, 0)], full)).toEqual(["ok"]);
    expect(verdicts([one(15, 1)], full)).toEqual(["OutOfOrderSequence"]);
    const wrapped = remember(undefined, one(15, lastSequence - 9, 9));
    expect(verdicts([one(15, 10)], wrapped)).toEqual(["ok"]);
  });

  it("begins a new epoch at 0, also when a transaction marker raised it", () => {
    const entry = mark(remember(undefined, one(0, 1)), 1);
    expect(verdicts([one(1, 2), one(1, 0)], entry)).toEqual(["OutOfOrderSequence", "ok"]);
  });

  it("knows five batches: a repetition of an older one is out of order", () => {
    const batches = [0, 1, 2, 3, 4, 5].map((sequence) => one(0, sequence));
    expect(verdicts([...batches, one(0, 1), one(0, 0)]).slice(-2)).toEqual(["DuplicateSequence", "OutOfOrderSequence"]);
  });
});
