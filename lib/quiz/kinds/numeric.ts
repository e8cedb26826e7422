import type { z as zod } from "zod";
import { Fault } from "../../fault";
import type { Localized } from "../../i18n/locales";
import { type Expression, isParameterName, parseExpression, type Values } from "../expression";
import { numberIn, type Response } from "../interaction";
import { type Kind, segmentOf, textOf, type Z } from "../item";
import { idea, observe } from "../observe";
import { readNumber } from "../read-number";
import { drawsFrom } from "../seed";
import { type Complain, complainTo } from "../spec-rules";

export const numericSpec = (z: Z) => {
  const expression = z.union([z.string().trim().min(1), z.number()]);
  return z
    .strictObject({
      /** Values to draw from, each parameter by itself; written {name} in stem, working and rationales. */
      parameters: z.record(z.string(), z.array(z.number()).min(1)).optional(),
      /** See expression.ts. */
      answer: expression,
      unit: textOf(z).optional(),
      /** Relative; 0 = exact. */
      tolerance: z.number().min(0).max(1).default(0),
      /** log: half credit within a factor of 10. */
      scale: z.enum(["linear", "log"]).default("linear"),
      slips: z.array(z.strictObject({ value: expression, misconception: segmentOf(z), rationale: textOf(z) })).min(2),
      /** The way to the answer; {answer} stands for its value. */
      working: textOf(z),
    })
    .superRefine((spec, context) => numericRules(spec, complainTo(context)));
};

type Spec = Localized<zod.infer<ReturnType<typeof numericSpec>>>;

const name = "number";

/**
 * Type a number: one point within the tolerance; on a log scale half a point within a factor of 10. The seed draws the
 * parameters. A value that a slip predicts shows its misconception. What cannot be read as a number is unready, not wrong.
 */
export const numeric: Kind<Spec> = {
  id: "numeric",
  ask: ({ unit }) => [{ type: "number", name, unit: unit ?? "" }],
  fill: (text, spec, seed) => fillBraces(text, drawn(spec, seed)),
  score(spec, response, { statements, seed }) {
    const judged = judge(spec, response, seed);
    if (!judged) return { state: "unready", missing: [name] };
    const { earned, slip } = judged;
    const observations = observe([{ score: earned, misconception: slip?.misconception }], statements);
    return { state: "marked", earned, possible: 1, observations };
  },
  explain(spec, response, seed) {
    const values = drawn(spec, seed);
    const right = compute(spec, spec.answer, values);
    const answer = shown(right, spec.tolerance === 0 ? 12 : 6);
    const judged = judge(spec, response, seed);
    const rationale = judged?.slip && fillBraces(judged.slip.rationale, { ...values, answer });
    const verdict = !judged ? "missed" : judged.earned === 1 ? "key" : "wrong";
    return [
      {
        name,
        earned: judged?.earned ?? 0,
        possible: 1,
        key: [answer, spec.unit ?? ""].join(" ").trim(),
        notes: [{ id: name, verdict, ...(rationale && { rationale }), ...idea(judged?.slip?.misconception) }],
        rationale: fillBraces(spec.working, { ...values, answer }),
      },
    ];
  },
  keyOf: (spec, seed) => ({
    [name]: { type: "number", text: shown(compute(spec, spec.answer, drawn(spec, seed)), 12) },
  }),
  /** A number out of the blue is not met by chance. */
  guess: () => 0,
  rule({ tolerance, scale }) {
    const values = { percent: Number((tolerance * 100).toPrecision(6)) };
    if (scale === "log") return { key: "rule.numeric-log", values };
    return tolerance > 0 ? { key: "rule.numeric-tolerance", values } : { key: "rule.numeric-exact", values: {} };
  },
};

/** The value of each parameter for this seed. */
function drawn({ parameters }: Spec, seed: number): Values {
  const draw = drawsFrom(seed);
  return Object.fromEntries(
    Object.entries(parameters ?? {}).map(([parameter, values]) => {
      const value = values[Math.floor(draw() * values.length)];
      return [parameter, value ?? Number.NaN];
    }),
  );
}

const compute = ({ parameters }: Spec, source: string | number, values: Values): number =>
  parseExpression(source, Object.keys(parameters ?? {}))(values);

type Judged = { earned: number; slip: Spec["slips"][number] | undefined };

function judge(spec: Spec, response: Response, seed: number): Judged | undefined {
  const read = readNumber(numberIn(response, name), spec.unit ?? "");
  if (read.state !== "number") return undefined;
  const values = drawn(spec, seed);
  const right = compute(spec, spec.answer, values);
  if (isWithin(read.value, right, spec.tolerance)) return { earned: 1, slip: undefined };
  const slip = spec.slips.find(({ value }) => isWithin(read.value, compute(spec, value, values), spec.tolerance));
  const factor = read.value / right;
  return { earned: spec.scale === "log" && factor >= 0.1 && factor <= 10 ? 0.5 : 0, slip };
}

export const fillBraces = (text: string, values: Readonly<Record<string, number | string>>): string =>
  text.replaceAll(braces, (whole, parameter: string) =>
    Object.hasOwn(values, parameter) ? String(values[parameter]) : whole,
  );

