/** What an opened row says of its number: the reasons, the terms, the answers that moved it, recognition and recall. */
import type { ChainId, ItemId } from "../ids";
import { movers, type Terms, termsOf } from "../mastery/explain";
import type { Reason } from "../mastery/reasons";
import type { TellingVerdict } from "../mastery/recall";
import type { Catalog } from "../quiz/catalog";
import { chooseItems } from "../quiz/choose";
import { seedOf } from "../quiz/seed";
import { minutesOf } from "../schedule/pick";
import { askedPlace, type PlaceOf } from "./asked-place";
import { type ShownMover, shownMover } from "./shown-mover";
import type { LearnerState } from "./state";
import { type OwnRow, ownBoard, reasonsOf, recallOfPlace } from "./why";

type Count = { n: number; right: number };
export type WhyPage = {
  /** Answers are named only where it is one; many are found by what they have in common, see TrailPart. */
  reasons: Reason[];
  terms?: Terms;
  movers: ShownMover[];
  telling?: {
    verdict: TellingVerdict;
    choices: Count;
    produced: Count;
    rungs: Count & { chains: ChainId[]; deepest: number | null };
  };
};

/** Answers that are told to have moved a number. */
const moversTold = 3;

export function whyPage(state: LearnerState, catalog: Catalog, now: number, of: PlaceOf): WhyPage {
  const reasons = reasonsOf(state, catalog, of, now).map(({ answers, ...reason }): Reason => {
    return answers?.length === 1 ? { ...reason, answers } : reason;
  });
  const place = askedPlace(state, catalog, of);
  const telling = recallOfPlace(state, catalog, of);
  if (!place || !telling) return { reasons, movers: [] };
  const { verdict, choices, produced, rungs } = telling;
  // Weighed as of the last answer, so that weights change with the log and not with the clock.
  const moved = movers(place, state.evidence, state.evidence.at(-1)?.at ?? 0, moversTold);
  return {
    reasons,
    terms: termsOf(state.mastery, place, now),
    movers: moved.map((mover) => shownMover(mover, state)),
    telling: {
      verdict,
      choices: countOf(choices),
      produced: countOf(produced),
      rungs: { ...countOf(rungs), chains: rungs.chains, deepest: rungs.deepest },
    },
  };
}

const countOf = ({ n, right }: Count): Count => ({ n, right });

/** A gap of the learner's own, with what to do about it. What its opened row says beside this: `whyPage`. */
export type OwnLine = Omit<OwnRow, "terms" | "movers"> & { action: { items: ItemId[]; minutes: number } };

/** Questions that an action asks at most, and of one statement. */
const actionSize = { all: 6, each: 2 } as const;

/** In the order they were first added. */
export const ownLines = (state: LearnerState, catalog: Catalog, now: number): OwnLine[] =>
  ownBoard(state, catalog, now).map(({ terms: _, movers: __, ...row }) => {
    const seed = seedOf(`${row.own.gap} ${state.events}`);
    const items = row.statements
      .flatMap(({ statement }) => chooseItems({ statement }, catalog, state.last, seed, actionSize.each))
      .map(({ item }) => item);
    const asked = [...new Set(items)].slice(0, actionSize.all);
    return { ...row, action: { items: asked, minutes: minutesOf(asked, catalog) } };
  });
