/**
 * Tasks: what a learner's tape is worth, and which tape is the shortest that does it. A tape is judged by replaying it, so
 * nothing that a page claims counts. Grader, search and random tapes take every choice through the same gate.
 */
import { mix, tagOf } from "./chance";
import { furtherChoices } from "./choices";
import { keyOf } from "./explore";
import { type Kernel, kernelOf } from "./kernel";
import type { Lab, Task } from "./lab";
import type { Choice, Doing, Past, Pending, World } from "./model";
import { digest, type Entry, Replay, setupOf, type Tape } from "./replay";

/** The state of one goal. `at`: the step at which it first held (reach) or first failed (keep). */
export type GoalGrade = {
  id: string;
  met: boolean;
  /** Met by what was done: what holds without doing anything earns nothing. */
  earned: boolean;
  at?: number;
};

/** not-allowed: the task does not offer it, or not so often; impossible: not in this world; too-late: after the end. */
export type RefusedReason = "not-allowed" | "over-budget" | "impossible" | "too-late";
export type RefusedEntry<C> = { entry: Entry<C>; reason: RefusedReason; why: string };

export type Grade<C = unknown> = {
  /** Every goal is met, and no choice was refused. */
  solved: boolean;
  goals: GoalGrade[];
  /** Choices that were made. */
  used: number;
  refused: RefusedEntry<C>[];
  withinBudget: boolean;
  /** Of the last world. */
  digest: string;
};

/** Budgets of a search. `states`: distinct states it keeps at most. */
export type SolveLimits = { states: number };

export type Solved<C = unknown> = {
  /** null: none was found. */
  entries: Entry<C>[] | null;
  /** true: no shorter tape exists among those the search can make (or none at all, where `entries` is null). */
  proven: boolean;
  /** Distinct states that were looked at. */
  states: number;
};

/** The kernel in which a task is played, graded and searched. */
export const kernelOfTask = <S, M, C, P, G>(
  lab: Lab<S, M, C, P, G>,
  task: Task<S, M, C, P, G>,
): Kernel<S, M, C, P, G> => kernelOf(lab.model, setupOf<P>(task.tape));

/** Steps after which a run is given up: no task needs a hundredth of them. */
const mostSteps = 100_000;

type W<S, M, C, P, G> = World<S, M, C, P, G>;

/** How far a try has come. `marks` by goal: the step at which it first held (reach) or failed (keep). */
type Course<S, M, C, P, G> = {
  readonly w: W<S, M, C, P, G>;
  readonly used: number;
  readonly made: Partial<Record<Doing, number>>;
  readonly marks: readonly (number | undefined)[];
};

/**
 * The run that a task begins with, and the step at which the learner takes over.
 * Choices of the task's tape are made at their moments, what lies between them by default.
 */
export function stageOf<S, M, C, P, G>(
  kernel: Kernel<S, M, C, P, G>,
  task: Task<S, M, C, P, G>,
): { replay: Replay<S, M, C, P, G>; n: number } {
  const replay = new Replay(kernel, task.tape.c);
  let n = 0;
  while (replay.choicesAt(n) < task.tape.c.length && n < mostSteps && !replay.isOver) replay.at(++n);
  return { replay, n: Math.min(n, replay.length) };
}

/** Stages by kernel: a task is tried more than once, and its stage is the same every time. */
const stages = new WeakMap<object, WeakMap<object, unknown>>();

function begin<S, M, C, P, G>(kernel: Kernel<S, M, C, P, G>, task: Task<S, M, C, P, G>): Course<S, M, C, P, G> {
  const known = stages.get(kernel) ?? new WeakMap<object, unknown>();
  stages.set(kernel, known);
  let w = known.get(task.tape) as W<S, M, C, P, G> | undefined;
  if (!w) {
    const { replay, n } = stageOf(kernel, task);
    w = replay.at(n);
    known.set(task.tape, w);
  }
  return { w, used: 0, made: {}, marks: task.goals.map(() => undefined) };
}

