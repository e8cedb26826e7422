/**
 * The report of a sitting as plain data, from the attempt and the catalog alone. Every item counts as one, by its share of
 * credit. Open items earn nothing in the total, for an exam gives nothing for them, but they are told apart everywhere:
 * an item that was not answered says nothing of what the learner knows.
 *
 * Results are those of the hand-in. Where an item was corrected since and the answer was marked again, today's credit
 * stands beside it, for the item and in total; what there is to learn and to do next goes by today's.
 */
import { Fault } from "../fault";
import type { AttemptId, GapId, HeadingId, ItemId, MisconceptionId, MockId, TopicId } from "../ids";
import type { Confidence, FormItem, MockGapNoted, MockHandedIn } from "../learner/events";
import type { Marks } from "../learner/rescore";
import type { AnsweredItem, LearnerState, MockAttempt } from "../learner/state";
import type { Catalog, Item } from "../quiz/catalog";
import { compare, gapsOf } from "../quiz/choose";
import type { Response } from "../quiz/interaction";
import { scoreItem, shareOf } from "../quiz/score";

export type Tally = {
  /** Items of the form, answered or open. */
  items: number;
  answered: number;
  /** Sum of the shares of credit, 0..answered. */
  earned: number;
  /** earned / items; 0 where there is none. */
  share: number;
  /** earned / answered; null where nothing was answered: then there is nothing to say. */
  answeredShare: number | null;
};

/** right: all credit; wrong: none; partial: between; open: no complete answer. */
export type Result = "right" | "partial" | "wrong" | "open";

/** What an answer earned. */
export type Credit = {
  result: Result;
  /** Share of credit, 0 for an open item. */
  share: number;
  /** Absent for an open item. */
  score?: Marks["score"];
};

export type ReportItem = Credit & {
  item: ItemId;
  /** Number of the question in the exam, from 1. */
  place: number;
  section: number;
  seed: number;
  topic: TopicId | null;
  heading?: HeadingId;
  gaps: GapId[];
  response: Response;
  /** By today's item, where it was corrected since and that makes a difference. */
  today?: Credit;
  confidence?: Confidence;
  /** Time this question was on screen, ms; null where nothing was stored. */
  spentMs: number | null;
  /** The author's guess of the time it takes. */
  suggestedMs: number;
  /** False ideas that the answer gave away, each once; by today's item. */
  misconceptions: MisconceptionId[];
  /** The item was changed after this sitting. */
  isRevised: boolean;
};

/** Something to do next, at most fifteen minutes of it. */
export type NextAction =
  | { type: "practise"; gap: GapId; items: number; minutes: number }
  | { type: "reread"; topic: TopicId; heading: HeadingId; items: ItemId[]; minutes: number }
  | { type: "retry"; why: "wrong" | "open" | "unsure"; items: ItemId[]; minutes: number };

export type Report = {
  attempt: AttemptId;
  preset: MockId;
  startedAt: number;
  reason: MockHandedIn["reason"];
  total: Tally;
  /** The total by today's items; absent where it is the same. */
  today?: Tally;
  /** In the order of the gap list; only gaps with items in the form. An item of two gaps counts in both. */
  gaps: (Tally & { gap: GapId })[];
  /** In the order of the form; topic null: the items of gaps. */
  topics: (Tally & { topic: TopicId | null })[];
  time: {
    /** null: untimed. */
    givenMs: number | null;
    usedMs: number;
    /** 1: no extra time. */
    extraFactor: number;
    /** Time that interruptions took and that was not counted. */
    creditedMs: number;
    sections: { title: string; givenMs: number | null; spentMs: number; items: number; answered: number }[];
  };
  interruptions: Omit<MockGapNoted, "attempt">[];
  /** For each level of confidence how the answers came out; levels never used are left out. */
  calibration: (Record<"right" | "partial" | "wrong", number> & {
    confidence: Confidence;
    answered: number;
    earned: number;
  })[];
  misconceptions: { id: MisconceptionId; items: ItemId[] }[];
  /** What there is to learn first: sure and wrong, wrong, partial, open, right but unsure, right. */
  items: ReportItem[];
  /** Open items, in the order of the exam. */
  open: ItemId[];
  /** Items of the form that the catalog no longer has: counted nowhere. */
  withdrawn: ItemId[];
  /** At most three. */
  next: NextAction[];
};

