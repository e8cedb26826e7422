/**
 * Plays a task of a simulator at a terminal, for somebody who solves it without having seen its solution:
 * `npx tsx tests/blind/play.ts <lab> <task> [tape.json] [locale]`. Prints what is asked, the goals, what may be chosen, then
 * each step of the tape in a sentence, what is possible at its end, and how far the goals are met. A tape is a list of
 * `[ms, ordinal, choice]`; in a task that goes step by step the ms are 0.
 */
import { readFileSync } from "node:fs";
import { isLocale } from "../../lib/i18n/locales";
import { furtherChoices } from "../../lib/sim/choices";
import { isLabId } from "../../lib/sim/lab";
import { loadLab } from "../../lib/sim/labs";
import { type Entry, Replay } from "../../lib/sim/replay";
import { tell } from "../../lib/sim/scene";
import { grade, kernelOfTask, stageOf } from "../../lib/sim/task";

const [id, taskId, file, locale = "zh"] = process.argv.slice(2);
if (!isLabId(id) || !isLocale(locale)) throw new TypeError("say a lab, a task, and perhaps a tape and a language");
const lab = await loadLab(id);
const task = lab.tasks.find((each) => each.id === taskId);
if (!task) throw new TypeError(`${id} has the tasks ${lab.tasks.map((each) => each.id).join(", ")}`);
const entries: Entry[] = file ? JSON.parse(readFileSync(file, "utf8")) : [];
const kernel = kernelOfTask(lab, task);
const say = (line: string) => process.stdout.write(`${line}\n`);

say(task.ask[locale]);
for (const goal of task.goals) say(`- ${goal.id} (${goal.when}): ${goal.text[locale]}`);
say(`at most ${task.budget} choices, of ${JSON.stringify(task.allow)}; ${JSON.stringify(task.mode)}`);
say(`nodes: ${kernel.nodes.map(({ name }, node) => `${node} ${name}`).join(", ")}\n`);

const { replay, n } = stageOf(kernel, task);
const offered = (from: ReturnType<typeof replay.at>) =>
  [...kernel.enabled(from), ...furtherChoices(lab, kernel, from, new Set(lab.faults.doings))].filter(
    (choice) => (task.allow[choice.do] ?? 0) > 0 && task.mayChoose?.(choice, from) !== false,
  );
const list = (from: ReturnType<typeof replay.at>) =>
  offered(from)
    .map((choice) => JSON.stringify(choice))
    .join("\n");
const lines: string[] = [];
let w = replay.at(n);
const told = (next: typeof w) => {
  lines.push(`${next.n} ${next.t} ms${next.event.chosen ? " *" : ""} ${tell(lab.tell(next, w), locale)}`);
  w = next;
};
if (task.mode.by === "steps") for (const [, , choice] of entries) told(kernel.step(w, choice));
else {
  const run = new Replay(kernel, [...task.tape.c, ...entries]);
  run.runTo(task.mode.until);
  say(`possible at the beginning:\n${list(w)}\n`);
  for (let step = n + 1; step <= run.length; step++) told(run.at(step));
  if (lines.length > 400) lines.splice(300, lines.length - 400, "...");
}
for (const line of lines) say(line);
say(`\n${tell(lab.scene(w).summary, locale)}`);
if (task.mode.by === "steps") say(`possible now:\n${list(w)}`);
const { solved, goals, refused } = grade(kernel, task, entries);
for (const { id: goal, met } of goals) say(`${met ? "met" : "open"} ${goal}`);
for (const { entry, why } of refused) say(`refused ${JSON.stringify(entry)}: ${why}`);
say(solved ? "solved" : "not solved");
