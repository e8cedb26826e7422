import type { z as zod } from "zod";
import type { Localized } from "../../i18n/locales";
import { orderIn, type Response } from "../interaction";
import { type Kind, type Note, segmentOf, textOf, type Z } from "../item";
import { idea, observe, type Sign } from "../observe";
import { choosable } from "../options";
import { drawsFrom, shuffle } from "../seed";
import { type Complain, complainTo, uniqueIds } from "../spec-rules";

export const orderingSpec = (z: Z) => {
  const pair = z.tuple([segmentOf(z), segmentOf(z)]);
  return z
    .strictObject({
      /** Written in a right order. */
      steps: z
        .array(z.strictObject({ id: segmentOf(z), text: textOf(z), rationale: textOf(z) }))
        .min(3)
        .max(8),
      /** Happens-before: the first step of a pair must come before the second. */
      before: z.array(pair).min(1),
      /** A pair the wrong way round that shows a known false idea. */
      slips: z.array(z.strictObject({ order: pair, misconception: segmentOf(z) })).default([]),
    })
    .superRefine((spec, context) => orderingRules(spec, complainTo(context)));
};

type Spec = Localized<zod.infer<ReturnType<typeof orderingSpec>>>;

const name = "order";

/**
 * Put steps in order. Only what must happen before is judged: every legal interleaving is full marks. The measure is the
 * largest set of steps that stand in no forbidden order to each other; points are what it exceeds the size that a random
 * order reaches on average (rounded), so that shuffling earns next to nothing.
 */
export const ordering: Kind<Spec> = {
  id: "ordering",
  ask: (spec, seed) => [{ type: "order", name, steps: shuffledAgainstTheRules(spec, seed).map(choosable) }],
  score(spec, response, { statements }) {
    const order = completeOrder(spec, response);
    if (!order) return { state: "unready", missing: [name] };
    const observations = observe(signsOf(spec, order), statements);
    return { state: "marked", ...points(spec, sizeOf(largestLegal(conflictsIn(spec, order)))), observations };
  },
  explain(spec, response) {
    const order = completeOrder(spec, response);
    const key = spec.steps.map(({ text }) => text).join("\n");
    if (!order) return [{ name, earned: 0, possible: points(spec, 0).possible, key, notes: spec.steps.map(missed) }];
    const legal = largestLegal(conflictsIn(spec, order));
    return [{ name, ...points(spec, sizeOf(legal)), key, notes: notesOn(spec, order, legal) }];
  },
  keyOf: ({ steps }) => ({ [name]: { type: "order", order: steps.map(({ id }) => id) } }),
  guess(spec) {
    const { orders } = shapeOf(spec);
    const shares = orders.map((count, size) => {
      const { earned, possible } = points(spec, size);
      return (count * earned) / possible;
    });
    return sum(shares) / sum(orders);
  },
  rule: (spec) => ({ key: "rule.ordering", values: { steps: spec.steps.length, free: shapeOf(spec).free } }),
};

/** Never a legal order: whoever moves nothing must not be right. There is always one that is not: `before` has a pair. */
function shuffledAgainstTheRules(spec: Spec, seed: number): Spec["steps"] {
  const draw = drawsFrom(seed);
  for (let tries = 0; tries < 64; tries++) {
    const steps = shuffle(spec.steps, draw);
    if (conflictsIn(spec, indices(spec, steps)).some((conflict) => conflict > 0)) return steps;
  }
  return spec.steps.toReversed();
}

/** The answer as indices of steps, if it places every step once. */
function completeOrder(spec: Spec, response: Response): number[] | undefined {
  const given = orderIn(response, name);
  const isComplete = given.length === spec.steps.length && spec.steps.every(({ id }) => given.includes(id));
  return isComplete ? given.map((id) => indexOf(spec, id)) : undefined;
}

function points(spec: Spec, size: number): { earned: number; possible: number } {
  const { free } = shapeOf(spec);
  return { earned: Math.max(0, size - free), possible: spec.steps.length - free };
}

/** One sign for each written pair, and one for each slip that follows from several pairs. */
function signsOf({ steps, before, slips }: Spec, order: readonly number[]): Sign[] {
  const place = new Map(order.map((step, position) => [steps[step]?.id, position]));
  const isKept = ([first, second]: Pair) => (place.get(first) ?? 0) < (place.get(second) ?? 0);
  const slipOf = ([first, second]: Pair) => slips.find(({ order: [e, l] }) => e === second && l === first);
  const isWritten = ([earlier, later]: Pair) => before.some(([first, second]) => first === later && second === earlier);
  const implied = slips.filter((slip) => !isWritten(slip.order)).map(({ order: [e, l] }): Pair => [l, e]);
  return [...before, ...implied].map((pair) =>
    isKept(pair) ? { score: 1 } : { score: 0, misconception: slipOf(pair)?.misconception },
  );
}

/** Steps inside the largest legal set stand right; the others would have to move. */
function notesOn({ steps, slips }: Spec, order: readonly number[], legal: number): Note[] {
  const place = new Map(order.map((step, position) => [steps[step]?.id, position]));
  return order.flatMap((index): Note[] => {
    const step = steps[index];
    if (!step) return [];
    const { id, rationale } = step;
    if (legal & (1 << index)) return [{ id, verdict: "key", rationale }];
    const slip = slips.find(
      ({ order: [earlier, later] }) =>
        (earlier === id || later === id) && (place.get(earlier) ?? 0) < (place.get(later) ?? 0),
    );
    return [{ id, verdict: "wrong", rationale, ...idea(slip?.misconception) }];
  });
}

const missed = ({ id, rationale }: Spec["steps"][number]): Note => ({ id, verdict: "missed", rationale });