/** An answer of a sitting: its marks at the hand-in, and today's where it was marked again. */
export type Judged = { was: Marks; today?: Marks };

/** What the log says of the marks of a sitting, by item; nothing for items that were left open. */
export function judgedIn(
  state: Pick<LearnerState, "byItem" | "rescored">,
  attempt: MockAttempt,
): ReadonlyMap<ItemId, Judged> {
  const isOfSitting = ({ body }: AnsweredItem) => body.mode === "mock" && body.session === attempt.id;
  return new Map(
    attempt.started.body.form.flatMap(({ item }): [ItemId, Judged][] => {
      const answer = state.byItem.get(item)?.find(isOfSitting);
      if (!answer) return [];
      const again = state.rescored.get(answer.id);
      return [[item, again ? { was: again.was, today: again.now } : { was: answer.body }]];
    }),
  );
}

/**
 * @param judged what the hand-in marked; without it, as while nothing of the sitting is stored, today's items judge
 * @throws Fault when the attempt is still running or was abandoned: neither has a report.
 */
export function reportOf(
  attempt: MockAttempt,
  catalog: Catalog,
  judged: ReadonlyMap<ItemId, Judged> = new Map(),
): Report {
  const { started, handedIn } = attempt;
  if (!handedIn || handedIn.body.reason === "abandoned")
    throw new Fault({
      what: handedIn ? "the sitting was abandoned" : "the sitting is not handed in",
      where: `attempt ${attempt.id}`,
      mend: "show a report only for attempts that were handed in",
    });
  const bank = new Map(catalog.items.map((item) => [item.id, item]));
  const { form, preset, extraFactor, durationMs, sections } = started.body;
  const inOrder = form.flatMap((asked, index) => {
    const item = bank.get(asked.item);
    return item ? [reportItem(attempt, asked, index + 1, item, judged)] : [];
  });
  const asToday = inOrder.map((item) => ({ ...item, ...item.today }));
  const interruptions = attempt.gaps.map(({ body: { attempt: _, ...noted } }) => noted);
  return {
    attempt: attempt.id,
    preset,
    startedAt: started.body.wallStart,
    reason: handedIn.body.reason,
    total: tally(inOrder),
    ...(inOrder.some(({ today }) => today) && { today: tally(asToday) }),
    gaps: [...catalog.gaps]
      .sort((one, other) => one.number - other.number)
      .map(({ id }) => ({ gap: id, ...tally(inOrder.filter(({ gaps }) => gaps.includes(id))) }))
      .filter(({ items }) => items > 0),
    topics: [...new Set(inOrder.map(({ topic }) => topic))].map((topic) => ({
      topic,
      ...tally(inOrder.filter((item) => item.topic === topic)),
    })),
    time: {
      givenMs: durationMs,
      usedMs: handedIn.body.elapsedMs,
      extraFactor,
      creditedMs: sum(interruptions.map(({ ms, decision }) => (decision === "credited" ? ms : 0))),
      sections: sections.map(({ title, minutes }, index) => {
        const own = inOrder.filter(({ section }) => section === index);
        const { items, answered } = tally(own);
        const givenMs = durationMs === null ? null : minutes * 60_000;
        return { title, givenMs, spentMs: sum(own.map(({ spentMs }) => spentMs ?? 0)), items, answered };
      }),
    },
    interruptions,
    calibration: calibration(inOrder),
    misconceptions: sightings(inOrder),
    items: byWorth(inOrder),
    open: inOrder.filter(({ result }) => result === "open").map(({ item }) => item),
    withdrawn: form.filter(({ item }) => !bank.has(item)).map(({ item }) => item),
    next: nextActions(asToday, catalog),
  };
}

