/**
 * Why a number is what it is, as codes with parameters; the words stand in the messages under "reasons", one for each
 * code. No interval is told before three answers, no number before ten, and never one without its interval.
 */
import type { ChainId, GapId, ItemId, MisconceptionId, StatementId, TopicId } from "../ids";
import type { GapWord } from "../learner/events";
import type { Closing, RuleInForce, StatementClosing } from "./closing";
import { claims } from "./constants";
import type { Level } from "./estimate";
import type { Mover, Term, Terms } from "./explain";
import { type Band, type GapReading, type GapState, type Reading, readingOf } from "./gaps";
import type { OwnReading } from "./own";
import type { Telling, TellingVerdict } from "./recall";

type Way = "up" | "down";
export type ReasonCode =
  | `state.${GapState}`
  | "state.notes"
  | `own.${"unbound" | "judged" | "stuck"}`
  | `level.${"too-few" | `band-${Band}` | "range"}`
  | `word.${GapWord}`
  | `term.${Term["of"]}.${Way}`
  | `moved.${Way}${"" | "-by"}`
  | `told.${Way}${"" | "-by"}`
  | "misconception"
  | `telling.${TellingVerdict}`
  | `decide.${"done" | "some" | "far"}`
  | `dispute.${"open" | "up" | "down" | "same" | "range"}`
  | `closing.${"met" | "items" | "kinds" | "days" | "deep" | "deep-gap" | "deep-nowhere"}`
  | `rule.${RuleInForce["by"]}`;

export type Reason = {
  code: ReasonCode;
  params: Readonly<Record<string, string | number>>;
  /** Event ids behind it; absent where it rests on all of the place's answers. */
  answers?: readonly string[];
};

/** What ids are called in the reader's language; what has no name any more gives no reason. */
export type Names = {
  topic(id: TopicId): string | undefined;
  gap(id: GapId): string | undefined;
  statement(id: StatementId): string | undefined;
  chain(id: ChainId): string | undefined;
  /** What an item is about: its topic, or its gap. */
  item(id: ItemId): string | undefined;
};

/** What is known of any place. */
export type PlaceFacts = {
  reading: Reading;
  terms: Terms;
  /** The strongest first. */
  movers: readonly Mover[];
  misconceptions: readonly { id: MisconceptionId; text: string; answers: readonly string[] }[];
  telling: Telling;
};
export type GapFacts = PlaceFacts & {
  reading: GapReading;
  /** The judgement of the notes. */
  judgement: string;
  toDecide: number | null;
  dispute?: { probe?: { answer: string; before: Level; after: Level } };
};
export type OwnFacts = PlaceFacts & { reading: OwnReading };

/** Movers and misconceptions that are told. */
const told = 3;

/** Of a topic or a can-do statement. */
export const placeReasons = (facts: PlaceFacts, names: Names): Reason[] => [
  ...levelReasons(facts.reading),
  ...numberReasons(facts, names),
];

export function gapReasons(facts: GapFacts, names: Names): Reason[] {
  const { reading, judgement, toDecide, dispute } = facts;
  const notes: Reason[] = reading.state === "untested" ? [{ code: "state.notes", params: { judgement } }] : [];
  return [
    { code: `state.${reading.state}`, params: {} },
    ...notes,
    ...levelReasons(reading),
    ...(reading.word ? [{ code: `word.${reading.word}`, params: {} } as const] : []),
    ...numberReasons(facts, names),
    ...(reading.n > 0 ? [decideReason(toDecide)] : []),
    ...(dispute ? [disputeReason(dispute)] : []),
    ...closingReasons(reading.closing, names),
  ];
}

export function ownReasons(facts: OwnFacts, names: Names): Reason[] {
  const { reading } = facts;
  const { state, own } = reading;
  const stuck: Reason[] = own.stuckAt === undefined ? [] : [{ code: "own.stuck", params: { level: own.stuckAt } }];
  if (state === "unbound") return [{ code: "own.unbound", params: {} }, ...stuck];
  return [
    { code: state === "judged" ? "own.judged" : `state.${state}`, params: {} },
    ...stuck,
    ...levelReasons(reading),
    ...numberReasons(facts, names),
    ...closingReasons(reading.closing, names),
  ];
}

function levelReasons({ level, band, mayNumber, n }: Reading): Reason[] {
  if (n === 0) return [];
  if (!level || !band) return [{ code: "level.too-few", params: { n, missing: claims.intervalFrom - n } }];
  if (!mayNumber) return [{ code: `level.band-${band}`, params: { n } }];
  return [{ code: "level.range", params: { lo: Math.round(level.lo), hi: Math.round(level.hi), n } }];
}

