import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anItem, assumption, aWrittenSpec } from "../../../tests/build";
import type { Response } from "../interaction";
import { present } from "../present";
import { explainItem, guessOf, keyResponse, scoreItem } from "../score";
import { estimateSpec } from "./estimate";

const bits = { value: "qps * bytes / 125", misconception: "idea-bits", rationale: "because of {qps} in bits" };
const item = anItem({
  kind: "estimate",
  spec: {
    assumptions: [assumption("qps", 1000, 5000), assumption("bytes", 100, 1000)],
    answer: "qps * bytes / 1000",
    unit: "KB",
    typical: { qps: 2000, bytes: 500 },
    within: 1.5,
    slips: [bits, { value: "qps * bytes", misconception: "idea-bytes", rationale: "because of bytes" }],
    working: "{qps} times {bytes} bytes are {answer} KB",
  },
});
const state = (qps: string, bytes: string, estimate: string): Response => ({
  qps: { type: "number", text: qps },
  bytes: { type: "number", text: bytes },
  estimate: { type: "number", text: estimate },
});
const earned = (...texts: [string, string, string]) => {
  const score = scoreItem(item, state(...texts), 1);
  return score.state === "marked" ? score.earned : score.state;
};
const lastSign = (...texts: [string, string, string]) => {
  const score = scoreItem(item, state(...texts), 1);
  return score.state === "marked" ? score.observations.at(-1) : undefined;
};

describe("an estimate", () => {
  it("asks for each assumption in its own unit, then for the number", () => {
    expect(present(item, 1).interactions).toEqual([
      { type: "number", name: "qps", prompt: "text of qps", unit: "units" },
      { type: "number", name: "bytes", prompt: "text of bytes", unit: "units" },
      { type: "number", name: "estimate", unit: "KB" },
    ]);
  });

  it("follows the learner's own assumptions, not the typical ones", () => {
    expect(earned("5000", "1000", "5000")).toBe(4);
    // 1000 is what the typical assumptions give: here it is five times off.
    expect(earned("5000", "1000", "1000")).toBe(3.5);
  });

  it("pays each assumption within its range, the ends included", () => {
    expect(earned("1000", "100", "100")).toBe(4);
    expect(earned("999", "500", "499.5")).toBe(3);
    expect(earned("5001", "1001", "5006")).toBe(2);
  });

  it("pays what follows in full within its factor, by half within ten, and the magnitude apart from it", () => {
    const from = (estimate: string) => earned("2000", "500", estimate);
    expect(["1000", "1500", "1501", "667", "666", "10000", "100"].map(from)).toEqual([4, 4, 3.5, 4, 3.5, 3.5, 3.5]);
    expect(["10001", "99", "0", "-1000"].map(from)).toEqual([2, 2, 2, 2]);
    // Sound arithmetic over bold assumptions keeps its point; only the magnitude is lost.
    expect(earned("1000000", "500", "500000")).toBe(1 + 1);
  });

  it("gives no point for what follows from assumptions that give no value", () => {
    expect(earned("0", "500", "0")).toBe(1);
    expect(earned("-2000", "500", "-1000")).toBe(1);
  });

  it("reads the misconception off a number that a slip makes of these assumptions", () => {
    expect(lastSign("1000", "100", "800")).toMatchObject({ misconception: "idea-bits", score: 0.75 });
    expect(lastSign("2000", "500", "1000000")).toMatchObject({ misconception: "idea-bytes", score: 0 });
    expect(lastSign("2000", "500", "100000")).toEqual({ statement: "consistency.4", score: 0, weight: 1 / 3 });
    const [, , part] = explainItem(item, state("2000", "500", "8000"), 1);
    expect(part?.notes).toEqual([
      { id: "estimate", verdict: "wrong", rationale: "because of 2000 in bits", misconception: "idea-bits" },
    ]);
  });

  it("calls what it cannot read unready, never wrong", () => {
    expect(scoreItem(item, state("many", "500", "1000"), 1)).toEqual({ state: "unready", missing: ["qps"] });
    expect(scoreItem(item, state("2000", "5 MB", ""), 1)).toEqual({
      state: "unready",
      missing: ["bytes", "estimate"],
    });
  });

  it("explains each assumption with its range, and the number with the way to it", () => {
    const parts = explainItem(item, state("2000", "5000", "10000"), 1);
    expect(parts.map(({ name, earned, possible, key, rationale }) => [name, earned, possible, key, rationale])).toEqual(
      [
        ["qps", 1, 1, "1000–5000 units", "because of qps"],
        ["bytes", 0, 1, "100–1000 units", "because of bytes"],
        ["estimate", 2, 2, "1000 KB", "2000 times 500 bytes are 1000 KB"],
      ],
    );
    expect(parts.map(({ notes }) => notes[0]?.verdict)).toEqual(["key", "wrong", "key"]);
  });

  it("has the typical assumptions as its key, and is not met by chance", () => {
    expect(keyResponse(item, 1)).toEqual(state("2000", "500", "1000"));
    expect(guessOf(item)).toBe(0);
  });
});

