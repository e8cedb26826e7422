import type { z as zod } from "zod";
import type { Localized } from "../../i18n/locales";
import { chosenIn } from "../interaction";
import { type Kind, optionOf, type Z } from "../item";
import { observe } from "../observe";
import { askOptions, keysOf, keyText, knownIn, optionNotes } from "../options";
import { drawsFrom } from "../seed";
import { complainTo, optionRules } from "../spec-rules";

export const multipleChoiceSpec = (z: Z) =>
  z
    .strictObject({
      options: z.array(optionOf(z)).min(3).max(9),
      /** The options have an order of their own (sorted numbers): they are not shuffled. */
      fixedOrder: z.boolean().optional(),
    })
    .superRefine((spec, context) => {
      const complain = complainTo(context);
      optionRules(spec.options, "options", complain);
      const keys = spec.options.filter((option) => option.key).length;
      if (keys < 2) complain(["options"], `options has ${keys} keys; mark at least two with \`key: true\``);
      if (keys === spec.options.length)
        complain(["options"], "every option is a key; add at least one that is none, with its misconception");
    });

type Spec = Localized<zod.infer<ReturnType<typeof multipleChoiceSpec>>>;

const name = "choice";

/**
 * Choose all that is right. A point for each key chosen, one off for each other option chosen, never below zero, out of
 * the number of keys: choosing everything does not pay. Each option, chosen or left, is an observation of its own.
 */
export const multipleChoice: Kind<Spec> = {
  id: "multiple-choice",
  ask: ({ options, fixedOrder }, seed) => [
    { type: "choice", name, many: true, options: askOptions(options, drawsFrom(seed), fixedOrder) },
  ],
  score({ options }, response, { statements }) {
    const chosen = knownIn(chosenIn(response, name), options);
    if (chosen.length === 0) return { state: "unready", missing: [name] };
    const signs = options.map(({ id, key, misconception }) =>
      chosen.includes(id) === (key ?? false)
        ? { score: 1 }
        : { score: 0, misconception: chosen.includes(id) ? misconception : undefined },
    );
    return { state: "marked", ...points(options, chosen), observations: observe(signs, statements) };
  },
  explain({ options }, response) {
    const chosen = knownIn(chosenIn(response, name), options);
    return [{ name, ...points(options, chosen), key: keyText(options), notes: optionNotes(options, chosen) }];
  },
  keyOf: ({ options }) => ({ [name]: { type: "choice", chosen: keysOf(options) } }),
  guess: ({ options }) => expectedOfAnySubset(keysOf(options).length, options.length),
  rule: () => ({ key: "rule.multiple-choice", values: {} }),
};

function points(options: Spec["options"], chosen: readonly string[]): { earned: number; possible: number } {
  const keys = keysOf(options);
  const hits = keys.filter((id) => chosen.includes(id)).length;
  return { earned: Math.max(0, 2 * hits - chosen.length), possible: keys.length };
}

/** The mean share of credit over all non-empty subsets of the options, each as likely. */
function expectedOfAnySubset(keys: number, options: number): number {
  let earned = 0;
  for (let hits = 0; hits <= keys; hits++)
    for (let misses = 0; misses < hits && misses <= options - keys; misses++)
      earned += choose(keys, hits) * choose(options - keys, misses) * (hits - misses);
  return earned / keys / (2 ** options - 1);
}

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