/** A value as one would write it: whole numbers in full, others to so many significant digits. */
export const shown = (value: number, digits: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(digits)));

/** More combinations than this cannot all be checked at build in reasonable time. */
const mostCombinations = 10_000;

type Written = {
  parameters?: Record<string, number[]> | undefined;
  answer: string | number;
  tolerance: number;
  scale: "linear" | "log";
  slips: { value: string | number; rationale: Record<string, string> }[];
  working: Record<string, string>;
};

function numericRules(spec: Written, complain: Complain): void {
  const parameters = spec.parameters ?? {};
  const names = Object.keys(parameters);
  for (const name of names) {
    if (!isParameterName(name) || name === "answer")
      complain(
        ["parameters", name],
        `"${name}" cannot be a parameter; use letters, digits and _, and no function's name`,
      );
    if (new Set(parameters[name]).size < (parameters[name] ?? []).length)
      complain(["parameters", name], `"${name}" lists a value twice; list each once`);
  }
  bracesRules(spec.working, ["working"], names, complain);
  spec.slips.forEach((slip, index) => {
    bracesRules(slip.rationale, ["slips", index, "rationale"], names, complain);
  });

  const combinations = names.reduce((product, name) => product * (parameters[name]?.length ?? 1), 1);
  if (combinations > mostCombinations) {
    complain(
      ["parameters"],
      `the parameters make ${combinations} combinations; list fewer values, at most ${mostCombinations} together`,
    );
    return;
  }
  const answer = parsed(spec.answer, names, ["answer"], complain);
  const slips = spec.slips.map((slip, index) => parsed(slip.value, names, ["slips", index, "value"], complain));
  if (!answer || slips.some((slip) => !slip)) return;
  const drawn = allDraws(parameters);
  answerRules(spec, answer, drawn, complain);
  slips.forEach((slip, index) => {
    if (slip) slipRules(spec, answer, slip, ["slips", index, "value"], drawn, complain);
    const twin = slips.findIndex(
      (other) => slip && other && drawn.every((values) => same(slip(values), other(values))),
    );
    if (twin < index)
      complain(["slips", index, "value"], "this slip always has the value of an earlier one; merge the two");
  });
}

function bracesRules(
  text: Record<string, string>,
  path: (string | number)[],
  names: string[],
  complain: Complain,
): void {
  for (const [locale, words] of Object.entries(text))
    for (const [, name = ""] of words.matchAll(braces))
      if (name !== "answer" && !names.includes(name))
        complain([...path, locale], `{${name}} is no parameter; declare it under \`parameters\`, or write the number`);
}

export function parsed(source: string | number, names: string[], path: (string | number)[], complain: Complain) {
  try {
    return parseExpression(source, names);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    complain(path, `${error.where} ${error.what}; ${error.mend}`);
    return undefined;
  }
}

function answerRules(spec: Written, answer: Expression, drawn: Values[], complain: Complain): void {
  for (const values of drawn) {
    const right = answer(values);
    const problem = !Number.isFinite(right)
      ? `the answer has no value ${withValues(values)}; mend the expression or the values`
      : spec.scale === "log" && right <= 0
        ? `the answer is ${right} ${withValues(values)}, which a log scale cannot judge; use \`scale: linear\``
        : spec.tolerance === 0 && !same(right, Number(right.toFixed(6)))
          ? `the answer is ${right} ${withValues(values)}, which nobody can type exactly; set a tolerance such as 0.01, or round it`
          : undefined;
    if (problem) {
      complain(["answer"], problem);
      return;
    }
  }
}

function slipRules(
  spec: Written,
  answer: Expression,
  slip: Expression,
  path: (string | number)[],
  drawn: Values[],
  complain: Complain,
): void {
  for (const values of drawn) {
    const value = slip(values);
    const problem = !Number.isFinite(value)
      ? `this slip has no value ${withValues(values)}; mend the expression or the values`
      : isWithin(value, answer(values), spec.tolerance)
        ? `this slip counts as the right answer ${withValues(values)}; change the slip, the values or the tolerance`
        : undefined;
    if (problem) {
      complain(path, problem);
      return;
    }
  }
}

const withValues = (values: Values): string => {
  const pairs = Object.entries(values).map(([name, value]) => `${name} = ${value}`);
  return pairs.length > 0 ? `for ${pairs.join(", ")}` : "as written";
};

/** Every way to draw the parameters; one empty draw where there are none. */
function allDraws(parameters: Record<string, number[]>): Values[] {
  return Object.entries(parameters).reduce<Values[]>(
    (draws, [name, values]) => draws.flatMap((draw) => values.map((value) => ({ ...draw, [name]: value }))),
    [{}],
  );
}

export const braces = /\{([A-Za-z][A-Za-z0-9_]*)\}/g;

/** Equal but for the rounding of binary fractions. */
export const same = (one: number, other: number): boolean =>
  Number.isFinite(one) &&
  Number.isFinite(other) &&
  Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one), Math.abs(other));

const isWithin = (value: number, right: number, tolerance: number): boolean =>
  same(value, right) || Math.abs(value - right) / Math.abs(right) <= tolerance * (1 + 1e-9);
