/**
 * The rules of what may be said, a second time: from the raw events and as plainly as they can be put, sharing no code
 * with lib/mastery but the state's parts, so that a mistake in the product is not repeated by its test.
 */
import { type GapId, gapOfStatement, type StatementId } from "../lib/ids";
import type { ItemAnswered, RungAnswered } from "../lib/learner/events";
import type { LearnerState } from "../lib/learner/state";
import { model } from "../lib/mastery/constants";
import { partsOf } from "../lib/mastery/estimate";
import { blueprintOf } from "../lib/mastery/observe";
import type { Catalog } from "../lib/quiz/catalog";
import { type Draw, drawsFrom } from "../lib/quiz/seed";
import type { StoredEvent } from "../lib/store/log";

const hour = 3_600_000;

/** One answer that says something of what is known, as the raw event tells it. */
export type Plain = {
  id: string;
  at: number;
  /** What was asked: an item, or a rung of a chain. */
  of: string;
  kind: string;
  topic: string | null;
  hints: number;
  /** The level of an open rung, and whether it was held. */
  rung?: { level: number; isHeld: boolean };
  /** Share of the marks, of all and of each statement. */
  share: number;
  shares: Map<StatementId, number>;
  /** The same was answered less than 16 hours before, and that counted. */
  isRepeat: boolean;
  misconceptions: Set<string>;
};

const clamp = (value: number) => Math.min(1, Math.max(0, value));

type Sign = { statement: StatementId; score: number; weight: number };
const weighed = (signs: readonly Sign[]) =>
  signs.reduce((sum, { score, weight }) => sum + score * weight, 0) /
  signs.reduce((sum, { weight }) => sum + weight, 0);

/** Where signs tell statements apart, each has its own share: the whole's, moved by how far its signs lie from all. */
const sharesOf = (statements: readonly StatementId[], share: number, signs: readonly Sign[]) =>
  new Map(
    statements.map((statement): [StatementId, number] => {
      const own = signs.filter((each) => each.statement === statement);
      const isApart = statements.length > 1 && signs.length > 1 && own.length > 0;
      return [statement, isApart ? clamp(share + weighed(own) - weighed(signs)) : share];
    }),
  );

type Told = Omit<Plain, "id" | "at" | "isRepeat">;

function toldByItem({ item: id, score, observations, hints }: ItemAnswered, catalog: Catalog): Told | undefined {
  const item = catalog.items.find((each) => each.id === id);
  if (!item) return undefined;
  const share = score.earned / score.possible;
  const missed = observations.filter((each) => each.score < 0.7);
  return {
    of: id,
    kind: item.kind,
    topic: item.topic,
    hints,
    share,
    shares: sharesOf(item.statements, share, observations),
    misconceptions: new Set(missed.flatMap(({ misconception }) => misconception ?? [])),
  };
}

/** A closed rung is an item and has an answer of its own. */
function toldByRung(
  { chain: chainId, rung: id, ticks: said, hints }: RungAnswered,
  catalog: Catalog,
): Told | undefined {
  const chain = catalog.chains.find((each) => each.id === chainId);
  const rung = chain?.rungs.find((each) => each.id === id);
  if (!chain || !rung || rung.item) return undefined;
  const good = rung.ticks.filter((tick) => !tick.fatal);
  const fatal = rung.ticks.filter((tick) => tick.fatal && said.includes(tick.id));
  const isHeld = fatal.length === 0 && good.every((tick) => !tick.must || said.includes(tick.id));
  const made = good.filter((tick) => said.includes(tick.id)).length;
  const share = Math.min(made, isHeld ? made : good.length / 2) / good.length;
  const signs = rung.ticks.flatMap((tick): Sign[] => {
    const isSaid = said.includes(tick.id);
    if (!tick.statement || (tick.fatal && !isSaid)) return [];
    return [{ statement: tick.statement, score: isSaid && !tick.fatal ? 1 : 0, weight: 1 }];
  });
  const named = [...new Set(rung.ticks.flatMap(({ statement }) => statement ?? []))];
  const statements = named.length > 0 ? named : (catalog.topics[chain.topic]?.statements ?? []);
  return {
    of: `${chainId}.${id}`,
    kind: "follow-up",
    topic: chain.topic,
    hints,
    rung: { level: rung.level, isHeld },
    share,
    shares: sharesOf(statements, share, signs),
    misconceptions: new Set(fatal.flatMap(({ misconception }) => misconception ?? [])),
  };
}

/** The answers of one device's log, in its order. */
export function plainly(events: readonly StoredEvent[], catalog: Catalog): Plain[] {
  const counted = new Map<string, number>();
  return events.flatMap(({ id, type, at, body }): Plain[] => {
    const told =
      type === "item-answered"
        ? toldByItem(body as ItemAnswered, catalog)
        : type === "rung-answered"
          ? toldByRung(body as RungAnswered, catalog)
          : undefined;
    if (!told) return [];
    const before = counted.get(told.of);
    const isRepeat = before !== undefined && at - before < 16 * hour;
    if (!isRepeat) counted.set(told.of, at);
    return [{ id, at, ...told, isRepeat }];
  });
}

export const isAbout = (answer: Plain, gap: GapId): boolean =>
  [...answer.shares.keys()].some((statement) => gapOfStatement(statement) === gap);

