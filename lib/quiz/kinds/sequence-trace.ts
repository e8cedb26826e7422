import type { z as zod } from "zod";
import type { Localized } from "../../i18n/locales";
import { labIds } from "../../sim/lab";
import { chosenIn, type Response } from "../interaction";
import { type Kind, optionOf, segmentOf, textOf, type Z } from "../item";
import { observe, type Sign } from "../observe";
import { askOptions, keysOf, keyText, knownIn, optionNotes, signOfChoice } from "../options";
import { drawsFrom } from "../seed";
import { complainTo, oneKeyRules } from "../spec-rules";

export const sequenceTraceSpec = (z: Z) => {
  const value = z.union([z.number(), z.string(), z.boolean()]);
  return z
    .strictObject({
      /** The lab whose model makes the run and the answers. */
      lab: z.enum(labIds),
      /** Parameters beside the lab's own. */
      p: z.record(z.string(), value).optional(),
      net: z
        .strictObject({
          min: z.number().int().min(0),
          tail: z.number().int().min(0),
          loss: z.number().int().min(0).max(1000),
          twice: z.number().int().min(0).max(1000),
        })
        .optional(),
      /** One variant of the question for each; a sitting gets one of them. */
      seeds: z.array(z.number().int().min(0)).min(2).max(6),
      /** Choices in the run, as in a tape: ms, ordinal, choice. */
      entries: z.array(z.tuple([z.number().int(), z.number().int(), z.record(z.string(), z.unknown())])).optional(),
      /** How many steps of the run to look through. */
      steps: z.number().int().min(5).max(2000),
      /** The field that is asked for, as the inspector names it (in English), and of which nodes; none named: all. */
      watch: z
        .array(z.strictObject({ nodes: z.array(z.string()), field: z.string().min(1) }))
        .min(1)
        .max(4),
      rows: z.number().int().min(2).max(6),
      /**
       * The idea behind a wrong answer, by where it comes from: the id of a mutant of the lab, `before` (nothing changes)
       * or `elsewhere` (a value of another step).
       */
      ideas: z.record(z.string(), segmentOf(z)),
      /** Drawn from the model when the catalog is made; an author writes none. */
      variants: z
        .array(
          z.strictObject({
            rows: z
              .array(
                z.strictObject({
                  id: segmentOf(z),
                  /** What stands before, what happens, what is asked. */
                  prompt: textOf(z),
                  options: z.array(optionOf(z)).min(2).max(5),
                }),
              )
              .min(1),
          }),
        )
        .optional(),
    })
    .superRefine((spec, context) => {
      const complain = complainTo(context);
      spec.variants?.forEach(({ rows }, variant) => {
        rows.forEach(({ options }, row) => {
          oneKeyRules(options, "options", (path, message) =>
            complain(["variants", variant, "rows", row, ...path], message),
          );
        });
      });
    });
};

type Spec = Localized<zod.infer<ReturnType<typeof sequenceTraceSpec>>>;
type Row = NonNullable<Spec["variants"]>[number]["rows"][number];

/**
 * Foretell what a protocol does: at each of some events of a run, the value of a field afterwards. One point an event. The
 * right answer is the step of the model itself; a wrong one shows the idea of the broken model that would give it.
 */
export const sequenceTrace: Kind<Spec> = {
  id: "sequence-trace",
  ask: (spec, seed) =>
    rowsOf(spec, seed).map(({ id, prompt, options }, index) => ({
      type: "choice",
      name: id,
      prompt,
      many: false,
      options: askOptions(options, drawsFrom(seed + index)),
    })),
  score(spec, response, { statements, seed }) {
    const rows = rowsOf(spec, seed);
    const missing = rows.filter((row) => theOneIn(row, response) === undefined).map(({ id }) => id);
    if (missing.length > 0) return { state: "unready", missing };
    const signs = rows.map((row) => signIn(row, response));
    const earned = signs.reduce((sum, { score }) => sum + score, 0);
    return { state: "marked", earned, possible: rows.length, observations: observe(signs, statements) };
  },
  explain: (spec, response, seed) =>
    rowsOf(spec, seed).map((row) => {
      const chosen = theOneIn(row, response);
      const notes = optionNotes(row.options, chosen === undefined ? [] : [chosen]);
      return { name: row.id, earned: signIn(row, response).score, possible: 1, key: keyText(row.options), notes };
    }),
  keyOf: (spec, seed) =>
    Object.fromEntries(rowsOf(spec, seed).map(({ id, options }) => [id, { type: "choice", chosen: keysOf(options) }])),
  guess(spec) {
    const shares = (spec.variants ?? []).flatMap(({ rows }) => rows.map(({ options }) => 1 / options.length));
    return shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
  },
  rule: (spec) => ({ key: "rule.sequence-trace", values: { rows: spec.variants?.[0]?.rows.length ?? spec.rows } }),
};

/** The variant that this seed asks. */
function rowsOf({ variants = [] }: Spec, seed: number): readonly Row[] {
  return variants[(seed >>> 0) % Math.max(1, variants.length)]?.rows ?? [];
}

function theOneIn({ id, options }: Row, response: Response): string | undefined {
  const known = knownIn(chosenIn(response, id), options);
  return known.length === 1 ? known[0] : undefined;
}

const signIn = (row: Row, response: Response): Sign => signOfChoice(row.options, theOneIn(row, response));
