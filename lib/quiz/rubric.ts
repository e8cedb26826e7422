/**
 * What a listener hears or does not hear in an answer in somebody's own words: an analytic rubric. It is marked by the
 * learner; a suggestion of what the text covers stands in suggest.ts and is never a verdict. Open-ended items, the reason
 * of a design and the open rungs of a follow-up chain share it.
 */
import type { z as zod } from "zod";
import type { Localized } from "../i18n/locales";
import type { Response } from "./interaction";
import { type Note, segmentOf, textOf, type Z } from "./item";
import { idea, type Sign } from "./observe";
import { type Complain, complainTo, uniqueIds } from "./spec-rules";

/** L0 definition, L1 principle, L2 failure and boundary, L3 trade-off and quantity, L4 rollout and diagnosis. */
export type Level = 0 | 1 | 2 | 3 | 4;

export const tickOf = (z: Z) =>
  z.strictObject({
    id: segmentOf(z),
    /** Observable: names, orders, computes something; not "understands". */
    text: textOf(z),
    level: z.literal([0, 1, 2, 3, 4]).optional(),
    /** Without it the answer does not hold at this level. */
    must: z.literal(true).optional(),
    /** Saying it sinks the answer. */
    fatal: z.literal(true).optional(),
    statement: z.string().optional(),
    misconception: segmentOf(z).optional(),
    /** Words by which a listener knows it: concepts and synonyms, for the suggestion. */
    terms: z.strictObject({ zh: z.array(z.string().min(1)), en: z.array(z.string().min(1)) }).optional(),
  });
/** An answer as somebody speaks it, and what it is worth: 1 weak, 2 fair, 3 strong. */
export const anchorOf = (z: Z) => z.strictObject({ score: z.literal([1, 2, 3]), text: textOf(z) });
export const rubricOf = (z: Z) =>
  z
    .strictObject({ ticks: z.array(tickOf(z)).min(4).max(8), anchors: z.array(anchorOf(z)).length(3) })
    .superRefine((rubric, context) => rubricRules(rubric, complainTo(context)));

/** What of a tick its marks depend on. */
export type MarkedTick = { readonly id: string; readonly must?: true | undefined; readonly fatal?: true | undefined };
export type Tick = Localized<zod.infer<ReturnType<typeof tickOf>>>;
export type Anchor = Localized<zod.infer<ReturnType<typeof anchorOf>>>;
export type Rubric = { ticks: Tick[]; anchors: Anchor[] };

/** The response in which the learner's ticks stand. */
export const ticksName = "ticks";

/** The ids that were ticked; undefined while the learner has not marked. */
export const ticksIn = (response: Response): string[] | undefined => {
  const answer = response[ticksName];
  return answer?.type === "choice" ? answer.chosen : undefined;
};

/** A response that ticks all that a strong answer says. */
export const allTicked = ({ ticks }: Rubric): Response => ({
  [ticksName]: { type: "choice", chosen: sayable(ticks).map(({ id }) => id) },
});

/**
 * Points: one for each tick that is not fatal. A fatal tick, or a `must` that is missing, leaves at most half of them: an
 * answer that lists a lot beside the point is no good answer. Half of whole points is a whole or a half point.
 */
export function scoreRubric(
  { ticks }: { ticks: readonly MarkedTick[] },
  ticked: readonly string[],
): { earned: number; possible: number } {
  const possible = sayable(ticks).length;
  const said = sayable(ticks).filter(({ id }) => ticked.includes(id)).length;
  const isSound = ticks.every(({ id, must, fatal }) => (fatal ? !ticked.includes(id) : !must || ticked.includes(id)));
  return { earned: isSound ? said : Math.min(said, possible / 2), possible };
}

/**
 * How deep an answer went: the deepest level with `must` ticks of its own such that these and those of all levels above it
 * are ticked. A `must` without a level is wanted at every level. Undefined where a fatal tick stands, where not even the
 * first level holds, and where no `must` has a level.
 */
export function depthOf({ ticks }: Pick<Rubric, "ticks">, ticked: readonly string[]): Level | undefined {
  if (ticks.some(({ id, fatal }) => fatal && ticked.includes(id))) return undefined;
  const musts = ticks.filter(({ must, fatal }) => must && !fatal);
  const missing = musts.filter(({ id }) => !ticked.includes(id)).map(({ level }) => level ?? -1);
  const reached = musts.flatMap(({ level }) => (level === undefined || level >= Math.min(...missing) ? [] : [level]));
  return reached.length > 0 ? (Math.max(...reached) as Level) : undefined;
}

/** One for each tick that could be said, and one for each fatal one that was: leaving a mistake out shows nothing. */
export const rubricSigns = ({ ticks }: Rubric, ticked: readonly string[]): Sign[] =>
  ticks.flatMap(({ id, fatal, misconception }): Sign[] => {
    const isTicked = ticked.includes(id);
    if (fatal) return isTicked ? [{ score: 0, misconception }] : [];
    return [{ score: isTicked ? 1 : 0 }];
  });

/** What was said and what was not, a note a tick in the order of the rubric. */
export const rubricNotes = ({ ticks }: Rubric, ticked: readonly string[] = []): Note[] =>
  ticks.map(({ id, text, fatal, misconception }) => ({
    id,
    verdict: ticked.includes(id) ? (fatal ? "wrong" : "key") : fatal ? "plain" : "missed",
    rationale: text,
    ...idea(misconception),
  }));

/** The answer to hold one's own against, as text. */
export const strongest = ({ anchors }: Rubric): string => anchors.at(-1)?.text ?? "";

const sayable = <Each extends MarkedTick>(ticks: readonly Each[]): Each[] => ticks.filter(({ fatal }) => !fatal);

type WrittenTick = {
  id: string;
  level?: number | undefined;
  must?: true | undefined;
  fatal?: true | undefined;
  misconception?: string | undefined;
};

function rubricRules(
  { ticks, anchors }: { ticks: WrittenTick[]; anchors: { score: number }[] },
  complain: Complain,
): void {
  uniqueIds(ticks, "ticks", complain);
  if (!ticks.some(({ must, fatal }) => must && !fatal))
    complain(["ticks"], "no tick is a must, so nothing is needed; mark what an answer cannot do without `must: true`");
  ticks.forEach((tick, index) => {
    if (tick.fatal) fatalRules(tick, ["ticks", index], complain);
    else if (tick.misconception !== undefined)
      complain(
        ["ticks", index, "misconception"],
        `the tick "${tick.id}" is right to say, so it shows no misconception; remove it, or mark the tick \`fatal: true\``,
      );
  });
  anchors.forEach(({ score }, index) => {
    if (score !== index + 1)
      complain(
        ["anchors", index, "score"],
        `anchor ${index + 1} has the score ${score}; write one anchor each for 1, 2 and 3, in this order`,
      );
  });
}

function fatalRules(tick: WrittenTick, path: (string | number)[], complain: Complain): void {
  if (tick.level !== undefined)
    complain([...path, "level"], `the fatal tick "${tick.id}" has a level; remove it: it sinks an answer at any depth`);
  if (tick.must)
    complain([...path, "must"], `the tick "${tick.id}" is both a must and fatal; keep only one of the two`);
  if (tick.misconception === undefined)
    complain(
      path,
      `the fatal tick "${tick.id}" names no misconception; add \`misconception\` with an id of misconceptions.yaml`,
    );
}
