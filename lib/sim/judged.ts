/**
 * Grades of tapes, by what was graded. A tape is graded by replaying it on its lab's model, which is too large to be a
 * part of every page that shows questions: whoever has the lab at hand (a worker, a test, the content check) grades and
 * says so here, and the scorer of questions looks it up. What is not known here has no grade; nothing else is believed.
 */
import type { LabId } from "./lab";
import type { Entry } from "./replay";

/** What replaying a tape has shown. */
export type Judged = {
  solved: boolean;
  goals: readonly { id: string; met: boolean }[];
  /** Choices made. */
  used: number;
};

/** So many are kept, the oldest are forgotten: a page meets few tapes, a long import many. */
const most = 5_000;
const grades = new Map<string, Judged>();
type Judge = (lab: LabId, task: string, entries: readonly Entry[]) => Judged | undefined;
const judges = new Set<Judge>();

const keyOf = (lab: string, task: string, entries: readonly Entry[]): string =>
  `${lab} ${task} ${JSON.stringify(entries)}`;

/** Notes what grading this very tape has shown. */
export function remember(lab: LabId, task: string, entries: readonly Entry[], judged: Judged): void {
  if (grades.size >= most) grades.delete(grades.keys().next().value as string);
  grades.set(keyOf(lab, task, entries), judged);
}

/**
 * From now on what is not remembered is graded by this, where the labs are loaded anyway.
 * @param judge gives undefined for a task that it does not know
 */
export function judgeBy(judge: Judge): void {
  judges.add(judge);
}

/** @returns undefined while nobody has graded this tape: then it has no score, and what the log holds stands */
export function judgedTape(lab: LabId, task: string, entries: readonly Entry[]): Judged | undefined {
  const known = grades.get(keyOf(lab, task, entries));
  if (known) return known;
  for (const judge of judges) {
    const judged = judge(lab, task, entries);
    if (!judged) continue;
    remember(lab, task, entries, judged);
    return judged;
  }
  return undefined;
}
