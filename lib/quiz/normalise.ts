/**
 * One form for a word or a command as people type it in Chinese and English, so that two answers that differ in nothing
 * but typing are equal: full and half width, case, runs of spaces, typographic punctuation, a full stop at the end.
 */

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Signs that NFKC leaves apart though they are typed for one another. */
const plainSigns: readonly [RegExp, string][] = [
  [/[‘’‚‛′`´「」]/g, "'"],
  [/[“”„‟″『』«»]/g, '"'],
  [/[‐‑‒–—―−]/g, "-"],
  [/[、]/g, ","],
  [/[。]/g, "."],
  [/[【〔]/g, "["],
  [/[】〕]/g, "]"],
  [/[〈《]/g, "<"],
  [/[〉》]/g, ">"],
  [/[～〜]/g, "~"],
];

/** No width and no meaning in an answer: zero-width spaces and joiners, the soft hyphen, the byte order mark, bidi marks. */
const invisible = /[\u200B-\u200F\u2060\uFEFF\u00AD]/g;
const han = String.raw`\p{Script=Han}`;

/**
 * Pure and idempotent. Spaces at the ends go; between words they become one; next to a Han character they mean nothing
 * and go. Punctuation at the end goes, unless there is nothing else.
 * @param isCaseSensitive keeps upper and lower case apart
 */
export function normalise(text: string, isCaseSensitive = false): string {
  const typed = withPowers(text.replace(invisible, "")).normalize("NFKC");
  const cased = isCaseSensitive ? typed : typed.toLowerCase().normalize("NFKC");
  const signed = plainSigns.reduce((each, [signs, plain]) => each.replace(signs, plain), cased);
  const spaced = signed
    .replace(/\s+/g, " ")
    .trim()
    .replace(new RegExp(`(?<=${han}) | (?=${han})`, "gu"), "");
  return spaced.replace(/[\s.,;:!?]+$/, "") || spaced;
}

/** 10⁶ as 10^6: NFKC would make it a hundred and six. */
const withPowers = (text: string): string =>
  text.replace(/([⁺⁻]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, sign: string, digits: string) => {
    const power = Array.from(digits, (digit) => superscripts.indexOf(digit)).join("");
    return `^${sign === "⁻" ? "-" : ""}${power}`;
  });
