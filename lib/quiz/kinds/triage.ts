import type { z as zod } from "zod";
import type { Localized } from "../../i18n/locales";
import { chosenIn, lookupsIn, type Response } from "../interaction";
import { type Kind, type Note, segmentOf, textOf, type Z } from "../item";
import { observe } from "../observe";
import { askOptions, keysOf, keyText, knownIn, optionNotes, signOfChoice } from "../options";
import { drawsFrom, shuffle } from "../seed";
import { type Complain, complainTo, oneKeyRules, uniqueIds } from "../spec-rules";

export const triageSpec = (z: Z) =>
  z
    .strictObject({
      /** What could be the cause; one is. `weight`: how likely before any look-up, relative to the others. */
      hypotheses: z
        .array(
          z.strictObject({
            id: segmentOf(z),
            text: textOf(z),
            weight: z.number().positive().default(1),
            key: z.literal(true).optional(),
            misconception: segmentOf(z).optional(),
            rationale: textOf(z),
          }),
        )
        .min(3)
        .max(6),
      /** Unit of the costs, for example minutes. */
      unit: textOf(z),
      lookups: z
        .array(
          z.strictObject({
            id: segmentOf(z),
            text: textOf(z),
            cost: z.number().positive(),
            /** What it shows, here and now. */
            finding: textOf(z),
            /** What it would show under each hypothesis: hypotheses with the same word look alike to it. Names every hypothesis. */
            shows: z.record(segmentOf(z), z.string().trim().min(1)),
            /** What it tells, or why it tells little. */
            rationale: textOf(z),
          }),
        )
        .min(3)
        .max(6),
    })
    .superRefine((spec, context) => triageRules(spec, complainTo(context)));

type Spec = Localized<zod.infer<ReturnType<typeof triageSpec>>>;

/**
 * Look things up, each at a cost, then name the cause. A point for the cause, and a share of a point for the look-ups:
 * thrift times completeness, to two decimals.
 *
 * Thrift: a look-up is worth its expected information gain, in bits, over its cost, against the best that was to be had at
 * that time; or, where that is more, what the best plan is expected to cost from here against the best plan that begins
 * with it. So neither the quick way nor the way that is cheaper on the whole is marked down. Thrift is the mean over what
 * was looked up, weighed by cost. Completeness: how much closer the findings bring the
 * true cause, in bits, out of all that there is to learn. The cause is judged apart: who guesses it has not found it.
 */
export const triage: Kind<Spec> = {
  id: "triage",
  ask({ hypotheses, unit, lookups }, seed) {
    const draw = drawsFrom(seed);
    const shown = shuffle(lookups, draw).map(({ id, text, cost, finding }) => ({ id, text, cost, finding }));
    return [
      { type: "lookups", name: "lookups", unit, lookups: shown },
      { type: "choice", name: "cause", many: false, options: askOptions(hypotheses, draw) },
    ];
  },
  score(spec, response, { statements }) {
    const made = madeIn(spec, response);
    const chosen = causeIn(spec, response);
    const missing = [...(made.length === 0 ? ["lookups"] : []), ...(chosen === undefined ? ["cause"] : [])];
    if (missing.length > 0) return { state: "unready", missing };
    const { share } = judge(spec, made);
    const cause = signOfChoice(spec.hypotheses, chosen);
    const observations = observe([{ score: share }, cause], statements);
    return { state: "marked", earned: share + cause.score, possible: 2, observations };
  },
  explain(spec, response) {
    const made = madeIn(spec, response);
    const chosen = causeIn(spec, response);
    const cause = optionNotes(spec.hypotheses, chosen === undefined ? [] : [chosen]);
    const [earned, named] = [judge(spec, made).share, signOfChoice(spec.hypotheses, chosen).score];
    const key = reference(spec).map(({ text }) => text);
    return [
      { name: "lookups", earned, possible: 1, key: key.join("\n"), notes: lookupNotes(spec, made) },
      { name: "cause", earned: named, possible: 1, key: keyText(spec.hypotheses), notes: cause },
    ];
  },
  keyOf: (spec) => ({
    lookups: { type: "lookups", order: reference(spec).map(({ id }) => id) },
    cause: { type: "choice", chosen: keysOf(spec.hypotheses) },
  }),
  guess: (spec) => (meanBlindShare(spec) + 1 / spec.hypotheses.length) / 2,
  rule: () => ({ key: "rule.triage", values: {} }),
};

type Hypothesis = Pick<Spec["hypotheses"][number], "id" | "weight" | "key">;
type Lookup = Spec["lookups"][number];

