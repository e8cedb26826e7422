/** Questions whose substance lies in a simulator: what a run or a task is, is taken from the lab when the catalog is made. */
import { Fault } from "../fault";
import type { Text } from "../i18n/locales";
import type { AnyLab } from "../sim/lab";
import { type Entry, Replay } from "../sim/replay";
import { inBoth } from "../sim/scene";
import { kernelOfTask, stageOf } from "../sim/task";
import { type Origin, type TraceRow, traceOf } from "../sim/trace";
import { keptValue } from "./kept";
import { labs } from "./labs";
import type { AuthoredItem } from "./schema";

type Trace = Extract<AuthoredItem, { kind: "sequence-trace" }>;
type Simulation = Extract<AuthoredItem, { kind: "simulation-task" }>;

const perLocale = (text: (locale: "zh" | "en") => string): Text => ({ zh: text("zh"), en: text("en") });

/** @throws Fault that says what the item names and nobody has; `where` is the key of the item it stands under */
function labOf(id: keyof typeof labs): AnyLab {
  const lab = labs[id];
  if (lab) return lab;
  const built = Object.keys(labs).join(", ");
  throw new Fault({ what: `there is no simulator "${id}"`, where: "lab", mend: `use one of ${built}` });
}

const words = {
  before: { zh: "此前的 {node}：{facts}。", en: "{node} before: {facts}." },
  fact: { zh: "{name}：{value}", en: "{name}: {value}" },
  next: { zh: "接着，{event}。", en: "Then {event}." },
  ask: { zh: "这之后，{node} 的“{field}”一栏是什么？", en: "Afterwards, what does {node} show as “{field}”?" },
  at: { zh: "{t} ms：{what}", en: "{t} ms: {what}" },
  still: { zh: "模型走到的是另一个值：{because}", en: "The model arrives at another value: {because}" },
  mutant: { zh: "这是改坏的模型会走到的值：{mutant}。", en: "A broken model would arrive here: {mutant}." },
} as const satisfies Record<string, Text>;

const fill = (text: Text, values: Record<string, Text | string>): Text => inBoth({ text, with: values });

type Variants = NonNullable<Trace["spec"]["variants"]>;
type Drawn = NonNullable<Simulation["spec"]["drawn"]>;
/** A run takes some tenths of a second: each item is drawn once, and its variants are kept. */
const variantsOf = new WeakMap<Trace["spec"], Variants>();
const drawnOf = new WeakMap<Simulation["spec"], Drawn>();

/**
 * The variants of a trace, one for each seed.
 * @throws Fault when the lab does not exist, a run holds too few rows, or a wrong answer has no idea behind it
 */
export function drawTrace({ id, spec }: Trace): Variants {
  const known = variantsOf.get(spec);
  if (known) return known;
  const matter = JSON.stringify(spec);
  const variants = keptValue({ folder: "runs", name: id, matter, code: ["lib/sim"] }, () => variantsIn(spec));
  variantsOf.set(spec, variants);
  return variants;
}

function variantsIn(spec: Trace["spec"]): Variants {
  const lab = labOf(spec.lab);
  return spec.seeds.map((seed, variant) => {
    const rows = traceOf(lab, {
      seed,
      steps: spec.steps,
      watch: spec.watch,
      rows: spec.rows,
      ...(spec.p && { p: spec.p }),
      ...(spec.net && { net: spec.net }),
      ...(spec.entries && { entries: spec.entries as unknown as Entry[] }),
    });
    if (rows.length < spec.rows)
      throw new Fault({
        what: `the run of seed ${seed} has ${rows.length} of ${spec.rows} rows to ask about`,
        where: "seeds",
        mend: "take another seed, look through more steps, watch another field, or ask fewer rows",
      });
    return { rows: rows.map((row, index) => drawRow(lab, spec.ideas, row, `row-${variant + 1}-${index + 1}`)) };
  });
}

