/**
 * What every lab is held to, as functions that return complaints: the suite runs them over the labs that stand, and over
 * broken ones, where they must complain.
 */
import { locales, type Text } from "../lib/i18n/locales";
import { hunt, huntMutant, widened, wildRun } from "../lib/sim/hunt";
import { type Kernel, kernelOf } from "../lib/sim/kernel";
import type { AnyLab } from "../lib/sim/lab";
import type { Net, ParamSpec, ParamValue } from "../lib/sim/model";
import { digest, Replay, setupOf, type Tape } from "../lib/sim/replay";
import { grade, kernelOfTask, randomEntries, solve } from "../lib/sim/task";
import { runComplaints, textComplaints, twice } from "./lab-walk";

// biome-ignore lint/suspicious/noExplicitAny: the kernel of one lab, opaque here
type K = Kernel<any, any, any, any, any>;

/** Of what there is, and that its parts fit: ids, counts, right answers, parameters, tapes. */
export function shapeComplaints(lab: AnyLab): string[] {
  const found: string[] = [];
  const least = (name: string, list: readonly unknown[], count: number) => {
    if (list.length < count) found.push(`${list.length} ${name}, at least ${count} are asked for`);
  };
  least("mutants", lab.mutants, 5);
  least("tasks", lab.tasks, 3);
  least("scenarios", lab.scenarios, 2);
  least("quiet hunts", lab.quiet, 1);
  for (const [name, list] of Object.entries({ mutant: lab.mutants, task: lab.tasks, scenario: lab.scenarios }))
    for (const id of twice(list.map((each) => each.id))) found.push(`two are called ${name} ${id}`);

  const { model } = lab;
  if (model.id.split("@")[0] !== lab.id)
    found.push(`the model ${model.id} does not bear the lab's id: links name labs by it`);
  for (const name of Object.keys(model.invariants))
    if (!Object.hasOwn(lab.properties, name)) found.push(`the invariant ${name} has no text in properties`);
  for (const name of Object.keys(lab.properties))
    if (!Object.hasOwn(model.invariants, name)) found.push(`properties names ${name}, which is no invariant`);

  found.push(...paramComplaints("the lab", lab, lab.p ?? {}));
  for (const [name, spec] of Object.entries(model.params))
    if (!isValueOf(spec, spec.default)) found.push(`the default of ${name} is not one of its values`);
  for (const mutant of lab.mutants) {
    found.push(...paramComplaints(`mutant ${mutant.id}`, lab, { ...mutant.hunt.p, ...mutant.p }));
    if (mutant.breaks.length === 0) found.push(`mutant ${mutant.id} breaks nothing`);
    for (const name of mutant.breaks)
      if (!Object.hasOwn(model.invariants, name))
        found.push(`mutant ${mutant.id} breaks ${name}, which is no invariant`);
  }
  for (const how of lab.quiet) found.push(...paramComplaints("a quiet hunt", lab, how.p ?? {}));
  for (const look of lab.looks ?? []) found.push(...paramComplaints("a look", lab, look));
  for (const scenario of lab.scenarios) {
    found.push(...tapeComplaints(`scenario ${scenario.id}`, lab, scenario.tape));
    found.push(...optionComplaints(`scenario ${scenario.id}`, scenario.options));
    const end = new Replay(kernelOf(model, setupOf(scenario.tape)) as K, scenario.tape.c);
    if (end.at(scenario.to).n < scenario.to) found.push(`scenario ${scenario.id} ends before its step ${scenario.to}`);
    if (end.refused.length > 0)
      found.push(`scenario ${scenario.id} holds a choice that cannot be made: ${end.refused[0]?.why}`);
    if (scenario.from >= scenario.to) found.push(`scenario ${scenario.id} begins where it ends`);
  }
  for (const task of lab.tasks) {
    found.push(...tapeComplaints(`task ${task.id}`, lab, task.tape));
    found.push(...optionComplaints(`task ${task.id}`, task.predict.options));
    if (task.goals.length === 0) found.push(`task ${task.id} has no goal`);
    for (const id of twice(task.goals.map((goal) => goal.id))) found.push(`task ${task.id} has two goals ${id}`);
    if (task.hints.length < 2) found.push(`task ${task.id} has fewer than two hints`);
    if (task.budget < task.solution.length) found.push(`task ${task.id} allows fewer choices than its solution takes`);
    if (task.mode.by === "time" && (task.tape.c.at(-1)?.[0] ?? 0) > task.mode.until)
      found.push(`task ${task.id} is judged before its own tape ends`);
  }
  return found;
}

function optionComplaints(of: string, options: readonly { id: string; right?: true }[]): string[] {
  const right = options.filter((option) => option.right).length;
  return [
    ...(right === 1 ? [] : [`${of} has ${right} right options`]),
    ...(options.length >= 2 ? [] : [`${of} offers no choice of answers`]),
    ...twice(options.map(({ id }) => id)).map((id) => `${of} has two options ${id}`),
  ];
}

function tapeComplaints(of: string, lab: AnyLab, tape: Tape): string[] {
  const version = tape.m === lab.model.id ? [] : [`${of} is a tape of ${tape.m}`];
  return [...version, ...paramComplaints(of, lab, tape.p)];
}

function paramComplaints(of: string, lab: AnyLab, p: Readonly<Record<string, ParamValue>>): string[] {
  return Object.entries(p).flatMap(([name, value]) => {
    const spec = Object.hasOwn(lab.model.params, name) ? lab.model.params[name] : undefined;
    if (!spec) return [`${of} sets ${name}, which is no parameter`];
    return isValueOf(spec, value) ? [] : [`${of} sets ${name} to ${value}, which is not one of its values`];
  });
}