/** The course after a step that led to `w`; `c` where the learner chose it. */
function onward<S, M, C, P, G>(
  task: Task<S, M, C, P, G>,
  course: Course<S, M, C, P, G>,
  w: W<S, M, C, P, G>,
  c?: Choice<C>,
): Course<S, M, C, P, G> {
  let marks = course.marks;
  task.goals.forEach((goal, index) => {
    if (goal.when === "end" || marks[index] !== undefined) return;
    if (goal.holds(w, course.w) === (goal.when === "reach")) marks = marks.with(index, w.n);
  });
  if (!c) return { ...course, w, marks };
  return { w, used: course.used + 1, made: { ...course.made, [c.do]: (course.made[c.do] ?? 0) + 1 }, marks };
}

/** Stored answers come from anywhere: what the kernel is asked about has at least the form of a choice. */
const isChoice = (c: unknown): boolean =>
  typeof c === "object" && c !== null && "do" in c && (c.do !== "part" || ("apart" in c && Array.isArray(c.apart)));

/** Why the task does not let this choice through now; undefined where it does. */
function refusal<S, M, C, P, G>(
  kernel: Kernel<S, M, C, P, G>,
  task: Task<S, M, C, P, G>,
  { w, used, made }: Course<S, M, C, P, G>,
  c: Choice<C>,
): { reason: RefusedReason; why: string } | undefined {
  if (!isChoice(c)) return { reason: "impossible", why: "it is no choice" };
  if (used >= task.budget) return { reason: "over-budget", why: `${task.budget} choices are all there are` };
  const most = Object.hasOwn(task.allow, c.do) ? (task.allow[c.do] ?? 0) : 0;
  if (most === 0) return { reason: "not-allowed", why: `${c.do} is no choice of this task` };
  if ((made[c.do] ?? 0) >= most) return { reason: "not-allowed", why: `${c.do} may be chosen ${most} times` };
  const why = kernel.impossible(w, c);
  if (why !== undefined) return { reason: "impossible", why };
  if (task.mayChoose && !task.mayChoose(c, w))
    return { reason: "not-allowed", why: `the task does not offer this ${c.do} here` };
  return undefined;
}

/** Whether a goal is met when the run ends here: at `until` a timed run is looked at, whenever its last event was. */
function isMet<S, M, C, P, G>(
  kernel: Kernel<S, M, C, P, G>,
  task: Task<S, M, C, P, G>,
  { w, marks }: Course<S, M, C, P, G>,
  index: number,
): boolean {
  const goal = task.goals[index];
  if (goal?.when !== "end") return (marks[index] !== undefined) === (goal?.when === "reach");
  return goal.holds(task.mode.by === "time" ? kernel.wait(w, task.mode.until) : w, w);
}

/**
 * Judges a tape by replaying it behind the task's own.
 * steps: each entry is one step, in order, whatever time it bears. time: the scheduler runs to `until`, and an entry is
 * made at its moment. A refused choice is left out and the rest goes on, but such a tape never solves the task.
 */
export function grade<S, M, C, P, G>(
  kernel: Kernel<S, M, C, P, G>,
  task: Task<S, M, C, P, G>,
  entries: readonly Entry<C>[],
): Grade<C> {
  const start = begin(kernel, task);
  const refused: RefusedEntry<C>[] = [];
  let course = start;
  let cursor = 0;
  const until = task.mode.by === "time" ? task.mode.until : 0;
  for (let steps = 0; steps < mostSteps; steps++) {
    const entry = entries[cursor];
    if (task.mode.by === "steps" ? entry : entry && entry[0] <= until && isDue(kernel, course.w, entry)) {
      cursor++;
      const [t, , c] = entry as Entry<C>;
      const here = task.mode.by === "steps" ? course : { ...course, w: kernel.wait(course.w, t) };
      const not = refusal(kernel, task, here, c);
      if (not) refused.push({ entry: entry as Entry<C>, ...not });
      else course = onward(task, here, kernel.step(here.w, c), c);
      continue;
    }
    const nextAt = task.mode.by === "steps" ? undefined : kernel.nextAt(course.w);
    if (nextAt === undefined || nextAt > until) break;
    course = onward(task, course, kernel.step(course.w));
  }
  for (const entry of entries.slice(cursor))
    refused.push({ entry, reason: "too-late", why: `the run is judged at ${until} ms` });
  return verdict(kernel, task, start, course, refused);
}

