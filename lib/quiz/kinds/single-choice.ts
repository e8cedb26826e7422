import type { z as zod } from "zod";
import type { Localized } from "../../i18n/locales";
import { chosenIn, type Response } from "../interaction";
import { type Kind, optionOf, type Z } from "../item";
import { observe } from "../observe";
import { askOptions, keysOf, keyText, knownIn, optionNotes, signOfChoice } from "../options";
import { drawsFrom } from "../seed";
import { complainTo, oneKeyRules } from "../spec-rules";

export const singleChoiceSpec = (z: Z) =>
  z
    .strictObject({
      options: z.array(optionOf(z)).min(2).max(9),
      /** The options have an order of their own (sorted numbers): they are not shuffled. */
      fixedOrder: z.boolean().optional(),
    })
    .superRefine((spec, context) => oneKeyRules(spec.options, "options", complainTo(context)));

type Spec = Localized<zod.infer<ReturnType<typeof singleChoiceSpec>>>;

const name = "choice";

/** Choose the one best option: one point or none. The option chosen shows its misconception. */
export const singleChoice: Kind<Spec> = {
  id: "single-choice",
  ask: ({ options, fixedOrder }, seed) => [
    { type: "choice", name, many: false, options: askOptions(options, drawsFrom(seed), fixedOrder) },
  ],
  score({ options }, response, { statements }) {
    const chosen = theOneIn(options, response);
    if (chosen === undefined) return { state: "unready", missing: [name] };
    const sign = signOfChoice(options, chosen);
    return { state: "marked", earned: sign.score, possible: 1, observations: observe([sign], statements) };
  },
  explain({ options }, response) {
    const chosen = theOneIn(options, response);
    const earned = signOfChoice(options, chosen).score;
    const notes = optionNotes(options, chosen === undefined ? [] : [chosen]);
    return [{ name, earned, possible: 1, key: keyText(options), notes }];
  },
  keyOf: ({ options }) => ({ [name]: { type: "choice", chosen: keysOf(options) } }),
  guess: ({ options }) => 1 / options.length,
  rule: () => ({ key: "rule.single-choice", values: {} }),
};

/** The chosen option, if it is exactly one. */
function theOneIn(options: Spec["options"], response: Response): string | undefined {
  const known = knownIn(chosenIn(response, name), options);
  return known.length === 1 ? known[0] : undefined;
}
