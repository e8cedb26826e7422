/**
 * One tokenizer for what is indexed and what is asked. Chinese is cut into single characters and pairs, since word
 * segmenters differ between browsers and would find in one what they miss in another; Latin words and numbers are kept
 * whole, in lower case. Both sides are brought to NFKC first, so that full-width letters and digits are found too.
 */
const runs = /\p{Script=Han}+|[\p{L}\p{N}]+/gu;
const han = /^\p{Script=Han}/u;
/** A Latin run that touches Han ("第3题", "Raft选举") ends where the Han begins. */
const splitScripts = /\p{Script=Han}+|[^\p{Script=Han}]+/gu;
/** "ReadIndex" is indexed as itself and as its parts, so that "read index" finds it. */
const camelParts = /\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{N}+/gu;

const runsOf = (text: string): string[] =>
  (text.normalize("NFKC").match(runs) ?? []).flatMap((run) => run.match(splitScripts) ?? []);

const pairsOf = (characters: string[]): string[] =>
  characters.slice(1).map((character, at) => characters[at] + character);

/** Tokens under which a text is found: every character and pair of Chinese, every word, every part of a camelCase word. */
export function indexTokens(text: string): string[] {
  return runsOf(text).flatMap((run) => {
    if (han.test(run)) {
      const characters = [...run];
      return [...characters, ...pairsOf(characters)];
    }
    const parts = run.match(camelParts) ?? [];
    return parts.length > 1 ? [run.toLowerCase(), ...parts.map((part) => part.toLowerCase())] : [run.toLowerCase()];
  });
}

/**
 * Tokens that a question asks for: pairs where Chinese has two characters or more, since a pair is rarer than either of
 * its characters; a lone character stands for itself. Always a subset of what the same text is indexed under.
 */
export function queryTokens(text: string): string[] {
  return runsOf(text).flatMap((run) => {
    if (!han.test(run)) return [run.toLowerCase()];
    const characters = [...run];
    return characters.length === 1 ? characters : pairsOf(characters);
  });
}

/** Whether a token is Chinese: those are matched exactly, Latin words by prefix and with a slip of the hand. */
export const isHan = (token: string): boolean => han.test(token);