/** p of a medium item, 0..100. */
export const pointsAt = (x: number): number => (100 * (1 - model.slip)) / (1 + Math.exp(-x));

/** Lower end of a gap's 80 % interval, 0..100, from the parts of its level; the learner's own word is none of them. */
function lowerEnd(state: LearnerState, catalog: Catalog, gap: GapId, at: number): number {
  const target = blueprintOf(catalog).gaps.find((each) => each.gap === gap);
  if (!target) return 0;
  const parts = partsOf(state.mastery, target, at);
  const x = parts.reduce((sum, { weight, mean }) => sum + weight * mean, model.base as number);
  const variance = parts.reduce((sum, part) => sum + part.weight ** 2 * part.variance, 0);
  return pointsAt(x - 1.28155 * Math.sqrt(variance));
}

/**
 * Solid: three answers at least, of two kinds, the first and the last on calendar days three apart (60 hours), and the
 * lower end of the interval over 70.
 */
export function isSolid(gap: GapId, answers: readonly Plain[], state: LearnerState, catalog: Catalog, at: number) {
  const own = answers.filter((each) => !each.isRepeat && isAbout(each, gap));
  const kinds = new Set(own.map(({ kind }) => kind));
  const span = (own.at(-1)?.at ?? 0) - (own[0]?.at ?? 0);
  return own.length >= 3 && kinds.size >= 2 && span >= 60 * hour && lowerEnd(state, catalog, gap, at) >= 69.999;
}

const isDeep = ({ kind, rung }: Plain) =>
  kind === "simulation-task" || (rung !== undefined && rung.level >= 3 && rung.isHeld);

/** Whether the content can ask a statement in depth: an open rung at L3 or deeper with a tick of it, or a simulation. */
const asksDeep = (statement: StatementId, { chains, items }: Catalog) =>
  items.some((item) => (item.kind as string) === "simulation-task" && item.statements.includes(statement)) ||
  chains.some(({ rungs }) =>
    rungs.some(
      ({ item, level, ticks }) =>
        !item && level >= 3 && ticks.some((tick) => !tick.fatal && tick.statement === statement),
    ),
  );

/**
 * Closed, by the standard rule: every statement shown (seven tenths of the marks, no hint, no repeat of the same day) by two items of two kinds, 60
 * hours apart; a deep showing of each statement that the content can ask in depth, and one among them all at least.
 */
export function isClosed(statements: readonly StatementId[], answers: readonly Plain[], catalog: Catalog): boolean {
  const shown = (statement: StatementId) =>
    answers.filter((each) => !each.isRepeat && each.hints === 0 && (each.shares.get(statement) ?? 0) >= 0.7);
  const isTwice = (showings: Plain[]) =>
    showings.some((one) =>
      showings.some((other) => one.of !== other.of && one.kind !== other.kind && other.at - one.at >= 60 * hour),
    );
  return (
    statements.length > 0 &&
    statements.every((id) => isTwice(shown(id)) && (!asksDeep(id, catalog) || shown(id).some(isDeep))) &&
    statements.some((id) => shown(id).some(isDeep))
  );
}

const recognition =
  /^(single-choice|multiple-choice|true-false-reason|matching|ordering|hot-spot|wrong-claim|code-reading|triage|trade-off-flip)$/;
const capOf = (hints: number) => [1, 0.7, 0.5][hints] ?? 0.3;

/** What is recognised and what is told: right choices of all, and open rungs with the deepest that was held. */
export function telling(own: readonly Plain[]) {
  const fresh = own.filter(({ isRepeat }) => !isRepeat);
  const choices = fresh.filter(({ kind }) => recognition.test(kind));
  const rungs = fresh.filter(({ rung }) => rung);
  const right = choices.filter(({ share, hints }) => Math.min(share, capOf(hints)) >= 0.7).length;
  const deepest = Math.max(-1, ...rungs.flatMap(({ rung }) => (rung?.isHeld ? [rung.level] : [])));
  const isTold = choices.length >= 5 && rungs.length >= 2;
  const isKnown = right >= 0.7 * choices.length;
  return {
    n: choices.length,
    right,
    rungs: rungs.length,
    deepest,
    isRecognisedOnly: isTold && isKnown && deepest <= 1,
  };
}

const normal = (draw: Draw) => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());

/** P(among the two lowest) of each gap, state by state: each drawn once a draw and added up in every gap it enters. */
export function bottomTwo(state: LearnerState, catalog: Catalog, at: number, draws: number, seed: number): number[] {
  const draw = drawsFrom(seed);
  const gaps = blueprintOf(catalog).gaps.map((target) => partsOf(state.mastery, target, at));
  const hits = gaps.map(() => 0);
  for (let n = 0; n < draws; n++) {
    const drawn = new Map<string, number>();
    const values = gaps.map((parts) =>
      parts.reduce((sum, { of, id, weight, mean, variance }) => {
        const value = drawn.get(`${of} ${id}`) ?? mean + Math.sqrt(variance) * normal(draw);
        drawn.set(`${of} ${id}`, value);
        return sum + weight * value;
      }, 0),
    );
    const second = [...values].sort((a, b) => a - b)[1] as number;
    values.forEach((value, index) => {
      if (value <= second) hits[index] = (hits[index] ?? 0) + 1;
    });
  }
  return hits.map((each) => each / draws);
}
