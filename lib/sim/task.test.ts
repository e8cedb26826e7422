import { describe, expect, it } from "vitest";
import { type C, type M, type P, type S, stepsTask, still, timeTask, tinyLab, tinyModel } from "../../tests/tiny-lab";
import type { World } from "./model";
import { digest, type Entry, Replay } from "./replay";
import { credit, grade, kernelOfTask, randomEntries, solve, stageOf } from "./task";

const steps = kernelOfTask(tinyLab, stepsTask);
const timed = kernelOfTask(tinyLab, timeTask);

describe("grading a tape step by step", () => {
  it("finds it solved, with the step at which a goal was reached", () => {
    expect(grade(steps, stepsTask, stepsTask.solution)).toMatchObject({
      solved: true,
      goals: [
        { id: "first", met: true, at: 3 },
        { id: "both", met: true },
      ],
      used: 8,
      refused: [],
      withinBudget: true,
    });
  });

  it("does not care what times the entries bear", () => {
    const elsewhere = stepsTask.solution.map(([, , c], n): Entry<never> => [n * 1000, 3, c as never]);
    expect(grade(steps, stepsTask, elsewhere).digest).toBe(grade(steps, stepsTask, stepsTask.solution).digest);
  });

  it("is the same run as a replay of the entries where these bear their moments", () => {
    const { entries } = solve(tinyLab, stepsTask, { states: 50_000 });
    const replay = new Replay(steps, entries ?? []);
    replay.at(entries?.length ?? 0);
    expect(replay.refused).toEqual([]);
    expect(replay.at(8).nodes.map(({ state }) => state.phase)).toEqual(["idle", "holding", "holding"]);
  });

  it("finds nothing done unsolved, and earning nothing", () => {
    const empty = grade(steps, stepsTask, []);
    expect(empty.solved).toBe(false);
    expect(credit(stepsTask, empty)).toBe(0);
  });

  it("gives part of the credit for part of the goals, and all of it near par", () => {
    const half = grade(steps, stepsTask, stepsTask.solution.slice(0, 4));
    expect(credit(stepsTask, half)).toBeCloseTo(0.4);
    const whole = grade(steps, stepsTask, stepsTask.solution);
    expect(credit(stepsTask, whole)).toBe(1);
    expect(credit({ ...stepsTask, solution: stepsTask.solution.slice(0, 4) }, whole)).toBe(0.8);
  });
});

describe("a choice is refused, and the tape solves nothing,", () => {
  const reasonOf = (entries: readonly Entry<never>[], task = stepsTask) => {
    const { refused, solved } = grade(steps, task, entries);
    expect(solved).toBe(false);
    return refused.map(({ reason }) => reason);
  };
  const withSolution = (...more: Entry<never>[]) => [...(stepsTask.solution as Entry<never>[]), ...more];

  it("when the task does not offer it", () => {
    expect(reasonOf(withSolution([0, 0, { do: "pause", node: 1 }]))).toEqual(["not-allowed"]);
  });

  it("when it was offered once and is made twice", () => {
    expect(reasonOf(withSolution([0, 0, { do: "crash", node: 0 }]))).toEqual(["not-allowed"]);
  });

  it("when it is possible but the task narrows it", () => {
    const narrow = { ...stepsTask, mayChoose: (c: { do: string }) => c.do !== "boot" };
    expect(reasonOf(stepsTask.solution as Entry<never>[], narrow)).toContain("not-allowed");
  });

  it("when the world does not allow it", () => {
    expect(reasonOf(withSolution([0, 0, { do: "deliver", msg: "0-1-9" }]))).toEqual(["impossible"]);
  });

  it("when the budget is used up", () => {
    const short = { ...stepsTask, budget: 7 };
    const { withinBudget, used } = grade(steps, short, stepsTask.solution);
    expect({ withinBudget, used }).toEqual({ withinBudget: false, used: 7 });
    expect(reasonOf(stepsTask.solution as Entry<never>[], short)).toEqual(["over-budget"]);
  });

  it("when it comes after the end", () => {
    const { refused } = grade(timed, timeTask, [[651, 0, { do: "drop", msg: "0-1-0" }]]);
    expect(refused.map(({ reason }) => reason)).toEqual(["too-late"]);
  });

  it.each([{ do: "win" }, { do: "__proto__" }, { do: "part" }, {}, null, 7])(
    "when it is no choice at all: %j",
    (odd) => {
      const open = { ...stepsTask, allow: { ...stepsTask.allow, part: 1 } };
      expect(reasonOf([[0, 0, odd as never]], open)).toHaveLength(1);
    },
  );
});

