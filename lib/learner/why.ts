/**
 * What the screens ask beside the board: why a number is what it is, recognition and recall, the gaps of the learner's
 * own, how disputes ended, and how it went over the weeks. Pure over the state, the catalog and now (epoch ms).
 */
import type { ChainId, GapId, StatementId, TopicId } from "../ids";
import { gapOfStatement } from "../ids";
import type { Level } from "../mastery/estimate";
import { answersToDecide, type Mover, movers, type Terms, termsOf } from "../mastery/explain";
import { type Reading, readGaps, readingOf } from "../mastery/gaps";
import { blueprintOf, repeatsIn } from "../mastery/observe";
import { type OwnReading, readOwn } from "../mastery/own";
import { type OwnTarget, type Place, placeLevel } from "../mastery/place";
import { gapReasons, type Names, ownReasons, type PlaceFacts, placeReasons, type Reason } from "../mastery/reasons";
import { type Telling, tellingOf } from "../mastery/recall";
import { type TrendPoint, trendsOf } from "../mastery/trend";
import type { Catalog, CatalogChain } from "../quiz/catalog";
import { askedPlace, behindPlace, evidenceOn, judgedGaps, type PlaceOf, weighedAt } from "./asked-place";
import { misconceptionCounts, type TrailOf } from "./select";
import { type AnsweredRung, type Dispute, type LearnerState, rungAnswerOf } from "./state";

/** Answers that a number's reasons name at most. */
const moversTold = 3;

/** Why a number is what it is, the most general first; none for what the content no longer has. */
export function reasonsOf(state: LearnerState, catalog: Catalog, of: PlaceOf, now: number): Reason[] {
  const names = namesIn(catalog);
  if ("own" in of) return reasonsOfOwn(state, catalog, of.own, now, names);
  const place = askedPlace(state, catalog, of);
  if (!place || "own" in place) return [];
  const facts = factsOf(state, catalog, place, readingOf(placeLevel(state.mastery, place, now)), now);
  if (!("gap" in of)) return placeReasons(facts, names);
  const targets = judgedGaps(state, catalog);
  const index = targets.findIndex(({ gap }) => gap === of.gap);
  const reading = readGaps(state.mastery, targets, state.evidence, now, state.rules)[index];
  const gap = catalog.gaps[index];
  if (!reading || !gap) return [];
  const dispute = state.disputed.get(of.gap);
  const toDecide = answersToDecide(state.mastery, targets, index, state.evidence, now);
  return gapReasons({ ...facts, reading, judgement: gap.judgement, toDecide, ...(dispute && { dispute }) }, names);
}

function reasonsOfOwn(state: LearnerState, catalog: Catalog, gap: GapId, now: number, names: Names): Reason[] {
  const own = state.own.get(gap);
  if (!own) return [];
  const reading = readOwn(state.mastery, own, blueprintOf(catalog), state.evidence, now, state.rules);
  const place: Place = askedPlace(state, catalog, { own: gap }) ?? nowhere(gap);
  return ownReasons({ ...factsOf(state, catalog, place, reading, now), reading }, names);
}

const nowhere = (own: GapId): OwnTarget => ({ own, statements: [] });

function factsOf(state: LearnerState, catalog: Catalog, place: Place, reading: Reading, now: number): PlaceFacts {
  const statements = statementsOf(place, catalog);
  return {
    reading,
    terms: termsOf(state.mastery, place, now),
    movers: reading.n === 0 ? [] : movers(place, state.evidence, weighedAt(state), moversTold),
    misconceptions: misconceptionCounts(state, catalog, now)
      .filter(({ statement }) => statements.has(statement))
      .map(({ id, text, sightings }) => ({ id, text, answers: sightings.map(({ answer }) => answer) })),
    telling: tellingOf(place, state.evidence),
  };
}

function statementsOf(place: Place, catalog: Catalog): Set<StatementId> {
  if ("topic" in place) return new Set(catalog.topics[place.topic]?.statements);
  if ("own" in place) return new Set(place.statements.map(({ statement }) => statement));
  return new Set("statement" in place ? [place.statement] : place.statements);
}

/** What ids are called in the catalog's language. */
function namesIn(catalog: Catalog): Names {
  const gap = (id: GapId) => catalog.gaps.find((each) => each.id === id)?.title;
  const topic: Names["topic"] = (id) => (Object.hasOwn(catalog.topics, id) ? catalog.topics[id]?.title : undefined);
  return {
    gap,
    topic,
    statement: (id) =>
      catalog.gaps.find((each) => each.id === gapOfStatement(id))?.statements.find((each) => each.id === id)?.text,
    chain: (id) => catalog.chains.find((each) => each.id === id)?.title,
    item: (id) => {
      const item = catalog.items.find((each) => each.id === id);
      const [statement] = item?.statements ?? [];
      return item?.topic ? topic(item.topic) : statement && gap(gapOfStatement(statement));
    },
  };
}

/** Recognition and recall of one place. */
export function recallOfPlace(state: LearnerState, catalog: Catalog, of: PlaceOf): Telling | undefined {
  const place = askedPlace(state, catalog, of);
  return place && tellingOf(place, state.evidence);
}

export type RecallRow = Telling & ({ gap: GapId } | { topic: TopicId }) & { title: string };

