/**
 * The evaluation contract: a stream of answers in, one a line, and for each what was expected of it out. The models are the
 * product's own, with its constants; every user has a state of their own and nothing else is kept.
 */
import { Fault } from "../fault";
import type { GapId, ItemId } from "../ids";
import { model } from "./constants";
import { begin, type Draft, expectOf, initial, settleOn } from "./estimate";
import type { ItemTraits } from "./traits";

/** One line of the stream. Absent or null: no skills, no passing of time, medium difficulty, no guess floor. */
export type Event = {
  user: string;
  item: string;
  skills?: readonly string[] | null;
  /** 0..1 */
  correct: number;
  /** Epoch ms. */
  ts?: number | null;
  /** 0..6; with decimals it was measured, a whole number is an author's. */
  difficulty?: number | null;
  /** Chance of a right answer by guessing, 0..1. */
  guess?: number | null;
};

/** Of an item with more skills the first so many count. */
const mostSkills = 32;
const hardest = 6;
const mostGuess = 0.95;
const leastP = 1e-6;

type User = { draft: Draft; at: number };
/** A line as read: everything but what the models make of it. */
type Asked = { user: string; traits: ItemTraits; at: number | undefined; score: number };

/** A reader of one stream, in the order of time. */
export function predictor(): { answer(lines: readonly string[], first: number): Float64Array } {
  const users = new Map<string, User>();
  return {
    /**
     * What was expected of the answers on these lines, in their order, 0 < p < 1; each fixed before its result is taken in.
     * User after user: what one answer leaves behind is still at hand at the next, which is worth half of the time.
     * @param first number of the first line, from 1, for the message
     * @throws Fault when a line is no answer
     */
    answer(lines, first) {
      const byUser = new Map<string, number[]>();
      const asked = lines.map((line, index) => {
        const each = askedOn(line, first + index);
        const own = byUser.get(each.user);
        if (own) own.push(index);
        else byUser.set(each.user, [index]);
        return each;
      });
      const predictions = new Float64Array(lines.length);
      for (const [id, indexes] of byUser) {
        const user = users.get(id) ?? { draft: begin(initial()), at: 0 };
        users.set(id, user);
        for (const index of indexes) predictions[index] = answeredBy(user, asked[index] as Asked);
      }
      return predictions;
    },
  };
}

function answeredBy(user: User, { traits, at, score }: Asked): number {
  user.at = Math.max(user.at, at ?? 0);
  const expectation = expectOf(user.draft, traits, user.at);
  const p = Math.min(Math.max(expectation.p, leastP), 1 - leastP);
  settleOn(user.draft, { answer: "", traits, at: user.at, score, weight: 1, hints: 0 }, expectation);
  return p;
}

function askedOn(line: string, number: number): Asked {
  const event = parsed(line, number);
  const traits = traitsOf(event, number);
  const at = numberOf(event.ts, "ts", 0, Number.MAX_VALUE, number);
  const score = numberOf(event.correct, "correct", 0, 1, number);
  if (score === undefined) throw fault(number, 'has no "correct"', 'give "correct" as a number from 0 to 1');
  return { user: event.user, traits, at, score };
}

function parsed(line: string, number: number): Event {
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch {
    throw fault(number, "is no JSON", "write one JSON object a line, without breaks inside");
  }
  if (typeof event !== "object" || event === null || Array.isArray(event))
    throw fault(number, "is no JSON object", 'write {"user": "u", "item": "i", "skills": [], "correct": 1}');
  for (const name of ["user", "item"] as const)
    if (typeof (event as Event)[name] !== "string")
      throw fault(number, `has no "${name}"`, `give "${name}" as a string`);
  return event as Event;
}

/**
 * What the models know of an item from its line: its skills are gaps, there are no topics and statements.
 * @throws Fault when a field is of another type or outside its range
 */
export function traitsOf(event: Event, number: number): ItemTraits {
  const { skills } = event;
  if (
    skills !== undefined &&
    skills !== null &&
    !(Array.isArray(skills) && skills.every((id) => typeof id === "string"))
  )
    throw fault(number, 'has "skills" that are no list of strings', 'give "skills" as ["a", "b"], or leave it out');
  const distinct = !skills || skills.length < 2 ? (skills ?? []) : [...new Set(skills)].slice(0, mostSkills);
  const weight = distinct.length ** -model.gapShare;
  const difficulty = numberOf(event.difficulty, "difficulty", 0, hardest, number);
  return {
    item: event.item as ItemId,
    kind: "",
    topics: [],
    gaps: distinct.map((id) => ({ id: id as GapId, weight })),
    statements: [],
    difficulty: difficulty ?? 3,
    isMeasured: difficulty !== undefined && !Number.isInteger(difficulty),
    guess: Math.min(numberOf(event.guess, "guess", 0, 1, number) ?? 0, mostGuess),
  };
}

function numberOf(value: unknown, name: string, least: number, most: number, number: number): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && value >= least && value <= most) return value;
  const range = most === Number.MAX_VALUE ? `a number from ${least}` : `a number from ${least} to ${most}`;
  throw fault(number, `has "${name}" ${JSON.stringify(value)}`, `give "${name}" as ${range}`);
}

const fault = (number: number, what: string, mend: string): Fault =>
  new Fault({ what: `the line ${what}`, where: `line ${number} of the stream`, mend });