function reportItem(
  attempt: MockAttempt,
  asked: FormItem,
  place: number,
  item: Item,
  judged: ReadonlyMap<ItemId, Judged>,
): ReportItem {
  const answer = attempt.answers.get(item.id)?.body;
  const response = answer?.response ?? {};
  const { was, today } = judged.size > 0 ? (judged.get(item.id) ?? {}) : judgedNow(item, response, asked.seed);
  const [credit, creditNow] = [creditOf(was), creditOf(today ?? was)];
  const shown = (today ?? was)?.observations.flatMap(({ misconception }) => misconception ?? []) ?? [];
  return {
    item: item.id,
    place,
    section: asked.section,
    seed: asked.seed,
    topic: item.topic,
    ...(item.heading !== undefined && { heading: item.heading }),
    gaps: gapsOf(item),
    response,
    ...credit,
    ...(creditNow.share !== credit.share && { today: creditNow }),
    ...(answer?.confidence !== undefined && { confidence: answer.confidence }),
    spentMs: answer?.spentMs ?? null,
    suggestedMs: item.seconds * 1000,
    misconceptions: [...new Set(shown)],
    isRevised: item.revision !== asked.revision,
  };
}

function judgedNow(item: Item, response: Response, seed: number): Partial<Judged> {
  const score = scoreItem(item, response, seed);
  if (score.state === "unready") return {};
  const { earned, possible, observations } = score;
  return { was: { score: { earned, possible }, observations } };
}

function creditOf(marks: Marks | undefined): Credit {
  if (!marks) return { result: "open", share: 0 };
  const share = shareOf(marks.score);
  const { earned, possible } = marks.score;
  return { result: share === 1 ? "right" : share === 0 ? "wrong" : "partial", share, score: { earned, possible } };
}

function tally(items: readonly ReportItem[]): Tally {
  const answered = items.filter(({ result }) => result !== "open").length;
  const earned = sum(items.map(({ share }) => share));
  return {
    items: items.length,
    answered,
    earned,
    share: items.length > 0 ? earned / items.length : 0,
    answeredShare: answered > 0 ? earned / answered : null,
  };
}

function calibration(items: readonly ReportItem[]): Report["calibration"] {
  const levels: Confidence[] = [1, 2, 3];
  return levels.flatMap((confidence) => {
    const rated = items.filter((item) => item.confidence === confidence && item.result !== "open");
    if (rated.length === 0) return [];
    const came = (result: Result) => rated.filter((item) => item.result === result).length;
    const { answered, earned } = tally(rated);
    return [{ confidence, answered, earned, right: came("right"), partial: came("partial"), wrong: came("wrong") }];
  });
}

function sightings(items: readonly ReportItem[]): Report["misconceptions"] {
  const found = new Map<MisconceptionId, ItemId[]>();
  for (const { item, misconceptions } of items)
    for (const id of misconceptions) found.set(id, [...(found.get(id) ?? []), item]);
  return [...found]
    .map(([id, in_]) => ({ id, items: in_ }))
    .sort((one, other) => other.items.length - one.items.length);
}

/** By what there is to learn, as today's items judge. */
const byWorth = (items: readonly ReportItem[]): ReportItem[] => {
  const rank = (item: ReportItem) => learningRank({ ...item, ...item.today });
  return [...items].sort((one, other) => compare(rank(one), rank(other)));
};

/** An error made with confidence is worth most; ties stay in the order of the exam. */
function learningRank({ result, confidence, place }: ReportItem): number[] {
  const sure = -(confidence ?? 0);
  switch (result) {
    case "wrong":
      return [0, sure, place];
    case "partial":
      return [1, sure, place];
    case "open":
      return [2, 0, place];
    case "right":
      return [confidence === 1 ? 3 : 4, 0, place];
    default:
      return result satisfies never;
  }
}

const mostMinutes = 15;
const mostPractised = 8;

