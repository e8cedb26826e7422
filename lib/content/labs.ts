/**
 * The simulators as the content pipeline needs them: all at once. Pages load one at a time, see lib/sim/labs. Who has
 * them all can grade every tape, so from here on the scorer of questions finds each graded.
 */
import { lab as cacheConsistency } from "../sim/cache-consistency/lab";
import { type Judged, judgeBy } from "../sim/judged";
import { lab as kafka } from "../sim/kafka/lab";
import type { AnyLab, LabId } from "../sim/lab";
import { lab as lockFencing } from "../sim/lock-fencing/lab";
import { lab as raft } from "../sim/raft/lab";
import { lab as rateLimiting } from "../sim/rate-limiting/lab";
import type { Entry } from "../sim/replay";
import { grade, kernelOfTask } from "../sim/task";
import { lab as transactions } from "../sim/transactions/lab";

export const labs: Partial<Record<LabId, AnyLab>> = {
  raft,
  "lock-fencing": lockFencing,
  transactions,
  kafka,
  "cache-consistency": cacheConsistency,
  "rate-limiting": rateLimiting,
};

/** @returns undefined for a lab or task that does not exist */
function gradeTape(id: LabId, taskId: string, entries: readonly Entry[]): Judged | undefined {
  const lab = labs[id];
  const task = lab?.tasks.find((each) => each.id === taskId);
  return lab && task && grade(kernelOfTask(lab, task), task, entries);
}
judgeBy(gradeTape);
