import type { z as zod } from "zod";
import type { Localized } from "../../i18n/locales";
import { type Expression, isParameterName, parseExpression, type Values } from "../expression";
import { numberIn, type Response } from "../interaction";
import { type Kind, type Part, segmentOf, textOf, type Z } from "../item";
import { idea, observe } from "../observe";
import { readNumber } from "../read-number";
import { type Complain, complainTo, type Path, uniqueIds } from "../spec-rules";
import { braces, fillBraces, parsed, same, shown } from "./numeric";

export const estimateSpec = (z: Z) =>
  z
    .strictObject({
      /** What the learner has to state before the estimate. A value within from..to is defensible. */
      assumptions: z
        .array(
          z.strictObject({
            /** Also its name in `answer`: letters, digits and _ as in expressions. */
            id: z.string().regex(/^[a-z][a-z0-9_]*$/),
            text: textOf(z),
            unit: textOf(z),
            from: z.number().positive(),
            to: z.number().positive(),
            rationale: textOf(z),
          }),
        )
        .min(1)
        .max(4),
      /** The value that follows from the assumptions, see expression.ts. Must be > 0. */
      answer: z.string().trim().min(1),
      unit: textOf(z),
      /** A typical set of assumptions, by id, within from..to: gives the reference value. */
      typical: z.record(z.string(), z.number().positive()),
      /** The estimate is right within this factor of what follows from the learner's own assumptions, >= 1. */
      within: z.number().min(1).max(5).default(1.5),
      /** Known wrong ways to compute it, over the same names. */
      slips: z
        .array(z.strictObject({ value: z.string().trim().min(1), misconception: segmentOf(z), rationale: textOf(z) }))
        .min(1),
      /** The way to the answer; {answer} and the assumptions in braces stand for the typical values. */
      working: textOf(z),
    })
    .superRefine((spec, context) => estimateRules(spec, complainTo(context)));

type Spec = Localized<zod.infer<ReturnType<typeof estimateSpec>>>;
type Assumption = Spec["assumptions"][number];

const name = "estimate";
/** Half the credit for what follows, and the credit for the magnitude, reach as far as this factor. */
const magnitude = 10;
/** A point for what follows, and one for the magnitude. */
const possibleOfEstimate = 2;

/**
 * State assumptions, then the number. A point for each assumption that can be defended; for the number a point when it
 * follows from the learner's own assumptions (half within a factor of ten), and one when it has the magnitude of the
 * reference value. So whoever assumes too boldly and then computes soundly keeps the point for what follows. A number that a
 * slip makes of those assumptions shows its misconception. What cannot be read as a number is unready, not wrong.
 */
export const estimate: Kind<Spec> = {
  id: "estimate",
  ask: ({ assumptions, unit }) => [
    ...assumptions.map((each) => ({ type: "number" as const, name: each.id, prompt: each.text, unit: each.unit })),
    { type: "number", name, unit },
  ],
  score(spec, response, { statements }) {
    const assumed = spec.assumptions.map((each) => valueIn(response, each.id, each.unit));
    const estimated = valueIn(response, name, spec.unit);
    const names = [...spec.assumptions.map(({ id }) => id), name];
    const missing = names.filter((_, index) => [...assumed, estimated][index] === undefined);
    if (missing.length > 0) return { state: "unready", missing };
    const held = spec.assumptions.map((each, index) => (isDefensible(each, assumed[index]) ? 1 : 0));
    const { earned, slip } = judge(spec, response);
    const signs = [
      ...held.map((score) => ({ score })),
      { score: earned / possibleOfEstimate, misconception: slip?.misconception },
    ];
    return {
      state: "marked",
      earned: held.reduce((points, score) => points + score, earned),
      possible: spec.assumptions.length + possibleOfEstimate,
      observations: observe(signs, statements),
    };
  },
  explain: (spec, response) => [
    ...spec.assumptions.map((each) => assumptionPart(each, response)),
    estimatePart(spec, response),
  ],
  keyOf: (spec) => ({
    ...Object.fromEntries(
      spec.assumptions.map(({ id }) => [id, { type: "number" as const, text: String(spec.typical[id]) }]),
    ),
    [name]: { type: "number", text: shown(follows(spec, spec.answer, spec.typical), 12) },
  }),
  /** A number out of the blue is not met by chance. */
  guess: () => 0,
  rule: ({ within }) => ({ key: "rule.estimate", values: { within } }),
};

