/**
 * What every lab is held to, as functions that return complaints: the suite runs them over the labs that stand, and over
 * broken ones, where they must complain.
 */
import { flawsOf } from "../lib/content/style";
import { type Locale, locales, type Text } from "../lib/i18n/locales";
import { mix, tagOf } from "../lib/sim/chance";
import { furtherChoices } from "../lib/sim/choices";
import { hunt, huntMutant, widened, wildRun } from "../lib/sim/hunt";
import { type Kernel, kernelOf } from "../lib/sim/kernel";
import type { AnyLab } from "../lib/sim/lab";
import type { Choice, Doing, Net, ParamSpec, ParamValue, World } from "../lib/sim/model";
import { digest, type Entry, Replay, setupOf, type Tape } from "../lib/sim/replay";
import { type Said, type Scene, tell } from "../lib/sim/scene";
import { grade, kernelOfTask, randomEntries, solve } from "../lib/sim/task";

// biome-ignore lint/suspicious/noExplicitAny: the worlds of one lab, opaque here
type W = World<any, any, any, any, any>;
// biome-ignore lint/suspicious/noExplicitAny: as above
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

const twice = (ids: readonly string[]): string[] => [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];

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

const hasHan = /\p{Script=Han}/u;
/** What a slip in a template leaves behind. */
const leftover = /\{\w+\}|undefined|NaN|\[object /;

/** Of one text as a learner would read it. */
export function textComplaints(text: string, locale: Locale): string[] {
  if (text.trim() === "") return [`an empty text in ${locale}`];
  const found: string[] = [];
  const left = leftover.exec(text.replace(/`[^`]*`/g, ""));
  if (left) found.push(`"${left[0]}" is left in "${text}"`);
  if (locale === "en" && hasHan.test(text)) found.push(`Han in the English "${text}"`);
  // `code` is no prose: its signs are the protocol's.
  for (const { what } of flawsOf(text.replace(/`[^`]*`/g, "x"), locale)) found.push(`${what}: "${text}"`);
  return found;
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

/** Of mutants that survive their hunt. */
export function mutantComplaints(lab: AnyLab, seed = 1): string[] {
  return lab.mutants.flatMap((mutant) => {
    const { found, events } = huntMutant(lab, mutant, seed);
    return found ? [] : [`mutant ${mutant.id} is not found in ${events} events`];
  });
}

/** Of a right model in which a hunt finds something, in random runs of so many steps in all. */
export function quietComplaints(lab: AnyLab, events: number, seed = 1): string[] {
  return widened(lab.quiet, events).flatMap((how, nth) => {
    const { found } = hunt(lab, how, seed + nth);
    return found
      ? [`quiet hunt ${nth + 1} breaks ${JSON.stringify(found.violation)} by ${JSON.stringify(found.tape)}`]
      : [];
  });
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

/** How many steps a random walk takes before it starts anew with other parameters. */
const stretch = 200;
const walkTag = tagOf("walk");

/** Of pictures and sentences in worlds that `choices` random choices and the lab's own tapes lead to. */
export function worldComplaints(lab: AnyLab, choices: number): string[] {
  const found = new Set<string>();
  const reader = new Reader(lab, found);
  for (let walk = 0; walk * stretch < choices && found.size < mostComplaints; walk++) {
    let draws = 0;
    const draw = () => mix(walk, walkTag, draws++, 0);
    const p = walk % 3 === 0 ? { ...lab.p } : { ...lab.p, ...randomParams(lab, draw) };
    const net = walk % 2 === 0 ? lab.net : { min: 5, tail: 40, loss: 50, twice: 30 };
    const kernel = kernelOf(lab.model, { p, seed: walk, net }) as K;
    let w: W = kernel.initial;
    reader.read(kernel, w, w);
    for (let made = 0; made < stretch; made++) {
      // Half of the choices are the scheduler's own: without them nothing would ever come to an end.
      const next = kernel.step(w, draw() % 2 === 0 ? randomChoice(lab, kernel, w, draw) : undefined);
      if (next === w) continue;
      freeze(next);
      reader.read(kernel, next, w);
      w = next;
    }
  }
  for (const { tape, to } of lab.scenarios) reader.readRun(tape, to, "steps");
  for (const { tape, solution, mode } of lab.tasks)
    reader.readRun(
      { ...tape, c: [...tape.c, ...solution] },
      mode.by === "time" ? mode.until : tape.c.length + solution.length,
      mode.by,
    );
  return [...found];
}

/** Enough to see what is wrong. */
const mostComplaints = 40;

function randomParams(lab: AnyLab, draw: () => number): Record<string, ParamValue> {
  const pick = <T>(list: readonly T[]): T => list[draw() % list.length] as T;
  return Object.fromEntries(
    Object.entries(lab.model.params).map(([name, spec]): [string, ParamValue] => {
      if (spec.kind === "flag") return [name, pick([true, false])];
      if (spec.kind === "choice") return [name, pick(spec.options).id];
      const inside = spec.min + spec.step * (draw() % (Math.floor((spec.max - spec.min) / spec.step) + 1));
      return [name, pick([spec.default, spec.default, inside, spec.min, spec.max])];
    }),
  );
}

const doings: ReadonlySet<Doing> = new Set(["delay", "skew", "clog", "unclog", "part", "set"]);

/** First what is done, then to what: else every other choice would be about a message. */
function randomChoice(lab: AnyLab, kernel: K, w: W, draw: () => number): Choice | undefined {
  const able: Choice[] = [...kernel.enabled(w), ...furtherChoices(lab, kernel, w, doings)];
  const kinds = [...new Set(able.map((c) => c.do))];
  const kind = kinds[draw() % Math.max(1, kinds.length)];
  const some = able.filter((c) => c.do === kind);
  return some[draw() % Math.max(1, some.length)];
}

/** From here on a handler that changes a state in place throws. */
function freeze(w: W): void {
  for (const { state } of w.nodes) deepFreeze(state);
  deepFreeze(w.ghost);
}
function deepFreeze(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const each of Object.values(value)) deepFreeze(each);
}

/** Reads every text and checks every reference of one world after the other; texts seen before are not read again. */
class Reader {
  readonly #lab: AnyLab;
  readonly #found: Set<string>;
  readonly #read = new Set<string>();

  constructor(lab: AnyLab, found: Set<string>) {
    this.#lab = lab;
    this.#found = found;
  }

  readRun(tape: Tape, end: number, by: "steps" | "time"): void {
    const kernel = kernelOf(this.#lab.model, setupOf(tape)) as K;
    const replay = new Replay(kernel, tape.c as Entry<never>[]);
    for (let n = 1; n <= 20_000; n++) {
      const w = replay.at(n);
      if (w.n < n || (by === "steps" ? n > end : w.t > end)) return;
      this.read(kernel, w, replay.at(n - 1));
    }
  }

  read(kernel: K, w: W, prev: W): void {
    const lab = this.#lab;
    const at = () => `at step ${w.n} with ${JSON.stringify(w.p)}`;
    try {
      this.#scene(kernel, w, lab.scene(w));
      if (w !== prev) this.#said("tell", lab.tell(w, prev));
      for (const each of w.pending)
        if (each.kind === "msg") this.#said("messageName", lab.messageName(each.m));
        else this.#said("timerName", lab.timerName(each.name));
      w.nodes.forEach(({ state, up, paused }, node) => {
        for (const op of (up && !paused && lab.model.ops?.(state, node, w)) || [])
          this.#said("opName", lab.opName(op, w));
        const span = lab.span?.(w, node);
        if (span) this.#said("span", span.text);
        for (const leader of lab.leaders?.(w) ?? []) if (!w.nodes[leader]) this.#found.add(`leaders names ${leader}`);
      });
    } catch (error) {
      this.#found.add(`${w.event.what}: ${String(error)} ${at()}`);
    }
  }

  #say(what: string): void {
    if (this.#found.size < mostComplaints) this.#found.add(what);
  }

  #said(place: string, said: Said | string | undefined): void {
    if (typeof said === "string") return;
    if (!said) {
      this.#say(`${place}: no text`);
      return;
    }
    for (const locale of locales) {
      const text = tell(said, locale);
      const name = `${locale} ${text}`;
      if (this.#read.has(name)) continue;
      this.#read.add(name);
      for (const what of textComplaints(text, locale)) this.#say(`${place}: ${what}`);
    }
  }

  /** Fits beside a circle on a narrow screen: Latin counts one, Han two. */
  #short(place: string, said: Said, most: number): void {
    this.#said(place, said);
    for (const locale of locales) {
      const text = tell(said, locale);
      const width = [...text].reduce(
        (sum, mark) => sum + (hasHan.test(mark) || /[，。：；（）]/.test(mark) ? 2 : 1),
        0,
      );
      if (width > most) this.#say(`${place}: "${text}" is ${width} wide, at most ${most} fit`);
    }
  }

  #scene(kernel: K, w: W, scene: Scene): void {
    const say = (what: string) => this.#say(what);
    this.#said("summary", scene.summary);
    const ids = scene.nodes.map(({ id }) => id);
    for (const id of twice(ids.map(String))) say(`node ${id} is drawn twice`);
    for (const node of scene.nodes) {
      const { id, inside, beside = [], badge, facts, left, column, state } = node;
      const it = w.nodes[id];
      if (!it) say(`the scene draws node ${id}, which does not exist`);
      else if (state !== (it.up ? (it.paused ? "paused" : "up") : "down")) say(`node ${id} is not ${state}`);
      if (node.name !== kernel.nodes[id]?.name) say(`node ${id} is called ${node.name}, not ${kernel.nodes[id]?.name}`);
      if (inside) this.#short("inside", inside, 10);
      if (beside.length > 2) say(`${beside.length} lines beside node ${id}`);
      for (const line of beside) this.#short("beside", line, 18);
      if (badge) this.#said("badge", badge);
      if (left !== undefined && !(left >= 0 && left <= 1)) say(`what is left at node ${id} is ${left}`);
      if (
        scene.arrangement === "columns" &&
        !(Number.isInteger(column) && (column ?? -1) >= 0 && (column ?? 0) < (scene.columns?.length ?? 9))
      )
        say(`node ${id} stands in no column`);
      for (const fact of facts) {
        if (typeof fact.name === "object")
          for (const locale of locales)
            for (const what of textComplaints(fact.name[locale], locale)) say(`fact: ${what}`);
        this.#said("fact", fact.value);
        if (fact.left !== undefined && !(fact.left >= 0 && fact.left <= 1))
          say(`what is left in a fact is ${fact.left}`);
      }
    }
    for (const { from, to } of scene.links)
      if (!ids.includes(from) || !ids.includes(to) || from === to)
        say(`a link from ${from} to ${to} joins no two nodes drawn`);
    const underWay = new Set(
      w.pending.flatMap((each) =>
        each.kind === "msg" ? [`${each.from}-${each.to}-${each.nth}${each.copy ? `.${each.copy}` : ""}`] : [],
      ),
    );
    for (const id of twice(scene.flights.map((flight) => flight.id))) say(`message ${id} is drawn twice`);
    for (const { id, from, to, label } of scene.flights) {
      if (!underWay.has(id)) say(`message ${id} is drawn and not under way`);
      if (!ids.includes(from) || !ids.includes(to)) say(`message ${id} flies between nodes that are not drawn`);
      this.#said("flight", label);
    }
    for (const [kind, parts] of Object.entries({ table: scene.tables, strip: scene.strips, gauge: scene.gauges }))
      for (const id of twice(parts.map((each) => each.id))) say(`two are called ${kind} ${id}`);
    for (const { id, title, caption, columns, rows, legend } of scene.tables) {
      this.#said(`table ${id}`, title);
      if (caption) this.#said(`table ${id}`, caption);
      if (columns.length > 6) say(`table ${id} has ${columns.length} columns, six fit`);
      for (const column of columns) this.#said(`table ${id}`, column);
      for (const { head, cells, note } of rows) {
        if (cells.length !== columns.length)
          say(`table ${id} has ${cells.length} cells under ${columns.length} columns`);
        this.#said(`table ${id}`, head);
        if (note) this.#said(`table ${id}`, note);
        for (const { text, edge } of cells) if (edge !== "none") this.#said(`table ${id}`, text);
      }
      for (const { text } of legend ?? []) this.#said(`table ${id}`, { text });
    }
    for (const { id, title, from, to, rows } of scene.strips) {
      this.#said(`strip ${id}`, title);
      if (!(from < to)) say(`strip ${id} runs from ${from} to ${to}`);
      for (const { head, marks, bars } of rows) {
        this.#said(`strip ${id}`, head);
        for (const mark of marks) if (!Number.isFinite(mark.at)) say(`strip ${id} has a mark at ${mark.at}`);
        for (const bar of bars) {
          if (!(bar.from <= bar.to)) say(`strip ${id} has a bar from ${bar.from} to ${bar.to}`);
          if (bar.text) this.#said(`strip ${id}`, bar.text);
        }
      }
    }
    for (const { id, label, value } of scene.gauges) {
      this.#said(`gauge ${id}`, { text: label });
      this.#said(`gauge ${id}`, value);
    }
  }
}