function numberReasons({ reading, terms, movers, misconceptions, telling }: PlaceFacts, names: Names): Reason[] {
  if (reading.n === 0) return [];
  return [
    ...terms.largest.flatMap((term) => termReason(term, names)),
    ...movers.slice(0, told).flatMap((mover) => moverReason(mover, reading.mayNumber, names)),
    ...misconceptions.slice(0, told).map(({ text, answers }): Reason => {
      return { code: "misconception", params: { text, n: answers.length }, answers };
    }),
    tellingReason(telling),
  ];
}

/** From these sizes on a term is told as clear, and as more than a little. In logits; heuristic. */
const strengths = { much: 0.6, some: 0.2 } as const;

function termReason({ of, id, value }: Term, names: Names): Reason[] {
  const name = termName(of, id, names);
  if (name === undefined) return [];
  const size = Math.abs(value);
  const strength = size >= strengths.much ? "much" : size >= strengths.some ? "some" : "little";
  return [{ code: `term.${of}.${value < 0 ? "down" : "up"}`, params: { name, strength } }];
}

/** The empty string where a term needs no name. */
function termName(of: Term["of"], id: string, names: Names): string | undefined {
  switch (of) {
    case "global":
    case "form":
    case "judged":
      return "";
    case "topic":
      return names.topic(id as TopicId);
    case "gap":
    case "gap-form":
      return names.gap(id as GapId);
    case "statement":
      return names.statement(id as StatementId);
    default:
      return of satisfies never;
  }
}

/** Points are told as whole and tenth ones; what is smaller has a direction and no number. */
function moverReason({ answer, item, rung, points, without }: Mover, mayNumber: boolean, names: Names): Reason[] {
  const name = rung ? names.chain(rung.chain) : names.item(item);
  const size = Math.round(Math.abs(points) * 10) / 10;
  if (name === undefined || points === 0) return [];
  const isNumbered = mayNumber && size > 0;
  const way = `${points < 0 ? "down" : "up"}${isNumbered ? "-by" : ""}` as const;
  const params: Record<string, string | number> = { name };
  if (rung) params.level = rung.level;
  if (isNumbered) Object.assign(params, { points: size, without: Math.round(without) });
  return [{ code: `${rung ? "told" : "moved"}.${way}`, params, answers: [answer] }];
}

function tellingReason({ verdict, choices, rungs }: Telling): Reason {
  return {
    code: `telling.${verdict}`,
    params: { n: choices.n, right: choices.right, rungs: rungs.n, level: rungs.deepest ?? "none" },
    answers: [...choices.answers, ...rungs.answers],
  };
}

function decideReason(toDecide: number | null): Reason {
  if (toDecide === null) return { code: "decide.far", params: {} };
  return toDecide === 0 ? { code: "decide.done", params: {} } : { code: "decide.some", params: { n: toDecide } };
}

/** A change below one point is none. */
function disputeReason({ probe }: NonNullable<GapFacts["dispute"]>): Reason {
  if (!probe) return { code: "dispute.open", params: {} };
  const answers = [probe.answer];
  const change = probe.after.mid - probe.before.mid;
  if (readingOf(probe.before).mayNumber) {
    const [{ lo, hi }, { lo: lower, hi: upper }] = [probe.before, probe.after];
    const [from, to, low, high] = [lo, hi, lower, upper].map(Math.round) as [number, number, number, number];
    return { code: "dispute.range", params: { from, to, low, high }, answers };
  }
  const way = Math.abs(change) < 1 ? "same" : change < 0 ? "down" : "up";
  return { code: `dispute.${way}`, params: {}, answers };
}

/** The rule itself, then what each statement lacks first, then what the gap lacks as a whole. */
function closingReasons({ rule, isMet, statements, isDeepMet, isDeepNowhere }: Closing, names: Names): Reason[] {
  const { by, ...numbers } = rule;
  const inForce: Reason = { code: `rule.${by}`, params: numbers };
  if (isMet) return [inForce, { code: "closing.met", params: {} }];
  const deep: Reason[] = isDeepMet
    ? []
    : [{ code: isDeepNowhere ? "closing.deep-nowhere" : "closing.deep-gap", params: {} }];
  return [inForce, ...statements.flatMap((each) => lacks(each, rule, names)), ...deep];
}

function lacks({ statement, isMet, items, kinds, deep, isSpaced }: StatementClosing, rule: RuleInForce, names: Names) {
  const name = names.statement(statement);
  if (isMet || name === undefined) return [];
  const one = (code: ReasonCode, n: number): Reason[] => [{ code, params: { statement: name, n } }];
  if (items > 0) return one("closing.items", items);
  if (kinds > 0) return one("closing.kinds", kinds);
  if (deep > 0) return one("closing.deep", deep);
  return isSpaced ? [] : one("closing.days", rule.days);
}
