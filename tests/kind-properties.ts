/**
 * What every kind of question keeps, whatever the author wrote: properties with names, over random specs. They take the
 * kind as an argument, so that the same list that a kind must pass is the one that a wrong scorer must not, see
 * lib/quiz/mutants.test.ts. Beside what all kinds keep stands what is one kind's own promise.
 */
import fc from "fast-check";
import { expect } from "vitest";
import en from "../lib/i18n/messages/en.json";
import zh from "../lib/i18n/messages/zh.json";
import type { StatementId } from "../lib/ids";
import { parseExpression } from "../lib/quiz/expression";
import { type Answer, type Interaction, lookupsIn, type Response } from "../lib/quiz/interaction";
import type { Kind, KindId, Score } from "../lib/quiz/item";
import type { Spec } from "../lib/quiz/kinds";
import { blindDesign } from "../lib/quiz/kinds/design-canvas";
import { shareOf } from "../lib/quiz/score";
import { type Draw, drawsFrom, shuffle } from "../lib/quiz/seed";
import type { Entry } from "../lib/sim/replay";
import { seeds } from "./any-spec";

/** Something that holds of every question of a kind; `holds` throws, with the counterexample, where it does not. */
export type Property<S> = { name: string; holds(kind: Kind<S>, anySpec: fc.Arbitrary<S>): void };

/** A property of each spec and seed by itself. */
const law = <S>(
  name: string,
  check: (kind: Kind<S>, spec: S, seed: number) => void,
  options?: { numRuns: number },
): Property<S> => ({
  name,
  holds: (kind, anySpec) =>
    fc.assert(
      fc.property(anySpec, seeds, (spec, seed) => check(kind, spec, seed)),
      options,
    ),
});

const statements = ["consistency.4", "resilience.2"] as StatementId[];
const isLong = process.env.QUORUM_LONG === "1";
/** Of a blind hand, for each question. */
const draws = isLong ? 10_000 : 500;

/** Answers the interactions blindly: any of all answers that a hand could give, each as likely. A rubric stays unticked. */
function blindly<S>(kind: Kind<S>, spec: S, seed: number, draw: Draw): Response {
  const answers = kind.ask(spec, seed).map((asked) => [asked.name, blindAnswer(asked, draw)]);
  return { ...Object.fromEntries(answers), ...(kind.rubric?.(spec) && ticking([])) };
}

/** As blindly, but ticks anything at all where there is a rubric. */
function anyhow<S>(kind: Kind<S>, spec: S, seed: number, draw: Draw): Response {
  const ticks = kind.rubric?.(spec)?.ticks.filter(() => draw() < 0.5);
  return { ...blindly(kind, spec, seed, draw), ...(ticks && ticking(ticks.map(({ id }) => id))) };
}

const ticking = (ids: string[]): Response => ({ ticks: { type: "choice", chosen: ids } });

function blindAnswer(asked: Interaction, draw: Draw): Answer {
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T;
  switch (asked.type) {
    case "choice": {
      const ids = asked.options.map(({ id }) => id);
      if (!asked.many) return { type: "choice", chosen: [oneOf(ids)] };
      const subset = 1 + Math.floor(draw() * (2 ** ids.length - 1));
      return { type: "choice", chosen: ids.filter((_, index) => subset & (1 << index)) };
    }
    case "order":
      return { type: "order", order: shuffle(asked.steps, draw).map(({ id }) => id) };
    case "match": {
      const ids = shuffle(asked.right, draw).map(({ id }) => id);
      const take = (index: number) => (asked.reuse ? oneOf(ids) : (ids[index] as string));
      return { type: "match", pairs: Object.fromEntries(asked.left.map(({ id }, index) => [id, take(index)])) };
    }
    case "number":
      return { type: "number", text: String(Math.floor(draw() * 1e12)) };
    case "pick":
      return { type: "pick", picked: oneOf(asked.spans).id };
    case "verdict":
      return { type: "verdict", holds: draw() < 0.5 };
    case "blanks": {
      const blanks = asked.text.flatMap((run) => ("blank" in run ? [run.blank] : []));
      return { type: "blanks", texts: Object.fromEntries(blanks.map((id) => [id, "x"])) };
    }
    case "line":
      return { type: "line", picked: oneOf(asked.lines.flatMap(({ id }) => (id === undefined ? [] : [id]))) };
    case "spot":
      return { type: "spot", picked: oneOf(asked.areas).id };
    case "prose":
      return { type: "prose", text: "x" };
    case "lookups": {
      const length = 1 + Math.floor(draw() * asked.lookups.length);
      const order = shuffle(asked.lookups, draw).slice(0, length);
      return { type: "lookups", order: order.map(({ id }) => id) };
    }
    case "design":
      return blindDesign(asked, draw);
    case "tape":
      return { type: "tape", entries: [[0, 0, { do: "crash", node: Math.floor(draw() * 5) }]] };
    default:
      return asked satisfies never;
  }
}