describe("an author's estimate", () => {
  const problems = (changes: object) =>
    estimateSpec(z)
      .safeParse(aWrittenSpec("estimate", changes))
      .error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];
  const assumptions = (...list: ReturnType<typeof assumption>[]) => ({ assumptions: list, typical: {} });

  it("passes when it is sound", () => {
    expect(problems({})).toEqual([]);
    expect(problems({ within: undefined })).toEqual([]);
  });
  it("must name its assumptions so that they can stand in an expression", () => {
    expect(problems(assumptions(assumption("floor", 1, 2)))).toContainEqual([
      "assumptions.0.id",
      expect.stringContaining("cannot name an assumption"),
    ]);
    expect(problems(assumptions(assumption("estimate", 1, 2)))).toContainEqual([
      "assumptions.0.id",
      expect.stringContaining("cannot name an assumption"),
    ]);
    expect(problems(assumptions(assumption("qps", 1, 2), assumption("qps", 1, 2)))).toContainEqual([
      "assumptions.1.id",
      expect.stringContaining('has the id "qps"'),
    ]);
  });
  it("must have ranges in which something lies", () => {
    expect(problems({ assumptions: [assumption("qps", 1000, 5000), assumption("bytes", 500, 500)] })).toEqual([
      ["assumptions.1.to", expect.stringContaining("nothing lies within 500..500")],
    ]);
  });
  it("must have a typical value for each assumption, within its range, and for nothing else", () => {
    expect(problems({ typical: { qps: 2000 } })).toEqual([
      ["typical", expect.stringContaining('no value for "bytes"; add one within 100..1000')],
    ]);
    expect(problems({ typical: { qps: 2000, bytes: 5000, users: 3 } })).toEqual([
      ["typical.users", expect.stringContaining("is no assumption")],
      ["typical.bytes", expect.stringContaining("5000 lies outside 100..1000")],
    ]);
  });
  it("must have an answer that can be read and is above zero wherever it can be defended", () => {
    expect(problems({ answer: "qps * users" })).toEqual([["answer", expect.stringContaining("unknown name users")]]);
    expect(problems({ answer: "qps - 4 * bytes", slips: [{ ...bits, value: "qps * bytes" }] })).toEqual([
      ["answer", expect.stringContaining("the answer is 0 for qps = 2000, bytes = 500")],
    ]);
  });
  it("must not lead a defensible assumption past the magnitude of its answer", () => {
    expect(problems({ assumptions: [assumption("qps", 100, 5000), assumption("bytes", 100, 1000)] })).toEqual([
      ["answer", expect.stringContaining("more than 10 times off the typical 1000")],
    ]);
  });
  it("must have slips that differ from the answer and from each other", () => {
    expect(problems({ slips: [{ ...bits, value: "qps * bytes / 1024" }] })).toEqual([
      ["slips.0.value", expect.stringContaining("counts as the right answer")],
    ]);
    expect(problems({ slips: [bits, { ...bits, value: "8 * qps * bytes / 1000" }] })).toEqual([
      ["slips.1.value", expect.stringContaining("merge the two")],
    ]);
    expect(problems({ slips: [{ ...bits, value: "qps - 2000" }] })).toEqual([
      ["slips.0.value", expect.stringContaining("this slip is 0")],
    ]);
  });
  it("may write only its own assumptions in braces", () => {
    expect(problems({ working: "{users}, so {answer}" })).toEqual([
      ["working.zh", expect.stringContaining("{users} is no assumption")],
      ["working.en", expect.stringContaining("{users} is no assumption")],
    ]);
  });
});
