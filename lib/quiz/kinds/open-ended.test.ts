import { describe, expect, it } from "vitest";
import { anItem } from "../../../tests/build";
import { explainItem, guessOf, isSelfMarked, keyResponse, rubricOfItem, scoreItem } from "../score";

const item = anItem({ kind: "open-ended" });
const answer = (text: string, ticked?: string[]) => ({
  answer: { type: "prose" as const, text },
  ...(ticked && { ticks: { type: "choice" as const, chosen: ticked } }),
});

describe("an open question", () => {
  it("is unready without words, then without marks", () => {
    expect(scoreItem(item, {}, 1)).toEqual({ state: "unready", missing: ["answer"] });
    expect(scoreItem(item, answer(" \n", ["names-it"]), 1)).toEqual({ state: "unready", missing: ["answer"] });
    expect(scoreItem(item, answer("because of the log"), 1)).toEqual({ state: "unready", missing: ["ticks"] });
  });

  it("is marked by its ticks alone, whatever the words", () => {
    const marks = { state: "marked", earned: 2, possible: 4 };
    expect(scoreItem(item, answer("x", ["names-it", "orders-it"]), 1)).toMatchObject(marks);
    expect(scoreItem(item, answer("a long and good answer", ["names-it", "orders-it"]), 1)).toMatchObject(marks);
    expect(scoreItem(item, answer("x", []), 1)).toMatchObject({ state: "marked", earned: 0, possible: 4 });
  });

  it("observes each tick once, and a fatal one only when it was said", () => {
    const observed = (ticked: string[]) => {
      const score = scoreItem(item, answer("x", ticked), 1);
      return score.state === "marked"
        ? score.observations.map(({ score, misconception, weight }) => [score, misconception, weight])
        : [];
    };
    expect(observed(["names-it"])).toEqual([
      [1, undefined, 0.25],
      [0, undefined, 0.25],
      [0, undefined, 0.25],
      [0, undefined, 0.25],
    ]);
    expect(observed(["sinks-it"]).at(-1)).toEqual([0, "idea-sinks-it", 0.2]);
  });

  it("is held against the strongest answer, tick by tick", () => {
    const [part] = explainItem(item, answer("x", ["names-it", "adds-limits"]), 1);
    expect(part).toMatchObject({ name: "answer", earned: 2, possible: 4, key: "an answer worth 3" });
    expect(part?.notes.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["names-it", "key"],
      ["orders-it", "missed"],
      ["adds-figures", "missed"],
      ["adds-limits", "key"],
      ["sinks-it", "plain"],
    ]);
  });

  it("has a key that says all and nothing fatal", () => {
    expect(keyResponse(item, 1)).toEqual({
      answer: { type: "prose", text: "an answer worth 3" },
      ticks: { type: "choice", chosen: ["names-it", "orders-it", "adds-figures", "adds-limits"] },
    });
  });

  it("is marked by the learner, and pays a blind guesser nothing", () => {
    expect(isSelfMarked(item)).toBe(true);
    expect(rubricOfItem(item)?.ticks.map(({ id }) => id)).toContain("sinks-it");
    expect(guessOf(item)).toBe(0);
  });
});