const marked = <S>(kind: Kind<S>, spec: S, response: Response, seed: number) => {
  const score = kind.score(spec, response, { statements, seed });
  if (score.state === "unready") return expect.unreachable(`a complete answer is unready: ${score.missing}`);
  return score as Extract<Score, { state: "marked" }>;
};
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What all kinds keep. */
const everyKind = <S>(): Property<S>[] => [
  law("gives full marks to its key, and only right signs", (kind, spec, seed) => {
    const score = marked(kind, spec, kind.keyOf(spec, seed), seed);
    expect(score.earned).toBe(score.possible);
    expect(score.observations.filter((each) => each.score < 1 || each.misconception !== undefined)).toEqual([]);
  }),
  law("is unready untouched, and says what is missing", (kind, spec, seed) => {
    const missing = kind.ask(spec, seed).map(({ name }) => name);
    expect(kind.score(spec, {}, { statements, seed })).toEqual({ state: "unready", missing });
  }),
  {
    // The ticks of a rubric come last: there is nothing to tick while there is no text.
    name: "is unready while one answer is missing, and names that one",
    holds: (kind, anySpec) =>
      fc.assert(
        fc.property(anySpec, seeds, (spec, seed) => {
          const whole = kind.keyOf(spec, seed);
          for (const name of Object.keys(whole)) {
            const rest = Object.fromEntries(Object.entries(whole).filter(([other]) => other !== name));
            expect(kind.score(spec, rest, { statements, seed })).toEqual({ state: "unready", missing: [name] });
          }
        }),
      ),
  },
  {
    name: "marks any answer between nothing and all, with weights that sum to one over all statements",
    holds: (kind, anySpec) =>
      fc.assert(
        fc.property(anySpec, seeds, seeds, (spec, seed, hand) => {
          const score = marked(kind, spec, anyhow(kind, spec, seed, drawsFrom(hand)), seed);
          expect(score.earned).toBeGreaterThanOrEqual(0);
          expect(score.earned).toBeLessThanOrEqual(score.possible);
          expect(score.possible).toBeGreaterThan(0);
          for (const statement of statements) {
            const own = score.observations.filter((each) => each.statement === statement);
            expect(sum(own.map(({ weight }) => weight))).toBeCloseTo(1 / statements.length, 9);
          }
          const beyond = score.observations.filter((each) => !(each.score >= 0 && each.score <= 1 && each.weight > 0));
          expect(beyond).toEqual([]);
          expect(sum(score.observations.map(({ weight }) => weight))).toBeCloseTo(1, 9);
        }),
      ),
  },
  {
    name: "adds up in its explanation to what it scored",
    holds: (kind, anySpec) =>
      fc.assert(
        fc.property(anySpec, seeds, seeds, (spec, seed, hand) => {
          const response = anyhow(kind, spec, seed, drawsFrom(hand));
          const score = marked(kind, spec, response, seed);
          const parts = kind.explain(spec, response, seed);
          expect(sum(parts.map(({ earned }) => earned))).toBe(score.earned);
          expect(sum(parts.map(({ possible }) => possible))).toBe(score.possible);
          expect(parts.map(({ name }) => name)).toEqual(kind.ask(spec, seed).map(({ name }) => name));
          expect(parts.filter(({ key }) => key.trim() === "")).toEqual([]);
        }),
      ),
  },
  law("can be explained unanswered, with nothing earned and nothing called right or wrong", (kind, spec, seed) => {
    for (const { earned, notes } of kind.explain(spec, {}, seed)) {
      expect(earned).toBe(0);
      expect(notes.filter(({ verdict }) => verdict === "wrong" || verdict === "key")).toEqual([]);
    }
  }),
  law("tells nothing of its key, its rationales or its misconceptions when it is asked", (kind, spec, seed) => {
    const seen = JSON.stringify([kind.ask(spec, seed), kind.fill?.("What of {n}?", spec, seed)]);
    expect(seen.match(secretKeys)?.[0]).toBeUndefined();
    expect(seen.match(/because|idea-|an answer worth/)?.[0]).toBeUndefined();
  }),
  law("is the same question for the same seed", (kind, spec, seed) => {
    expect(kind.ask(spec, seed)).toEqual(kind.ask(structuredClone(spec), seed));
  }),
  {
    name: "marks an answer alike in whatever order its choices, links and keys were kept",
    holds: (kind, anySpec) =>
      fc.assert(
        fc.property(anySpec, seeds, seeds, fc.boolean(), (spec, seed, hand, isKey) => {
          const draw = drawsFrom(hand);
          const response = isKey ? kind.keyOf(spec, seed) : anyhow(kind, spec, seed, draw);
          const other = reordered(response, draw);
          expect(marked(kind, spec, other, seed)).toEqual(marked(kind, spec, response, seed));
          expect(kind.explain(spec, other, seed)).toEqual(kind.explain(spec, response, seed));
        }),
      ),
  },
  law(
    "pays a blind guesser what it says",
    (kind, spec, seed) => {
      const draw = drawsFrom(seed);
      const shares = Array.from({ length: draws }, () =>
        shareOf(marked(kind, spec, blindly(kind, spec, seed, draw), seed)),
      );
      const guess = kind.guess(spec);
      const sampled = samplesOfGuess[kind.id];
      const tolerance = deviation(guess, draws) + (sampled === undefined ? 0 : deviation(guess, sampled));
      expect(Math.abs(sum(shares) / draws - guess)).toBeLessThanOrEqual(tolerance);
    },
    { numRuns: 60 },
  ),
  {
    name: "has its name and its rule in both languages",
    holds: (kind, anySpec) =>
      fc.assert(
        fc.property(anySpec, (spec) => {
          const rule = kind.rule(spec);
          for (const { kinds: words } of [zh, en]) {
            expect(words.name).toHaveProperty([kind.id], expect.any(String));
            const text = (words.rule as Record<string, string>)[rule.key.replace(/^rule\./, "")] ?? "";
            expect(text).not.toBe("");
            const wanted = [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name);
            expect(Object.keys(rule.values)).toEqual(expect.arrayContaining(wanted));
          }
        }),
      ),
  },
];