function isValueOf(spec: ParamSpec, value: ParamValue): boolean {
  if (spec.kind === "flag") return typeof value === "boolean";
  if (spec.kind === "choice") return spec.options.some(({ id }) => id === value);
  return Number.isInteger(value) && Number(value) >= spec.min && Number(value) <= spec.max;
}

const isText = (value: object): value is Text => "zh" in value && "en" in value;

/** Of every text that stands in a lab's own data. */
export function wordComplaints(lab: AnyLab): string[] {
  const found = new Set<string>();
  const seen = new Set<object>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (isText(value)) {
      // A parameter's name in braces belongs to whoever fills it in.
      for (const locale of locales)
        for (const what of textComplaints(String(value[locale] ?? ""), locale)) found.add(`${path}: ${what}`);
      return;
    }
    for (const [key, each] of Object.entries(value)) walk(each, `${path}.${key}`);
  };
  walk(lab, lab.id);
  return [...found];
}

/** Of mutants that survive their hunt, and of what is drawn and told on the way to what breaks them. */
export function mutantComplaints(lab: AnyLab, seed = 1): string[] {
  return lab.mutants.flatMap((mutant) => {
    const { found, events } = huntMutant(lab, mutant, seed);
    if (!found) return [`mutant ${mutant.id} is not found in ${events} events`];
    const { conjunct } = found.violation;
    return [
      ...runComplaints(lab, found.tape, found.steps),
      ...(lab.clauses[conjunct] ? [] : [`the clause "${conjunct}" has no words`]),
    ].map((what) => `mutant ${mutant.id}: ${what}`);
  });
}

/**
 * Of a right model in which a hunt finds something, in random runs of so many steps in all; and of hunts that say little,
 * for they end before: random runs that come to rest, a search that does not see every state within its depth.
 */
export function quietComplaints(lab: AnyLab, events: number, seed = 1): string[] {
  let silent = 0;
  const complaints = widened(lab.quiet, events).flatMap((how, nth) => {
    const hunted = hunt(lab, how, seed + nth);
    const { found } = hunted;
    if (found)
      return [`quiet hunt ${nth + 1} breaks ${JSON.stringify(found.violation)} by ${JSON.stringify(found.tape)}`];
    if (how.by === "swarm") silent += hunted.events;
    return hunted.exhausted === false ? [`quiet hunt ${nth + 1} has not seen every state`] : [];
  });
  if (complaints.length === 0 && silent < events && lab.quiet.some(({ by }) => by === "swarm"))
    complaints.push(`the quiet hunts took ${silent} steps, not ${events}`);
  return complaints;
}

/** Of tasks that their solution does not solve, or that nothing, or blind choices, do. */
export function taskComplaints(lab: AnyLab, randomTapes: number): string[] {
  return lab.tasks.flatMap((task) => {
    const kernel = kernelOfTask(lab, task) as K;
    const found: string[] = [];
    const own = grade(kernel, task, task.solution);
    if (!own.solved) {
      const unmet = own.goals.filter(({ met }) => !met).map(({ id }) => id);
      found.push(
        `task ${task.id}: its solution does not solve it: unmet ${unmet}, refused ${JSON.stringify(own.refused)}`,
      );
    }
    if (own.digest !== grade(kernelOfTask(lab, task) as K, task, task.solution).digest)
      found.push(`task ${task.id}: its solution ends in another world the second time`);
    task.solution.forEach((_, nth) => {
      if (grade(kernel, task, task.solution.toSpliced(nth, 1)).solved)
        found.push(`task ${task.id} is solved without choice ${nth + 1} of its solution`);
    });
    if (grade(kernel, task, []).solved) found.push(`task ${task.id} is solved by doing nothing`);
    let lucky = 0;
    for (let seed = 0; seed < randomTapes; seed++)
      if (grade(kernel, task, randomEntries(lab, task, seed, kernel)).solved) lucky++;
    if (lucky > 0) found.push(`task ${task.id} is solved by ${lucky} of ${randomTapes} random tapes`);
    return found;
  });
}

/** Of solutions that are longer than the shortest tape the search finds, or not par where that is proven. */
export function parComplaints(lab: AnyLab, states: number): string[] {
  return lab.tasks.flatMap((task) => {
    const { entries, proven } = solve(lab, task, { states });
    const par = task.solution.length;
    if (entries && entries.length < par)
      return [`task ${task.id}: ${entries.length} choices do, its solution takes ${par}: ${JSON.stringify(entries)}`];
    if (proven && entries?.length !== par)
      return [`task ${task.id}: the search proves ${entries?.length ?? "none"}, par is ${par}`];
    return [];
  });
}

/** Of runs that are not the same the second time: state changed in place, or chance that is not the kernel's. */
export function replayComplaints(lab: AnyLab): string[] {
  const faults = {
    crash: 700,
    down: 200,
    pause: 900,
    still: 200,
    part: 900,
    cut: 700,
    apart: 300,
    skew: 2000,
    op: 100,
  };
  const net: Net = { min: 5, tail: 30, loss: 30, twice: 20 };
  return [1, 2, 3].flatMap((seed) => {
    const kernel = () => kernelOf(lab.model, { p: lab.p ?? {}, seed, net }) as K;
    const { w, entries } = wildRun(lab, kernel(), faults, 2000, seed, () => false);
    const again = new Replay(kernel(), entries);
    return digest(again.at(w.n)) === digest(w) ? [] : [`the tape of seed ${seed} leads elsewhere when it is replayed`];
  });
}