/** Practise the gap that cost most, reread the passage that cost most, retry what was wrong; then what else there is. */
function nextActions(items: readonly ReportItem[], catalog: Catalog): NextAction[] {
  const gaps = practices(items, catalog);
  const passages = rereadings(items, catalog);
  const retry = (why: "wrong" | "open" | "unsure", of: (item: ReportItem) => boolean) =>
    retrying(why, items.filter(of));
  const candidates = [
    gaps[0],
    passages[0],
    retry("wrong", ({ result }) => result === "wrong" || result === "partial"),
    retry("open", ({ result }) => result === "open"),
    passages[1],
    retry("unsure", ({ result, confidence }) => result === "right" && confidence === 1),
    gaps[1],
    gaps[2],
  ];
  return candidates.filter((action) => action !== undefined).slice(0, 3);
}

/** A set for each gap with items left to ask, the gap that lost most credit first, then the one least asked. */
function practices(items: readonly ReportItem[], catalog: Catalog): NextAction[] {
  const asked = new Set(items.map(({ item }) => item));
  return catalog.gaps
    .map(({ id, number }) => {
      const own = items.filter(({ gaps }) => gaps.includes(id));
      return { id, rank: [-lostIn(own), tally(own).answered, number] };
    })
    .sort((one, other) => compare(one.rank, other.rank))
    .flatMap(({ id }): NextAction[] => {
      const bank = catalog.items.filter((item) => gapsOf(item).includes(id));
      const fresh = bank.filter((item) => !asked.has(item.id));
      const set = inTime(fresh.length > 0 ? fresh : bank, mostPractised);
      return set.length > 0 ? [{ type: "practise", gap: id, items: set.length, minutes: minutesOf(set) }] : [];
    });
}

/** The passages behind answers that lost credit, the most costly first. Reading time is the note's, shared by its sections. */
function rereadings(items: readonly ReportItem[], catalog: Catalog): NextAction[] {
  const passages = new Map<string, ReportItem[]>();
  for (const item of items)
    if (item.topic !== null && item.heading !== undefined && lostIn([item]) > 0)
      passages.set(`${item.topic}#${item.heading}`, [...(passages.get(`${item.topic}#${item.heading}`) ?? []), item]);
  return [...passages.values()]
    .sort((one, other) => lostIn(other) - lostIn(one))
    .flatMap((behind): NextAction[] => {
      const [{ topic, heading } = { topic: null, heading: undefined }] = behind;
      const note = topic === null ? undefined : catalog.topics[topic];
      if (topic === null || heading === undefined || note?.state !== "written") return [];
      const sections = Math.max(1, note.headings.filter(({ depth }) => depth === 2).length);
      const minutes = Math.min(mostMinutes, Math.max(1, Math.ceil(note.minutes / sections)));
      return [{ type: "reread", topic, heading, items: behind.map(({ item }) => item), minutes }];
    });
}

function retrying(why: "wrong" | "open" | "unsure", items: readonly ReportItem[]): NextAction | undefined {
  const set = inTime(byWorth(items).map(({ item, suggestedMs }) => ({ id: item, seconds: suggestedMs / 1000 })));
  if (set.length === 0) return undefined;
  return { type: "retry", why, items: set.map(({ id }) => id), minutes: minutesOf(set) };
}

/** Credit lost by answers; an open item lost none. */
const lostIn = (items: readonly ReportItem[]): number =>
  sum(items.map(({ result, share }) => (result === "open" ? 0 : 1 - share)));

type Timed = { id: ItemId; seconds: number };

/** From the front as many as fit into the fifteen minutes. */
function inTime<T extends Timed>(items: readonly T[], most = Number.POSITIVE_INFINITY): T[] {
  let seconds = 0;
  return items.filter((item, index) => {
    seconds += item.seconds;
    return index < most && seconds <= mostMinutes * 60;
  });
}

const minutesOf = (items: readonly Timed[]): number => Math.ceil(sum(items.map(({ seconds }) => seconds)) / 60);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