/** Keys of specs that no interaction may carry. */
const secretKeys =
  /"(key|rationale|misconception|wrong|answer|working|slips|before|spec|holds|accepted|first|second|shows|weight|hypotheses|checks|must|reference|ticks|anchors|typical|within|check|at|element)":|"(from|to)":\d/;

/** Kinds whose guess is itself a mean over so many blind answers. */
const samplesOfGuess: Partial<Record<KindId, number>> = { "design-canvas": 512 };

/**
 * How far the mean of n shares may lie from its expectation g: a share lies in 0..1, so its variance is at most g (1 - g),
 * the standard error follows, and Bernstein's inequality turns it into a bound that a right kind leaves with a probability
 * below 1e-9, however skewed the shares are.
 */
function deviation(guess: number, n: number): number {
  const log = Math.log(2e9);
  const variance = guess * (1 - guess);
  return log / (3 * n) + Math.sqrt((log / (3 * n)) ** 2 + (2 * variance * log) / n);
}

/** The same answer with all that has no order of its own kept in another one. */
function reordered(response: Response, draw: Draw): Response {
  const record = <T>(values: Record<string, T>): Record<string, T> =>
    Object.fromEntries(shuffle(Object.entries(values), draw));
  const answer = (given: Answer): Answer => {
    switch (given.type) {
      case "choice":
        return { ...given, chosen: shuffle(given.chosen, draw) };
      case "match":
        return { ...given, pairs: record(given.pairs) };
      case "blanks":
        return { ...given, texts: record(given.texts) };
      case "design": {
        const replicas = Object.entries(given.replicas).map(([id, by]) => [id, record(by)] as const);
        return { ...given, replicas: record(Object.fromEntries(replicas)), links: shuffle(given.links, draw) };
      }
      default:
        return given;
    }
  };
  return record(Object.fromEntries(Object.entries(response).map(([name, given]) => [name, answer(given)])));
}

