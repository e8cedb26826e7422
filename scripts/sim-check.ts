/**
 * npm run -s sim:check -- [--vectors DIR] [--json] [--long]
 * Holds the simulators against outside truth (the vectors) and against themselves: mutants are found, right models are
 * silent, solutions solve. Ends with 1 when something does not hold. --json prints the verdicts over the vectors and nothing
 * else: whoever reads them judges.
 */
import { existsSync, statSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { Fault } from "../lib/fault";
import { hunt, huntMutant, widened } from "../lib/sim/hunt";
import type { AnyLab } from "../lib/sim/lab";
import { builtLabs, loadLab } from "../lib/sim/labs";
import { grade, kernelOfTask, solve } from "../lib/sim/task";
import { vectorsFolder } from "../tests/vectors/reader";
import { type Checked, checkAll, loadReaders } from "../tests/vectors/readers";

const where = "sim:check";
const usage = "npm run -s sim:check -- [--vectors DIR] [--json] [--long]";
const seed = 1;
/** Steps of random runs that a right model has to be silent in, by lab; and states in which a shortest tape is looked for. */
const silence = { short: 50_000, long: 5_000_000 };
const solving = { short: 20_000, long: 150_000 };

function argumentsIn(words: string[]) {
  try {
    const { values } = parseArgs({
      args: words,
      options: { vectors: { type: "string" }, json: { type: "boolean" }, long: { type: "boolean" } },
    });
    return values;
  } catch (error) {
    throw new Fault({ what: (error as Error).message.replace(/\.$/, ""), where, mend: usage });
  }
}

let hasFailed = false;
const line = (isGood: boolean, text: string): void => {
  if (!isGood) hasFailed = true;
  process.stdout.write(`${isGood ? "ok  " : "FAIL"} ${text}\n`);
};

function tellVectors(checked: readonly Checked[]): void {
  for (const { file, cases, passed, note } of checked) {
    if (cases === 0) process.stdout.write(`--   ${file}: not read: ${note}\n`);
    else line(passed === cases, `${file}: ${passed} of ${cases}; ${note}`);
  }
}

function tellLab(lab: AnyLab, isLong: boolean): void {
  for (const mutant of lab.mutants) {
    const began = performance.now();
    const { found, runs, events } = huntMutant(lab, mutant, seed);
    const spent = `${Math.round(performance.now() - began)} ms, ${events} events, ${runs} runs`;
    const how = found ? `${found.violation.invariant} in ${found.tape.c.length} choices` : "NOT FOUND";
    line(found !== null, `${lab.id} mutant ${mutant.id}: ${how} (${spent})`);
  }
  widened(lab.quiet, isLong ? silence.long : silence.short).forEach((how, nth) => {
    const { found, events } = hunt(lab, how, seed + nth);
    const what = found ? `breaks ${JSON.stringify(found.violation)}, tape ${JSON.stringify(found.tape)}` : "silent";
    line(found === null, `${lab.id} right model, hunt ${nth + 1} by ${how.by}: ${what} (${events} events)`);
  });
  for (const task of lab.tasks) {
    const { solved, used } = grade(kernelOfTask(lab, task), task, task.solution);
    line(
      solved && used <= task.budget,
      `${lab.id} task ${task.id}: its solution takes ${used} of ${task.budget} choices`,
    );
    const best = solve(lab, task, { states: isLong ? solving.long : solving.short });
    const isShorter = best.entries !== null && best.entries.length < task.solution.length;
    const par = best.entries ? `${best.entries.length}${best.proven ? ", proven" : ", the best found"}` : "none found";
    line(!isShorter, `${lab.id} task ${task.id}: shortest by search ${par} (${best.states} states)`);
    if (isShorter) process.stdout.write(`     ${JSON.stringify(best.entries)}\n`);
  }
}

async function main(): Promise<void> {
  const { vectors: folder = vectorsFolder, json: isJson, long: isLong = false } = argumentsIn(process.argv.slice(2));
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new Fault({
      what: `there is no folder ${folder}`,
      where,
      mend: "give the folder of the vectors by --vectors",
    });
  const checked = checkAll(await loadReaders(), folder);
  if (isJson) {
    process.stdout.write(`${JSON.stringify(checked, null, 2)}\n`);
    return;
  }
  tellVectors(checked);
  for (const id of builtLabs) {
    const lab = await loadLab(id);
    if (lab) tellLab(lab, isLong);
  }
  if (hasFailed) process.exitCode = 1;
}

main().catch((error: unknown) => {
  if (!(error instanceof Fault)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