function verdict<S, M, C, P, G>(
  kernel: Kernel<S, M, C, P, G>,
  task: Task<S, M, C, P, G>,
  start: Course<S, M, C, P, G>,
  last: Course<S, M, C, P, G>,
  refused: RefusedEntry<C>[],
): Grade<C> {
  const met = task.goals.map((_, index) => isMet(kernel, task, last, index));
  const othersMet = task.goals.every((goal, index) => goal.when === "keep" || met[index]);
  const goals = task.goals.map((goal, index): GoalGrade => {
    const isGiven = goal.when === "end" ? goal.holds(start.w, start.w) : goal.when === "keep" && !othersMet;
    const at = last.marks[index];
    const isThere = met[index] === true;
    return { id: goal.id, met: isThere, earned: isThere && !isGiven, ...(at === undefined ? {} : { at }) };
  });
  return {
    solved: met.every(Boolean) && refused.length === 0,
    goals,
    used: last.used,
    refused,
    withinBudget: !refused.some(({ reason }) => reason === "over-budget"),
    digest: digest(last.w),
  };
}

/** The rule of `Replay`: an entry is made as soon as its time has come and so many events of that time have happened. */
function isDue<S, M, C, P, G>(kernel: Kernel<S, M, C, P, G>, w: W<S, M, C, P, G>, [t, o]: Entry<C>): boolean {
  if (w.t > t || (w.t === t && w.o >= o)) return true;
  const nextAt = kernel.nextAt(w);
  return nextAt === undefined || nextAt > t || (nextAt === t && w.t < t && o === 0);
}

/** Of the points, what meeting the goals is worth; the rest is for doing it with few choices. */
const goalsShare = 0.8;

/**
 * The share of a task's points, 0..1. Solved: 0.8, and all of it with at most par and half as many choices again (par is
 * the length of `solution`). Not solved: 0.8 in the share of the goals that were met by what was done. A tape with a
 * refused choice earns nothing: no page makes one.
 */
export function credit<S, M, C, P, G>(
  task: Pick<Task<S, M, C, P, G>, "solution" | "goals">,
  { solved, goals, used, refused }: Grade<C>,
): number {
  if (refused.length > 0) return 0;
  if (solved) return used <= Math.ceil(task.solution.length * 1.5) ? 1 : goalsShare;
  return (goalsShare * goals.filter(({ earned }) => earned).length) / task.goals.length;
}

/** What the task still lets through: doings of which some are left. */
function leftOf<S, M, C, P, G>(task: Task<S, M, C, P, G>, { used, made }: Course<S, M, C, P, G>): Set<Doing> {
  const doings = new Set<Doing>();
  if (used >= task.budget) return doings;
  for (const [doing, most] of Object.entries(task.allow) as [Doing, number][])
    if ((made[doing] ?? 0) < most) doings.add(doing);
  return doings;
}

/** The choices that the task lets through here, each with the world that it leads to. */
function open<S, M, C, P, G>(
  lab: Lab<S, M, C, P, G>,
  kernel: Kernel<S, M, C, P, G>,
  task: Task<S, M, C, P, G>,
  course: Course<S, M, C, P, G>,
): (readonly [Choice<C>, W<S, M, C, P, G>])[] {
  const { w } = course;
  const doings = leftOf(task, course);
  const further = furtherChoices(lab, kernel, w, doings)
    .filter((c) => task.mayChoose?.(c, w) ?? true)
    .map((c) => [c, kernel.step(w, c)] as const);
  // The kernel's own delays are not the lab's.
  doings.delete("delay");
  return [...kernel.branch(w, doings, task.mayChoose?.bind(task)), ...further];
}

