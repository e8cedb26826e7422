/**
 * What the log says of the learner: a pure fold over all records in one total order. Late, repeated and reordered
 * arrivals give the same state; nothing of it is stored.
 */
import type { AttemptId, ChainId, GapId, HeadingId, ItemId, MisconceptionId, TopicId } from "../ids";
import { evidence as counting } from "../mastery/constants";
import {
  absorb,
  begin,
  type Evidence,
  initial,
  type Level,
  levelOf,
  type Draft as MasteryDraft,
  type MasteryState,
} from "../mastery/estimate";
import { type Blueprint, blueprintOf, creditOf, evidenceOf, rungEvidenceOf, rungKey } from "../mastery/observe";
import type { OwnGap } from "../mastery/own";
import type { Catalog, Item } from "../quiz/catalog";
import { headingRef, type Moves, movesOf } from "../quiz/migrations";
import { type Graded, gradeOf, type Memory, recallOf, remember } from "../schedule/fsrs";
import type { StoredEvent } from "../store/log";
import type { EventOf, GapWord, LearnerEvent } from "./events";
import { migrate } from "./migrate";
import { behind, inOrder, type Order } from "./order";
import { isCorrected, markAgain, type Rescored, type Revisions } from "./rescore";
import { isRecord, lift, type Skipped } from "./upcast";

/** An answer as the fold keeps it: under today's ids, and marked again where its item was corrected. */
export type AnsweredItem = EventOf<"item-answered">;

export type MockAttempt = {
  id: AttemptId;
  started: EventOf<"mock-started">;
  /** The last answer to each item, of those before the hand-in. */
  answers: ReadonlyMap<ItemId, EventOf<"mock-answered">>;
  gaps: readonly EventOf<"mock-gap-noted">[];
  handedIn?: EventOf<"mock-handed-in">;
};

export type AnsweredRung = EventOf<"rung-answered">;

/** A misconception that an answer gave away: to an item, or to an open rung whose fatal tick was made. */
export type Sighting = { answer: string; at: number; wasSure: boolean } & (
  | { item: ItemId }
  | { chain: ChainId; rung: string }
);

/** The learner's word against a gap's state, and the first answer on the gap after it, which settles it. */
export type Dispute = {
  at: number;
  reason?: string;
  /** `share` of the marks, 0..1, and the gap's level just before the answer and just after it. */
  probe?: { answer: string; at: number; share: number; before: Level; after: Level };
};

/** The last answer to an item. Times are those of the order, epoch ms. */
export type LastAnswer = { answer: string; at: number; share: number };

/** A note of the learner's own. `parts`: what it is made of where several places became one, by the place it was written at. */
export type Written = { markdown: string; at: number; parts?: ReadonlyMap<string, string> };

/** Records that are kept and not folded, by reason. */
export type Uncounted = Record<Skipped | "removed-item" | "unknown-attempt", number>;

