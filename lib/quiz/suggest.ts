/**
 * Which ticks of a rubric a text seems to cover: terms found in it, with their places, so that a screen can show why. No
 * model and no score: whether the words make an answer is for the learner to say.
 */
import type { Tick } from "./rubric";

/** Words of the text that stand for a term of a tick. `from` and `to`: places in the text as it was given, `to` exclusive. */
export type Match = {
  term: string;
  from: number;
  to: number;
  /** A negation stands right before it: "not the majority". */
  isDoubted: boolean;
};

export type Suggestion = {
  tick: string;
  /**
   * suggested: enough of its terms stand in the text; doubted: enough only with those behind a negation; open: too few, or
   * the tick has no terms.
   */
  state: "suggested" | "doubted" | "open";
  /** In the order of the text. */
  matches: Match[];
};

export type Suggestions = {
  ticks: Suggestion[];
  /** The text is hardly more than terms in a row: it names the words and says nothing with them. */
  isList: boolean;
};

/**
 * Reads both languages at once: answers mix them. A tick lists concepts, the same one at the same place in `zh` and `en`;
 * lists of different length are read as one concept said in several ways.
 */
export function suggest(text: string, ticks: readonly Tick[]): Suggestions {
  const words = wordsOf(text);
  const found = ticks.map((tick) => ({ tick, concepts: conceptsOf(tick).map((terms) => findAll(terms, words, text)) }));
  const matches = found.flatMap(({ concepts }) => concepts.flat());
  return {
    ticks: found.map(({ tick, concepts }) => {
      const said = concepts.filter((each) => each.some(({ isDoubted }) => !isDoubted)).length;
      const named = concepts.filter((each) => each.length > 0).length;
      const wanted = enoughOf(concepts.length);
      const state =
        concepts.length === 0 ? "open" : said >= wanted ? "suggested" : named >= wanted ? "doubted" : "open";
      return { tick: tick.id, state, matches: concepts.flat().sort(inOrder) };
    }),
    isList: isListOf(matches, words),
  };
}

/**
 * How many of a tick's concepts make it suggested: half, rounded up. Measured over the 94 rubrics of chains and open
 * questions that have terms, both languages: the median share of suggested ticks is 0, .25 and .75 for the weak, the fair
 * and the strong anchor (means .05, .26, .68), and a strong anchor of another topic has .02 on average. One concept is a
 * little more everywhere (means .05, .29, .71, elsewhere .03); all of them is too much to ask (medians 0, 0, .33).
 */
const enoughOf = (concepts: number): number => Math.ceil(concepts / 2);

function conceptsOf({ terms }: Tick): string[][] {
  if (!terms) return [];
  const { zh, en } = terms;
  const paired = zh.length === en.length ? zh.map((term, index) => [term, en[index] ?? term]) : [[...zh, ...en]];
  return paired.filter((each) => each.length > 0);
}

/** A Han character, or a Latin word or number: what a term is compared by. */
type Word = {
  /** Lower case, half width. */
  raw: string;
  /** Without its ending, see stem. */
  stem: string;
  from: number;
  to: number;
  /** Stands against the one before without a sign that parts them: a term may run over both. */
  isJoined: boolean;
  /** Counts from 0 with every end of a sentence. */
  sentence: number;
};

/** A Han character, a plural of capitals ("ACKs"), the parts of "readIndex", any other word, a number ("24,000"). */
const parted =
  /\p{Script=Han}|\p{Lu}{2,}s(?!\p{L})|\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|(?:(?!\p{Script=Han})\p{L})+|\d{1,3}(?:,\d{3})+(?!\d)|\p{N}+/gu;
const joining = /^(?:\s*|\s?[-_/·]\s?|\.)$/;
const ending = /[。！？；!?;\n]|\.\s/;

/** The words of a text with their places in it as it was given. "readIndex" and "read-index" are both read and index. */
function wordsOf(text: string): Word[] {
  const { plain, signs } = plainOf(text);
  let end = 0;
  let sentence = 0;
  return Array.from(plain.matchAll(parted), ({ 0: found, index }, order): Word => {
    const gap = plain.slice(end, index);
    if (order > 0 && ending.test(gap)) sentence++;
    end = index + found.length;
    const raw = found.replace(/(?<=^\p{Lu}{2,})s$|(?<=\d),(?=\d)/gu, "").toLowerCase();
    const isJoined = order > 0 && joining.test(gap);
    return { raw, stem: stem(raw), from: signs[index]?.from ?? 0, to: signs[end - 1]?.to ?? 0, isJoined, sentence };
  });
}

/** The text in NFKC, sign by sign, and for each of its units the sign of the given text that it comes from. */
function plainOf(text: string): { plain: string; signs: { from: number; to: number }[] } {
  let plain = "";
  const signs: { from: number; to: number }[] = [];
  for (const { 0: sign, index } of text.matchAll(/\P{M}\p{M}*|\p{M}+/gsu)) {
    const same = sign.normalize("NFKC");
    for (let unit = 0; unit < same.length; unit++) signs.push({ from: index, to: index + sign.length });
    plain += same;
  }
  return { plain, signs };
}

/** English endings, as far as they part a term from its other forms: plural, -ing, -ed, a silent e. */
function stem(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  const bare = word
    .replace(/(?<=[a-z]{2})(?:ies|ied)$/, "y")
    .replace(/(?<=s|x|z|ch|sh)es$|(?<=[^siu])s$/, "")
    .replace(/(?<=[aeiouy][a-z]+)(?:ing|ed)$/, "");
  // "committed" has doubled its t, "flush" nothing.
  const single = bare === word ? bare : bare.replace(/(?<=..)([bdgmnprt])\1$/, "$1");
  return single.length > 3 ? single.replace(/e$/, "") : single;
}