describe("grading a timed tape", () => {
  it("lets the scheduler run to the end and holds a goal after every step", () => {
    expect(grade(timed, timeTask, timeTask.solution)).toMatchObject({ solved: true, used: 6 });
    const late = grade(timed, timeTask, timeTask.solution.slice(0, 3));
    expect(late.goals[0]).toMatchObject({ id: "quiet", met: false });
    expect(late.goals[0]?.at).toBeGreaterThan(0);
  });

  it("is the same run as the page's replay", () => {
    const replay = new Replay(timed, timeTask.solution);
    expect(digest(replay.runTo(650))).toBe(grade(timed, timeTask, timeTask.solution).digest);
    expect(replay.refused).toEqual([]);
  });

  it("is judged at its end, however long before the last event was", () => {
    const late: typeof timeTask = {
      ...timeTask,
      goals: [{ id: "late", text: stepsTask.title, when: "end", holds: (w) => w.t >= 650 }],
    };
    expect(grade(timed, late, []).solved).toBe(true);
  });

  it("earns nothing by what holds without doing anything", () => {
    const given: typeof timeTask = {
      ...timeTask,
      goals: [
        { id: "up", text: stepsTask.title, when: "keep", holds: (w) => w.nodes.every(({ up }) => up) },
        { id: "open", text: stepsTask.title, when: "end", holds: (w) => w.cut === null },
        { id: "both", text: stepsTask.title, when: "reach", holds: (w) => w.broken.length > 0 },
      ],
    };
    const idle = grade(timed, given, []);
    expect(idle.goals.map(({ met }) => met)).toEqual([true, true, false]);
    expect(credit(given, idle)).toBe(0);
  });
});

describe("the stage of a task", () => {
  const staged = {
    ...stepsTask,
    tape: { ...stepsTask.tape, c: [[210, 0, { do: "crash", node: 0 }]] satisfies Entry<never>[] },
  };

  it("runs by default up to the last choice of the task's own tape", () => {
    const { replay, n } = stageOf(kernelOfTask(tinyLab, staged), staged);
    expect(replay.at(n)).toMatchObject({ t: 210, event: { what: "crash" } });
    expect(stageOf(steps, stepsTask).n).toBe(0);
  });

  it("is not counted as the learner's doing", () => {
    expect(grade(kernelOfTask(tinyLab, staged), staged, []).used).toBe(0);
  });
});

describe("the search for a shortest tape", () => {
  it.each([stepsTask, timeTask])("finds par for task $id and says that it is proven", (task) => {
    const found = solve(tinyLab, task, { states: 50_000 });
    expect(found).toMatchObject({ proven: true });
    expect(found.entries).toHaveLength(task.solution.length);
    expect(grade(kernelOfTask(tinyLab, task), task, found.entries ?? []).solved).toBe(true);
  });

  it("says so when there is none", () => {
    const right = { ...stepsTask, tape: { ...stepsTask.tape, p: {} } };
    expect(solve(tinyLab, right, { states: 50_000 })).toMatchObject({ entries: null, proven: true });
  });

  it("gives up at its limit, and says that nothing is proven", () => {
    expect(solve(tinyLab, stepsTask, { states: 50 })).toMatchObject({ entries: null, proven: false });
  });

  it("follows the task's distance where breadth is too wide, and is then only the best found", () => {
    const holders = (w: World<S, M, C, P, null>) =>
      6 - 2 * w.nodes.filter(({ state }) => state.phase === "holding").length - (w.nodes[0]?.state.lent ? 0 : 1);
    const guided = { ...stepsTask, distance: holders };
    const found = solve(tinyLab, guided, { states: 300 });
    expect(found.proven).toBe(false);
    expect(found.entries).not.toBeNull();
    expect(grade(steps, stepsTask, found.entries ?? []).solved).toBe(true);
  });
});

describe("random tapes", () => {
  it("are legal, within the budget, the same for a seed, and spread over the run", () => {
    const times: number[] = [];
    for (let seed = 0; seed < 60; seed++) {
      const entries = randomEntries(tinyLab, timeTask, seed);
      expect(grade(timed, timeTask, entries).refused).toEqual([]);
      expect(entries).toEqual(randomEntries(tinyLab, timeTask, seed, timed));
      times.push(...entries.map(([t]) => t));
    }
    expect(Math.min(...times)).toBeLessThan(150);
    expect(Math.max(...times)).toBeGreaterThan(500);
  });

  it("use the whole budget where nothing else happens", () => {
    const entries = randomEntries(tinyLab, stepsTask, 1);
    expect(entries).toHaveLength(stepsTask.budget);
    expect(grade(steps, stepsTask, entries).refused).toEqual([]);
  });
});

it("takes parameters and network from the task's tape", () => {
  expect(kernelOfTask(tinyLab, timeTask)).toMatchObject({ seed: 5, net: still, model: tinyModel });
});