function valueIn(response: Response, interaction: string, unit: string): number | undefined {
  const read = readNumber(numberIn(response, interaction), unit);
  return read.state === "number" ? read.value : undefined;
}

const isDefensible = ({ from, to }: Assumption, value: number | undefined): boolean =>
  value !== undefined && value >= from && value <= to;

const follows = ({ assumptions }: Spec, source: string, values: Values): number =>
  parseExpression(
    source,
    assumptions.map(({ id }) => id),
  )(values);

type Judged = { earned: number; slip: Spec["slips"][number] | undefined };

/** The number against what follows from the learner's own assumptions, and against the reference value. */
function judge(spec: Spec, response: Response): Judged {
  const estimated = valueIn(response, name, spec.unit);
  if (estimated === undefined) return { earned: 0, slip: undefined };
  const own = Object.fromEntries(
    spec.assumptions.map(({ id, unit }) => [id, valueIn(response, id, unit) ?? Number.NaN]),
  );
  const off = factorBetween(estimated, follows(spec, spec.answer, own));
  const reference = follows(spec, spec.answer, spec.typical);
  const consistent = off <= spec.within ? 1 : off <= magnitude ? 0.5 : 0;
  const near = factorBetween(estimated, reference) <= magnitude ? 1 : 0;
  return { earned: consistent + near, slip: consistent === 1 ? undefined : slipOf(spec, estimated, own) };
}

/** Of the slips that make this number of these assumptions, the one that comes nearest. */
function slipOf(spec: Spec, estimated: number, own: Values): Spec["slips"][number] | undefined {
  const offs = spec.slips.map(({ value }) => factorBetween(estimated, follows(spec, value, own)));
  const nearest = Math.min(...offs);
  return nearest <= spec.within ? spec.slips[offs.indexOf(nearest)] : undefined;
}

/** By which factor, >= 1, the one is off the other; infinite where either is not above zero. */
function factorBetween(one: number, other: number): number {
  if (!(one > 0 && other > 0)) return Number.POSITIVE_INFINITY;
  const factor = Math.max(one / other, other / one);
  // Rounding of binary fractions must not decide: a millionth of a percent off is not off.
  return factor * (1 - 1e-8);
}

function assumptionPart(assumption: Assumption, response: Response): Part {
  const { id, unit, from, to, rationale } = assumption;
  const value = valueIn(response, id, unit);
  const isHeld = isDefensible(assumption, value);
  const verdict = value === undefined ? "missed" : isHeld ? "key" : "wrong";
  const key = `${shown(from, 6)}–${shown(to, 6)} ${unit}`;
  return { name: id, earned: isHeld ? 1 : 0, possible: 1, key, notes: [{ id, verdict }], rationale };
}

function estimatePart(spec: Spec, response: Response): Part {
  const answer = shown(follows(spec, spec.answer, spec.typical), 3);
  const { earned, slip } = judge(spec, response);
  const isOpen = valueIn(response, name, spec.unit) === undefined;
  const verdict = isOpen ? "missed" : earned === possibleOfEstimate ? "key" : "wrong";
  const filled = (text: string) => fillBraces(text, { ...spec.typical, answer });
  const reason = slip && { rationale: filled(slip.rationale), ...idea(slip.misconception) };
  return {
    name,
    earned,
    possible: possibleOfEstimate,
    key: `${answer} ${spec.unit}`,
    notes: [{ id: name, verdict, ...reason }],
    rationale: filled(spec.working),
  };
}

type Written = {
  assumptions: { id: string; from: number; to: number }[];
  answer: string;
  typical: Record<string, number>;
  within: number;
  slips: { value: string; rationale: Record<string, string> }[];
  working: Record<string, string>;
};

/** Names that stand for something else in a response or in braces. */
const takenNames = [name, "answer"];

