import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anItem, aWrittenSpec, hypotheses, lookup } from "../../../tests/build";
import type { Spec } from "../kinds";
import { explainItem, guessOf, keyResponse, scoreItem } from "../score";
import { triageSpec } from "./triage";

/*
 * Four causes, each as likely; h1 is the true one. Entropy 2 bits.
 *   halves        1 min   {h1 h2} {h3 h4}     1 bit, 1 bit a minute
 *   other-halves  2 min   {h1 h3} {h2 h4}     1 bit, 0.5 bits a minute
 *   nothing       1 min   all alike           0 bits
 * The greedy way: halves (1 against 0.5 and 0), then, with h1 and h2 left, other-halves (1 bit in 2 min).
 */
const item = anItem({ kind: "triage" });
const answer = (order: string[], cause?: string) => ({
  lookups: { type: "lookups" as const, order },
  ...(cause !== undefined && { cause: { type: "choice" as const, chosen: [cause] } }),
});
/** The points of the look-ups alone. */
const share = (order: string[], of = item) => explainItem(of, answer(order), 1)[0]?.earned;

describe("the look-ups of a triage", () => {
  it("earn all when each is the best at its time and together they single the cause out", () => {
    expect(keyResponse(item, 1)).toEqual(answer(["halves", "other-halves"], "h1"));
    expect(share(["halves", "other-halves"])).toBe(1);
  });

  it("earn all in another order where both are needed anyway", () => {
    // other-halves first gives 0.5 of what halves gives a minute, but either way the plan costs 3 minutes.
    expect(share(["other-halves", "halves"])).toBe(1);
  });

  it("earn what they told when they stop early", () => {
    // Thrift 1, one of two bits.
    expect(share(["halves"])).toBe(0.5);
    expect(share(["other-halves"])).toBe(0.5);
  });

  it("earn less when everything is looked up", () => {
    // Nothing is gained in 1 of 4 minutes, wherever it comes: thrift 3 / 4.
    expect(share(["halves", "other-halves", "nothing"])).toBe(0.75);
    expect(share(["nothing", "halves", "other-halves"])).toBe(0.75);
  });

  it("earn nothing when they tell nothing", () => {
    expect(share(["nothing"])).toBe(0);
  });

  it("count once each, and only those the question has", () => {
    expect(share(["halves", "gone", "halves", "other-halves"])).toBe(1);
  });

  it("weigh a hypothesis by how likely it is", () => {
    /*
     * Weights 4 (the cause h1), 2, 1, 1 of 8: the entropy is 1.75 bits.
     *   first    {h1} {h2 h3 h4}     halves the weight: 1 bit in 2 min, 0.5 a minute
     *   second   {h1 h3 h4} {h2}     H(6/8, 2/8) = 0.8113 bits in 1 min
     *   third    {h1 h2 h3} {h4}     H(7/8, 1/8) = 0.5436 bits in 1 min
     * Greedy: second is the best (0.81 a minute). With h1, h3, h4 left (4, 1, 1 of 6): first H(4/6, 2/6) = 0.9183 bits in 2
     * min, 0.4591; third H(5/6, 1/6) = 0.6500 in 1 min. So third; then h1 and h3 are left (4, 1 of 5), and first ends it.
     */
    const weighed = anItem({
      kind: "triage",
      spec: {
        hypotheses: hypotheses("h1:4*", "h2:2", "h3", "h4"),
        lookups: [
          lookup("first", 2, { h1: "a", h2: "b", h3: "b", h4: "b" }),
          lookup("second", 1, { h1: "a", h2: "b", h3: "a", h4: "a" }),
          lookup("third", 1, { h1: "a", h2: "a", h3: "a", h4: "b" }),
        ],
      },
    });
    expect(keyResponse(weighed, 1)).toEqual(answer(["second", "third", "first"], "h1"));
    /*
     * The best plans, in expected minutes. Begun with first: 2 + 4/8 x (1 + 2/4 x 1) = 2.75, since second parts h2 from
     * h3, h4 and third these two. Begun with second: 1 + 6/8 x (2 + 2/6 x 1) = 2.75. Begun with third: {h1 h2 h3} costs
     * 2 + 3/7 x 1 = 2.4286, so 1 + 7/8 x 2.4286 = 3.125. First is as good a beginning as second, third 2.75 / 3.125 = 0.88.
     */
    expect(share(["first"], weighed)).toBe(1);
    // Behind third, first is the best: thrift (1 x 0.88 + 2 x 1) / 3.
    expect(share(["third", "first"], weighed)).toBe(0.96);
    // Thrift 1. The cause went from 4/8 to 4/6: log2(8/6) = 0.415 of log2(8/4) = 1 bit.
    expect(share(["second"], weighed)).toBe(0.42);
    // Thrift (2 x 1 + 1 x 0) / 3: behind the first nothing was left to tell.
    expect(share(["first", "second"], weighed)).toBe(0.67);
  });
});

