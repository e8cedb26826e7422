/**
 * A follow-up chain in play: one question, and behind it the question that an interviewer would ask of this answer. Plain
 * data in, plain data out, and no language model: an open rung is marked by the learner against its rubric, a closed one
 * is an item, and which rung comes next is decided by rules that the author wrote.
 */
import type { ChainId, ItemId, TopicId } from "../ids";
import { chosenIn, type Response } from "./interaction";
import { type Level, type MarkedTick, type Rubric, scoreRubric } from "./rubric";

/** Every word that is there must hold: a tick was made, was not made, a fatal tick was made, an option was chosen. */
export type Condition = {
  has?: string | undefined;
  missing?: string | undefined;
  fatal?: string | undefined;
  option?: string | undefined;
};
export type Hint = { text: string; cost: number };
export type Rung = Rubric & {
  id: string;
  level: Level;
  /** An open rung asks in words; a closed one is an item. */
  ask?: string | undefined;
  item?: ItemId | undefined;
  hints: Hint[];
  next: { when?: Condition | undefined; to: string }[];
};
export type Chain = { id: ChainId; topic: TopicId; title: string; rungs: Rung[] };

/** One answered rung. Ticks of an open rung, the item's response and share of credit of a closed one. */
export type Step = {
  rung: string;
  text: string;
  ticks: string[];
  response?: Response;
  /** Of a closed rung: share of the item's credit, 0..1. */
  share?: number;
  /** How many hints were taken. */
  hints: number;
  elapsedMs: number;
};

export type Play = {
  chain: ChainId;
  session: string;
  steps: readonly Step[];
  /** The rung on screen; absent when the chain is over. */
  at?: string;
  /** Hints taken on the rung on screen. */
  hints: number;
};

/** @param from the rung to begin with, for somebody who goes back to where a play broke; the first one otherwise */
export const startChain = (chain: Chain, session: string, from?: string | null): Play => {
  const first = chain.rungs.find(({ id }) => id === from) ?? chain.rungs[0];
  return { chain: chain.id, session, steps: [], ...(first && { at: first.id }), hints: 0 };
};

export const rungOf = (chain: Chain, { at }: Play): Rung | undefined => chain.rungs.find(({ id }) => id === at);

/** One hint more of the rung on screen; with all taken nothing happens. */
export function takeHint(chain: Chain, play: Play): Play {
  const most = rungOf(chain, play)?.hints.length ?? 0;
  return { ...play, hints: Math.min(most, play.hints + 1) };
}

/** Closes the rung on screen with this answer and goes to the one that follows from it. */
export function answerRung(chain: Chain, play: Play, given: Omit<Step, "rung" | "hints">): Play {
  const rung = rungOf(chain, play);
  if (!rung) return play;
  const step: Step = { ...given, rung: rung.id, hints: play.hints };
  const steps = [...play.steps, step];
  const { at: _, ...rest } = play;
  const next = nextRung(chain, rung, step, steps);
  return { ...rest, steps, hints: 0, ...(next !== undefined && { at: next }) };
}

/** Ends the chain on the rung on screen: nothing is said of that rung. */
export const leaveChain = ({ at: _, ...play }: Play): Play => ({ ...play, hints: 0 });

/** The first branch whose condition holds and whose rung was not answered yet. */
function nextRung(chain: Chain, rung: Rung, step: Step, steps: readonly Step[]): string | undefined {
  const done = new Set(steps.map((each) => each.rung));
  return rung.next.find(
    ({ when, to }) => !done.has(to) && chain.rungs.some(({ id }) => id === to) && (!when || holds(when, rung, step)),
  )?.to;
}

function holds({ has, missing, fatal, option }: Condition, rung: Rung, { ticks, response }: Step): boolean {
  const chosen = Object.keys(response ?? {}).flatMap((name) => chosenIn(response ?? {}, name));
  const isFatal = fatal !== undefined && rung.ticks.some((tick) => tick.id === fatal && tick.fatal);
  return (
    (has === undefined || ticks.includes(has)) &&
    (missing === undefined || !ticks.includes(missing)) &&
    (fatal === undefined || (isFatal && ticks.includes(fatal))) &&
    (option === undefined || chosen.includes(option))
  );
}

/** Whether a rung was held: every `must` said and nothing fatal; a closed one earned all. */
export function isHeld(
  rung: { item?: ItemId | undefined; ticks: readonly MarkedTick[] },
  { ticks, share }: Pick<Step, "ticks" | "share">,
): boolean {
  if (rung.item !== undefined) return (share ?? 0) >= 1;
  return rung.ticks.every(({ id, must, fatal }) => (fatal ? !ticks.includes(id) : !must || ticks.includes(id)));
}

/** Share of a rung's credit before hints, 0..1. */
export function shareOfStep(rung: Rung, { ticks, share }: Step): number {
  if (rung.item !== undefined) return share ?? 0;
  const { earned, possible } = scoreRubric(rung, ticks);
  return possible > 0 ? earned / possible : 0;
}

/** Where a chain broke: what was wanted there and not said, and what was said and sinks an answer. */
export type Hole = { rung: string; level: Level; missing: string[]; fatal: string[] };
export type ChainResult = {
  /** The deepest level among the held rungs; absent when none was. */
  deepest?: Level;
  /** The shallowest rung that was not held; absent when all were. */
  hole?: Hole;
  /** Mean share of credit over the answered rungs, 0..1, before and after what the hints cost (never below 0 a rung). */
  share: number;
  credit: number;
  hints: number;
  answered: number;
  elapsedMs: number;
};

/** What the play came to, so far. Steps on rungs that the chain no longer has are passed over. */
export function resultOf(chain: Chain, { steps }: Pick<Play, "steps">): ChainResult {
  const known = steps.flatMap((step) => {
    const rung = chain.rungs.find(({ id }) => id === step.rung);
    return rung ? [{ rung, step, isHeld: isHeld(rung, step), share: shareOfStep(rung, step) }] : [];
  });
  const heldLevels = known.flatMap(({ rung, isHeld }) => (isHeld ? [rung.level] : []));
  const broken = known.filter(({ isHeld }) => !isHeld).sort((a, b) => a.rung.level - b.rung.level)[0];
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return {
    ...(heldLevels.length > 0 && { deepest: Math.max(...heldLevels) as Level }),
    ...(broken && { hole: holeOf(broken.rung, broken.step) }),
    share: mean(known.map(({ share }) => share)),
    credit: mean(known.map(({ rung, step, share }) => Math.max(0, share - costOf(rung, step.hints)))),
    hints: known.reduce((sum, { step }) => sum + step.hints, 0),
    answered: known.length,
    elapsedMs: known.reduce((sum, { step }) => sum + step.elapsedMs, 0),
  };
}

/** What the first so many hints of a rung cost together, in shares of the rung. */
export const costOf = ({ hints }: Rung, taken: number): number =>
  hints.slice(0, taken).reduce((sum, { cost }) => sum + cost, 0);

const holeOf = (rung: Rung, { ticks }: Step): Hole => ({
  rung: rung.id,
  level: rung.level,
  missing: rung.ticks.filter(({ id, must, fatal }) => must && !fatal && !ticks.includes(id)).map(({ id }) => id),
  fatal: rung.ticks.filter(({ id, fatal }) => fatal && ticks.includes(id)).map(({ id }) => id),
});
