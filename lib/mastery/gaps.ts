/**
 * What may be said of a gap: its state, its band, and what is still missing until it closes. Untested is never weak, and
 * "weak" is a claim that needs its probability.
 */
import type { GapId, ItemId, StatementId } from "../ids";
import { drawsFrom } from "../quiz/seed";
import { claims, evidence as counting, dayMs } from "./constants";
import { type Evidence, type Level, levelOf, logitAt, logitOf, type MasteryState, partsOf } from "./estimate";
import type { GapTarget } from "./observe";

export type GapState = "untested" | "likely-weak" | "weak" | "forming" | "solid" | "fading" | "closed";
/** 1 weak, 2 shaky, 3 forming, 4 solid, 5 fluent: where the middle lies on 0..100. */
export type Band = 1 | 2 | 3 | 4 | 5;

/** What is known of a place, as far as it may be shown. */
export type Reading = {
  /** null before three answers. */
  level: Level | null;
  band: Band | null;
  /** Whether a number may stand in words: from ten answers on. */
  mayNumber: boolean;
  n: number;
  /** Epoch ms of the last answer that counted. */
  last: number | null;
};

export type StatementReading = Reading & { statement: StatementId; isTested: boolean; closing: StatementClosing };

export type GapReading = Reading & {
  gap: GapId;
  state: GapState;
  /** P(among the two lowest of all gaps). */
  bottomTwo: number;
  /** P(p >= target) on a medium item. */
  reachesTarget: number;
  /** Epoch ms of the first answer that counted, and the days between the first and the last. */
  first: number | null;
  spanDays: number;
  kinds: readonly string[];
  statements: StatementReading[];
  closing: Closing;
};

/** What one statement still lacks by the closing rule. */
export type StatementClosing = {
  statement: StatementId;
  isMet: boolean;
  /** Further items and kinds that must show it. */
  items: number;
  kinds: number;
  /** Two showings, of different items and kinds, lie three days apart. */
  isSpaced: boolean;
  /** Earliest moment (epoch ms) at which another showing would be spaced; null when nothing was shown or it is met. */
  spacedFrom: number | null;
};

/**
 * The rule: every statement shown (score >= .7 without a hint) by two items of two kinds, three days apart, one of the
 * gap's showings a follow-up chain at level L3 or a simulation task.
 */
export type Closing = {
  isMet: boolean;
  statements: StatementClosing[];
  /** Statements that meet their part. */
  met: number;
  /** Showings by a chain at L3 or a simulation task; one is needed. */
  deep: number;
};

/** Kinds of item that show depth by themselves. Chains add theirs when their answers become evidence. */
const deepKinds: ReadonlySet<string> = new Set(["simulation-task"]);

export const bandOf = (mid: number): Band => (1 + claims.bandCuts.filter((cut) => mid >= cut).length) as Band;

/** A level as far as it may be shown after so many answers. */
export function readingOf(level: Level): Reading {
  const isShown = level.n >= claims.intervalFrom;
  return {
    level: isShown ? level : null,
    band: isShown ? bandOf(level.mid) : null,
    mayNumber: level.n >= claims.wordsFrom,
    n: level.n,
    last: level.last,
  };
}

/**
 * All gaps at a moment.
 * @param evidence every answer folded into the state, in its order
 */
export function readGaps(
  state: MasteryState,
  targets: readonly GapTarget[],
  evidence: readonly Evidence[],
  at: number,
): GapReading[] {
  const bottomTwo = bottomOf(state, targets, at);
  const shown = showings(evidence);
  return targets.map((target, index) => {
    const { gap, topics } = target;
    const cell = state.gaps.get(gap);
    const level = levelOf(state, target, at);
    const closing = closingOf(target.statements, shown);
    const first = cell?.first ?? null;
    const reading = {
      ...readingOf(level),
      gap,
      bottomTwo: bottomTwo[index] ?? 0,
      reachesTarget: reachesTarget(state, target, at),
      first,
      spanDays: first === null || level.last === null ? 0 : (level.last - first) / dayMs,
      kinds: cell?.kinds ?? [],
      closing,
      statements: target.statements.map((statement, place): StatementReading => {
        const own = readingOf(levelOf(state, { statement, gap, topics }, at));
        return { ...own, statement, isTested: own.n > 0, closing: closing.statements[place] as StatementClosing };
      }),
    };
    return { ...reading, state: stateOf(state, target, at, level, reading) };
  });
}

