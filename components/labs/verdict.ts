/**
 * What a page asks about a run and cannot wait for in its own thread: the verdict on a task, a search from here. Apart from
 * `judge`, which starts the worker: a worker that could start itself is more than a bundler can follow.
 */
import { canStillGoWrong } from "@/lib/sim/explore";
import { kernelOf } from "@/lib/sim/kernel";
import type { Allow, LabId } from "@/lib/sim/lab";
import { loadLab } from "@/lib/sim/labs";
import type { Choice, Violation } from "@/lib/sim/model";
import { type Entry, Replay } from "@/lib/sim/replay";
import { type Grade, grade, kernelOfTask } from "@/lib/sim/task";
import type { Settings } from "./run";

export type Question =
  | { ask: "grade"; lab: LabId; task: string; entries: readonly Entry[] }
  | { ask: "wrong"; lab: LabId; settings: Settings; entries: readonly Entry[]; n: number; depth: number; allow: Allow };
export type WrongFound = {
  choices: readonly Choice[] | null;
  violation: Violation | null;
  /** Everything within the depth was seen. */
  isAll: boolean;
  states: number;
};
export type Answer = { grade?: Grade; wrong?: WrongFound };
export type Asked = { id: number; question: Question };
export type Said = { id: number } & ({ answer: Answer } | { fault: string });

/** Distinct states a search from here may keep: 60,000 took 1.5 s here, on a busy machine. */
const mostStates = 150_000;

async function find(question: Question): Promise<Answer> {
  const lab = await loadLab(question.lab);
  if (!lab) throw new Error(`there is no lab "${question.lab}"`);
  if (question.ask === "grade") {
    const task = lab.tasks.find(({ id }) => id === question.task);
    if (!task) throw new Error(`the lab "${question.lab}" has no task "${question.task}"`);
    return { grade: grade(kernelOfTask(lab, task), task, question.entries) };
  }
  const { p, seed, net } = question.settings;
  const kernel = kernelOf(lab.model, { p, seed, net });
  const w = new Replay(kernel, question.entries).at(question.n);
  const { depth, allow } = question;
  return { wrong: canStillGoWrong(kernel, w, { depth, allow, states: mostStates }) };
}

/** The answer, or why there is none: an error does not cross to the page. */
export const answer = ({ id, question }: Asked): Promise<Said> =>
  find(question).then(
    (found) => ({ id, answer: found }),
    (error) => ({ id, fault: error instanceof Error ? error.message : String(error) }),
  );