describe("a triage", () => {
  it("is worth a point for the cause and a point for the look-ups, each by itself", () => {
    const earned = (order: string[], cause: string) => scoreItem(item, answer(order, cause), 1);
    expect(earned(["halves", "other-halves"], "h1")).toMatchObject({ earned: 2, possible: 2 });
    expect(earned(["halves"], "h1")).toMatchObject({ earned: 1.5, possible: 2 });
    expect(earned(["halves", "other-halves"], "h2")).toMatchObject({ earned: 1, possible: 2 });
    expect(earned(["nothing"], "h4")).toMatchObject({ earned: 0, possible: 2 });
  });

  it("shows how it was looked for, and the idea behind a wrong cause", () => {
    const score = scoreItem(item, answer(["halves"], "h2"), 1);
    expect(score.state === "marked" && score.observations).toEqual([
      { statement: "consistency.4", score: 0.5, weight: 0.5 },
      { statement: "consistency.4", score: 0, misconception: "idea-h2", weight: 0.5 },
    ]);
  });

  it("is unready until something is looked up and a cause named", () => {
    expect(scoreItem(item, {}, 1)).toEqual({ state: "unready", missing: ["lookups", "cause"] });
    expect(scoreItem(item, answer(["gone"], "h1"), 1)).toEqual({ state: "unready", missing: ["lookups"] });
    expect(scoreItem(item, answer(["halves"], "gone"), 1)).toEqual({ state: "unready", missing: ["cause"] });
  });

  it("tells which look-ups were worth it, which were not, and which were missing", () => {
    const verdicts = (order: string[]) =>
      explainItem(item, answer(order, "h1"), 1)[0]?.notes.map(({ verdict }) => verdict);
    expect(verdicts(["halves", "other-halves"])).toEqual(["key", "key", "plain"]);
    expect(verdicts(["halves", "nothing"])).toEqual(["key", "missed", "wrong"]);
    expect(verdicts([])).toEqual(["missed", "missed", "plain"]);
    expect(explainItem(item, {}, 1)[0]?.key).toBe("text of halves\ntext of other-halves");
  });

  it("pays a blind hand the mean over all orders of all lengths, and a cause out of four", () => {
    /*
     * One look-up: halves 0.5, other-halves 0.5, nothing 0.
     * Two: both that tell 1, in either order; halves and nothing (1 / 2) x 0.5 = 0.25; other and nothing (2 / 3) x 0.5 = 0.33.
     * Three: all is told, 3 of 4 minutes were of use.
     */
    const one = (0.5 + 0.5 + 0) / 3;
    const two = (2 * 1 + 2 * 0.25 + 2 * 0.33) / 6;
    const three = 0.75;
    expect(guessOf(item)).toBeCloseTo(((one + two + three) / 3 + 1 / 4) / 2, 12);
  });
});

describe("an author's triage", () => {
  type Changes = Partial<Spec<"triage">>;
  const problems = (changes: Changes) =>
    triageSpec(z)
      .safeParse(aWrittenSpec("triage", changes))
      .error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];
  const all = (word: string) => ({ h1: word, h2: word, h3: word, h4: word });
  const singling = lookup("singling", 1, { ...all("no"), h1: "yes" });

  it("passes when it is sound", () => {
    expect(problems({})).toEqual([]);
  });
  it("has one cause, and an idea behind every other hypothesis", () => {
    expect(problems({ hypotheses: hypotheses("h1*", "h2*", "h3", "h4") })).toEqual([
      ["hypotheses", expect.stringContaining("2 keys")],
    ]);
    const [first, { misconception: _, ...nameless }, ...rest] = hypotheses("h1*", "h2", "h3", "h4") as [
      Spec<"triage">["hypotheses"][number],
      Spec<"triage">["hypotheses"][number],
    ];
    expect(problems({ hypotheses: [first, nameless, ...rest] })).toEqual([
      ["hypotheses.1", expect.stringContaining("names no misconception")],
    ]);
  });
  it("gives each look-up its own id", () => {
    expect(problems({ lookups: [singling, singling, lookup("x", 1, all("same"))] })).toEqual([
      ["lookups.1.id", expect.stringContaining('"singling"')],
    ]);
  });
  it("says what each look-up shows under every hypothesis, and under no other", () => {
    const { h4: _, ...lacking } = all("same");
    const lookups = [singling, lookup("x", 1, lacking), lookup("y", 1, { ...all("same"), h5: "same" })];
    expect(problems({ lookups })).toEqual([
      ["lookups.1.shows", expect.stringContaining('does not say what is seen under "h4"')],
      ["lookups.2.shows.h5", expect.stringContaining('unknown hypothesis "h5"')],
    ]);
  });
  it("cannot have look-ups of which none tells anything", () => {
    const useless = ["x", "y", "z"].map((id) => lookup(id, 1, all("same")));
    expect(problems({ lookups: useless })).toEqual([
      ["lookups", expect.stringContaining("no look-up tells any two hypotheses apart")],
    ]);
  });
  it("lets the look-ups together single out the cause", () => {
    const blurred = lookup("blurred", 1, { h1: "yes", h2: "no", h3: "yes", h4: "no" });
    expect(problems({ lookups: [blurred, lookup("x", 1, all("same")), lookup("y", 1, all("same"))] })).toEqual([
      ["hypotheses.2", expect.stringContaining('cannot tell "h3" from the cause "h1"')],
    ]);
  });
});