/** What was looked up, in that order, each once; what the item no longer has does not count. */
const madeIn = (spec: Spec, response: Response): Lookup[] =>
  [...new Set(lookupsIn(response, "lookups"))].flatMap((id) => spec.lookups.find((each) => each.id === id) ?? []);

function causeIn({ hypotheses }: Spec, response: Response): string | undefined {
  const known = knownIn(chosenIn(response, "cause"), hypotheses);
  return known.length === 1 ? known[0] : undefined;
}

/**
 * Bits that a look-up is expected to tell when these hypotheses are left: what it shows follows from the hypothesis, so
 * the gain is the entropy of what it may show.
 */
function gainOf({ shows }: Pick<Lookup, "shows">, left: readonly Hypothesis[]): number {
  const all = weigh(left);
  const words = [...new Set(left.map(({ id }) => shows[id]))];
  const masses = words.map((word) => weigh(left.filter(({ id }) => shows[id] === word)));
  return sum(masses.map((mass) => (mass / all) * Math.log2(all / mass)));
}

/** Those of `left` under which the look-up would show what it does show. */
function afterLookup({ shows }: Pick<Lookup, "shows">, left: readonly Hypothesis[]): Hypothesis[] {
  const cause = left.find(({ key }) => key);
  return left.filter(({ id }) => cause === undefined || shows[id] === shows[cause.id]);
}

const worth = (lookup: Lookup, left: readonly Hypothesis[]): number => gainOf(lookup, left) / lookup.cost;

/**
 * What it is expected to cost from here until no look-up tells anything more, by the best plan; `first` begins with that
 * one. Exact: at most six hypotheses have 63 sets, and what a look-up shows is certain under each.
 */
function costFrom(lookups: readonly Lookup[], left: readonly Hypothesis[], first?: Lookup, known = new Map()): number {
  const key = left.map(({ id }) => id).join();
  const found = first ? undefined : known.get(key);
  if (found !== undefined) return found;
  const costs = (first ? [first] : lookups)
    .filter((lookup) => gainOf(lookup, left) > 0)
    .map(({ cost, shows }) => {
      const words = [...new Set(left.map(({ id }) => shows[id]))];
      const parts = words.map((word) => left.filter(({ id }) => shows[id] === word));
      return cost + sum(parts.map((part) => (weigh(part) / weigh(left)) * costFrom(lookups, part, undefined, known)));
    });
  const least = costs.length > 0 ? Math.min(...costs) : 0;
  if (!first) known.set(key, least);
  return least;
}

/** How good it is to look this up now, 0..1. */
function thriftOf(lookup: Lookup, lookups: readonly Lookup[], left: readonly Hypothesis[]): number {
  const best = bestOf(lookups, left);
  if (!best || gainOf(lookup, left) === 0) return 0;
  return Math.max(worth(lookup, left) / worth(best, left), costFrom(lookups, left) / costFrom(lookups, left, lookup));
}

/** The look-up with the most expected bits for its cost; of equals the one written first. None when all is told. */
function bestOf(lookups: readonly Lookup[], left: readonly Hypothesis[]): Lookup | undefined {
  const best = lookups.reduce<Lookup | undefined>(
    (found, each) => (found && worth(found, left) >= worth(each, left) ? found : each),
    undefined,
  );
  return best && worth(best, left) > 0 ? best : undefined;
}

/** The greedy way: always the best that is left, until one hypothesis is. */
function reference({ hypotheses, lookups }: Spec): Lookup[] {
  const order: Lookup[] = [];
  let left: Hypothesis[] = hypotheses;
  for (let best = bestOf(lookups, left); best; best = bestOf(unmade(lookups, order), left)) {
    order.push(best);
    left = afterLookup(best, left);
  }
  return order;
}

const unmade = (lookups: readonly Lookup[], made: readonly Lookup[]): Lookup[] =>
  lookups.filter((each) => !made.includes(each));

type Judged = {
  /** Thrift times completeness, 0..1, to two decimals: the points of the look-ups. */
  share: number;
  /** For each look-up that was made, its worth against the best at its time, 0..1. */
  thrifts: number[];
  /** Hypotheses that no finding has ruled out. */
  left: Hypothesis[];
};