/** What the log says, as a pure fold over it; nothing here is stored. */
export type LearnerState = {
  /** Number of events in the log, known or not, each once; what the learner erased is not among them. */
  events: number;
  uncounted: Readonly<Uncounted>;
  /** All answers to items that count as evidence, oldest first. */
  answers: readonly AnsweredItem[];
  /**
   * What each answer is worth, oldest first: those of `answers` in their order and, among them, the answered open rungs
   * (`rung` is set). The event behind one: `itemAnswerOf`, `rungAnswerOf`.
   */
  evidence: readonly Evidence[];
  /** Answers by item, oldest first. */
  byItem: ReadonlyMap<ItemId, readonly AnsweredItem[]>;
  last: ReadonlyMap<ItemId, LastAnswer>;
  /** How well each item that the catalog has is remembered, and the raw log of its reviews. */
  memory: ReadonlyMap<ItemId, Memory>;
  /** The same of open rungs, by `rungKey`: nothing schedules them, but a repeated one tells less. */
  rungMemory: ReadonlyMap<ItemId, Memory>;
  /** Answers (event ids) that were marked again, since their item was corrected after them. */
  rescored: ReadonlyMap<string, Rescored>;
  /** Answers (event ids) to a corrected item that cannot be marked any more: they keep the marks of the time. */
  unmarkable: ReadonlyMap<string, Revisions>;
  skipped: ReadonlyMap<ItemId, number>;
  /** The plays of each follow-up chain, by session in the order they began; the answered rungs of a play, oldest first. */
  chains: ReadonlyMap<ChainId, ReadonlyMap<string, readonly EventOf<"rung-answered">[]>>;
  misconceptions: ReadonlyMap<MisconceptionId, readonly Sighting[]>;
  mocks: ReadonlyMap<AttemptId, MockAttempt>;
  reading: ReadonlyMap<TopicId, { heading: HeadingId; at: number }>;
  notes: ReadonlyMap<TopicId, ReadonlyMap<HeadingId, Written>>;
  disputed: ReadonlyMap<GapId, Dispute>;
  snoozed: ReadonlyMap<GapId, { at: number; until: number; reason?: string }>;
  /** Gaps of the learner's own, in the order they were first added. */
  own: ReadonlyMap<GapId, OwnGap>;
  /** How the learner sees themselves in a gap. */
  judged: ReadonlyMap<GapId, { at: number; word: GapWord }>;
  rules: ReadonlyMap<GapId, { at: number; rule: string }>;
  settings: ReadonlyMap<string, string | number | boolean>;
  mastery: MasteryState;
  /** What it was folded from: the records in their order, and the catalog's revision. */
  source: { readonly order: Order; readonly revision: string };
};

/**
 * The state of all records. Those that cannot be told apart or put in order (no id, device, counter or time) are left
 * out; the store lets none in.
 * @param records in any order, with any repetition
 */
export function foldLearner(records: readonly StoredEvent[], catalog: Catalog): LearnerState {
  const usable = records.filter(isRecord);
  const erased = new Set<unknown>(usable.flatMap(erasedBy));
  const order = inOrder(usable.filter(({ id, type }) => type === "erased" || !erased.has(id)));
  return fold(nothing(), { placed: [], clocks: new Map() }, order, catalog);
}

/**
 * The state with more records: the same as folding all of them. Quick when they lie behind the others, as a new answer
 * does; else everything is folded again.
 */
export function foldMore(state: LearnerState, records: readonly StoredEvent[], catalog: Catalog): LearnerState {
  const { order, revision } = state.source;
  const usable = records.filter(isRecord);
  const next =
    revision === catalog.revision && !usable.some(({ type }) => type === "erased") && !tombs(state, usable)
      ? behind(order, usable)
      : undefined;
  if (!next) return foldLearner([...order.placed.map(({ stored }) => stored), ...usable], catalog);
  return fold(state, order, next, catalog);
}

const erasedBy = (stored: StoredEvent): string[] => {
  if (stored.type !== "erased") return [];
  const lifted = lift(stored);
  return "event" in lifted && lifted.event.type === "erased" ? lifted.event.body.ids : [];
};

/** Whether one of the records has been erased already. */
function tombs(state: LearnerState, records: readonly StoredEvent[]): boolean {
  const ids = new Set(records.map(({ id }) => id));
  return state.source.order.placed.some(({ stored }) => erasedBy(stored).some((id) => ids.has(id)));
}

const nothing = (): LearnerState => ({
  events: 0,
  uncounted: {
    "unknown-type": 0,
    "newer-version": 0,
    malformed: 0,
    "removed-item": 0,
    "unknown-attempt": 0,
  },
  answers: [],
  evidence: [],
  byItem: new Map(),
  last: new Map(),
  memory: new Map(),
  rungMemory: new Map(),
  rescored: new Map(),
  unmarkable: new Map(),
  skipped: new Map(),
  chains: new Map(),
  misconceptions: new Map(),
  mocks: new Map(),
  reading: new Map(),
  notes: new Map(),
  disputed: new Map(),
  snoozed: new Map(),
  own: new Map(),
  judged: new Map(),
  rules: new Map(),
  settings: new Map(),
  mastery: initial(),
  source: { order: { placed: [], clocks: new Map() }, revision: "" },
});