const fillers = new Set(["a", "an", "the", "of", "to", "is", "it", "its", "in", "on", "by", "and"]);

/** A term as what must stand in the text: parts near to each other, in any order, each made of words that stand together. */
function partsOf(term: string): string[] {
  const pieces = term.trim().split(/\s+/);
  const content = pieces.filter((piece) => !fillers.has(piece.toLowerCase()));
  const parts = (content.length > 0 ? content : pieces).map((piece) => joinedOf(wordsOf(piece)));
  return parts.filter((part) => part !== "");
}

/** Words as one, without the ending of the last: "read-index", "readIndex" and "readindex" are the same. */
const joinedOf = (words: readonly Word[]): string =>
  words.map(({ raw, stem }, index) => (index === words.length - 1 ? stem : raw)).join("");

type Span = { first: number; last: number };

/** Where a part stands: spans of words that stand together and make it up. */
function spansOf(part: string, words: readonly Word[]): Span[] {
  return words.flatMap((_, first): Span[] => {
    let before = "";
    for (let last = first; last < words.length; last++) {
      const word = words[last] as Word;
      if (last > first && !word.isJoined) return [];
      if (before + word.stem === part) return [{ first, last }];
      before += word.raw;
      if (!part.startsWith(before)) return [];
    }
    return [];
  });
}

/** How far apart the parts of a term may stand, in Han characters; a Latin word counts as two. */
const window = 8;

function findAll(terms: readonly string[], words: readonly Word[], text: string): Match[] {
  const found = terms.flatMap((term) => {
    const [first = [], ...others] = partsOf(term).map((part) => spansOf(part, words));
    const near = others.map((spans) => new Map(spans.map((span) => [span.first, span])));
    return first.flatMap((span): Match[] => {
      const whole = near.reduce<Span | undefined>((sofar, spans) => sofar && widened(sofar, spans, words), span);
      if (!whole) return [];
      const { from, to } = { from: words[whole.first]?.from ?? 0, to: words[whole.last]?.to ?? 0 };
      return [{ term, from, to, isDoubted: isNegated(text.slice(Math.max(0, from - 40), from)) }];
    });
  });
  // Two terms of a concept may lie in one place ("持有人", "持有"): the longer one is shown.
  let end = 0;
  return found.sort(inOrder).filter(({ to }) => {
    const isNew = to > end;
    end = Math.max(end, to);
    return isNew;
  });
}

/** By place, and of those that begin together the longer one first. */
const inOrder = (one: Match, other: Match): number => one.from - other.from || other.to - one.to;

/** The span with the nearest of `spans`, by their first words, taken in, if one is near enough and in the same sentence. */
function widened(sofar: Span, spans: ReadonlyMap<number, Span>, words: readonly Word[]): Span | undefined {
  const sentence = words[sofar.first]?.sentence;
  let best: { span: Span; gap: number } | undefined;
  // A word is at least one wide; a part before may be as long as the window itself.
  for (let first = sofar.first - 2 * window; first <= sofar.last + 1 + window; first++) {
    const span = spans.get(first);
    if (!span || (span.last >= sofar.first && span.first <= sofar.last)) continue;
    if (words[first]?.sentence !== sentence) continue;
    const gap = gapBetween(sofar, span, words);
    if (gap <= (best ? best.gap - 1 : window)) best = { span, gap };
  }
  return best && { first: Math.min(sofar.first, best.span.first), last: Math.max(sofar.last, best.span.last) };
}

function gapBetween(one: Span, other: Span, words: readonly Word[]): number {
  const [left, right] = one.first < other.first ? [one, other] : [other, one];
  return words
    .slice(left.last + 1, right.first)
    .reduce((sum, { raw }) => sum + (/^\p{Script=Han}$/u.test(raw) ? 1 : 2), 0);
}

/** A negation at the end of what stands before a term, with a small word between at most. */
const negations = [
  /(?:不会|没有|不是|并非|而非|不能|无法|不用|不必|不要|不等|不再|从不|绝不|不需要|无需|未曾|没|未|无)(?:再|任何|被|去|先|真正|立即|把|让|在|有)?\s*$/,
  /(?<!得)不(?:被|去|先|再|在|把|让)?\s*$/,
  /(?:\b(?:not|never|no|without|cannot|neither|nor)|n['’]t)\s+(?:(?:a|an|the|any|be|been|have|has|to|need|needs)\s+){0,2}$/i,
];
/** Ends like one, and is none: a question ("会不会"), a must ("不得不"), "not only". */
const noNegation = /(?:会不会|有没有|是不是|能不能|要不要|得不|not\s+only\s+(?:the\s+|a\s+)?)\s*$/i;

const isNegated = (before: string): boolean =>
  !noNegation.test(before) && negations.some((negation) => negation.test(before));

/**
 * From this share of its words on, in at least so many terms, a text counts as a list of them. Measured on the chains: of
 * the words of an anchor at most .48 are terms of its rung, of a rung's terms in a row nearly all.
 */
const listFrom = 0.6;
const listTerms = 3;

function isListOf(matches: readonly Match[], words: readonly Word[]): boolean {
  const inTerms = new Set(matches.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)));
  const covered = words.filter(({ from }) => inTerms.has(from)).length;
  return new Set(matches.map(({ term }) => term)).size >= listTerms && covered >= listFrom * words.length;
}