function drawRow(lab: AnyLab, ideas: Readonly<Record<string, string>>, row: TraceRow, id: string) {
  const facts = perLocale((locale) =>
    row.before
      .map(({ name, value }) => fill(words.fact, { name, value: inBoth(value) })[locale])
      .join(locale === "zh" ? "；" : "; "),
  );
  const prompts = [
    fill(words.before, { node: row.node, facts }),
    fill(words.next, { event: inBoth(row.event) }),
    fill(words.ask, { node: row.node, field: row.field }),
  ];
  const because = inBoth(row.because);
  return {
    id,
    prompt: perLocale((locale) => prompts.map((each) => each[locale]).join(locale === "zh" ? "" : " ")),
    // By their words, so that no id tells the key.
    options: row.options
      .toSorted((a, b) => (a.text.en < b.text.en ? -1 : 1))
      .map(({ text, origin }, index) => ({
        id: "abcde"[index] as string,
        text,
        ...(origin === undefined ? { key: true as const } : { misconception: ideaOf(ideas, origin) }),
        rationale: origin === undefined ? because : whyNot(lab, origin, because),
      })),
  };
}

function whyNot(lab: AnyLab, origin: Origin, because: Text): Text {
  const mutant = typeof origin === "object" ? lab.mutants.find(({ id }) => id === origin.mutant) : undefined;
  if (!mutant) return fill(words.still, { because });
  return fill(words.mutant, { mutant: mutant.title });
}

function ideaOf(ideas: Readonly<Record<string, string>>, origin: Origin): string {
  const name = typeof origin === "object" ? origin.mutant : origin;
  const idea = ideas[name];
  if (idea !== undefined) return idea;
  throw new Fault({
    what: `a wrong answer comes from "${name}", and no idea stands behind it`,
    where: "ideas",
    mend: `add \`${name}: <misconception>\` to ideas`,
  });
}

/**
 * What a task asks, as the catalog carries it.
 * @throws Fault when there is no such lab or task, or a wrong option of its prediction has no idea behind it
 */
export function drawTask({ spec }: Simulation): Drawn {
  const known = drawnOf.get(spec);
  if (known) return known;
  const drawn = taskIn(spec);
  drawnOf.set(spec, drawn);
  return drawn;
}

function taskIn(spec: Simulation["spec"]): Drawn {
  const lab = labOf(spec.lab);
  const task = lab.tasks.find(({ id }) => id === spec.task);
  if (!task) {
    const known = lab.tasks.map(({ id }) => id).join(", ");
    throw new Fault({ what: `${spec.lab} has no task "${spec.task}"`, where: "task", mend: `use one of ${known}` });
  }
  const { predict, goals, budget, solution, debrief } = task;
  return {
    predict: predict.ask,
    options: predict.options.map(({ id, text, right }) => {
      const idea = spec.ideas[id];
      if (!right && idea === undefined)
        throw new Fault({
          what: `no idea stands behind the prediction "${id}"`,
          where: "ideas",
          mend: `add \`${id}: <misconception>\` to ideas`,
        });
      return {
        id,
        text,
        ...(right ? { key: true as const } : { misconception: idea as string }),
        rationale: predict.because,
      };
    }),
    goals: goals.map(({ id, text }) => ({ id, text })),
    budget,
    par: solution.length,
    solution: JSON.stringify(solution),
    told: toldOf(lab, task.id),
    debrief,
  };
}

/** The choices of the shortest tape, each in its sentence. */
function toldOf(lab: AnyLab, id: string): Text {
  const task = lab.tasks.find((each) => each.id === id) as AnyLab["tasks"][number];
  const kernel = kernelOfTask(lab, task);
  const { replay, n } = stageOf(kernel, task);
  const told: Text[] = [];
  if (task.mode.by === "steps") {
    let w = replay.at(n);
    for (const [, , choice] of task.solution) {
      const next = kernel.step(w, choice);
      told.push(inBoth(lab.tell(next, w)));
      w = next;
    }
  } else {
    const run = new Replay(kernel, [...task.tape.c, ...task.solution]);
    run.runTo(task.mode.until);
    for (let step = n + 1; step <= run.length; step++) {
      const w = run.at(step);
      if (w.event.chosen) told.push(fill(words.at, { t: String(w.t), what: inBoth(lab.tell(w, run.at(step - 1))) }));
    }
  }
  return perLocale((locale) => told.map((each, index) => `${index + 1}. ${each[locale]}`).join("\n"));
}

/** All that is wrong with such an item, in place of the Fault that its first fault throws. */
export function faultOf(item: AuthoredItem): Fault | undefined {
  try {
    if (item.kind === "sequence-trace") drawTrace(item);
    if (item.kind === "simulation-task") drawTask(item);
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
