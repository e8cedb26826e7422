import { describe, expect, it } from "vitest";
import { builtLabs, loadLab } from "@/lib/sim/labs";
import { answer } from "./verdict";

describe("what the worker answers", () => {
  it.each(builtLabs)("%s: the verdict on each task's solution, and on doing nothing", async (id) => {
    const lab = await loadLab(id);
    if (!lab) throw new Error(`no lab ${id}`);
    for (const task of lab.tasks) {
      const ask = { ask: "grade", lab: id, task: task.id } as const;
      const solved = await answer({ id: 1, question: { ...ask, entries: task.solution } });
      expect(solved).toMatchObject({ id: 1, answer: { grade: { solved: true, used: task.solution.length } } });
      const nothing = await answer({ id: 2, question: { ...ask, entries: [] } });
      expect(nothing).toMatchObject({ id: 2, answer: { grade: { solved: false } } });
    }
  });

  it("is a fault in words where the question names nothing that exists", async () => {
    const said = await answer({ id: 3, question: { ask: "grade", lab: "raft", task: "no-such-task", entries: [] } });
    expect(said).toEqual({ id: 3, fault: 'the lab "raft" has no task "no-such-task"' });
  });
});