/** A state under construction. Inner lists and maps are copied the first time they are touched. */
type Draft = {
  events: number;
  uncounted: Uncounted;
  answers: AnsweredItem[];
  evidence: Evidence[];
  byItem: Map<ItemId, readonly AnsweredItem[]>;
  last: Map<ItemId, LastAnswer>;
  memory: Map<ItemId, Memory>;
  rungMemory: Map<ItemId, Memory>;
  rescored: Map<string, Rescored>;
  unmarkable: Map<string, Revisions>;
  skipped: Map<ItemId, number>;
  chains: Map<ChainId, ReadonlyMap<string, readonly EventOf<"rung-answered">[]>>;
  misconceptions: Map<MisconceptionId, readonly Sighting[]>;
  mocks: Map<AttemptId, MockAttempt>;
  reading: Map<TopicId, { heading: HeadingId; at: number }>;
  notes: Map<TopicId, ReadonlyMap<HeadingId, Written>>;
  disputed: Map<GapId, Dispute>;
  snoozed: Map<GapId, { at: number; until: number; reason?: string }>;
  own: Map<GapId, OwnGap>;
  judged: Map<GapId, { at: number; word: GapWord }>;
  rules: Map<GapId, { at: number; rule: string }>;
  settings: Map<string, string | number | boolean>;
  mastery: MasteryDraft;
};

const draftOf = (state: LearnerState): Draft => ({
  events: state.events,
  uncounted: { ...state.uncounted },
  answers: [...state.answers],
  evidence: [...state.evidence],
  byItem: new Map(state.byItem),
  last: new Map(state.last),
  memory: new Map(state.memory),
  rungMemory: new Map(state.rungMemory),
  rescored: new Map(state.rescored),
  unmarkable: new Map(state.unmarkable),
  skipped: new Map(state.skipped),
  chains: new Map(state.chains),
  misconceptions: new Map(state.misconceptions),
  mocks: new Map(state.mocks),
  reading: new Map(state.reading),
  notes: new Map(state.notes),
  disputed: new Map(state.disputed),
  snoozed: new Map(state.snoozed),
  own: new Map(state.own),
  judged: new Map(state.judged),
  rules: new Map(state.rules),
  settings: new Map(state.settings),
  mastery: begin(state.mastery),
});

/** Folds the records of `next` that lie behind those of `done`. */
function fold(state: LearnerState, done: Order, next: Order, catalog: Catalog): LearnerState {
  const draft = draftOf(state);
  const content = contentOf(catalog);
  const own: Owned = new Set();
  const added = next.placed.slice(done.placed.length);
  const isSeen = seenBefore(done, added.length);
  for (const { t, stored } of added) {
    if (isSeen(stored.id)) continue;
    draft.events++;
    const lifted = lift(stored);
    if ("skipped" in lifted) draft.uncounted[lifted.skipped]++;
    else take(draft, lifted.event, t, content, own);
  }
  return { ...draft, source: { order: next, revision: catalog.revision } };
}

/** What the fold reads of the content. */
type Content = { blueprint: Blueprint; items: ReadonlyMap<ItemId, Item>; moves: Moves | undefined };

const contents = new WeakMap<Catalog, Content>();

/** Computed once for each catalog. */
function contentOf(catalog: Catalog): Content {
  const known = contents.get(catalog);
  if (known) return known;
  const items = new Map(catalog.items.map((item) => [item.id, item]));
  const content = { blueprint: blueprintOf(catalog), items, moves: movesOf(catalog) };
  contents.set(catalog, content);
  return content;
}

/** Remembers ids. For a few new records, looking through the old ones is cheaper than an index of them. */
function seenBefore(done: Order, added: number): (id: string) => boolean {
  const isFew = added <= 8;
  const seen = new Set(isFew ? [] : done.placed.map(({ stored }) => stored.id));
  return (id) => {
    if (seen.has(id) || (isFew && done.placed.some(({ stored }) => stored.id === id))) return true;
    seen.add(id);
    return false;
  };
}

