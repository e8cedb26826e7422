import { describe, expect, it } from "vitest";
import { z } from "zod";
import { rubric as aRubric, written } from "../../tests/build";
import {
  allTicked,
  depthOf,
  type Rubric,
  rubricNotes,
  rubricOf,
  rubricSigns,
  scoreRubric,
  type Tick,
  ticksIn,
} from "./rubric";

/** Two musts, two more, one fatal: four points. */
const rubric = aRubric("names-it!", "orders-it!", "adds-figures", "adds-limits", "sinks-it-");

describe("the points of a rubric", () => {
  it.each([
    [[], 0],
    [["names-it"], 1],
    [["names-it", "orders-it"], 2],
    [["names-it", "orders-it", "adds-figures"], 3],
    [["names-it", "orders-it", "adds-figures", "adds-limits"], 4],
  ])("are one for each tick: %j gives %d of 4", (ticked, earned) => {
    expect(scoreRubric(rubric, ticked)).toEqual({ earned, possible: 4 });
  });

  it("are at most half when something that must be said is missing", () => {
    expect(scoreRubric(rubric, ["names-it", "adds-figures", "adds-limits"])).toEqual({ earned: 2, possible: 4 });
  });

  it("are at most half when something fatal is said, and a fatal tick is no point", () => {
    const all = ["names-it", "orders-it", "adds-figures", "adds-limits"];
    expect(scoreRubric(rubric, [...all, "sinks-it"])).toEqual({ earned: 2, possible: 4 });
    expect(scoreRubric(rubric, ["sinks-it"])).toEqual({ earned: 0, possible: 4 });
  });

  it("may be half a point where the ticks are odd", () => {
    const five = aRubric("a!", "b", "c", "d", "e", "f-");
    expect(scoreRubric(five, ["a", "b", "c", "d", "e", "f"])).toEqual({ earned: 2.5, possible: 5 });
  });

  it("do not count what the rubric no longer has", () => {
    expect(scoreRubric(rubric, ["names-it", "gone", "names-it"]).earned).toBe(1);
  });
});

describe("the depth of an answer", () => {
  const at = (id: string, level: Tick["level"], must = true): Tick => ({
    id,
    text: id,
    ...(level !== undefined && { level }),
    ...(must && { must: true }),
  });
  const ticks = [
    at("one", 1),
    at("other-one", 1),
    at("two", 2, false),
    at("three", 3),
    { id: "no", text: "no", fatal: true as const },
  ];
  const depth = (...ticked: string[]) => depthOf({ ticks }, ticked);

  it("is the deepest level that holds with all that lie above it", () => {
    expect(depth("one", "other-one")).toBe(1);
    expect(depth("one", "other-one", "three")).toBe(3);
  });
  it("is not that of a level whose foundation is missing", () => {
    expect(depth("one", "three")).toBeUndefined();
    expect(depth("three")).toBeUndefined();
  });
  it("is not reached by what need not be said", () => {
    expect(depth("one", "other-one", "two")).toBe(1);
    expect(depth("two")).toBeUndefined();
  });
  it("is none behind something fatal", () => {
    expect(depth("one", "other-one", "three", "no")).toBeUndefined();
  });
  it("can be 0, the level of a definition", () => {
    expect(depthOf({ ticks: [at("zero", 0), at("one", 1)] }, ["zero"])).toBe(0);
  });
  it("wants a must without a level at every depth, and is none where no must has one", () => {
    const withBare = { ticks: [at("one", 1), at("bare", undefined)] };
    expect(depthOf(withBare, ["one"])).toBeUndefined();
    expect(depthOf(withBare, ["one", "bare"])).toBe(1);
    expect(depthOf({ ticks: [at("bare", undefined)] }, ["bare"])).toBeUndefined();
  });
});

describe("what a marked answer shows", () => {
  it("is a sign a tick; a mistake that was not made shows nothing", () => {
    expect(rubricSigns(rubric, ["names-it"])).toEqual([{ score: 1 }, { score: 0 }, { score: 0 }, { score: 0 }]);
    expect(rubricSigns(rubric, ["sinks-it"]).at(-1)).toEqual({ score: 0, misconception: "idea-sinks-it" });
  });

  it("is told tick by tick", () => {
    const verdicts = (ticked?: string[]) => rubricNotes(rubric, ticked).map(({ verdict }) => verdict);
    expect(verdicts(["names-it", "sinks-it"])).toEqual(["key", "missed", "missed", "missed", "wrong"]);
    expect(verdicts()).toEqual(["missed", "missed", "missed", "missed", "plain"]);
    expect(rubricNotes(rubric)[4]).toEqual({
      id: "sinks-it",
      verdict: "plain",
      rationale: "text of sinks-it",
      misconception: "idea-sinks-it",
    });
  });

  it("stands in the response `ticks`, where no ticks are not the same as not marked", () => {
    expect(ticksIn({})).toBeUndefined();
    expect(ticksIn({ ticks: { type: "choice", chosen: [] } })).toEqual([]);
    expect(ticksIn(allTicked(rubric))).toEqual(["names-it", "orders-it", "adds-figures", "adds-limits"]);
  });
});

describe("an author's rubric", () => {
  const problems = (changes: Partial<Record<keyof Rubric, unknown>>) =>
    rubricOf(z)
      .safeParse(written({ ...rubric, ...changes }))
      .error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];
  const [names, orders, figures, limits, sinks] = rubric.ticks as [Tick, Tick, Tick, Tick, Tick];

  it("passes when it is sound", () => {
    expect(problems({})).toEqual([]);
  });
  it("gives each tick its own id", () => {
    expect(problems({ ticks: [names, names, figures, limits] })).toEqual([
      ["ticks.1.id", expect.stringContaining('a second entry of ticks has the id "names-it"')],
    ]);
  });
  it("needs something that must be said", () => {
    const { must: _, ...may } = names;
    expect(problems({ ticks: [may, figures, limits, sinks] })).toEqual([
      ["ticks", expect.stringContaining("no tick is a must")],
    ]);
  });
  it("gives a fatal tick a misconception, and neither a level nor a must", () => {
    const { misconception: _, ...nameless } = sinks;
    expect(problems({ ticks: [names, orders, figures, nameless] })).toEqual([
      ["ticks.3", expect.stringContaining("names no misconception")],
    ]);
    expect(problems({ ticks: [names, orders, figures, { ...sinks, level: 2, must: true }] })).toEqual([
      ["ticks.3.level", expect.stringContaining("has a level")],
      ["ticks.3.must", expect.stringContaining("both a must and fatal")],
    ]);
  });
  it("sees no misconception in what is right to say", () => {
    expect(problems({ ticks: [names, orders, { ...figures, misconception: "idea" }, sinks] })).toEqual([
      ["ticks.2.misconception", expect.stringContaining("is right to say")],
    ]);
  });
  it("has an anchor each for 1, 2 and 3, in this order", () => {
    const [one, two, three] = rubric.anchors;
    expect(problems({ anchors: [one, three, two] }).map(([path]) => path)).toEqual([
      "anchors.1.score",
      "anchors.2.score",
    ]);
    expect(problems({ anchors: [one, one, three] })).toEqual([
      ["anchors.1.score", expect.stringContaining("anchor 2 has the score 1")],
    ]);
    expect(problems({ anchors: [one, two] }).map(([path]) => path)).toEqual(["anchors"]);
  });
});
