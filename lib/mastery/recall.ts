/**
 * Recognition and recall apart: whoever picks the right answer from what is shown may still not be able to tell it. Both
 * are counted beside each other and never averaged.
 */
import type { ChainId } from "../ids";
import type { KindId } from "../quiz/item";
import type { Level } from "../quiz/rubric";
import { evidence as counting } from "./constants";
import type { Evidence } from "./estimate";
import { followUp, repeatsIn } from "./observe";
import { bearsOn, type Place } from "./place";

/** What an item asks for: to find the answer in what is shown, or to produce it. */
const asks: Readonly<Record<KindId | typeof followUp, "recognition" | "recall">> = {
  "single-choice": "recognition",
  "multiple-choice": "recognition",
  "true-false-reason": "recognition",
  matching: "recognition",
  ordering: "recognition",
  "hot-spot": "recognition",
  "wrong-claim": "recognition",
  "code-reading": "recognition",
  triage: "recognition",
  "trade-off-flip": "recognition",
  "fill-in": "recall",
  numeric: "recall",
  estimate: "recall",
  "open-ended": "recall",
  "design-canvas": "recall",
  "sequence-trace": "recall",
  "simulation-task": "recall",
  [followUp]: "recall",
};
const isKnown = (kind: string): kind is keyof typeof asks => Object.hasOwn(asks, kind);

/** How much it takes to say anything, and where the line lies. Heuristic. */
const enough = { choices: 5, rungs: 2 } as const;
/** Share of right choices from which somebody recognises, and the deepest held level up to which they cannot tell. */
const recognisesFrom = 0.7;
const tellsFrom = 2;

export type Counted = {
  n: number;
  /** Answers with at least seven tenths of the marks, hints counted off. */
  right: number;
  /** Event ids, oldest first. */
  answers: string[];
};

/**
 * knows-and-tells: right choices, and follow-ups held to L2 or deeper. recognises-only: right choices, and follow-ups held
 * to L1 at most. tells-not-picks: the other way round. neither: both low. too-little: fewer than five choices or two open
 * rungs.
 */
export type TellingVerdict = "knows-and-tells" | "recognises-only" | "tells-not-picks" | "neither" | "too-little";

export type Telling = {
  verdict: TellingVerdict;
  /** Answers chosen from what is shown. */
  choices: Counted;
  /** Answers produced to items: numbers, words, designs. They are shown and do not decide the verdict. */
  produced: Counted;
  /** Open rungs of follow-up chains. */
  rungs: Counted & {
    /** Chains played, and the deepest level that was held; null when none was. */
    chains: ChainId[];
    deepest: Level | null;
  };
};

/** @param repeats answers (event ids) that repeat their item on the same day: they are left out */
export function tellingOf(
  place: Place,
  evidence: readonly Evidence[],
  repeats: ReadonlySet<string> = repeatsIn(evidence),
): Telling {
  const own = evidence.filter(({ traits, answer }) => bearsOn(traits, place) && !repeats.has(answer));
  const asking = (form: "recognition" | "recall") =>
    own.filter(({ traits, rung }) => !rung && isKnown(traits.kind) && asks[traits.kind] === form);
  const told = own.flatMap((each) => (each.rung ? [{ ...each, rung: each.rung }] : []));
  const held = told.flatMap(({ rung }) => (rung.isHeld ? [rung.level] : []));
  const choices = counted(asking("recognition"));
  const rungs = {
    ...counted(told),
    chains: [...new Set(told.map(({ rung }) => rung.chain))],
    deepest: held.length > 0 ? (Math.max(...held) as Level) : null,
  };
  return { verdict: verdictOf(choices, rungs), choices, produced: counted(asking("recall")), rungs };
}

const counted = (chosen: readonly Evidence[]): Counted => ({
  n: chosen.length,
  right: chosen.filter(({ score }) => score >= counting.rightFrom).length,
  answers: chosen.map(({ answer }) => answer),
});

function verdictOf(choices: Counted, { n, deepest }: Telling["rungs"]): TellingVerdict {
  if (choices.n < enough.choices || n < enough.rungs) return "too-little";
  const recognises = choices.right / choices.n >= recognisesFrom;
  const tells = (deepest ?? -1) >= tellsFrom;
  if (recognises) return tells ? "knows-and-tells" : "recognises-only";
  return tells ? "tells-not-picks" : "neither";
}