/** Lists and maps made by this fold, which it may change. */
type Owned = Set<unknown>;

function take(draft: Draft, written: LearnerEvent, t: number, content: Content, own: Owned): void {
  const event = content.moves ? migrate(written, content.moves) : written;
  switch (event.type) {
    case "item-answered":
      takeAnswer(draft, event, t, content, own);
      return;
    case "item-skipped":
      draft.skipped.set(event.body.item, (draft.skipped.get(event.body.item) ?? 0) + 1);
      return;
    case "rung-answered":
      takeRung(draft, event, t, content, own);
      return;
    case "mock-started": {
      const { attempt: id } = event.body;
      if (!draft.mocks.has(id)) draft.mocks.set(id, { id, started: event, answers: new Map(), gaps: [] });
      return;
    }
    case "mock-answered":
    case "mock-gap-noted":
    case "mock-handed-in":
      takeMock(draft, event, written as typeof event, own);
      return;
    case "gap-disputed":
      draft.disputed.set(event.body.gap, { at: t, ...reasonOf(event.body) });
      return;
    case "gap-snoozed":
      draft.snoozed.set(event.body.gap, { at: t, until: event.body.until, ...reasonOf(event.body) });
      return;
    case "gap-added":
      draft.own.set(event.body.gap, { ...event.body, at: draft.own.get(event.body.gap)?.at ?? t });
      return;
    case "gap-removed":
      draft.own.delete(event.body.gap);
      return;
    case "gap-judged":
      draft.judged.set(event.body.gap, { at: t, word: event.body.word });
      return;
    case "gap-rule-set":
      draft.rules.set(event.body.gap, { at: t, rule: event.body.rule });
      return;
    case "topic-read":
      draft.reading.set(event.body.topic, { heading: event.body.heading, at: t });
      return;
    case "note-written": {
      const { topic, heading } = event.body;
      const note = noteOf(draft.notes.get(topic)?.get(heading), event, written as typeof event, t);
      draft.notes.set(topic, new Map(draft.notes.get(topic)).set(heading, note));
      return;
    }
    case "setting-set":
      draft.settings.set(event.body.key, event.body.value);
      return;
    case "erased":
      // Its targets were left out before the order was made.
      return;
    default:
      event satisfies never;
  }
}

const reasonOf = ({ reason }: { reason?: string }) => (reason === undefined ? {} : { reason });

/** A note over the one before it; where several places became one, each keeps its own part until all is written anew. */
function noteOf(
  before: Written | undefined,
  { body: { topic, heading, markdown } }: EventOf<"note-written">,
  { body: origin }: EventOf<"note-written">,
  at: number,
): Written {
  const isMoved = topic !== origin.topic || heading !== origin.heading;
  if (!isMoved) return { markdown, at };
  const here = headingRef({ topic, heading });
  const earlier = before?.parts ?? (before ? new Map([[here, before.markdown]]) : new Map<string, string>());
  const parts = new Map(earlier).set(headingRef(origin), markdown);
  return { markdown: [...parts.values()].join("\n\n"), at, parts };
}

