/** How far a try has come, goal by goal, as the learner sees it while trying. The verdict itself is `grade`'s. */
import type { LabReplay, LabTask } from "./run";

export type GoalState = {
  id: string;
  /** open: not yet. lost: a thing to keep that was not kept. */
  is: "open" | "met" | "lost";
  /** The step at which it was reached or lost. */
  at?: number;
};

type Seen = { upTo: number; marks: (number | undefined)[] };
const seenOf = new WeakMap<LabReplay, Map<LabTask, Seen>>();

/** @param start the step at which the learner took over; what lay before counts for nothing */
export function goalsAt(task: LabTask, replay: LabReplay, start: number, n: number): GoalState[] {
  const tasks = seenOf.get(replay) ?? new Map<LabTask, Seen>();
  seenOf.set(replay, tasks);
  const seen: Seen = tasks.get(task) ?? { upTo: start, marks: task.goals.map(() => undefined) };
  tasks.set(task, seen);
  for (; seen.upTo < n; seen.upTo++) {
    const [w, prev] = [replay.at(seen.upTo + 1), replay.at(seen.upTo)];
    task.goals.forEach((goal, index) => {
      if (goal.when === "end" || seen.marks[index] !== undefined) return;
      if (goal.holds(w, prev) === (goal.when === "reach")) seen.marks[index] = w.n;
    });
  }
  return task.goals.map((goal, index) => {
    if (goal.when === "end") return { id: goal.id, is: goal.holds(replay.at(n), replay.at(n)) ? "met" : "open" };
    const mark = seen.marks[index];
    const at = mark !== undefined && mark <= n ? mark : undefined;
    const is = goal.when === "reach" ? (at === undefined ? "open" : "met") : at === undefined ? "met" : "lost";
    return { id: goal.id, is, ...(at === undefined ? {} : { at }) };
  });
}
