/**
 * What a screen may ask of the learner, by name. The state of a long log is too large to hand about and is kept where it is
 * folded; a view is a small plain part of it: numbers, texts, lists of a screen's length, Maps. A new view is one more
 * line here: `ask` and `useView` know its arguments and its value from it.
 */
import type { AttemptId, ItemId } from "../ids";
import type { Bin, Calibrated, Word } from "../mastery/calibration";
import type { Catalog } from "../quiz/catalog";
import { dueAt } from "../schedule/fsrs";
import type { PlaceOf } from "./asked-place";
import { type DayPlan, dayPlan } from "./day-plan";
import { type Diagnosis, diagnosis, nextQuestion } from "./diagnosis";
import { type ForecastAsked, type GapForecast, gapForecast } from "./forecast";
import { placesOf } from "./places";
import { type QueueOf, queueOf } from "./queue";
import type { Rescored } from "./rescore";
import { type Corrections, correctionsIn, gapShifts, type RescoredAnswer } from "./rescored";
import {
  continueReading,
  type GapRow,
  gapBoard,
  gapsWorthClosing,
  type MisconceptionRow,
  misconceptionCounts,
  type OpenTopic,
  ownCalibration,
  predictionFor,
  recentWrong,
  type SureButWrong,
  type WrongItem,
} from "./select";
import { type ShownMover, shownMover } from "./shown-mover";
import type { AnsweredItem, LearnerState, MockAttempt } from "./state";
import { type TrailAsked, type TrailPage, trailPage, unmended } from "./trail-page";
import { trends } from "./why";
import { type OwnLine, ownLines, type WhyPage, whyPage } from "./why-page";

/** One view: pure, its value plain data that structured cloning takes. `now` is epoch ms. */
export type View<Args, Value> = (state: LearnerState, catalog: Catalog, now: number, args: Args) => Value;

export const views = {
  /** How much there is to go by. */
  standing: ({ events, answers, evidence, settings }): Standing => ({
    events,
    answers: answers.length,
    told: evidence.length,
    settings,
  }),
  /** The gaps in the order of the list, each with what its row shows. */
  board: (state, catalog, now): BoardRow[] => boardOf(state, catalog, now),
  /** The day's page beside the board. */
  today: (state, catalog, now): Day => dayOf(state, catalog, now),
  /** What to do today and until the interview; `east` is the learner's clock in minutes ahead of UTC. */
  plan: (state, catalog, now, { east }: { east: number }): DayPlan => dayPlan(state, catalog, now, east),
  /** The next question of a diagnostic, or why there is none. */
  nextQuestion,
  /** What the diagnostic came to. */
  diagnosis: (state, catalog, now): Diagnosis => diagnosis(state, catalog, now),
  /** When an item returns as a review, epoch ms, once the session holds an answer to it. */
  returns: (state, _, __, { item, session }: { item: ItemId; session: string }): number | undefined =>
    returnOf(state, item, session),
  /** The answers behind a number, the latest first. */
  trail: (state, catalog, _, asked: TrailAsked): TrailPage => trailPage(state, catalog, asked),
  /** What an opened row says of its number. */
  why: (state, catalog, now, { of }: { of: PlaceOf }): WhyPage => whyPage(state, catalog, now, of),
  /** The gaps of the learner's own. */
  own: (state, catalog, now): OwnLine[] => ownLines(state, catalog, now),
  /** The level of each gap at the ends of the last eight weeks. */
  trends: (state, catalog, now) => trends(state, catalog, now),
  /** Where the plan may lead the two weakest gaps; `minutes` a day in place of those of the settings. */
  forecast: (state, catalog, now, asked: ForecastAsked): GapForecast | null => gapForecast(state, catalog, now, asked),
  /** Expected against earned, and said against done; the answers are found by TrailPart. */
  calibration: (state): CalibrationSeen => {
    const { bins, words, ...rest } = ownCalibration(state);
    return { ...rest, bins: bins.map(withoutAnswers), words: words.map(withoutAnswers) };
  },
  /** Wrong answers given as sure and not mended since, the latest first. */
  sureButWrong: (state, _, __, { most }: { most: number }): Counted<SureButWrong> => counted(unmended(state), most),
  misconceptions: (state, catalog, now, { most }: { most: number }): Counted<MisconceptionLine> => {
    const { total, rows } = counted(misconceptionCounts(state, catalog, now), most);
    return { total, rows: rows.map(lineOf) };
  },
  /** What corrected questions changed. */
  corrections: (state, _, __, { most }: { most: number }): CorrectionsSeen => {
    const { changed, kept, ...counts } = correctionsIn(state);
    return { ...counts, changed: counted(changed, most), kept: kept.length };
  },
  /** Levels before and after the corrections: one more fold of the log. */
  shifts: (state, catalog, now) => gapShifts(state, catalog, now),
  /** The questions of a practice set. */
  queue: (state, catalog, now, of: QueueOf) => queueOf(state, catalog, now, of),
  /** What the model expects of an answer to the item, 0..1; undefined for an item that is not there. */
  prediction: (state, catalog, now, { item }: { item: ItemId }) => predictionFor(state, catalog, item, now),
  /** What a mock interview aims by. */
  aim: ({ mastery, last }, _, now) => ({ past: { mastery, last }, now }),
  /** All sittings, with the marks of what was answered in them. */
  attempts: (state): Sittings => sittingsOf(state, state.mocks),
  /** One sitting; no entry when the log has none of this id. */
  attempt: (state, _, __, { id }: { id: AttemptId }): Sittings => {
    const found = state.mocks.get(id);
    return sittingsOf(state, new Map(found ? [[id, found]] : []));
  },
  /** Readings of all written topics and all gaps. */
  places: (state, catalog, now) => placesOf(state, catalog, now),
  // Only `never` fits views with arguments of different types; each keeps its own above.
} satisfies Record<string, View<never, unknown>>;