type Judged = Pick<GapReading, "n" | "bottomTwo" | "reachesTarget" | "closing">;

/**
 * The first that holds. Weak says two things: almost surely among the bottom two, and more likely below the target than
 * above it, since somebody's bottom two of seven strong gaps are not weak. Fading was solid at its last answer and is
 * not solid now only because time has passed.
 */
function stateOf(state: MasteryState, target: GapTarget, at: number, level: Level, judged: Judged): GapState {
  if (judged.n === 0) return "untested";
  const isWeak = judged.bottomTwo >= claims.weakFrom && judged.reachesTarget < 0.5;
  if (isWeak && judged.n >= claims.intervalFrom) return "weak";
  if (isSolid(state, target, at)) return judged.closing.isMet ? "closed" : "solid";
  const lastAt = level.last ?? at;
  if (lastAt < at && isSolid(state, target, lastAt)) return "fading";
  return level.mid < claims.lowBelow ? "likely-weak" : "forming";
}

function isSolid(state: MasteryState, target: GapTarget, at: number): boolean {
  const cell = state.gaps.get(target.gap);
  if (!cell || cell.slow.n < claims.intervalFrom) return false;
  const isSpaced = cell.slow.at - cell.first >= claims.threeDaysMs;
  return isSpaced && cell.kinds.length >= claims.solidKinds && levelOf(state, target, at).lo >= 100 * claims.target;
}

/** P(p >= target) on a medium item. */
export function reachesTarget(state: MasteryState, target: GapTarget, at: number): number {
  const { x, variance } = logitOf(state, target, at);
  return normalCdf((x - logitAt(claims.target)) / Math.sqrt(variance));
}

/** Source: Abramowitz & Stegun 7.1.26, absolute error below 1.5e-7. */
function normalCdf(z: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(z)) / Math.SQRT2);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = 0.5 * poly * Math.exp((-z * z) / 2);
  return z >= 0 ? 1 - tail : tail;
}

/**
 * For each gap the probability that it is among the two lowest, by 2,000 draws from the posterior. Always the same draws,
 * so that the same state says the same. Gaps share topics and the global state; what they share cannot tell them apart,
 * so the draws come from their joint distribution. A gap without evidence takes part with its prior.
 */
export function bottomOf(state: MasteryState, targets: readonly GapTarget[], at: number): number[] {
  const size = targets.length;
  const means = Float64Array.from(targets, (target) => logitOf(state, target, at).x);
  const root = Float64Array.from(cholesky(covarianceOf(state, targets, at)).flat());
  const normals = standardNormals(claims.draws * size);
  const counts = new Array<number>(size).fill(0);
  const drawn = new Float64Array(size);
  for (let draw = 0; draw < claims.draws; draw++) {
    let lowest = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    for (let row = 0; row < size; row++) {
      let value = means[row] as number;
      for (let column = 0; column <= row; column++)
        value += (root[row * size + column] as number) * (normals[draw * size + column] as number);
      drawn[row] = value;
      if (value < lowest) [lowest, second] = [value, lowest];
      else if (value < second) second = value;
    }
    for (let row = 0; row < size; row++)
      if ((drawn[row] as number) <= second) counts[row] = (counts[row] as number) + 1;
  }
  return counts.map((count) => count / claims.draws);
}