function takeAnswer(draft: Draft, judged: AnsweredItem, t: number, { blueprint, items }: Content, own: Owned): void {
  const traits = blueprint.traits.get(judged.body.item);
  const item = items.get(judged.body.item);
  if (!traits || !item) {
    draft.uncounted["removed-item"]++;
    return;
  }
  const event = isCorrected(item, judged.body) ? rescore(draft, judged, item) : judged;
  // The catalog's own string: equal ones read from a store are each compared letter by letter.
  const { id } = item;
  const { body } = event;
  const met = meetingOf(draft.memory.get(id), t);
  const evidence = evidenceOf(event.id, body, traits, t, met.news);
  if (!evidence) {
    draft.uncounted.malformed++;
    return;
  }
  const share = creditOf(body.score) ?? 0;
  draft.answers.push(event);
  grow(draft.byItem, id, event, own);
  draft.last.set(id, { answer: event.id, at: t, share });
  count(draft, evidence, share, met, blueprint);
  if (!met.isRepeat) {
    const grade = gradeOf(gradedAs(body, share, item.seconds));
    draft.memory.set(id, remember(met.memory, { at: t, grade }, own));
  }
  let held: Set<MisconceptionId> | undefined;
  for (const { misconception, score } of body.observations)
    if (misconception !== undefined && score < counting.rightFrom) held = (held ?? new Set()).add(misconception);
  for (const misconception of held ?? [])
    grow(
      draft.misconceptions,
      misconception,
      { answer: event.id, item: id, at: t, wasSure: body.confidence === 3 },
      own,
    );
}

/**
 * An open rung is evidence by today's rubric. A closed one is an item, and its answer has been counted as one; of a chain
 * or a rung that is gone the play is kept.
 */
function takeRung(draft: Draft, event: AnsweredRung, t: number, { blueprint }: Content, own: Owned): void {
  const { chain, rung, session, ticks, confidence } = event.body;
  const plays = draft.chains.get(chain);
  const play = grown(plays?.get(session) ?? [], event, own);
  draft.chains.set(chain, new Map(plays).set(session, play));
  const key = rungKey(chain, rung);
  const open = blueprint.rungs.get(key);
  const met = meetingOf(draft.rungMemory.get(key), t);
  const evidence = open && rungEvidenceOf(event.id, event.body, open, t, met.news);
  if (!open || !evidence) return;
  count(draft, evidence, evidence.score, met, blueprint);
  if (!met.isRepeat) {
    // No author's time is known for a rung, so none is ever fast.
    const grade = gradeOf(gradedAs(event.body, evidence.score, 0));
    draft.rungMemory.set(key, remember(met.memory, { at: t, grade }, own));
  }
  const held = open.rung.ticks.flatMap(({ id, fatal, misconception }) =>
    fatal && misconception !== undefined && ticks.includes(id) ? [misconception] : [],
  );
  for (const misconception of new Set(held))
    grow(draft.misconceptions, misconception, { answer: event.id, chain, rung, at: t, wasSure: confidence === 3 }, own);
}

/** How an item or a rung is met: for the first time, again on the same day, or again after it was partly forgotten. */
type Meeting = { memory: Memory | undefined; isRepeat: boolean; news: number | undefined };

/**
 * What is met again on another day shows what was forgotten of it since, 1 - R(t), and nothing more of what is known.
 * @param at epoch ms
 */
function meetingOf(memory: Memory | undefined, at: number): Meeting {
  const isRepeat = memory !== undefined && at - memory.last < counting.sameDayMs;
  const recall = isRepeat ? undefined : recallOf(memory, at);
  return { memory, isRepeat, news: recall && 1 - recall.r };
}

const gradedAs = (
  { hints, elapsedMs, confidence }: Omit<Graded, "share" | "seconds">,
  share: number,
  seconds: number,
) => (confidence ? { share, hints, elapsedMs, seconds, confidence } : { share, hints, elapsedMs, seconds });

/** Takes one answer into the estimate, and settles the disputes that waited for it. */
function count(draft: Draft, evidence: Evidence, share: number, { isRepeat }: Meeting, blueprint: Blueprint): void {
  draft.evidence.push(evidence);
  if (isRepeat || draft.disputed.size === 0) {
    absorb(draft.mastery, evidence);
    return;
  }
  const { at, answer, traits } = evidence;
  const asked = openDisputes(draft, traits.gaps, blueprint);
  const before = asked.map((target) => levelOf(draft.mastery, target, at));
  absorb(draft.mastery, evidence);
  asked.forEach((target, index) => {
    const dispute = draft.disputed.get(target.gap) as Dispute;
    const [was, is] = [before[index] as Level, levelOf(draft.mastery, target, at)];
    draft.disputed.set(target.gap, { ...dispute, probe: { answer, at, share, before: was, after: is } });
  });
}

