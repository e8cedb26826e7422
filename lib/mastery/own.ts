/**
 * Gaps of the learner's own, added after an interview: a name for a set of can-do statements. What is known of the
 * statements is known of the gap; nothing is estimated twice, and no claim "weak" is made of it, since there is no list of
 * which it could be among the lowest.
 */
import type { StatementId } from "../ids";
import { gapOfStatement } from "../ids";
import type { GapAdded } from "../learner/events";
import { type Closing, closingOf, ruleInForce, type StatementClosing, showings } from "./closing";
import { claims, dayMs } from "./constants";
import { type Evidence, type Level, type MasteryState, onScale } from "./estimate";
import { type Reading, readingOf, type WrittenRules } from "./gaps";
import { type Blueprint, repeatsIn, type StatementTarget } from "./observe";
import { bearsOn, type OwnTarget, placeLevel, placeLogit, rangeOf } from "./place";

/** As it was last written; `at`: when it was first added, epoch ms. */
export type OwnGap = GapAdded & { at: number };

/** unbound: tied to no statement yet. judged: nothing answered, so there is only the learner's word. */
export type OwnState = "unbound" | "judged" | "likely-weak" | "forming" | "solid" | "fading" | "closed";

export type OwnReading = Reading & {
  own: OwnGap;
  state: OwnState;
  spanDays: number;
  kinds: readonly string[];
  statements: (Reading & { statement: StatementId; isTested: boolean; closing: StatementClosing })[];
  closing: Closing;
};

/** The gap's place; statements that the list no longer has are left out. Undefined where none is left. */
export function ownTarget({ gap, statements }: OwnGap, { gaps }: Blueprint): OwnTarget | undefined {
  const known = [...new Set(statements)].flatMap((statement): StatementTarget[] => {
    const home = gaps.find((each) => each.gap === gapOfStatement(statement));
    return home?.statements.includes(statement) ? [{ statement, gap: home.gap, topics: home.topics }] : [];
  });
  return known.length === 0 ? undefined : { own: gap, statements: known };
}

/** @param evidence every answer folded into the state, in its order */
export function readOwn(
  state: MasteryState,
  own: OwnGap,
  blueprint: Blueprint,
  evidence: readonly Evidence[],
  at: number,
  rules: WrittenRules,
): OwnReading {
  const target = ownTarget(own, blueprint);
  const rule = ruleInForce(rules.get(own.gap)?.rule);
  const deepIn = blueprint.gaps.flatMap(({ deep }) => deep ?? []);
  const places = target?.statements ?? [];
  const closing = closingOf(
    places.map(({ statement }) => statement),
    showings(evidence),
    rule,
    deepIn,
  );
  const seen = target ? answersOn(target, evidence) : [];
  const [first, last] = [seen[0]?.at, seen.at(-1)?.at];
  const level: Level = {
    ...(target ? rangeOf(state, target, at) : { mid: 0, lo: 0, hi: 0 }),
    n: seen.length,
    last: last ?? null,
  };
  return {
    ...readingOf(level),
    own,
    state: target ? stateOf(state, target, seen, closing, at) : "unbound",
    spanDays: first === undefined || last === undefined ? 0 : (last - first) / dayMs,
    kinds: [...new Set(seen.map(({ traits }) => traits.kind))],
    closing,
    statements: places.map((place, index) => {
      const reading = readingOf(placeLevel(state, place, at));
      const each = closing.statements[index] as StatementClosing;
      return { ...reading, statement: place.statement, isTested: reading.n > 0, closing: each };
    }),
  };
}

/** Answers that told something of what is known: those that repeat their item on the same day did not. */
function answersOn(target: OwnTarget, evidence: readonly Evidence[]): Evidence[] {
  const repeats = repeatsIn(evidence);
  return evidence.filter(({ traits, answer }) => bearsOn(traits, target) && !repeats.has(answer));
}

/** As for the gaps of the list, but for the claim. */
function stateOf(
  state: MasteryState,
  target: OwnTarget,
  seen: readonly Evidence[],
  closing: Closing,
  at: number,
): OwnState {
  const last = seen.at(-1)?.at;
  if (last === undefined) return "judged";
  const isClosed = (when: number) => closing.isMet && onScale(placeLogit(state, target, when).x) >= 100 * claims.target;
  if (isClosed(at)) return "closed";
  if (isSolid(state, target, seen, at)) return "solid";
  if (last < at && (isClosed(last) || isSolid(state, target, seen, last))) return "fading";
  return onScale(placeLogit(state, target, at).x) < claims.lowBelow ? "likely-weak" : "forming";
}

function isSolid(state: MasteryState, target: OwnTarget, seen: readonly Evidence[], at: number): boolean {
  const [first, last] = [seen[0], seen.at(-1)];
  if (!first || !last || seen.length < claims.intervalFrom || last.at - first.at < claims.threeDaysMs) return false;
  const kinds = new Set(seen.map(({ traits }) => traits.kind));
  return kinds.size >= claims.solidKinds && rangeOf(state, target, at).lo >= 100 * claims.target;
}