/** Covariance of the gaps' logits, without the global state (it is the same in all and cannot change their order). */
function covarianceOf(state: MasteryState, targets: readonly GapTarget[], at: number): number[][] {
  const parts = targets.map(
    (target) =>
      new Map(
        partsOf(state, target, at)
          .filter(({ of }) => of !== "global")
          .map((part) => [`${part.of} ${part.id}`, part]),
      ),
  );
  return parts.map((row) =>
    parts.map((column) => {
      let sum = 0;
      for (const [key, { weight, variance }] of row) sum += weight * (column.get(key)?.weight ?? 0) * variance;
      return sum;
    }),
  );
}

/** Lower triangle L with L L' = matrix, which must be positive definite: every gap has a variance of its own. */
function cholesky(matrix: readonly (readonly number[])[]): number[][] {
  const root = matrix.map((line) => line.map(() => 0));
  matrix.forEach((line, row) => {
    const built = root[row] as number[];
    for (let column = 0; column <= row; column++) {
      const other = root[column] as number[];
      let rest = line[column] as number;
      for (let k = 0; k < column; k++) rest -= (built[k] as number) * (other[k] as number);
      built[column] = column === row ? Math.sqrt(Math.max(rest, 0)) : rest / (other[column] || 1);
    }
  });
  return root;
}

let normalsMade = new Float64Array(0);
/** The first `count` of a fixed sequence of standard normals (Box-Muller). */
function standardNormals(count: number): Float64Array {
  if (normalsMade.length >= count) return normalsMade;
  const draw = drawsFrom(0x9075);
  const made = new Float64Array(count + (count % 2));
  for (let i = 0; i < made.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - draw()));
    const angle = 2 * Math.PI * draw();
    made[i] = radius * Math.cos(angle);
    made[i + 1] = radius * Math.sin(angle);
  }
  normalsMade = made;
  return made;
}

/** One time that a statement was shown. */
type Showing = { item: ItemId; kind: string; at: number };

function showings(evidence: readonly Evidence[]): Map<StatementId, Showing[]> {
  const shown = new Map<StatementId, Showing[]>();
  for (const { traits, at, score, statements, hints } of evidence) {
    if (hints > 0) continue;
    for (const { id } of traits.statements) {
      if ((statements?.get(id) ?? score) < counting.rightFrom) continue;
      const list = shown.get(id);
      const showing = { item: traits.item, kind: traits.kind, at };
      if (list) list.push(showing);
      else shown.set(id, [showing]);
    }
  }
  return shown;
}

function closingOf(statements: readonly StatementId[], shown: ReadonlyMap<StatementId, Showing[]>): Closing {
  const each = statements.map((statement) => statementClosing(statement, shown.get(statement) ?? []));
  const deep = statements.reduce(
    (sum, statement) => sum + (shown.get(statement) ?? []).filter(({ kind }) => deepKinds.has(kind)).length,
    0,
  );
  const met = each.filter(({ isMet }) => isMet).length;
  return { isMet: each.length > 0 && met === each.length && deep > 0, statements: each, met, deep };
}

/** The first and the last showing by each item are enough to find a pair that is spaced. */
function statementClosing(statement: StatementId, shown: readonly Showing[]): StatementClosing {
  const byItem = new Map<ItemId, { kind: string; first: number; last: number }>();
  for (const { item, kind, at } of shown) byItem.set(item, { kind, first: byItem.get(item)?.first ?? at, last: at });
  const items = [...byItem.values()];
  const isSpaced = items.some((one) =>
    items.some((other) => one.kind !== other.kind && other.last - one.first >= claims.threeDaysMs),
  );
  const first = shown[0]?.at;
  return {
    statement,
    isMet: isSpaced,
    items: Math.max(0, claims.closingItems - byItem.size),
    kinds: Math.max(0, claims.closingKinds - new Set(items.map(({ kind }) => kind)).size),
    isSpaced,
    spacedFrom: isSpaced || first === undefined ? null : first + claims.threeDaysMs,
  };
}
