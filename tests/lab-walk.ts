/** What every picture and sentence of a lab is held to, and the random walks that look for worlds in which one is not so. */
import { flawsOf } from "../lib/content/style";
import { type Locale, locales } from "../lib/i18n/locales";
import { mix, tagOf } from "../lib/sim/chance";
import { furtherChoices } from "../lib/sim/choices";
import { type Kernel, kernelOf } from "../lib/sim/kernel";
import type { AnyLab } from "../lib/sim/lab";
import type { Choice, Doing, Net, ParamValue, World } from "../lib/sim/model";
import { type Entry, Replay, setupOf, type Tape } from "../lib/sim/replay";
import { type Said, type Scene, tell } from "../lib/sim/scene";

// biome-ignore lint/suspicious/noExplicitAny: the worlds of one lab, opaque here
type W = World<any, any, any, any, any>;
// biome-ignore lint/suspicious/noExplicitAny: as above
type K = Kernel<any, any, any, any, any>;

const hasHan = /\p{Script=Han}/u;
/** What a slip in a template leaves behind. */
const leftover = /[{}]|undefined|NaN|\[object /;

/** Those that are there more than once. */
export const twice = (ids: readonly string[]): string[] => [
  ...new Set(ids.filter((id, index) => ids.indexOf(id) !== index)),
];

function leftoverComplaints(text: string): string[] {
  const left = leftover.exec(text.replace(/`[^`]*`/g, ""));
  return left ? [`"${left[0]}" is left in "${text}"`] : [];
}

/** Of one text as a learner would read it. */
export function textComplaints(text: string, locale: Locale): string[] {
  if (text.trim() === "") return [`an empty text in ${locale}`];
  const found = leftoverComplaints(text);
  if (locale === "en" && hasHan.test(text)) found.push(`Han in the English "${text}"`);
  // `code` is no prose: its signs are the protocol's.
  for (const { what } of flawsOf(text.replace(/`[^`]*`/g, "x"), locale)) found.push(`${what}: "${text}"`);
  return found;
}

/**
 * Of pictures and sentences in worlds that random choices and the lab's own tapes lead to. The choices are divided over
 * the lab's own settings and each of its `looks`, `least` for each of them at least.
 */
export function worldComplaints(lab: AnyLab, choices: number, least = 0): string[] {
  const found = new Set<string>();
  const reader = new Reader(lab, found);
  const settings = [{}, ...(lab.looks ?? [])];
  const share = Math.max(least, Math.ceil(choices / settings.length));
  settings.forEach((look, nth) => {
    walk(lab, look, nth, share, reader);
  });
  for (const { tape, to } of lab.scenarios) reader.readRun(tape, to, "steps");
  for (const { tape, solution, mode } of lab.tasks)
    reader.readRun(
      { ...tape, c: [...tape.c, ...solution] },
      mode.by === "time" ? mode.until : tape.c.length + solution.length,
      mode.by,
    );
  return [...found];
}

/** Of the pictures and sentences of one run up to step `end`. */
export function runComplaints(lab: AnyLab, tape: Tape, end: number): string[] {
  const found = new Set<string>();
  new Reader(lab, found).readRun(tape, end, "steps");
  return [...found];
}

/** How many steps a wild run takes before the next begins with other parameters and another network. */
const stretch = 200;
const rough: Net = { min: 5, tail: 40, loss: 50, twice: 30 };
const walkTag = tagOf("walk");

/**
 * Reads the worlds of `choices` random choices, of which half are the scheduler's own, in short runs; and before them of
 * one long run in which seven of eight are, half as many: else nothing would ever come to an end or grow old.
 */
function walk(lab: AnyLab, look: AnyLab["p"], nth: number, choices: number, reader: Reader): void {
  let draws = 0;
  const draw = () => mix(nth, walkTag, draws++, 0);
  let left = choices;
  for (let run = 0; left > 0 && !reader.isFull; run++) {
    const p = { ...lab.p, ...(run % 3 === 2 ? randomParams(lab, draw) : {}), ...look };
    const net = (nth + run) % 2 === 0 ? lab.net : rough;
    const kernel = kernelOf(lab.model, { p, seed: run, net }) as K;
    const [steps, calm] = run === 0 ? [choices / 2, 8] : [Math.min(stretch, left), 2];
    let w: W = kernel.initial;
    reader.read(kernel, w, w);
    let made = 0;
    for (; made < steps; made++) {
      const isAtRest = kernel.nextAt(w) === undefined;
      if (isAtRest && draw() % 4 === 0) break;
      const next = kernel.step(w, isAtRest || draw() % calm === 0 ? randomChoice(lab, kernel, w, draw) : undefined);
      if (next === w) continue;
      freeze(next);
      reader.read(kernel, next, w);
      w = next;
    }
    if (run > 0) left -= Math.max(1, made);
  }
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

  /** Whether there is enough to complain of. */
  get isFull(): boolean {
    return this.#found.size >= mostComplaints;
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
    if (!this.isFull) this.#found.add(what);
  }

  #said(place: string, said: Said | string | undefined): void {
    if (typeof said === "string") {
      // A value of the protocol, the same in every language.
      for (const what of leftoverComplaints(said)) this.#say(`${place}: ${what}`);
      return;
    }
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

  /** Fits beside or in a circle on a narrow screen: at most so wide, Latin one and Han two, and of so many characters. */
  #short(place: string, said: Said, most: number, marks = most): void {
    this.#said(place, said);
    for (const locale of locales) {
      const text = tell(said, locale);
      const width = [...text].reduce((sum, mark) => sum + (mark > "\u2e7f" ? 2 : 1), 0);
      if (width > most) this.#say(`${place}: "${text}" is ${width} wide, at most ${most} fit`);
      else if (text.length > marks)
        this.#say(`${place}: "${text}" has ${text.length} characters, at most ${marks} fit`);
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
      if (inside) this.#short("inside", inside, 10, 8);
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
        if (fact.value === "") say(`a fact of node ${id} is empty`);
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
