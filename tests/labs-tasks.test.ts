/** The tasks of every lab that stands, held to what any task promises; and broken ones, which must be noticed. */
import { describe, expect, it } from "vitest";
import type { AnyLab, Task } from "../lib/sim/lab";
import { builtLabs, loadLab } from "../lib/sim/labs";
import { parComplaints, taskComplaints } from "./lab-rules";
import { stepsTask, timeTask, tinyLab } from "./tiny-lab";

const isLong = process.env.QUORUM_LONG === "1";
/** States in which a shortest tape is looked for. */
const solving = 150_000;
const forever = 3_600_000;

const labs = await Promise.all(builtLabs.map((id) => loadLab(id) as Promise<AnyLab>));

describe.each(labs.map((lab) => [lab.id, lab] as const))("the lab %s", (_, lab) => {
  it("has tasks that their solutions solve, and neither less nor a thousand blind tapes", () => {
    expect(taskComplaints(lab, 1000)).toEqual([]);
  });

  if (!isLong) return;
  it("has solutions as short as the search finds", { timeout: forever }, () => {
    expect(parComplaints(lab, solving)).toEqual([]);
  });
});

const withTask = (task: unknown): AnyLab => ({
  ...tinyLab,
  tasks: [task as Task<never, never, never, never, never>],
});

describe("tasks in which all is well", () => {
  it("are not complained of", () => {
    expect(taskComplaints(tinyLab, 200)).toEqual([]);
    expect(parComplaints(tinyLab, 20_000)).toEqual([]);
  });
});

describe("a broken task is noticed", () => {
  it("when it is solved by nothing, by chance, or not by its solution", () => {
    const given = { ...timeTask, goals: timeTask.goals.slice(1) };
    expect(taskComplaints(withTask(given), 0).join()).toMatch(/doing nothing/);
    const easy = { ...stepsTask, goals: [{ ...timeTask.goals[1], when: "reach" }] };
    expect(taskComplaints(withTask(easy), 50).join()).toMatch(/random tapes/);
    const short = { ...stepsTask, solution: stepsTask.solution.slice(1) };
    expect(taskComplaints(withTask(short), 0)).toEqual([expect.stringMatching(/does not solve it.*both/)]);
  });

  it("when its solution is longer than it need be, or does not solve anything the search knows", () => {
    const long = {
      ...stepsTask,
      solution: [...stepsTask.solution, [0, 0, { do: "op", node: 1, op: { type: "give" } }]],
    };
    expect(parComplaints(withTask(long), 20_000)).toEqual([
      expect.stringMatching(/8 choices do, its solution takes 9/),
    ]);
    const none = { ...stepsTask, tape: { ...stepsTask.tape, p: {} } };
    expect(parComplaints(withTask(none), 20_000)).toEqual([expect.stringMatching(/proves none, par is 8/)]);
  });

  it("when its solution holds a choice that it can do without", () => {
    const early = { ...timeTask, mode: { by: "time", until: 612 } };
    expect(taskComplaints(withTask(early), 0)).toEqual([expect.stringMatching(/solved without choice 6/)]);
  });
});