/**
 * What follows from the pairs alone. Sets of steps are bit masks (at most eight steps).
 * `after`: for each step, all that must come after it. `orders[k]`: how many of the n! orders have a largest legal set of
 * k steps. `free`: the mean of that size, rounded, at most n - 1.
 */
type Shape = { after: number[]; orders: number[]; free: number };
const shapes = new WeakMap<Spec, Shape>();

function shapeOf(spec: Spec): Shape {
  const known = shapes.get(spec);
  if (known) return known;
  const after = spec.steps.map(({ id }) =>
    spec.steps.reduce((mask, other, index) => (reaches(spec.before, id, other.id) ? mask | (1 << index) : mask), 0),
  );
  const orders = countOrders(after);
  const mean = sum(orders.map((count, size) => count * size)) / sum(orders);
  const shape = { after, orders, free: Math.min(spec.steps.length - 1, Math.round(mean)) };
  shapes.set(spec, shape);
  return shape;
}

/** Walks through all orders, step by step, keeping which placed pairs stand the wrong way round. */
function countOrders(after: readonly number[]): number[] {
  const n = after.length;
  const orders = Array.from({ length: n + 1 }, () => 0);
  const place = (placed: number, conflicts: readonly number[]): void => {
    if (placed === 2 ** n - 1) {
      const size = sizeOf(largestLegal(conflicts));
      orders[size] = (orders[size] ?? 0) + 1;
      return;
    }
    for (let step = 0; step < n; step++)
      if (!(placed & (1 << step))) place(placed | (1 << step), withStep(conflicts, step, placed, after));
  };
  place(
    0,
    Array.from({ length: n }, () => 0),
  );
  return orders;
}

/** Places `step` behind `placed`: it conflicts with every placed step that should have come after it. */
function withStep(conflicts: readonly number[], step: number, placed: number, after: readonly number[]): number[] {
  const against = (after[step] ?? 0) & placed;
  return conflicts.map((mask, index) =>
    index === step ? against : against & (1 << index) ? mask | (1 << step) : mask,
  );
}

/** For each step, the steps that stand to it in a forbidden order. */
function conflictsIn(spec: Spec, order: readonly number[]): number[] {
  const { after } = shapeOf(spec);
  let placed = 0;
  let conflicts = after.map(() => 0);
  for (const step of order) {
    conflicts = withStep(conflicts, step, placed, after);
    placed |= 1 << step;
  }
  return conflicts;
}

/** The largest set of steps without a conflict among them, exact; of equals the one with the earlier steps. */
function largestLegal(conflicts: readonly number[], among = 2 ** conflicts.length - 1): number {
  if (among === 0) return 0;
  const step = 31 - Math.clz32(among & -among);
  const bit = 1 << step;
  const against = (conflicts[step] ?? 0) & among;
  const taken = bit | largestLegal(conflicts, among & ~bit & ~against);
  if (against === 0) return taken;
  const left = largestLegal(conflicts, among & ~bit);
  return sizeOf(left) > sizeOf(taken) ? left : taken;
}

function sizeOf(mask: number): number {
  let size = 0;
  for (let rest = mask; rest > 0; rest &= rest - 1) size++;
  return size;
}

const indexOf = ({ steps }: Spec, id: string): number => steps.findIndex((step) => step.id === id);
const indices = (spec: Spec, steps: Spec["steps"]): number[] => steps.map(({ id }) => indexOf(spec, id));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

type Written = {
  steps: { id: string }[];
  before: [string, string][];
  slips: { order: [string, string]; misconception: string }[];
};

function orderingRules({ steps, before, slips }: Written, complain: Complain): void {
  uniqueIds(steps, "steps", complain);
  const place = new Map(steps.map((step, index) => [step.id, index]));
  let isSound = true;
  before.forEach(([first, second], index) => {
    const unknown = [first, second].filter((id) => !place.has(id));
    if (unknown.length > 0)
      complain(["before", index], `\`before\` names the unknown step "${unknown[0]}"; use an id of steps`);
    else if (first === second) complain(["before", index], `the step "${first}" comes before itself; name two steps`);
    else return;
    isSound = false;
  });
  if (!isSound) return;

  const cycle = cycleIn(before);
  if (cycle) {
    complain(["before"], `\`before\` runs in a circle: ${cycle.join(", ")}; remove one of its pairs`);
    return;
  }
  before.forEach(([first, second], index) => {
    if ((place.get(first) ?? 0) > (place.get(second) ?? 0))
      complain(
        ["before", index],
        `steps are written with "${second}" before "${first}", against this pair; write them in a right order, or turn the pair round`,
      );
  });

  slips.forEach(({ order: [earlier, later] }, index) => {
    const unknown = [earlier, later].filter((id) => !place.has(id));
    if (unknown.length > 0)
      complain(["slips", index, "order"], `a slip names the unknown step "${unknown[0]}"; use an id of steps`);
    else if (!reaches(before, later, earlier))
      complain(
        ["slips", index, "order"],
        `"${earlier}" before "${later}" breaks no rule of \`before\`, so it is no slip; turn the pair round, or add [${later}, ${earlier}] to \`before\``,
      );
  });
}

type Pair = readonly [string, string];

/** Whether `before` demands, over any number of pairs, that `from` comes before `to`. */
function reaches(before: readonly Pair[], from: string, to: string): boolean {
  const found = new Set([from]);
  for (const at of found) for (const [first, second] of before) if (first === at) found.add(second);
  return from !== to && found.has(to);
}

function cycleIn(before: readonly Pair[]): string[] | undefined {
  const inCycle = [...new Set(before.flat())].filter((id) =>
    before.some(([first, second]) => second === id && (first === id || reaches(before, id, first))),
  );
  return inCycle.length > 0 ? inCycle : undefined;
}
