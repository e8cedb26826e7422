/**
 * Questions made from a run: an event happens at a node, and what does a field of that node say afterwards? The answer is
 * the model's own step. Wrong answers are what the lab's broken models would do with the same event in the same world, and
 * what the field said before, so that each stands for an idea and not for a slip of the pen.
 */
import type { Text } from "../i18n/locales";
import { mix, tagOf } from "./chance";
import { type Kernel, kernelOf } from "./kernel";
import type { AnyLab } from "./lab";
import type { Net, NodeId, ParamValue, World } from "./model";
import { type Entry, Replay } from "./replay";
import { inBoth, type Said, type SceneNode, say, tell } from "./scene";

export type TraceAsk = {
  p?: Readonly<Record<string, ParamValue>>;
  net?: Net;
  seed: number;
  entries?: readonly Entry[];
  /** How many steps of the run to look through. */
  steps: number;
  /** Which field of which nodes is asked for: names as the scene has them. An empty list of nodes is all. */
  watch: readonly { nodes: readonly string[]; field: string }[];
  rows: number;
};

/** Where a wrong answer comes from: a broken model, the value of before, or the value another step gave. */
export type Origin = { mutant: string } | "before" | "elsewhere";

export type TraceRow = {
  /** The step that is asked about. */
  step: number;
  node: string;
  /** What happens, without what comes of it. */
  event: Said;
  /** The node's fields before. */
  before: readonly { name: string | Text; value: string | Said }[];
  field: string | Text;
  /** The right answer first. */
  options: readonly { text: Text; origin?: Origin }[];
  /** What the step did, in the lab's words. */
  because: Said;
};

// biome-ignore lint/suspicious/noExplicitAny: the worlds of one lab, opaque here
type W = World<any, any, any, any, any>;
// biome-ignore lint/suspicious/noExplicitAny: as above
type K = Kernel<any, any, any, any, any>;

/** At least so many wrong answers a row. */
const leastWrong = 2;
const mostWrong = 3;

const words = {
  message: { zh: "{from} 的消息“{what}”到达 {to}", en: "the message “{what}” from {from} reaches {to}" },
  timer: { zh: "{node} 的定时器“{what}”到时", en: "the timer “{what}” of {node} fires" },
  op: { zh: "{node}：{what}", en: "{node}: {what}" },
} as const satisfies Record<string, Text>;

/**
 * The rows of one run, fewer than asked where the run does not hold so many. Steps that tell a broken model from the right
 * one come first, then steps that change the field, then steps that leave it; within a row of equals the seed decides.
 */
export function traceOf(lab: AnyLab, ask: TraceAsk): TraceRow[] {
  const setup = { p: { ...lab.p, ...ask.p }, seed: ask.seed, net: ask.net ?? lab.net };
  const kernel: K = kernelOf(lab.model, setup);
  const replay = new Replay(kernel, ask.entries ?? []);
  // A mutant of another protocol of the same lab would answer another question: the one asked about is named in `p`.
  const isOther = (name: string, value: ParamValue) =>
    lab.model.params[name]?.kind === "choice" &&
    name !== "flaw" &&
    ask.p?.[name] !== undefined &&
    ask.p[name] !== value;
  const fitting = lab.mutants.filter(({ p }) => !Object.entries(p).some(([name, value]) => isOther(name, value)));
  const broken = fitting.map(({ id, p }) => ({
    id,
    p,
    kernel: kernelOf(lab.model, { ...setup, p: { ...setup.p, ...p } }) as K,
  }));
  const found: (TraceRow & { worth: number })[] = [];
  const values: Shown[] = [];
  for (let n = 1; n <= ask.steps; n++) {
    const w: W = replay.at(n);
    if (w.n < n) break;
    const prev: W = replay.at(n - 1);
    const event = eventOf(lab, kernel, w);
    const node = w.event.node;
    if (event === undefined || node === undefined) continue;
    for (const watch of ask.watch) {
      const row = rowOf(lab, broken, prev, w, node, watch, values);
      if (row) found.push({ ...row, event, step: n });
    }
  }
  const ranked = found
    .map((row) => withElsewhere(row, values))
    .filter(({ options }) => options.length > leastWrong)
    .sort(
      (a, b) => b.worth - a.worth || mix(ask.seed, tagOf("row"), a.step, 0) - mix(ask.seed, tagOf("row"), b.step, 0),
    );
  return spread(ranked, ask.rows)
    .sort((a, b) => a.step - b.step)
    .map(({ worth: _, ...row }) => row);
}