export type Views = typeof views;
export type ViewName = keyof Views;
/** What a view takes; undefined where it takes nothing. */
export type ArgsOf<Name extends ViewName> =
  Parameters<Views[Name]> extends [unknown, unknown, unknown, infer Args] ? Args : undefined;
export type ValueOf<Name extends ViewName> = ReturnType<Views[Name]>;

/** A view by its name. Arguments are not checked: they come from `ask`, which is typed. */
export const viewOf = (name: ViewName): View<unknown, unknown> => views[name] as View<unknown, unknown>;

/** `told`: answers to items and to open rungs together. */
export type Standing = Pick<LearnerState, "events" | "settings"> & { answers: number; told: number };

/** The calibration without the ids of the answers behind it. */
export type CalibrationSeen = Omit<Calibrated, "bins" | "words"> & {
  bins: Omit<Bin, "answers">[];
  words: Omit<Word, "answers">[];
};
const withoutAnswers = <Row extends { answers: unknown }>({ answers: _, ...row }: Row): Omit<Row, "answers"> => row;

/** So many of a list, and how long it is. */
export type Counted<Row> = { total: number; rows: Row[] };
const counted = <Row>(rows: readonly Row[], most: number): Counted<Row> => ({
  total: rows.length,
  rows: rows.slice(0, most),
});

export type MisconceptionLine = Omit<MisconceptionRow, "sightings">;
export type BoardRow = Omit<GapRow, "movers" | "misconceptions"> & {
  movers: ShownMover[];
  misconceptions: MisconceptionLine[];
  /** Its place among the gaps most worth closing, from 0; absent while it is snoozed. */
  worth?: number;
};

function boardOf(state: LearnerState, catalog: Catalog, now: number): BoardRow[] {
  const rows = gapBoard(state, catalog, now);
  const worth = new Map(gapsWorthClosing(rows, rows.length).map(({ gap }, place) => [gap, place]));
  return rows.map((row) => {
    const place = worth.get(row.gap);
    return {
      ...row,
      movers: row.movers.map((mover) => shownMover(mover, state)),
      misconceptions: row.misconceptions.map(lineOf),
      ...(place !== undefined && { worth: place }),
    };
  });
}

const lineOf = ({ sightings: _, ...line }: MisconceptionRow): MisconceptionLine => line;

const answerOf = (state: LearnerState, item: ItemId, answer: string): AnsweredItem | undefined =>
  state.byItem.get(item)?.find(({ id }) => id === answer);

export type Day = {
  answers: number;
  /** The note that was left last. */
  reading?: OpenTopic;
  running?: MockAttempt;
  /** The last sitting that has a report. */
  lastMock?: MockAttempt;
  /** Items whose last answer was not right, of a week; `seed` is that of the answer. */
  wrong: Counted<WrongItem & { seed: number; returnsAt?: number }>;
};

/** Days that "went wrong" looks back, and how many it shows. */
const lately = { days: 7, most: 4 } as const;

function dayOf(state: LearnerState, catalog: Catalog, now: number): Day {
  const mocks = [...state.mocks.values()];
  const [reading] = continueReading(state, catalog);
  const running = mocks.findLast(({ handedIn }) => !handedIn);
  const lastMock = mocks.findLast(({ handedIn }) => handedIn && handedIn.body.reason !== "abandoned");
  const { total, rows } = counted(recentWrong(state, now, lately.days), lately.most);
  return {
    answers: state.answers.length,
    ...(reading && { reading }),
    ...(running && { running }),
    ...(lastMock && { lastMock }),
    wrong: {
      total,
      rows: rows.map((each) => ({
        ...each,
        seed: answerOf(state, each.item, each.answer)?.body.seed ?? 0,
        ...returnsAt(state, each.item),
      })),
    },
  };
}

const returnsAt = (state: LearnerState, item: ItemId): { returnsAt?: number } => {
  const memory = state.memory.get(item);
  return memory ? { returnsAt: dueAt(memory) } : {};
};

const returnOf = (state: LearnerState, item: ItemId, session: string): number | undefined =>
  state.byItem.get(item)?.some(({ body }) => body.session === session) ? returnsAt(state, item).returnsAt : undefined;

export type CorrectionsSeen = Omit<Corrections, "changed" | "kept"> & {
  changed: Counted<RescoredAnswer>;
  kept: number;
};

/** Sittings, and of the learner's answers those that were given in them: what their reports are made of. */
export type Sittings = Pick<LearnerState, "mocks" | "byItem" | "rescored">;

function sittingsOf(state: LearnerState, mocks: LearnerState["mocks"]): Sittings {
  const byItem = new Map<ItemId, readonly AnsweredItem[]>();
  const rescored = new Map<string, Rescored>();
  for (const { started } of mocks.values())
    for (const { item } of started.body.form) {
      if (byItem.has(item)) continue;
      const inMocks = (state.byItem.get(item) ?? []).filter(
        ({ body }) => body.mode === "mock" && mocks.has(body.session as AttemptId),
      );
      if (inMocks.length > 0) byItem.set(item, inMocks);
      for (const { id } of inMocks) {
        const again = state.rescored.get(id);
        if (again) rescored.set(id, again);
      }
    }
  return { mocks, byItem, rescored };
}
