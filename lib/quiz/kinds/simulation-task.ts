import type { z as zod } from "zod";
import type { Localized } from "../../i18n/locales";
import { judgedTape } from "../../sim/judged";
import { labIds } from "../../sim/lab";
import type { Entry } from "../../sim/replay";
import { chosenIn, type Response, tapeIn } from "../interaction";
import { type Kind, type Note, optionOf, segmentOf, textOf, type Z } from "../item";
import { observe } from "../observe";
import { askOptions, keysOf, keyText, knownIn, optionNotes, signOfChoice } from "../options";
import { drawsFrom } from "../seed";
import { complainTo, oneKeyRules } from "../spec-rules";

export const simulationTaskSpec = (z: Z) =>
  z
    .strictObject({
      lab: z.enum(labIds),
      /** A task of that lab, by its id. */
      task: segmentOf(z),
      /** The idea behind each wrong option of the task's prediction, by option id. */
      ideas: z.record(z.string(), segmentOf(z)),
      /** Taken from the lab when the catalog is made; an author writes none. */
      drawn: z
        .strictObject({
          predict: textOf(z),
          options: z.array(optionOf(z)).min(2).max(5),
          goals: z.array(z.strictObject({ id: segmentOf(z), text: textOf(z) })).min(1),
          /** Choices at most, and in the shortest tape that the explorer found. */
          budget: z.number().int().min(1),
          par: z.number().int().min(1),
          /** That tape as JSON, and what it does in sentences. */
          solution: z.string(),
          told: textOf(z),
          debrief: textOf(z),
        })
        .optional(),
    })
    .superRefine(({ drawn }, context) => {
      const complain = complainTo(context);
      if (drawn) oneKeyRules(drawn.options, "options", (path, message) => complain(["drawn", ...path], message));
    });

type Spec = Localized<zod.infer<ReturnType<typeof simulationTaskSpec>>>;
type Drawn = NonNullable<Spec["drawn"]>;

const [predict, tape] = ["predict", "tape"];
/** A tape is worth so many points: two for the goals, one for doing without more than half again the shortest. */
const tapePoints = 3;
const goodWithin = 1.5;
const nothing: Drawn = {
  predict: "",
  options: [],
  goals: [],
  budget: 1,
  par: 1,
  solution: "[]",
  told: "",
  debrief: "",
};

/**
 * Say whether it can be done, then do it in the simulator. What counts is the tape: it is replayed on the model, and the
 * goals are read off the worlds it leads through, so nothing that the answer says of itself is believed. Any tape that
 * reaches the goals is right.
 */
export const simulationTask: Kind<Spec> = {
  id: "simulation-task",
  ask({ lab, task, drawn = nothing }, seed) {
    const { goals, budget, par } = drawn;
    return [
      {
        type: "choice",
        name: predict,
        prompt: drawn.predict,
        many: false,
        options: askOptions(drawn.options, drawsFrom(seed)),
      },
      { type: "tape", name: tape, lab, task, goals: goals.map(({ id, text }) => ({ id, text })), budget, par },
    ];
  },
  score(spec, response, { statements }) {
    const { options } = spec.drawn ?? nothing;
    const chosen = theOneIn(options, response);
    const done = pointsOf(spec, response);
    const missing = [...(chosen === undefined ? [predict] : []), ...(done === undefined ? [tape] : [])];
    if (chosen === undefined || done === undefined) return { state: "unready", missing };
    const sign = signOfChoice(options, chosen);
    return {
      state: "marked",
      earned: sign.score + done,
      possible: 1 + tapePoints,
      observations: observe([sign, { score: done / tapePoints }], statements),
    };
  },
  explain(spec, response) {
    const { options, goals, told, debrief } = spec.drawn ?? nothing;
    const chosen = theOneIn(options, response);
    const judged = judgedIn(spec, response);
    const notes = goals.map(
      ({ id }): Note => ({ id, verdict: verdictOf(judged?.goals.find((goal) => goal.id === id)?.met) }),
    );
    return [
      {
        name: predict,
        earned: signOfChoice(options, chosen).score,
        possible: 1,
        key: keyText(options),
        notes: optionNotes(options, chosen === undefined ? [] : [chosen]),
      },
      { name: tape, earned: pointsOf(spec, response) ?? 0, possible: tapePoints, key: told, notes, rationale: debrief },
    ];
  },
  keyOf: ({ drawn = nothing }) => ({
    [predict]: { type: "choice", chosen: keysOf(drawn.options) },
    [tape]: { type: "tape", entries: JSON.parse(drawn.solution) as Entry[] },
  }),
  // Of the tape nothing is guessed: a test of each lab holds that a thousand random tapes do not solve it.
  guess: ({ drawn = nothing }) => (drawn.options.length === 0 ? 0 : 1 / drawn.options.length / (1 + tapePoints)),
  rule: ({ drawn = nothing }) => ({ key: "rule.simulation-task", values: { par: drawn.par, budget: drawn.budget } }),
};

const verdictOf = (met: boolean | undefined): Note["verdict"] => (met ? "key" : "missed");

function theOneIn(options: Drawn["options"], response: Response): string | undefined {
  const known = knownIn(chosenIn(response, predict), options);
  return known.length === 1 ? known[0] : undefined;
}

function judgedIn({ lab, task }: Spec, response: Response) {
  const entries = tapeIn(response, tape);
  return entries && judgedTape(lab, task, entries);
}

/** Points of the tape; undefined while there is none, or nobody has replayed it. */
function pointsOf(spec: Spec, response: Response): number | undefined {
  const judged = judgedIn(spec, response);
  if (!judged) return undefined;
  const { par } = spec.drawn ?? nothing;
  if (!judged.solved) return 0;
  return judged.used <= Math.ceil(par * goodWithin) ? tapePoints : tapePoints - 1;
}