/** Recognition and recall of every gap, and of every written topic that has answers. */
export function recallRows(state: LearnerState, catalog: Catalog): RecallRow[] {
  const { gaps, topics } = blueprintOf(catalog);
  const repeats = repeatsIn(state.evidence);
  return [
    ...gaps.map((place, index): RecallRow => {
      const title = catalog.gaps[index]?.title ?? "";
      return { gap: place.gap, title, ...tellingOf(place, state.evidence, repeats) };
    }),
    ...[...topics].flatMap(([topic, place]): RecallRow[] => {
      const title = catalog.topics[topic]?.title ?? "";
      const telling = tellingOf(place, state.evidence, repeats);
      const n = telling.choices.n + telling.produced.n + telling.rungs.n;
      return n === 0 ? [] : [{ topic, title, ...telling }];
    }),
  ];
}

export type OwnRow = OwnReading & {
  /** Absent while it is tied to no statement. */
  terms?: Terms;
  movers: Mover[];
};

/** The gaps of the learner's own, in the order they were first added. */
export function ownBoard(state: LearnerState, catalog: Catalog, now: number): OwnRow[] {
  return [...state.own.values()].map((own): OwnRow => {
    const reading = readOwn(state.mastery, own, blueprintOf(catalog), state.evidence, now, state.rules);
    const place = askedPlace(state, catalog, { own: own.gap });
    if (!place) return { ...reading, movers: [] };
    const moved = reading.n === 0 ? [] : movers(place, state.evidence, weighedAt(state));
    return { ...reading, terms: termsOf(state.mastery, place, now), movers: moved };
  });
}

export type DisputeRow = Omit<Dispute, "probe"> & {
  gap: GapId;
  title: string;
  /** The first answer after it: how the level stood before and after, as far as that may be shown. */
  probe?: {
    answer: string;
    at: number;
    /** Share of the marks, 0..1. */
    share: number;
    before: Reading;
    after: Reading;
    /** How the middle moved; null before three answers, below one point "same". */
    way: "up" | "down" | "same" | null;
  };
};

/** Gaps on which the learner disagreed, the latest first, and how the next answer decided. */
export function disputes(state: LearnerState, catalog: Catalog): DisputeRow[] {
  return catalog.gaps
    .flatMap(({ id: gap, title }): DisputeRow[] => {
      const dispute = state.disputed.get(gap);
      if (!dispute) return [];
      const { probe, ...rest } = dispute;
      if (!probe) return [{ ...rest, gap, title }];
      const [before, after] = [readingOf(probe.before), readingOf(probe.after)];
      return [{ ...rest, gap, title, probe: { ...probe, before, after, way: wayOf(before.level, after.level) } }];
    })
    .sort((a, b) => b.at - a.at);
}

function wayOf(before: Level | null, after: Level | null): "up" | "down" | "same" | null {
  if (!before || !after) return null;
  const change = after.mid - before.mid;
  return Math.abs(change) < 1 ? "same" : change < 0 ? "down" : "up";
}

const trendsKnown = new WeakMap<LearnerState, { now: number; lines: Map<GapId, TrendPoint[]> }>();
/** A line is made anew once an hour: one is as long as a fold of the whole log. */
const hourMs = 3_600_000;

/** The level of each gap at the ends of the last eight weeks, the last of them now. */
export function trends(state: LearnerState, catalog: Catalog, now: number): Map<GapId, TrendPoint[]> {
  const known = trendsKnown.get(state);
  if (known && now >= known.now && now - known.now < hourMs) return known.lines;
  const places = judgedGaps(state, catalog);
  const found = trendsOf(places, state.evidence, now);
  const lines = new Map(places.map(({ gap }, index) => [gap, found[index] ?? []]));
  trendsKnown.set(state, { now, lines });
  return lines;
}

/** One answer to an open rung behind a number. The words of the rung are its chain's, which the topic's page has. */
export type RungRow = {
  event: AnsweredRung;
  chain: Pick<CatalogChain, "id" | "title" | "topic">;
  level: number;
  /** Time in the order, epoch ms. */
  at: number;
  /** Share of the marks after hints, 0..1. */
  share: number;
  isHeld: boolean;
  isRepeat: boolean;
  weight?: number;
  points?: number;
  without?: number;
};

/** The answers to open rungs behind a number, the latest first. Those to items: `answerTrail`. */
export function rungTrail(state: LearnerState, catalog: Catalog, of: TrailOf): RungRow[] {
  const place = "everything" in of ? undefined : askedPlace(state, catalog, of);
  if (!place && !("everything" in of)) return [];
  const told = (place ? evidenceOn(state, place) : state.evidence).filter(({ rung }) => rung);
  if (told.length === 0) return [];
  const weighed = "everything" in of ? undefined : behindPlace(state, catalog, of);
  const weights = new Map(weighed?.answers.map((mover) => [mover.answer, mover]));
  const repeats = repeatsIn(state.evidence);
  const chains = new Map<ChainId, CatalogChain>(catalog.chains.map((chain) => [chain.id, chain]));
  return told
    .flatMap(({ answer, at, score, rung }): RungRow[] => {
      const event = rungAnswerOf(state, answer);
      const chain = rung && chains.get(rung.chain);
      if (!event || !chain) return [];
      const { id, title, topic } = chain;
      const mover = weights.get(answer);
      return [
        {
          event,
          chain: { id, title, topic },
          level: rung.level,
          at,
          share: score,
          isHeld: rung.isHeld,
          isRepeat: repeats.has(answer),
          ...(mover && { weight: mover.weight, points: mover.points, without: mover.without }),
        },
      ];
    })
    .reverse();
}
