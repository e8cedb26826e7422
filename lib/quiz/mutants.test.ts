/**
 * The properties of kinds.test.ts are worth what they catch: for every kind a scorer that is wrong in a way that somebody
 * could write, and the property that must not hold of it. A wrong scorer explains itself as wrongly as it scores, so that
 * no property finds it by comparing the two.
 */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anySpec } from "../../tests/any-spec";
import { propertiesOf } from "../../tests/kind-properties";
import { blanksIn, chosenIn, lookupsIn, numberIn, orderIn, pairsIn, type Response, verdictIn } from "./interaction";
import { type Kind, type KindId, kindIds, type Part } from "./item";
import { kinds, type Spec } from "./kinds";
import { observe } from "./observe";

// Whether a mutant is caught must not hang on the day: the same specs in every run.
beforeAll(() => fc.configureGlobal({ seed: 20261121 }));
afterAll(() => fc.resetConfigureGlobal());

type Mutant<Id extends KindId> = { bug: string; wrong: Kind<Spec<Id>>; caughtBy: string };

/** The kind with its points given otherwise, a number for each part; what it shows of the learner stays as it is. */
const marking = <S>(kind: Kind<S>, points: (spec: S, response: Response, parts: Part[]) => number[]): Kind<S> => {
  const explain: Kind<S>["explain"] = (spec, response, seed) => {
    const parts = kind.explain(spec, response, seed);
    const earned = points(spec, response, parts);
    return parts.map((part, index) => ({ ...part, earned: earned[index] ?? 0 }));
  };
  return {
    ...kind,
    explain,
    score(spec, response, context) {
      const score = kind.score(spec, response, context);
      if (score.state === "unready") return score;
      const parts = explain(spec, response, context.seed);
      return { ...score, earned: parts.reduce((sum, { earned }) => sum + earned, 0) };
    },
  };
};

/** The kind that marks something else than it was given: another spec, or another response. */
const reading = <S>(kind: Kind<S>, misread: (spec: S, response: Response) => [S, Response]): Kind<S> => ({
  ...kind,
  score: (spec, response, context) => kind.score(...misread(spec, response), context),
  explain: (spec, response, seed) => kind.explain(...misread(spec, response), seed),
});

/** Whether what was taken in this part is right, whatever it earned. */
const isRight = (part: Part | undefined): boolean =>
  part?.notes.some(({ verdict }) => verdict === "key") === true &&
  !part.notes.some(({ verdict }) => verdict === "wrong");
const point = (earned: boolean): number => (earned ? 1 : 0);