function estimateRules(spec: Written, complain: Complain): void {
  const names = spec.assumptions.map(({ id }) => id);
  uniqueIds(spec.assumptions, "assumptions", complain);
  spec.assumptions.forEach(({ id, from, to }, index) => {
    if (!isParameterName(id) || takenNames.includes(id))
      complain(
        ["assumptions", index, "id"],
        `"${id}" cannot name an assumption; use no function's name, "answer" or "${name}"`,
      );
    if (from >= to)
      complain(["assumptions", index, "to"], `nothing lies within ${from}..${to}; write a \`to\` above \`from\``);
  });
  const isTypical = typicalRules(spec, complain);
  bracesRules(spec.working, ["working"], names, complain);
  spec.slips.forEach((slip, index) => {
    bracesRules(slip.rationale, ["slips", index, "rationale"], names, complain);
  });

  const answer = parsed(spec.answer, names, ["answer"], complain);
  const slips = spec.slips.map((slip, index) => parsed(slip.value, names, ["slips", index, "value"], complain));
  if (!answer || !isTypical || !answerRules(spec, answer, complain)) return;
  slips.forEach((slip, index) => {
    if (slip) slipRules(spec, answer, slip, slips.slice(0, index), ["slips", index, "value"], complain);
  });
}

/** @returns whether each assumption has a typical value that is defensible by its own range */
function typicalRules({ assumptions, typical }: Written, complain: Complain): boolean {
  for (const id of Object.keys(typical))
    if (!assumptions.some((each) => each.id === id))
      complain(["typical", id], `"${id}" is no assumption; use an id of assumptions`);
  const off = assumptions.filter(({ id, from, to }) => {
    const value = typical[id];
    if (value === undefined)
      complain(["typical"], `\`typical\` has no value for "${id}"; add one within ${from}..${to}`);
    else if (value < from || value > to)
      complain(["typical", id], `${value} lies outside ${from}..${to}; move it, or the range of "${id}"`);
    else return false;
    return true;
  });
  return off.length === 0;
}

/** @returns whether the answer has a value above zero wherever an answer can be defended */
function answerRules({ assumptions, typical }: Written, answer: Expression, complain: Complain): boolean {
  const reference = answer(typical);
  for (const values of [typical, ...corners(assumptions)]) {
    const value = answer(values);
    const at = Object.entries(values).map(([id, each]) => `${id} = ${each}`);
    const problem = !(Number.isFinite(value) && value > 0)
      ? `the answer is ${value} for ${at.join(", ")}; mend the expression so that it is above zero`
      : factorBetween(value, reference) > magnitude
        ? `the answer is ${value} for ${at.join(", ")}, more than ${magnitude} times off the typical ${reference}, so a sound estimate would lose the point for the magnitude; narrow the ranges, or move \`typical\` to their middle`
        : undefined;
    if (problem) {
      complain(["answer"], problem);
      return false;
    }
  }
  return true;
}

function slipRules(
  { typical, within }: Written,
  answer: Expression,
  slip: Expression,
  earlier: readonly (Expression | undefined)[],
  path: Path,
  complain: Complain,
): void {
  const value = slip(typical);
  if (!(Number.isFinite(value) && value > 0))
    complain(path, `this slip is ${value} for the typical values; mend the expression so that it is above zero`);
  else if (factorBetween(value, answer(typical)) <= within)
    complain(path, "this slip counts as the right answer for the typical values; change the slip, or lower `within`");
  else if (earlier.some((other) => other && same(other(typical), value)))
    complain(path, "this slip has the value of an earlier one; merge the two");
}

/** Every way to take each assumption at one end of its range. */
const corners = (assumptions: Written["assumptions"]): Values[] =>
  assumptions.reduce<Values[]>(
    (taken, { id, from, to }) => taken.flatMap((values) => [from, to].map((end) => ({ ...values, [id]: end }))),
    [{}],
  );

function bracesRules(text: Record<string, string>, path: Path, names: string[], complain: Complain): void {
  for (const [locale, words] of Object.entries(text))
    for (const [, id = ""] of words.matchAll(braces))
      if (id !== "answer" && !names.includes(id))
        complain([...path, locale], `{${id}} is no assumption; use an id of assumptions, or write the number`);
}