/** One of them by these random bits. */
function anyOf<S, M, C, P, G>(
  lab: Lab<S, M, C, P, G>,
  kernel: Kernel<S, M, C, P, G>,
  task: Task<S, M, C, P, G>,
  course: Course<S, M, C, P, G>,
  bits: number,
): Choice<C> | undefined {
  const { w } = course;
  const doings = leftOf(task, course);
  if (doings.size === 0) return undefined;
  const further = furtherChoices(lab, kernel, w, doings);
  doings.delete("delay");
  const able = [...kernel.enabled(w).filter((c) => doings.has(c.do)), ...further].filter(
    (c) => task.mayChoose?.(c, w) ?? true,
  );
  return able[bits % Math.max(1, able.length)];
}

/**
 * A legal tape made blindly: of the task's budget, each choice any that the task offers at that moment. The same seed
 * gives the same tape.
 */
export function randomEntries<S, M, C, P, G>(
  lab: Lab<S, M, C, P, G>,
  task: Task<S, M, C, P, G>,
  seed: number,
  kernel: Kernel<S, M, C, P, G> = kernelOfTask(lab, task),
): Entry<C>[] {
  const entries: Entry<C>[] = [];
  let course = begin(kernel, task);
  const until = task.mode.by === "time" ? task.mode.until : 0;
  for (let nth = 0; nth < mostSteps && course.used < task.budget; nth++) {
    const nextAt = task.mode.by === "time" ? kernel.nextAt(course.w) : undefined;
    if (task.mode.by === "time") {
      if (nextAt === undefined || nextAt > until) break;
      // As many choices on average as the time still left asks for, so that a tape spreads over the whole run.
      const span = Math.max(1, nextAt - course.w.t);
      const share = ((task.budget - course.used) * span) / Math.max(1, until - course.w.t);
      if (mix(seed, momentTag, nth, 0) % 1000 >= 1000 * share) {
        course = onward(task, course, kernel.step(course.w));
        continue;
      }
    }
    const c = anyOf(lab, kernel, task, course, mix(seed, pickTag, nth, 0));
    if (c) {
      entries.push([course.w.t, course.w.o, c]);
      course = onward(task, course, kernel.step(course.w, c), c);
    } else if (nextAt === undefined) break;
    else course = onward(task, course, kernel.step(course.w));
  }
  return entries;
}
const momentTag = tagOf("moment");
const pickTag = tagOf("pick");

/** A course in the search, and the choices that led to it, last first. */
type Reached<S, M, C, P, G> = { readonly course: Course<S, M, C, P, G>; readonly way: Way<C> | null };
type Way<C> = { readonly entry: Entry<C>; readonly before: Way<C> | null };

/**
 * The shortest tape that solves the task. Breadth first over the number of choices (letting the scheduler take the next
 * event costs nothing); where that is too wide, best first by the task's `distance`, again and again with fewer choices
 * allowed, and then the tape is only the best found. Choices are tried right after an event, with the lab's steps of delay
 * and skew.
 */
export function solve<S, M, C, P, G>(
  lab: Lab<S, M, C, P, G>,
  task: Task<S, M, C, P, G>,
  limits: SolveLimits,
): Solved<C> {
  const kernel = kernelOfTask(lab, task);
  const wide = search(lab, kernel, task, limits);
  if (wide.entries || wide.proven || !task.distance) return wide;
  let { states } = wide;
  let entries: Entry<C>[] | null = null;
  for (;;) {
    const budget: number = entries ? entries.length - 1 : task.budget;
    const near: Solved<C> = search(lab, kernel, { ...task, budget }, limits, task.distance);
    states += near.states;
    if (!near.entries) return { entries, proven: false, states };
    entries = shortened(kernel, task, near.entries);
  }
}