const mutants: { [Id in KindId]: Mutant<Id>[] } = {
  "single-choice": [
    {
      bug: "asks whether the key is among what was chosen",
      wrong: reading(kinds["single-choice"], (spec, response) => {
        const chosen = chosenIn(response, "choice");
        const key = spec.options.find((option) => option.key && chosen.includes(option.id));
        return [spec, key ? { choice: { type: "choice", chosen: [key.id] } } : response];
      }),
      caughtBy: "is not answered by choosing more than one",
    },
  ],
  "multiple-choice": [
    {
      bug: "takes nothing off for a wrong choice",
      wrong: marking(kinds["multiple-choice"], ({ options }, response) => [
        options.filter(({ id, key }) => key && chosenIn(response, "choice").includes(id)).length,
      ]),
      caughtBy: "takes a point off for each wrong choice",
    },
  ],
  "true-false-reason": [
    {
      bug: "pays half for the verdict",
      wrong: marking(kinds["true-false-reason"], (spec, response, [, reason]) => {
        const verdict = point(verdictIn(response, "verdict") === spec.holds) / 2;
        return [0, verdict + (reason?.earned ?? 0) / 2];
      }),
      caughtBy: "pays neither the verdict nor the reason alone",
    },
  ],
  ordering: [
    {
      bug: "scores by absolute position",
      wrong: marking(kinds.ordering, ({ steps }, response, [part]) => {
        const order = orderIn(response, "order");
        const inPlace = steps.filter(({ id }, place) => order[place] === id).length;
        return [Math.max(0, inPlace - (steps.length - (part?.possible ?? 0)))];
      }),
      caughtBy: "never marks a legal interleaving down",
    },
  ],
  matching: [
    {
      bug: "takes the pairs in the order in which they were made",
      wrong: marking(kinds.matching, ({ left }, response) => {
        const taken = Object.values(pairsIn(response, "match"));
        return [left.filter(({ key }, index) => taken[index] === key).length];
      }),
      caughtBy: "marks an answer alike in whatever order its choices, links and keys were kept",
    },
    {
      bug: "never asks whether an entry may serve twice",
      wrong: reading(kinds.matching, (spec, response) => [{ ...spec, reuse: true }, response]),
      caughtBy: "lets one entry serve for all only where entries may serve twice",
    },
  ],
  numeric: [
    {
      bug: "measures the tolerance in units, not by the answer",
      wrong: marking(kinds.numeric, ({ tolerance }, response, [part]) => {
        const off = Math.abs(Number(numberIn(response, "number")) - Number.parseFloat(part?.key ?? ""));
        return [point(off <= tolerance)];
      }),
      caughtBy: "takes what lies within the tolerance, measured by the answer, and no more",
    },
  ],
  estimate: [
    {
      bug: "compares with the typical assumptions, not with the learner's own",
      wrong: marking(kinds.estimate, (spec, response, parts) => {
        const typical = Object.entries(spec.typical).map(([id, value]) => [
          id,
          { type: "number", text: String(value) },
        ]);
        const judged = kinds.estimate.explain(spec, { ...response, ...Object.fromEntries(typical) }, 0);
        return [...parts.slice(0, -1), ...judged.slice(-1)].map(({ earned }) => earned);
      }),
      caughtBy: "takes any defensible assumptions and what follows from them",
    },
  ],
  "fill-in": [
    {
      bug: "lowers and trims, but does not bring widths together",
      wrong: marking(kinds["fill-in"], ({ blanks }, response) => {
        const plain = (text: string) => text.trim().toLowerCase();
        const texts = blanksIn(response, "blanks");
        const isAccepted = ({ id, accepted }: (typeof blanks)[number]) =>
          accepted.some((word) => plain(word) === plain(texts[id] ?? ""));
        return [blanks.filter(isAccepted).length];
      }),
      caughtBy: "takes an accepted word however it is typed",
    },
  ],
  "code-reading": [
    {
      bug: "pays the effect of any line",
      wrong: marking(kinds["code-reading"], (_, __, parts) => parts.map((part) => point(isRight(part)))),
      caughtBy: "pays no effect behind a wrong line",
    },
  ],
  "sequence-trace": [
    {
      bug: "pays a row only when the rows before it are right",
      wrong: marking(kinds["sequence-trace"], (_, __, parts) =>
        parts.map((_part, index) => point(parts.slice(0, index + 1).every(isRight))),
      ),
      caughtBy: "asks one of its variants, and pays each row by itself",
    },
  ],
  "simulation-task": [
    {
      bug: "believes an answer that calls itself solved",
      wrong: marking(kinds["simulation-task"], (_, response, [predict, tape]) => [
        predict?.earned ?? 0,
        response.tape && "solved" in response.tape ? 3 : (tape?.earned ?? 0),
      ]),
      caughtBy: "pays what the tape does, and nothing that was said of it",
    },
    {
      bug: "pays the shortest tape only",
      wrong: marking(kinds["simulation-task"], ({ drawn }, response, [predict, tape]) => {
        const used = response.tape?.type === "tape" ? response.tape.entries.length : 0;
        return [predict?.earned ?? 0, used > (drawn?.par ?? 1) ? Math.min(2, tape?.earned ?? 0) : (tape?.earned ?? 0)];
      }),
      caughtBy: "takes any tape that reaches the goals, and one point less for a long one",
    },
    {
      bug: "takes a tape that nobody has replayed for one that failed",
      wrong: {
        ...kinds["simulation-task"],
        score(spec, response, context) {
          const score = kinds["simulation-task"].score(spec, response, context);
          const isPlayed = score.state === "marked" || !("tape" in response) || !("predict" in response);
          return isPlayed
            ? score
            : { state: "marked", earned: 0, possible: 4, observations: observe([{ score: 0 }], context.statements) };
        },
      },
      caughtBy: "has no score for a tape that nobody has replayed",
    },
  ],
  "hot-spot": [
    {
      bug: "pays half for the area beside the right one",
      wrong: marking(kinds["hot-spot"], ({ areas }, response, [part]) => {
        const key = areas.findIndex((area) => area.key);
        const spot = response.spot?.type === "spot" ? response.spot.picked : null;
        const picked = areas.findIndex(({ id }) => id === spot);
        return [picked >= 0 && Math.abs(picked - key) === 1 ? 0.5 : (part?.earned ?? 0)];
      }),
      caughtBy: "pays the one area, and no other",
    },
  ],
  "wrong-claim": [
    {
      bug: "pays the fix behind a wrong cause",
      wrong: marking(kinds["wrong-claim"], (_, __, [pick, cause, fix]) =>
        [isRight(pick), isRight(pick) && isRight(cause), isRight(pick) && isRight(fix)].map(point),
      ),
      caughtBy: "pays nothing behind the first wrong step",
    },
  ],
  "trade-off-flip": [
    {
      bug: "stops at the first wrong step, so that nobody can come back after the change",
      wrong: marking(kinds["trade-off-flip"], (_, __, parts) =>
        parts.map((_, index) => point(parts.slice(0, index + 1).every(isRight))),
      ),
      caughtBy: "judges the second choice whatever the first was, and each reason by its own choice",
    },
  ],
  triage: [
    {
      bug: "pays for what was learnt, whatever it cost",
      wrong: marking(kinds.triage, (spec, response, [, cause]) => {
        const made = lookupsIn(response, "lookups");
        const bits = (lookups: Spec<"triage">["lookups"]) => {
          const key = spec.hypotheses.find((each) => each.key)?.id ?? "";
          const left = spec.hypotheses.filter(({ id }) => lookups.every(({ shows }) => shows[id] === shows[key]));
          const weigh = (list: Spec<"triage">["hypotheses"]) => list.reduce((sum, { weight }) => sum + weight, 0);
          return Math.log2(weigh(spec.hypotheses) / weigh(left));
        };
        const share = bits(spec.lookups.filter(({ id }) => made.includes(id))) / bits(spec.lookups);
        return [Math.round(share * 100) / 100, cause?.earned ?? 0];
      }),
      caughtBy: "pays less for a look-up that can tell nothing any more",
    },
    {
      bug: "measures what was learnt by the look-ups that were made, not by all there are",
      wrong: reading(kinds.triage, (spec, response) => {
        const made = lookupsIn(response, "lookups");
        return [{ ...spec, lookups: spec.lookups.filter(({ id }) => made.includes(id)) }, response];
      }),
      caughtBy: "pays less for stopping while something can still be told",
    },
  ],
  "design-canvas": [
    {
      bug: "counts the replicas of a quorum, not where they stand",
      wrong: reading(kinds["design-canvas"], (spec, response) => {
        const checks = spec.checks.map((check) =>
          "quorum" in check.must ? { ...check, must: { replicas: check.must.quorum, atLeast: 3 } } : check,
        );
        return [{ ...spec, checks }, response];
      }),
      caughtBy: "calls nothing safe against the loss of a domain that lies in one domain",
    },
  ],
  "open-ended": [
    {
      bug: "counts what was said, and overlooks what sinks it",
      wrong: marking(kinds["open-ended"], ({ ticks }, response) => [
        ticks.filter(({ id, fatal }) => !fatal && chosenIn(response, "ticks").includes(id)).length,
      ]),
      caughtBy: "caps at half an answer that says something fatal or lacks what it must say",
    },
  ],
};

