/** What is the transfers' own in their lab; what any lab is held to: tests/labs.test.ts. */
import { describe, expect, it } from "vitest";
import { grade, kernelOfTask, solve } from "../task";
import { lab } from "./lab";

describe("tasks", () => {
  for (const task of lab.tasks)
    it(`${task.id} has no shorter solution`, () => {
      const { entries, proven } = solve(lab, task, { states: 100_000 });
      expect([entries?.length, proven]).toEqual([task.solution.length, true]);
    });

  it("the guard that task c is about would have helped from the start", () => {
    const task = lab.tasks.find(({ id }) => id === "c");
    if (!task) throw new Error("task c is gone");
    const guarded = { ...task, tape: { ...task.tape, p: { ...task.tape.p, suspension: true } } };
    const entries = task.solution.slice(0, -1);
    expect(grade(kernelOfTask(lab, guarded), guarded, entries).goals.find(({ id }) => id === "leaked")?.met).toBe(
      false,
    );
  });
});