/** Of these gaps, those whose dispute no answer has settled yet. */
const openDisputes = (draft: Draft, touched: Evidence["traits"]["gaps"], { gaps }: Blueprint) =>
  gaps.filter(({ gap }) => {
    const dispute = draft.disputed.get(gap);
    return dispute && !dispute.probe && touched.some(({ id }) => id === gap);
  });

/** The answer with today's marks, or as it was when it cannot be marked any more. */
function rescore(draft: Draft, event: AnsweredItem, item: Item): AnsweredItem {
  const { score, observations } = event.body;
  const revision = { from: event.body.revision, to: item.revision };
  const now = markAgain(item, event.body);
  if (!now) {
    draft.unmarkable.set(event.id, revision);
    return event;
  }
  draft.rescored.set(event.id, { was: { score, observations }, now, revision });
  return { ...event, body: { ...event.body, score: now.score, observations: [...now.observations] } };
}

/** An attempt is final once handed in; a tab that had not heard of it cannot change it. */
function takeMock(
  draft: Draft,
  event: EventOf<"mock-answered"> | EventOf<"mock-gap-noted"> | EventOf<"mock-handed-in">,
  written: typeof event,
  own: Owned,
): void {
  const attempt = draft.mocks.get(event.body.attempt);
  if (!attempt) {
    draft.uncounted["unknown-attempt"]++;
    return;
  }
  if (attempt.handedIn) return;
  if (event.type === "mock-handed-in") draft.mocks.set(attempt.id, { ...attempt, handedIn: event });
  else if (event.type === "mock-gap-noted")
    draft.mocks.set(attempt.id, { ...attempt, gaps: grown(attempt.gaps, event, own) });
  else {
    const answers = own.has(attempt.answers)
      ? (attempt.answers as Map<ItemId, EventOf<"mock-answered">>)
      : new Map(attempt.answers);
    own.add(answers);
    // An item that its form keeps under the old id, see migrate.ts, is answered under the old id.
    const keeps = written !== event && written.type === event.type && isInForm(attempt, written.body.item);
    const answered = keeps ? written : event;
    answers.set(answered.body.item, answered);
    draft.mocks.set(attempt.id, { ...attempt, answers });
  }
}

const isInForm = ({ started }: MockAttempt, item: ItemId): boolean =>
  started.body.form.some((asked) => asked.item === item);

function grow<Key, Value>(lists: Map<Key, readonly Value[]>, key: Key, value: Value, own: Owned): void {
  const list = lists.get(key) ?? [];
  const longer = grown(list, value, own);
  if (longer !== list) lists.set(key, longer);
}

/** The list with one more; a list of an earlier state is copied first. */
function grown<Value>(list: readonly Value[], value: Value, own: Owned): readonly Value[] {
  if (own.has(list)) {
    (list as Value[]).push(value);
    return list;
  }
  const copy = [...list, value];
  own.add(copy);
  return copy;
}

type Answers = { items: ReadonlyMap<string, AnsweredItem>; rungs: ReadonlyMap<string, AnsweredRung> };
const answersKnown = new WeakMap<LearnerState, Answers>();

function answersIn(state: LearnerState): Answers {
  const known = answersKnown.get(state);
  if (known) return known;
  const rungs = [...state.chains.values()].flatMap((plays) => [...plays.values()].flat());
  const answers = {
    items: new Map(state.answers.map((event) => [event.id, event])),
    rungs: new Map(rungs.map((event) => [event.id, event])),
  };
  answersKnown.set(state, answers);
  return answers;
}

/** The answer to an item behind a piece of evidence, by event id; undefined for an answered rung. */
export const itemAnswerOf = (state: LearnerState, answer: string): AnsweredItem | undefined =>
  answersIn(state).items.get(answer);

/** The answer to a rung, by event id. */
export const rungAnswerOf = (state: LearnerState, answer: string): AnsweredRung | undefined =>
  answersIn(state).rungs.get(answer);