/** Not twice the same event with the same answer, and not the same mutant over and over while others are there. */
function spread<Row extends TraceRow>(ranked: readonly Row[], count: number): Row[] {
  const chosen: Row[] = [];
  const told = new Set<string>();
  for (const isStrict of [true, false])
    for (const row of ranked) {
      if (chosen.length >= count) return chosen;
      const about = `${tell(row.event, "en")}|${row.options[0]?.text.en}`;
      const kind = row.options
        .map(({ origin }) => (typeof origin === "object" ? origin.mutant : (origin ?? "")))
        .join();
      if (chosen.includes(row) || told.has(about) || (isStrict && told.has(kind))) continue;
      told.add(about).add(kind);
      chosen.push(row);
    }
  return chosen;
}

function eventOf(lab: AnyLab, kernel: K, w: W): Said | undefined {
  const name = (node: NodeId) => kernel.nodes[node]?.name ?? String(node);
  const { event } = w;
  if (event.node === undefined) return undefined;
  if (event.what === "deliver") {
    const what = inBoth(lab.messageName(event.flight.m));
    return say(words.message, { from: name(event.flight.from), to: name(event.flight.to), what });
  }
  if (event.what === "timer")
    return say(words.timer, { node: name(event.node), what: inBoth(lab.timerName(event.name)) });
  if (event.what === "op") return say(words.op, { node: name(event.node), what: inBoth(lab.opName(event.op, w)) });
  return undefined;
}

function rowOf(
  lab: AnyLab,
  broken: readonly { id: string; p: Readonly<Record<string, ParamValue>>; kernel: K }[],
  prev: W,
  w: W,
  node: NodeId,
  watch: TraceAsk["watch"][number],
  values: Shown[],
): (Omit<TraceRow, "event" | "step"> & { worth: number }) | undefined {
  const after = nodeIn(lab, w, node);
  const before = nodeIn(lab, prev, node);
  if (!after || !before || (watch.nodes.length > 0 && !watch.nodes.includes(after.name))) return undefined;
  const right = textIn(after, watch.field);
  const was = textIn(before, watch.field);
  if (!right || !was) return undefined;
  const { field } = watch;
  values.push(
    { node: after.name, field, step: w.n, text: right },
    { node: after.name, field, step: w.n - 1, text: was },
  );
  const options: { text: Text; origin?: Origin }[] = [{ text: right }];
  const add = (text: Text | undefined, origin: Origin) => {
    if (
      text &&
      options.length <= mostWrong &&
      !options.some((each) => each.text.en === text.en || each.text.zh === text.zh)
    )
      options.push({ text, origin });
  };
  for (const mutant of broken) {
    // The same choice, taken by the broken model in the same world.
    const other = again(mutant.kernel, { ...prev, p: { ...prev.p, ...mutant.p } }, w);
    const shown = other && nodeIn(lab, other, node);
    add(shown && textIn(shown, watch.field), { mutant: mutant.id });
  }
  const diagnoses = options.length - 1;
  if (was.en !== right.en) add(was, "before");
  return {
    node: after.name,
    before: before.facts.map(({ name, value }) => ({ name, value })),
    field: after.facts.find((fact) => isNamed(fact.name, watch.field))?.name ?? watch.field,
    options,
    because: lab.tell(w, prev),
    worth: 2 * Math.min(diagnoses, 1) + (was.en === right.en ? 0 : 1),
  };
}

/** The step that led from `prev` to `w`, taken by another kernel; undefined where it cannot be taken there. */
function again(kernel: K, prev: W, w: W): W | undefined {
  const { event } = w;
  if (!event.chosen) return kernel.step(prev);
  if (event.what !== "op" || event.node === undefined) return undefined;
  const choice = { do: "op", node: event.node, op: event.op } as const;
  return kernel.impossible(prev, choice) === undefined ? kernel.step(prev, choice) : undefined;
}

/** What a field of a node said behind a step. */
type Shown = { node: string; field: string; step: number; text: Text };

/** Fills up with values that the field had at other steps: of the same node first, and the nearest in the run. */
function withElsewhere<Row extends TraceRow>(row: Row, values: readonly Shown[]): Row {
  const field = typeof row.field === "string" ? row.field : row.field.en;
  const options = [...row.options];
  const far = ({ node, step }: Shown) => (node === row.node ? 0 : 1_000_000) + Math.abs(step - row.step);
  const near = values.filter((each) => each.field === field).sort((a, b) => far(a) - far(b));
  for (const { text } of near) {
    if (options.length > leastWrong) break;
    if (options.some((each) => each.text.en === text.en || each.text.zh === text.zh)) continue;
    options.push({ text, origin: "elsewhere" });
  }
  return { ...row, options };
}

const nodeIn = (lab: AnyLab, w: W, node: NodeId): SceneNode | undefined =>
  lab.scene(w).nodes.find(({ id }) => id === node);

const isNamed = (name: string | Text, field: string): boolean => (typeof name === "string" ? name : name.en) === field;

function textIn(node: SceneNode, field: string): Text | undefined {
  const value = node.facts.find(({ name }) => isNamed(name, field))?.value;
  return value === undefined ? undefined : inBoth(value);
}
