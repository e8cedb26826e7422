/** From the id of what a screen asks about to the place that the model can weigh. */
import type { GapId, StatementId, TopicId } from "../ids";
import { gapOfStatement } from "../ids";
import type { Evidence } from "../mastery/estimate";
import { answersBehind, type Behind } from "../mastery/explain";
import { blueprintOf } from "../mastery/observe";
import { ownTarget } from "../mastery/own";
import { bearsOn, type JudgedGap, type Place } from "../mastery/place";
import type { Catalog } from "../quiz/catalog";
import type { LearnerState } from "./state";

/** `own` names a gap of the learner's own. */
export type PlaceOf = { gap: GapId } | { topic: TopicId } | { statement: StatementId } | { own: GapId };

const judgedKnown = new WeakMap<LearnerState, { revision: string; gaps: readonly JudgedGap[] }>();

/** The gaps in the order of the list, each with the learner's word on it, where there is one. */
export function judgedGaps(state: LearnerState, catalog: Catalog): readonly JudgedGap[] {
  const known = judgedKnown.get(state);
  if (known?.revision === catalog.revision) return known.gaps;
  const gaps = blueprintOf(catalog).gaps.map((target): JudgedGap => {
    const word = state.judged.get(target.gap)?.word;
    return word ? { ...target, word } : target;
  });
  judgedKnown.set(state, { revision: catalog.revision, gaps });
  return gaps;
}

/** Undefined for what the content no longer has, and for a gap of the learner's own without statements. */
export function askedPlace(state: LearnerState, catalog: Catalog, of: PlaceOf): Place | undefined {
  const blueprint = blueprintOf(catalog);
  if ("gap" in of) return judgedGaps(state, catalog).find(({ gap }) => gap === of.gap);
  if ("topic" in of) return blueprint.topics.get(of.topic);
  if ("own" in of) {
    const own = state.own.get(of.own);
    return own && ownTarget(own, blueprint);
  }
  const home = blueprint.gaps.find(({ gap }) => gap === gapOfStatement(of.statement));
  const isKnown = home?.statements.includes(of.statement);
  return home && isKnown ? { statement: of.statement, gap: home.gap, topics: home.topics } : undefined;
}

/** The moment as of which answers are weighed: the last of them, so that weights change with the log, not the clock. */
export const weighedAt = (state: LearnerState): number => state.evidence.at(-1)?.at ?? 0;

const behindKnown = new WeakMap<LearnerState, Map<string, Behind>>();

/** The weighed answers behind a place, found once for a state: those to items and to rungs are asked for apart. */
export function behindPlace(state: LearnerState, catalog: Catalog, of: PlaceOf): Behind | undefined {
  const place = askedPlace(state, catalog, of);
  if (!place) return undefined;
  const known = behindKnown.get(state) ?? new Map<string, Behind>();
  behindKnown.set(state, known);
  const key = `${catalog.revision} ${Object.entries(of).join()}`;
  const found = known.get(key) ?? answersBehind(place, state.evidence, weighedAt(state));
  known.set(key, found);
  return found;
}

/** The answers that tell of a place, oldest first. */
export const evidenceOn = (state: LearnerState, place: Place): Evidence[] =>
  state.evidence.filter(({ traits }) => bearsOn(traits, place));
