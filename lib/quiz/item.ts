/**
 * The words every kind of question shares. Schemas are written once, as functions of the zod module, so that a kind's
 * file holds its schema, its asking and its scoring together while no byte of zod reaches the browser: only the content
 * checks call `spec(z)`, at build.
 */
import type { z as zod } from "zod";
import type { Localized, Text } from "../i18n/locales";
import type { HeadingId, ItemId, MisconceptionId, StatementId, TopicId } from "../ids";
import type { Interaction, Response } from "./interaction";
import type { Rubric } from "./rubric";

export type Z = typeof zod;

/** Both languages, neither empty. */
export const textOf = (z: Z) => z.strictObject({ zh: z.string().trim().min(1), en: z.string().trim().min(1) });
export const segmentOf = (z: Z) => z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "lower-case words joined by -");

/** An option of a list. `key` marks what is right; every other option names the misconception it stands for. */
export const optionOf = (z: Z) =>
  z.strictObject({
    id: segmentOf(z),
    text: textOf(z),
    key: z.literal(true).optional(),
    misconception: segmentOf(z).optional(),
    rationale: textOf(z),
  });
export type Option = Localized<zod.infer<ReturnType<typeof optionOf>>>;

/** What all items carry, whatever their kind. */
export type ItemHead = {
  id: ItemId;
  revision: number;
  kind: KindId;
  /** null for an item that belongs to a gap and to no topic. */
  topic: TopicId | null;
  /** The passage of the topic's note that answers it. */
  heading?: HeadingId;
  statements: StatementId[];
  /** The author's guess, 1 (novice) to 5 (staff). */
  difficulty: 1 | 2 | 3 | 4 | 5;
  /** The author's guess of the time it takes, seconds. */
  seconds: number;
  /** Failure model, version and configuration under which the key is the only right answer. */
  assumptions?: Text;
  stem: Text;
  /** A listing shown under the stem. */
  code?: { lang: string; text: string };
  /** `<source>` or `<source>#<place>`, sources of the item's topic.yaml or of the gap list. */
  sources: string[];
  /** Items that give this one away; never drawn into the same form. */
  enemies: ItemId[];
  /** ISO date after which a product fact must be checked again. */
  expires?: string;
};

/** The kinds of question that exist today. */
export const kindIds = [
  "single-choice",
  "multiple-choice",
  "true-false-reason",
  "ordering",
  "matching",
  "numeric",
  "estimate",
  "fill-in",
  "code-reading",
  "hot-spot",
  "wrong-claim",
  "trade-off-flip",
  "triage",
  "design-canvas",
  "open-ended",
  "sequence-trace",
  "simulation-task",
] as const;
export type KindId = (typeof kindIds)[number];

/**
 * What one answer says of one can-do statement, apart from the exam score. The weights of an answer's observations sum
 * to 1. An item of several statements repeats a misconception under each: it was shown once.
 */
export type Observation = {
  statement: StatementId;
  misconception?: MisconceptionId;
  /** 0..1 */
  score: number;
  /** Share of the observations of the same answer, > 0. */
  weight: number;
};

/** What marking a response yields. "unready" is not wrong: nothing is recorded. */
export type Score =
  | { state: "unready"; missing: string[] }
  | { state: "marked"; earned: number; possible: number; observations: Observation[] };

/** The verdict on one choosable thing, shown after the answer. */
export type Note = {
  id: string;
  /** key: right; wrong: taken and not right; missed: right and not taken; plain: neither. */
  verdict: "key" | "wrong" | "missed" | "plain";
  rationale?: string;
  misconception?: MisconceptionId;
};

/**
 * Feedback on one interaction of an answered item, in points. `key` is the right answer as text, a line for each thing
 * where it is several; `rationale` is the reason that belongs to no single note (the working of a calculation).
 */
export type Part = { name: string; earned: number; possible: number; key: string; notes: Note[]; rationale?: string };

/** How the marks are counted: a message key of the namespace `kinds` and the numbers its text needs. */
export type Rule = { key: string; values: Record<string, number> };

/**
 * One kind of question, complete. `Spec` is the kind's own part of an item in one language.
 * `ask` and `explain` get the seed of the asking, so that a stored answer can be shown as it was asked.
 */
export type Kind<Spec> = {
  id: KindId;
  /** What the item's random part looks like for this seed: shuffled options, drawn parameters. Must not contain a key. */
  ask(spec: Spec, seed: number): Interaction[];
  /** The stem with drawn parameters filled in; absent for kinds that have none. */
  fill?(text: string, spec: Spec, seed: number): string;
  score(spec: Spec, response: Response, context: { statements: StatementId[]; seed: number }): Score;
  explain(spec: Spec, response: Response, seed: number): Part[];
  /** A response that earns all; used by property tests and by "show me". */
  keyOf(spec: Spec, seed: number): Response;
  /** Probability that blind guessing is right (or the expected share of credit), 0..1: the floor of the model. */
  guess(spec: Spec): number;
  /** Shown on screen with the question. */
  rule(spec: Spec): Rule;
  /**
   * Kinds that the learner marks: the rubric, shown when the answer is final and not before. What was ticked is the
   * response `ticks` (a choice of many, which may be empty); until it is there the answer is unready.
   */
  rubric?(spec: Spec): Rubric | undefined;
};