function search<S, M, C, P, G>(
  lab: Lab<S, M, C, P, G>,
  kernel: Kernel<S, M, C, P, G>,
  task: Task<S, M, C, P, G>,
  limits: SolveLimits,
  distance?: (w: W<S, M, C, P, G>) => number,
): Solved<C> {
  const isTimed = task.mode.by === "time";
  const until = task.mode.by === "time" ? task.mode.until : 0;
  const stateKey = isTimed ? timedKeyOf<S, M, C, P, G>() : stepsKeyOf(kernel);
  const doings = Object.keys(task.allow).sort() as Doing[];
  const key = ({ w, made, marks }: Course<S, M, C, P, G>) =>
    `${stateKey(w)}|${doings.map((doing) => made[doing] ?? 0).join()}|${marks.map((mark) => (mark === undefined ? 0 : 1)).join("")}`;
  const isHopeless = ({ marks }: Course<S, M, C, P, G>) =>
    task.goals.some((goal, index) => goal.when === "keep" && marks[index] !== undefined);
  const isReachOnly = task.goals.every(({ when }) => when === "reach");
  const isSolved = (course: Course<S, M, C, P, G>, isOver: boolean) =>
    (isOver || isReachOnly || !isTimed) && task.goals.every((_, index) => isMet(kernel, task, course, index));

  const seen = new Set<string>();
  const agenda = distance ? byDistance<Reached<S, M, C, P, G>>() : byChoices<Reached<S, M, C, P, G>>();
  const add = (course: Course<S, M, C, P, G>, way: Way<C> | null) => {
    if (isHopeless(course)) return;
    const name = key(course);
    // Without order by choices a state may come again by a shorter way; the first one is good enough there.
    if (seen.has(name)) return;
    seen.add(name);
    agenda.add({ course, way }, course.used, distance ? distance(course.w) : 0);
  };
  add(begin(kernel, task), null);
  for (let here = agenda.next(); here; here = agenda.next()) {
    const { course, way } = here;
    const nextAt = isTimed ? kernel.nextAt(course.w) : undefined;
    const isOver = nextAt === undefined || nextAt > until;
    if (isSolved(course, isOver)) return { entries: entriesOf(way), proven: !distance, states: seen.size };
    if (seen.size >= limits.states) return { entries: null, proven: false, states: seen.size };
    if (isTimed && !isOver) add(onward(task, course, kernel.step(course.w)), way);
    for (const [c, w] of open(lab, kernel, task, course))
      add(onward(task, course, w, c), { entry: [course.w.t, course.w.o, c], before: way });
  }
  return { entries: null, proven: !distance, states: seen.size };
}

type Agenda<T> = { add(each: T, choices: number, distance: number): void; next(): T | undefined };

/** Fewest choices first, then in the order of adding. */
function byChoices<T>(): Agenda<T> {
  const layers: { all: (T | undefined)[]; taken: number }[] = [];
  let level = 0;
  return {
    add(each, choices) {
      layers[choices] ??= { all: [], taken: 0 };
      layers[choices].all.push(each);
    },
    next() {
      for (; level < layers.length; level++) {
        const layer = layers[level];
        if (!layer) continue;
        const each = layer.all[layer.taken];
        // What was taken is let go: the worlds of a wide search are many.
        layer.all[layer.taken++] = undefined;
        if (each !== undefined) return each;
        layer.all = [];
      }
      return undefined;
    },
  };
}

/** Nearest first; among equals the one with fewer choices, then in the order of adding. A binary heap. */
function byDistance<T>(): Agenda<T> {
  type Item = { each: T; rank: readonly [number, number, number] };
  const heap: Item[] = [];
  let nth = 0;
  const isBefore = (a: Item, b: Item) => {
    for (const place of [0, 1, 2] as const) if (a.rank[place] !== b.rank[place]) return a.rank[place] < b.rank[place];
    return false;
  };
  const swap = (i: number, j: number) => {
    [heap[i], heap[j]] = [heap[j] as Item, heap[i] as Item];
  };
  return {
    add(each, choices, distance) {
      heap.push({ each, rank: [distance, choices, nth++] });
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (!isBefore(heap[i] as Item, heap[parent] as Item)) break;
        swap(i, parent);
        i = parent;
      }
    },
    next() {
      const first = heap[0];
      const last = heap.pop();
      if (!first || !last || heap.length === 0) return first?.each;
      heap[0] = last;
      for (let i = 0; ; ) {
        let least = i;
        for (const child of [2 * i + 1, 2 * i + 2])
          if (child < heap.length && isBefore(heap[child] as Item, heap[least] as Item)) least = child;
        if (least === i) return first.each;
        swap(i, least);
        i = least;
      }
    },
  };
}