function judge({ hypotheses, lookups }: Spec, made: readonly Lookup[], thriftFor = thriftOf): Judged {
  let left: Hypothesis[] = hypotheses;
  const thrifts = made.map((lookup, index) => {
    const thrift = thriftFor(lookup, unmade(lookups, made.slice(0, index)), left);
    left = afterLookup(lookup, left);
    return thrift;
  });
  const costs = made.map(({ cost }) => cost);
  const thrift = sum(thrifts.map((each, index) => each * (costs[index] ?? 0))) / sum(costs);
  const removable = bitsTo(
    hypotheses,
    lookups.reduce<Hypothesis[]>((rest, each) => afterLookup(each, rest), hypotheses),
  );
  const share = made.length === 0 ? 0 : thrift * (bitsTo(hypotheses, left) / removable);
  return { share: Math.round(share * 100) / 100, thrifts, left };
}

/**
 * Bits by which the true cause has come closer: log2 of how many times likelier it is with only these left. Its mean over
 * the hypotheses is the expected gain; unlike the fall of the entropy it cannot be negative.
 */
const bitsTo = (all: readonly Hypothesis[], left: readonly Hypothesis[]): number => Math.log2(weigh(all) / weigh(left));

const weigh = (hypotheses: readonly Hypothesis[]): number => sum(hypotheses.map(({ weight }) => weight));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Right: it told something at its time. Missed: the greedy way has it, and it would still tell something. */
function lookupNotes(spec: Spec, made: readonly Lookup[]): Note[] {
  const { thrifts, left } = judge(spec, made);
  const greedy = reference(spec);
  return spec.lookups.map((lookup): Note => {
    const { id, rationale } = lookup;
    const turn = made.indexOf(lookup);
    if (turn >= 0) return { id, verdict: (thrifts[turn] ?? 0) > 0 ? "key" : "wrong", rationale };
    return { id, verdict: greedy.includes(lookup) && gainOf(lookup, left) > 0 ? "missed" : "plain", rationale };
  });
}

const blindShares = new WeakMap<Spec, number>();

/** Mean share over all orders of all prefixes, each length from one to all as likely: at most 1956 for six look-ups. */
function meanBlindShare(spec: Spec): number {
  const known = blindShares.get(spec);
  if (known !== undefined) return known;
  const shares: number[][] = spec.lookups.map(() => []);
  // What is left follows from which look-ups were made, in whatever order: 192 thrifts serve nearly 10,000 steps.
  const thrifts = new Map<string, number>();
  const remembered: typeof thriftOf = (lookup, open, left) => {
    const key = [lookup, ...open].map(({ id }) => id).join();
    const thrift = thrifts.get(key) ?? thriftOf(lookup, open, left);
    thrifts.set(key, thrift);
    return thrift;
  };
  const extend = (made: readonly Lookup[]): void => {
    if (made.length > 0) shares[made.length - 1]?.push(judge(spec, made, remembered).share);
    for (const next of unmade(spec.lookups, made)) extend([...made, next]);
  };
  extend([]);
  const mean = sum(shares.map((each) => sum(each) / each.length)) / shares.length;
  blindShares.set(spec, mean);
  return mean;
}

type Written = {
  hypotheses: { id: string; weight: number; key?: true | undefined; misconception?: string | undefined }[];
  lookups: { id: string; shows: Record<string, string> }[];
};

function triageRules({ hypotheses, lookups }: Written, complain: Complain): void {
  oneKeyRules(hypotheses, "hypotheses", complain);
  uniqueIds(lookups, "lookups", complain);
  lookups.forEach(({ shows }, index) => {
    for (const { id } of hypotheses)
      if (!Object.hasOwn(shows, id))
        complain(
          ["lookups", index, "shows"],
          `\`shows\` does not say what is seen under "${id}"; name every hypothesis`,
        );
    for (const id of Object.keys(shows))
      if (!hypotheses.some((each) => each.id === id))
        complain(
          ["lookups", index, "shows", id],
          `\`shows\` names the unknown hypothesis "${id}"; use an id of hypotheses`,
        );
  });
  if (lookups.every((lookup) => gainOf(lookup, hypotheses) === 0)) {
    complain(["lookups"], "no look-up tells any two hypotheses apart; give some of them different words in `shows`");
    return;
  }
  const cause = hypotheses.find(({ key }) => key);
  if (!cause) return;
  const alike = lookups.reduce<Hypothesis[]>((left, lookup) => afterLookup(lookup, left), hypotheses);
  for (const { id, key } of alike)
    if (!key)
      complain(
        ["hypotheses", hypotheses.findIndex((each) => each.id === id)],
        `all look-ups together cannot tell "${id}" from the cause "${cause.id}"; let one of them show another word for it`,
      );
}
