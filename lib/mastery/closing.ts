/**
 * When a gap closes: every can-do statement was shown (score >= .7 without a hint) by two items of two kinds, on days at
 * least three apart, one of them a follow-up at L3 or deeper that was held, or a simulation task. The learner may set
 * another rule for a gap; whichever holds is written next to it.
 */
import type { ItemId, StatementId } from "../ids";
import { claims, evidence as counting, dayMs } from "./constants";
import type { Evidence } from "./estimate";
import { deepFrom, deepKinds, repeatsIn } from "./observe";

export type ClosingRule = {
  /** Different items, and kinds of item, that must show each statement. */
  items: number;
  kinds: number;
  /** Days between two of the showings. */
  days: number;
  /** Whether one of the showings must be deep. */
  deep: 0 | 1;
};
export const standardRule: ClosingRule = { items: claims.closingItems, kinds: claims.closingKinds, days: 3, deep: 1 };

/** The rule that holds, and where it comes from: the product's, the learner's, or theirs that nobody could read. */
export type RuleInForce = ClosingRule & { by: "standard" | "learner" | "unreadable" };

/** What a rule may ask for, both ends included. A statement has few questions, so a rule of more could not be met. */
export const ruleBounds: Readonly<Record<keyof ClosingRule, readonly [number, number]>> = {
  items: [1, 9],
  kinds: [1, 9],
  days: [0, 90],
  deep: [0, 1],
};
const isName = (name: string): name is keyof ClosingRule => Object.hasOwn(ruleBounds, name);

/**
 * `items=2 kinds=2 days=3 deep=1`: each name at most once, in any order; what is not named is as in the standard rule.
 * @returns undefined where the text is not of that form or a number is out of bounds
 */
export function readRule(text: string): ClosingRule | undefined {
  const words = text.trim().split(/\s+/);
  const found = new Map<keyof ClosingRule, number>();
  for (const word of words) {
    const [, name = "", digits = ""] = /^([a-z]+)=(\d{1,2})$/.exec(word) ?? [];
    if (!isName(name) || found.has(name)) return undefined;
    const [least, most] = ruleBounds[name];
    const value = Number(digits);
    if (value < least || value > most) return undefined;
    found.set(name, value);
  }
  return { ...standardRule, ...Object.fromEntries(found) };
}

/** The rule of a gap whose learner wrote this, or nothing. */
export function ruleInForce(text: string | undefined): RuleInForce {
  const own = text === undefined ? undefined : readRule(text);
  if (own) return { ...own, by: "learner" };
  return { ...standardRule, by: text === undefined ? "standard" : "unreadable" };
}

/** A rule as `gap-rule-set` keeps it; readRule reads it back. */
export const writeRule = ({ items, kinds, days, deep }: ClosingRule): string =>
  `items=${items} kinds=${kinds} days=${days} deep=${deep}`;

/** What one statement still lacks by the rule. */
export type StatementClosing = {
  statement: StatementId;
  isMet: boolean;
  /** Further items and kinds that must show it. */
  items: number;
  kinds: number;
  /** Two showings, of different items and kinds where the rule wants several, lie far enough apart. */
  isSpaced: boolean;
  /** Earliest moment (epoch ms) at which another showing would be spaced; null when nothing was shown or it is met. */
  spacedFrom: number | null;
  /** Deep showings that are missing. Wanted of each statement that the content can ask in depth. */
  deep: 0 | 1;
};

export type Closing = {
  rule: RuleInForce;
  isMet: boolean;
  statements: StatementClosing[];
  /** Statements that meet their part. */
  met: number;
  /** Deep showings of its statements. */
  deep: number;
  /** By the gap as a whole one deep showing is wanted, whichever statement it is of. */
  isDeepMet: boolean;
  /** The content has nothing that asks one of its statements in depth, so that part cannot be met today. */
  isDeepNowhere: boolean;
};

/** One time that a statement was shown. */
export type Showing = { item: ItemId; kind: string; at: number; isDeep: boolean };

/** What was shown, oldest first. Who answers again on the same day repeats what was just read, and shows nothing. */
export function showings(evidence: readonly Evidence[]): Map<StatementId, Showing[]> {
  const shown = new Map<StatementId, Showing[]>();
  const repeats = repeatsIn(evidence);
  for (const { answer, traits, at, score, statements, hints, rung } of evidence) {
    if (hints > 0 || repeats.has(answer)) continue;
    const isDeep = deepKinds.has(traits.kind) || (rung !== undefined && rung.level >= deepFrom && rung.isHeld);
    for (const { id } of traits.statements) {
      if ((statements?.get(id) ?? score) < counting.rightFrom) continue;
      const list = shown.get(id);
      const showing = { item: traits.item, kind: traits.kind, at, isDeep };
      if (list) list.push(showing);
      else shown.set(id, [showing]);
    }
  }
  return shown;
}

/** @param deepIn statements that the content can ask in depth */
export function closingOf(
  statements: readonly StatementId[],
  shown: ReadonlyMap<StatementId, readonly Showing[]>,
  rule: RuleInForce,
  deepIn: readonly StatementId[],
): Closing {
  const each = statements.map((statement) =>
    statementClosing(statement, shown.get(statement) ?? [], rule, deepIn.includes(statement)),
  );
  const deep = statements.reduce(
    (sum, statement) => sum + (shown.get(statement) ?? []).filter(({ isDeep }) => isDeep).length,
    0,
  );
  const met = each.filter(({ isMet }) => isMet).length;
  const isDeepMet = rule.deep === 0 || deep > 0;
  return {
    rule,
    isMet: each.length > 0 && met === each.length && isDeepMet,
    statements: each,
    met,
    deep,
    isDeepMet,
    isDeepNowhere: !isDeepMet && !statements.some((statement) => deepIn.includes(statement)),
  };
}

/** The first and the last showing by each item are enough to find a pair that is spaced. */
function statementClosing(
  statement: StatementId,
  shown: readonly Showing[],
  rule: ClosingRule,
  canBeDeep: boolean,
): StatementClosing {
  const byItem = new Map<ItemId, { item: ItemId; kind: string; first: number; last: number }>();
  for (const { item, kind, at } of shown)
    byItem.set(item, { item, kind, first: byItem.get(item)?.first ?? at, last: at });
  const items = [...byItem.values()];
  const isSpaced = items.some((one) =>
    items.some(
      (other) =>
        (rule.items < 2 || one.item !== other.item) &&
        (rule.kinds < 2 || one.kind !== other.kind) &&
        other.last - one.first >= apartMs(rule.days),
    ),
  );
  const missing = {
    items: Math.max(0, rule.items - items.length),
    kinds: Math.max(0, rule.kinds - new Set(items.map(({ kind }) => kind)).size),
    deep: rule.deep === 1 && canBeDeep && !shown.some(({ isDeep }) => isDeep) ? (1 as const) : (0 as const),
  };
  const first = shown[0]?.at;
  return {
    statement,
    ...missing,
    isMet: isSpaced && missing.items === 0 && missing.kinds === 0 && missing.deep === 0,
    isSpaced,
    spacedFrom: isSpaced || first === undefined ? null : first + apartMs(rule.days),
  };
}

/** Half a day less than the days: see `threeDaysMs`, which this is for three. */
const apartMs = (days: number): number => Math.max(0, claims.threeDaysMs + (days - 3) * dayMs);