/** What could be wrong with a kind beside its marks, by the property that all kinds keep: each on a single choice. */
const single = kinds["single-choice"];
const faults: Record<string, Kind<Spec<"single-choice">>> = {
  "gives full marks to its key, and only right signs": {
    ...single,
    keyOf: ({ options }) => ({ choice: { type: "choice", chosen: options.slice(0, 1).map(({ id }) => id) } }),
  },
  "is unready untouched, and says what is missing": {
    ...single,
    score: (spec, response, context) => {
      const score = single.score(spec, response, context);
      return score.state === "unready" ? { ...score, missing: [] } : score;
    },
  },
  "is unready while one answer is missing, and names that one": {
    ...single,
    score: (spec, response, context) => {
      const score = single.score(spec, response, context);
      return score.state === "unready"
        ? { state: "marked", earned: 0, possible: 1, observations: observe([{ score: 0 }], context.statements) }
        : score;
    },
  },
  "marks any answer between nothing and all, with weights that sum to one over all statements": {
    ...single,
    score: (spec, response, context) => {
      const score = single.score(spec, response, context);
      if (score.state === "unready") return score;
      return { ...score, observations: score.observations.map((each) => ({ ...each, weight: 1 })) };
    },
  },
  "adds up in its explanation to what it scored": {
    ...single,
    explain: (spec, response, seed) => single.explain(spec, response, seed).map((part) => ({ ...part, earned: 0 })),
  },
  "can be explained unanswered, with nothing earned and nothing called right or wrong": {
    ...single,
    explain: (spec, response, seed) =>
      single.explain(spec, response, seed).map((part) => ({
        ...part,
        notes: part.notes.map((note) => (note.verdict === "missed" ? { ...note, verdict: "wrong" } : note)),
      })),
  },
  "tells nothing of its key, its rationales or its misconceptions when it is asked": {
    ...single,
    ask: ({ options }) => [{ type: "choice", name: "choice", many: false, options }],
  },
  "is the same question for the same seed": { ...single, ask: askedAnew() },
  "pays a blind guesser what it says": { ...single, guess: () => 0 },
  "has its name and its rule in both languages": { ...single, rule: () => ({ key: "rule.nowhere", values: {} }) },
};

