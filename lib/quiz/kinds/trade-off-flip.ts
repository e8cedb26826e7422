import type { z as zod } from "zod";
import type { Localized } from "../../i18n/locales";
import { chosenIn as choicesIn, type Response } from "../interaction";
import { type Kind, type Option, optionOf, segmentOf, textOf, type Z } from "../item";
import { observe } from "../observe";
import { askOptions, choosable, keysOf, keyText, knownIn, optionNotes, signOfChoice } from "../options";
import { drawsFrom, shuffle } from "../seed";
import { type Complain, complainTo, oneKeyRules, uniqueIds } from "../spec-rules";

export const tradeOffFlipSpec = (z: Z) => {
  const judged = z.strictObject({
    key: z.literal(true).optional(),
    misconception: segmentOf(z).optional(),
    rationale: textOf(z),
  });
  return z
    .strictObject({
      /** The designs to choose from, judged twice: under the first constraint, and after the flip. One key each time. */
      options: z
        .array(z.strictObject({ id: segmentOf(z), text: textOf(z), first: judged, second: judged }))
        .min(2)
        .max(5),
      /** Why the first choice: options, one key. */
      why: z.array(optionOf(z)).min(2).max(5),
      /** The changed constraint, told after the first choice is justified. */
      flip: textOf(z),
      whyNow: z.array(optionOf(z)).min(2).max(5),
    })
    .superRefine((spec, context) => {
      const complain = complainTo(context);
      judgedRules(spec.options, complain);
      oneKeyRules(spec.why, "why", complain);
      oneKeyRules(spec.whyNow, "whyNow", complain);
    });
};

type Spec = Localized<zod.infer<ReturnType<typeof tradeOffFlipSpec>>>;

type Step = { name: "first" | "why" | "second" | "whyNow"; options: Option[] };

/**
 * Choose a design and say why; then a constraint changes: choose again and say why. A point for each of the four. A reason
 * counts only behind the right choice, for it is that choice's reason; but the second choice is judged by itself, so that
 * a sound update after a wrong start still earns its half. A reason behind a wrong choice is not observed.
 */
export const tradeOffFlip: Kind<Spec> = {
  id: "trade-off-flip",
  ask({ options, why, flip, whyNow }, seed) {
    const draw = drawsFrom(seed);
    const designs = shuffle(options, draw).map(choosable);
    return [
      { type: "choice", name: "first", many: false, options: designs },
      { type: "choice", name: "why", many: false, options: askOptions(why, draw) },
      { type: "choice", name: "second", prompt: flip, many: false, options: designs },
      { type: "choice", name: "whyNow", many: false, options: askOptions(whyNow, draw) },
    ];
  },
  score(spec, response, { statements }) {
    const halves = halvesOf(spec);
    const missing = halves.flat().filter((step) => chosenIn(step, response) === undefined);
    if (missing.length > 0) return { state: "unready", missing: missing.map(({ name }) => name) };
    const signs = halves.flatMap(([choice, reason]) => {
      const judged = isRight(choice, response) ? [choice, reason] : [choice];
      return judged.map((step) => signOfChoice(step.options, chosenIn(step, response)));
    });
    const earned = signs.reduce((points, { score }) => points + score, 0);
    return { state: "marked", earned, possible: 4, observations: observe(signs, statements) };
  },
  explain: (spec, response) =>
    halvesOf(spec).flatMap(([choice, reason]) => [
      partOf(choice, response, isRight(choice, response)),
      partOf(reason, response, isRight(choice, response) && isRight(reason, response)),
    ]),
  keyOf: (spec) =>
    Object.fromEntries(
      halvesOf(spec)
        .flat()
        .map(({ name, options }) => [name, { type: "choice" as const, chosen: keysOf(options) }]),
    ),
  guess: ({ options, why, whyNow }) => (2 + 1 / why.length + 1 / whyNow.length) / options.length / 4,
  rule: () => ({ key: "rule.trade-off-flip", values: {} }),
};

/** Each choice with its reason. */
const halvesOf = ({ options, why, whyNow }: Spec): [Step, Step][] => [
  [
    { name: "first", options: judgedAs(options, "first") },
    { name: "why", options: why },
  ],
  [
    { name: "second", options: judgedAs(options, "second") },
    { name: "whyNow", options: whyNow },
  ],
];

const judgedAs = (options: Spec["options"], when: "first" | "second"): Option[] =>
  options.map((option) => ({ id: option.id, text: option.text, ...option[when] }));

/** The one option chosen in this step, if it is exactly one that the item has. */
function chosenIn({ name, options }: Step, response: Response): string | undefined {
  const known = knownIn(choicesIn(response, name), options);
  return known.length === 1 ? known[0] : undefined;
}

const isRight = (step: Step, response: Response): boolean =>
  signOfChoice(step.options, chosenIn(step, response)).score === 1;

function partOf(step: Step, response: Response, isEarned: boolean) {
  const chosen = chosenIn(step, response);
  const notes = optionNotes(step.options, chosen === undefined ? [] : [chosen]);
  return { name: step.name, earned: isEarned ? 1 : 0, possible: 1, key: keyText(step.options), notes };
}

type Judged = { key?: true | undefined; misconception?: string | undefined };
type Written = { id: string; first: Judged; second: Judged };

/** As for a list of options, once for each time that the designs are judged; the path leads to that judgement. */
function judgedRules(options: readonly Written[], complain: Complain): void {
  uniqueIds(options, "options", complain);
  for (const when of ["first", "second"] as const) {
    const keys = options.filter((option) => option[when].key).length;
    if (keys !== 1)
      complain(
        ["options"],
        `${keys} of the options are the key in \`${when}\`; mark exactly one with \`key: true\` there`,
      );
    options.forEach((option, index) => {
      const { key, misconception } = option[when];
      if (!key && misconception === undefined)
        complain(
          ["options", index, when],
          `the option "${option.id}" is no key in \`${when}\` and names no misconception there; add \`misconception\` with an id of misconceptions.yaml, or \`key: true\``,
        );
      if (key && misconception !== undefined)
        complain(
          ["options", index, when, "misconception"],
          `the option "${option.id}" is the key in \`${when}\` and names a misconception there; remove \`misconception\` or \`key\``,
        );
    });
  }
}