function entriesOf<C>(way: Way<C> | null): Entry<C>[] {
  const entries: Entry<C>[] = [];
  for (let here = way; here; here = here.before) entries.push(here.entry);
  return entries.reverse();
}

/** Leaves out every choice without which the tape still solves the task. */
function shortened<S, M, C, P, G>(
  kernel: Kernel<S, M, C, P, G>,
  task: Task<S, M, C, P, G>,
  entries: Entry<C>[],
): Entry<C>[] {
  let best = entries;
  for (let index = best.length - 1; index >= 0; index--) {
    const fewer = best.toSpliced(index, 1);
    if (grade(kernel, task, fewer).solved) best = fewer;
  }
  return best;
}

/**
 * The explorer's key, and what of times and history a handler or goal can see: two worlds that differ in a clock or a
 * deadline alone may go on differently, and a tape is called shortest only where that was minded.
 */
function stepsKeyOf<S, M, C, P, G>(kernel: Kernel<S, M, C, P, G>): (w: W<S, M, C, P, G>) => string {
  const key = keyOf(kernel);
  const { numberOf, pastOf } = numbering();
  return (w) => {
    let times = `${w.t} ${pastOf(w.past)} ${numberOf(w.broken)}`;
    for (const each of w.pending) if (each.kind === "timer") times += ` ${each.at}`;
    return `${key(w)}${times}`;
  };
}

/** All that a timed run's future depends on, and its history: equal keys, equal runs and verdicts. */
function timedKeyOf<S, M, C, P, G>(): (w: W<S, M, C, P, G>) => string {
  const { numberOf, pastOf } = numbering();
  const numbers = new WeakMap<Pending<M>, number>();
  // `seq` only orders what is pending, and the order is kept here.
  const pendingOf = (each: Pending<M>): number => {
    const known = numbers.get(each);
    if (known !== undefined) return known;
    const { seq: _, ...told } = each;
    const number = numberOf(told);
    numbers.set(each, number);
    return number;
  };
  return (w) => {
    let key = `${w.t} ${numberOf(w.p)} ${numberOf(w.ghost)} ${numberOf(w.cut)} ${numberOf(w.clogged)} ${numberOf(w.broken)} ${pastOf(w.past)}`;
    for (const node of w.nodes) key += ` ${numberOf(node)}`;
    for (const each of w.pending) key += ` ${pendingOf(each)}`;
    return key;
  };
}

/** Numbers plain data by its text: equal data, equal number. What an object's number is, is looked up the second time. */
function numbering() {
  const byText = new Map<string, number>();
  const byObject = new WeakMap<object, number>();
  const numberText = (text: string): number => {
    let number = byText.get(text);
    if (number === undefined) {
      number = byText.size;
      byText.set(text, number);
    }
    return number;
  };
  const numberOf = (value: unknown): number => {
    if (typeof value !== "object" || value === null) return numberText(JSON.stringify(value) ?? "undefined");
    let number = byObject.get(value);
    if (number === undefined) {
      number = numberText(JSON.stringify(value));
      byObject.set(value, number);
    }
    return number;
  };
  /** A history by its last entry and the number of what was before. */
  const pastOf = (past: Past | null): number => {
    if (!past) return -1;
    let number = byObject.get(past);
    if (number === undefined) {
      number = numberText(`${JSON.stringify(past.entry)} after ${pastOf(past.before)}`);
      byObject.set(past, number);
    }
    return number;
  };
  return { numberOf, pastOf };
}

/** A tape with these parameters, seed and choices: what a task's solution or a find is shared as. */
export const tapeOf = <C>(task: { tape: Tape<C> }, entries: readonly Entry<C>[]): Tape<C> => ({
  ...task.tape,
  c: [...task.tape.c, ...entries],
});