/** Shuffles on from where the last question ended, whatever the seed. */
function askedAnew(): Kind<Spec<"single-choice">>["ask"] {
  let asked = 0;
  return (spec) => single.ask(spec, asked++);
}

describe("a wrong scorer is caught", () => {
  for (const id of kindIds) catchAll(id, mutants[id] as never);
});

function catchAll<Id extends KindId>(id: Id, all: Mutant<Id>[]): void {
  for (const { bug, wrong, caughtBy } of all)
    it(`of the kind ${id}, that ${bug}`, () => expectCaught(id, wrong, caughtBy));
}

describe("a kind that is wrong beside its marks is caught", () => {
  for (const [caughtBy, wrong] of Object.entries(faults))
    it(`unless it ${caughtBy}`, () => expectCaught("single-choice", wrong, caughtBy));
});

it("has something wrong for every property that a kind must keep", () => {
  const caught = new Set([
    ...Object.keys(faults),
    ...Object.values(mutants).flatMap((all) => all.map((each) => each.caughtBy)),
  ]);
  const names = kindIds.flatMap((id) => propertiesOf(id).map(({ name }) => name));
  expect(names.filter((name) => !caught.has(name))).toEqual([]);
});

/** Caught is: the property holds of the kind, and an expectation of it, not a crash, fails for the wrong one. */
function expectCaught<Id extends KindId>(id: Id, wrong: Kind<Spec<Id>>, caughtBy: string): void {
  const properties = propertiesOf(id).filter(({ name }) => name === caughtBy);
  expect(properties).toHaveLength(1);
  for (const { holds } of properties) {
    holds(kinds[id], anySpec[id]);
    expect(failureOf(() => holds(wrong, anySpec[id]))).toHaveProperty("cause.name", "AssertionError");
  }
}

function failureOf(holds: () => void): unknown {
  try {
    holds();
  } catch (error) {
    return error;
  }
  return undefined;
}