/** What is one kind's own promise. */
const ownProperties: { [Id in KindId]: Property<Spec<Id>>[] } = {
  "single-choice": [
    law("is not answered by choosing more than one", (kind, spec, seed) => {
      const all = spec.options.map(({ id }) => id);
      expect(kind.score(spec, { choice: chosen(...all) }, { statements, seed }).state).toBe("unready");
    }),
  ],
  "multiple-choice": [
    law("takes a point off for each wrong choice", (kind, spec, seed) => {
      const all = spec.options.map(({ id }) => id);
      const keys = spec.options.filter(({ key }) => key).length;
      const { earned } = marked(kind, spec, { choice: chosen(...all) }, seed);
      expect(earned).toBe(Math.max(0, keys - (all.length - keys)));
    }),
  ],
  "true-false-reason": [
    law("pays neither the verdict nor the reason alone", (kind, spec, seed) => {
      for (const holds of [true, false])
        for (const { id, key } of spec.reasons) {
          const response: Response = { verdict: { type: "verdict", holds }, reason: chosen(id) };
          expect(marked(kind, spec, response, seed).earned).toBe(key && holds === spec.holds ? 1 : 0);
        }
    }),
  ],
  ordering: [
    law("never marks a legal interleaving down", (kind, spec, seed) => {
      const response: Response = { order: { type: "order", order: aLegalOrder(spec, drawsFrom(seed)) } };
      const { earned, possible } = marked(kind, spec, response, seed);
      expect(earned).toBe(possible);
    }),
  ],
  matching: [
    law("lets one entry serve for all only where entries may serve twice", (kind, spec, seed) => {
      const pairs = Object.fromEntries(spec.left.map(({ id }) => [id, spec.right[0]?.id ?? ""]));
      const score = kind.score(spec, { match: { type: "match", pairs } }, { statements, seed });
      expect(score.state).toBe(spec.reuse ? "marked" : "unready");
    }),
  ],
  numeric: [
    law("takes what lies within the tolerance, measured by the answer, and no more", (kind, spec, seed) => {
      const key = kind.keyOf(spec, seed).number;
      const right = Number(key?.type === "number" ? key.text : Number.NaN);
      const earnedBy = (value: number) => marked(kind, spec, { number: typed(value) }, seed).earned;
      const { tolerance } = spec;
      for (const near of [1 - 0.9 * tolerance, 1 + 0.9 * tolerance]) expect(earnedBy(right * near)).toBe(1);
      for (const off of [1 - 1.1 * tolerance, 1 + 1.1 * tolerance])
        expect(earnedBy(right * off + (tolerance === 0 ? 1 : 0))).toBeLessThan(1);
    }),
  ],
  estimate: [
    law("takes any defensible assumptions and what follows from them", (kind, spec, seed) => {
      const draw = drawsFrom(seed);
      const own = spec.assumptions.map(({ id, from, to }) => [id, from + draw() * (to - from)] as const);
      const names = own.map(([id]) => id);
      const value = parseExpression(spec.answer, names)(Object.fromEntries(own));
      const response = Object.fromEntries([...own, ["estimate", value] as const].map(([id, n]) => [id, typed(n)]));
      const { earned, possible } = marked(kind, spec, response, seed);
      expect(earned).toBe(possible);
    }),
  ],
  "fill-in": [
    law("takes an accepted word however it is typed", (kind, spec, seed) => {
      const draw = drawsFrom(seed);
      const texts = spec.blanks.map(({ id, accepted, isCaseSensitive }) => {
        const word = accepted[Math.floor(draw() * accepted.length)] ?? "";
        const cased = isCaseSensitive || draw() < 0.5 ? word : draw() < 0.5 ? word.toUpperCase() : word.toLowerCase();
        return [id, ` ${draw() < 0.5 ? fullWidth(cased) : cased.replaceAll(" ", "  ")}${draw() < 0.5 ? "。" : ""}`];
      });
      const response: Response = { blanks: { type: "blanks", texts: Object.fromEntries(texts) } };
      const { earned, possible } = marked(kind, spec, response, seed);
      expect(earned).toBe(possible);
    }),
  ],
  "code-reading": [
    law("pays no effect behind a wrong line", (kind, spec, seed) => {
      for (const line of spec.lines)
        for (const effect of spec.effects) {
          const response: Response = { line: { type: "line", picked: line.id }, effect: chosen(effect.id) };
          const held = line.key ? (effect.key ? 2 : 1) : 0;
          expect(marked(kind, spec, response, seed).earned).toBe(held);
        }
    }),
  ],
  "sequence-trace": [
    law("asks one of its variants, and pays each row by itself", (kind, spec, seed) => {
      const asked = kind.ask(spec, seed).map(({ name }) => name);
      const rows = spec.variants?.find((variant) => variant.rows.every(({ id }) => asked.includes(id)))?.rows ?? [];
      expect(rows.length).toBe(asked.length);
      const key = kind.keyOf(spec, seed);
      for (const row of rows) {
        const wrong = row.options.find((option) => !option.key)?.id ?? "";
        expect(marked(kind, spec, { ...key, [row.id]: chosen(wrong) }, seed).earned).toBe(rows.length - 1);
      }
    }),
  ],
  "simulation-task": [
    law("pays what the tape does, and nothing that was said of it", (kind, spec, seed) => {
      const { predict } = kind.keyOf(spec, seed);
      const entries: Entry[] = [[1, 0, { do: "crash", node: 4 }]];
      const boast = { type: "tape", entries, solved: true, judged: { solved: true } } as Answer;
      expect(marked(kind, spec, { predict: predict as Answer, tape: boast }, seed).earned).toBe(1);
    }),
    law("takes any tape that reaches the goals, and one point less for a long one", (kind, spec, seed) => {
      const { predict } = kind.keyOf(spec, seed);
      const earned = (n: number) => {
        const entries = Array.from({ length: n }, (_, at): Entry => [at, 0, { do: "boot", node: 0 }]);
        return marked(kind, spec, { predict: predict as Answer, tape: { type: "tape", entries } }, seed).earned;
      };
      const par = spec.drawn?.par ?? 1;
      expect([earned(par), earned(Math.ceil(par * 1.5)), earned(Math.ceil(par * 1.5) + 1)]).toEqual([4, 4, 3]);
    }),
    law("has no score for a tape that nobody has replayed", (kind, spec, seed) => {
      const unknown = { ...spec, task: "nobody-knows" };
      expect(kind.score(unknown, kind.keyOf(spec, seed), { statements, seed })).toEqual({
        state: "unready",
        missing: ["tape"],
      });
    }),
  ],
  "hot-spot": [
    law("pays the one area, and no other", (kind, spec, seed) => {
      for (const { id, key } of spec.areas)
        expect(marked(kind, spec, { spot: { type: "spot", picked: id } }, seed).earned).toBe(key ? 1 : 0);
    }),
  ],
  "wrong-claim": [
    law("pays nothing behind the first wrong step", (kind, spec, seed) => {
      for (const span of spec.spans)
        for (const cause of spec.causes)
          for (const fix of spec.fixes) {
            const pick: Answer = { type: "pick", picked: span.id };
            const response = { pick, cause: chosen(cause.id), fix: chosen(fix.id) };
            const held = !span.wrong ? 0 : !cause.key ? 1 : !fix.key ? 2 : 3;
            expect(marked(kind, spec, response, seed).earned).toBe(held);
          }
    }),
  ],
  "trade-off-flip": [
    law("judges the second choice whatever the first was, and each reason by its own choice", (kind, spec, seed) => {
      const reasons = kind.keyOf(spec, seed);
      for (const one of spec.options)
        for (const other of spec.options) {
          const response = { ...reasons, first: chosen(one.id), second: chosen(other.id) };
          const held = (one.first.key ? 2 : 0) + (other.second.key ? 2 : 0);
          expect(marked(kind, spec, response, seed).earned).toBe(held);
        }
    }),
  ],
  triage: [
    law("pays less for a look-up that can tell nothing any more", (kind, spec, seed) => {
      const key = kind.keyOf(spec, seed);
      const order = lookupsIn(key, "lookups");
      const best = marked(kind, spec, key, seed).earned;
      for (const { id } of spec.lookups.filter((each) => !order.includes(each.id))) {
        const wasteful = { ...key, lookups: { type: "lookups" as const, order: [...order, id] } };
        expect(marked(kind, spec, wasteful, seed).earned).toBeLessThan(best);
      }
    }),
    law("pays less for stopping while something can still be told", (kind, spec, seed) => {
      const key = kind.keyOf(spec, seed);
      const order = lookupsIn(key, "lookups");
      const best = marked(kind, spec, key, seed).earned;
      for (let length = 1; length < order.length; length++) {
        const hasty = { ...key, lookups: { type: "lookups" as const, order: order.slice(0, length) } };
        expect(marked(kind, spec, hasty, seed).earned).toBeLessThan(best);
      }
    }),
  ],
  "design-canvas": [
    law("calls nothing safe against the loss of a domain that lies in one domain", (kind, spec, seed) => {
      const domain = spec.domains[seed % spec.domains.length]?.id ?? "";
      const replicas = Object.fromEntries(spec.components.map(({ id, most }) => [id, { [domain]: Math.min(most, 3) }]));
      const links = spec.links.map(({ id }) => id);
      // Not held to the budget of the item: the promise is about domains.
      const generous = { ...spec, most: 30 };
      const response = { ...kind.keyOf(generous, seed), design: { type: "design" as const, replicas, links } };
      const [part] = kind.explain(generous, response, seed);
      const unsafe = spec.checks.filter(
        ({ must }) => "quorum" in must || ("path" in must && must.survives === "domain"),
      );
      expect(part?.earned).toBeLessThanOrEqual(spec.checks.length - unsafe.length);
    }),
  ],
  "open-ended": [
    law("caps at half an answer that says something fatal or lacks what it must say", (kind, spec, seed) => {
      const key = kind.keyOf(spec, seed);
      const sound = spec.ticks.filter(({ fatal }) => !fatal);
      const flaws = [
        ...spec.ticks.filter(({ fatal }) => fatal).map((tick) => [...sound, tick]),
        ...sound.filter(({ must }) => must).map((tick) => sound.filter((each) => each !== tick)),
      ];
      for (const ticks of flaws) {
        const response = { ...key, ...ticking(ticks.map(({ id }) => id)) };
        const { earned, possible } = marked(kind, spec, response, seed);
        expect(earned).toBeLessThanOrEqual(possible / 2);
      }
    }),
  ],
};

const chosen = (...ids: string[]): Answer => ({ type: "choice", chosen: ids });
const typed = (value: number): Answer => ({ type: "number", text: String(value) });

/** In the widths of a Chinese keyboard. */
const fullWidth = (text: string): string =>
  Array.from(text, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    return sign === " " ? "\u3000" : code > 0x20 && code < 0x7f ? String.fromCodePoint(code + 0xfee0) : sign;
  }).join("");

/** Any order that keeps what must happen before: again and again one of the steps that nothing left must precede. */
function aLegalOrder({ steps, before }: Spec<"ordering">, draw: Draw): string[] {
  const order: string[] = [];
  const left = new Set(steps.map(({ id }) => id));
  while (left.size > 0) {
    const free = [...left].filter((id) => !before.some(([first, second]) => second === id && left.has(first)));
    const next = free[Math.floor(draw() * free.length)] ?? "";
    order.push(next);
    left.delete(next);
  }
  return order;
}

/** All properties that a kind of this name has to keep. */
export const propertiesOf = <Id extends KindId>(id: Id): Property<Spec<Id>>[] => [
  ...everyKind<Spec<Id>>(),
  ...ownProperties[id],
];
