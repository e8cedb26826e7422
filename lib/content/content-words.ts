/**
 * The words of a text that carry its meaning, for rules that compare texts: Latin words without function words and endings,
 * and for Chinese, which has no spaces, every two characters that stand together, without those that hold a function
 * character. Crude on purpose: it has no dictionary to keep.
 */
import { type Locale, locales, type Text } from "../i18n/locales";

const englishFunctionWords = new Set(
  `a about after again all also although am an and any are as at be because been before being between both but by can
  cannot could did do does doing done down during each either else even every few for from further get gets give given
  gives go goes had has have having he her here him his how however i if in into is it its itself just least less let
  lets like made make makes many may me might more most much must my need needs neither no nor not nothing now of off on
  once one only or other others our out over own per put puts rather same she should since so some still such take takes
  than that the their them then there these they this those though through to too two under until up upon us very was
  we were what when where whether which while who whole whom whose why will with within without would yet you your`
    .split(/\s+/)
    .filter(Boolean),
);

/** Characters that build sentences rather than name things; a pair that holds one of them is no word. */
const chineseFunctionCharacters = new Set(
  "的了着过是在有和与或及也都就才还又再只不没无非被把让使给对向从到由于以为因所而但若如则即便虽然且并这那其此该各每某哪谁什么怎样何几多少一二两个些种次条件处时候里中上下前后内外间会能可要应须得很更最太已正将来去说做用吗呢吧之者们它他她我你您自己本同",
);

const latinWord = /[A-Za-z][A-Za-z0-9]*(?:[-_'’.][A-Za-z0-9]+)*/g;
const hanRun = /\p{Script=Han}+/gu;

/** Plural, past and -ing endings off, so that a word is found again in another form. */
export function root(word: string): string {
  const bare = word.toLowerCase().replace(/['’]s$/, "");
  if (bare.length > 5 && bare.endsWith("ing")) return bare.slice(0, -3);
  if (bare.length > 4 && bare.endsWith("ies")) return `${bare.slice(0, -3)}y`;
  if (bare.length > 4 && bare.endsWith("ed")) return bare.slice(0, -2);
  if (bare.length > 4 && /(?:s|x|z|ch|sh)es$/.test(bare)) return bare.slice(0, -2);
  if (bare.length > 3 && bare.endsWith("s") && !bare.endsWith("ss")) return bare.slice(0, -1);
  return bare;
}

/** Content words of a text, each once. Formatting marks are passed over; a word in code counts as any other. */
export function contentWordsIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const [word] of text.matchAll(latinWord)) {
    if (word.length > 2 && !englishFunctionWords.has(word.toLowerCase())) found.add(root(word));
  }
  for (const [run] of text.matchAll(hanRun)) for (const pair of pairsOf(run)) found.add(pair);
  return found;
}

function* pairsOf(run: string): Generator<string> {
  const characters = [...run];
  for (let at = 0; at + 1 < characters.length; at++) {
    const [one, other] = [characters[at] ?? "", characters[at + 1] ?? ""];
    if (!chineseFunctionCharacters.has(one) && !chineseFunctionCharacters.has(other)) yield one + other;
  }
}

type Bank = readonly { stem: Text; assumptions?: Text | undefined; spec: unknown }[];

/** A word is rare when it stands in at most 3% of the items of a bank, or in two of them. */
export function rarityIn(bank: Bank): (word: string, locale: Locale) => boolean {
  const spread = spreadIn(bank);
  const most = Math.max(2, bank.length * 0.03);
  return (word, locale) => (spread[locale].get(word) ?? 0) <= most;
}

/** What a word tells, in nats: the logarithm of one over the share of items that hold it. */
export function weightsIn(bank: Bank): (word: string, locale: Locale) => number {
  const spread = spreadIn(bank);
  return (word, locale) => Math.log(bank.length / Math.max(1, spread[locale].get(word) ?? 1));
}

/** In how many items each word stands: in what is asked, and in what stands to choose from. */
function spreadIn(bank: Bank): Record<Locale, Map<string, number>> {
  const spread = { zh: new Map<string, number>(), en: new Map<string, number>() };
  for (const { stem, assumptions, spec } of bank) {
    for (const locale of locales) {
      const said = [stem[locale], assumptions?.[locale] ?? "", ...choosableTexts(spec, locale)].join("\n");
      for (const word of contentWordsIn(said)) spread[locale].set(word, (spread[locale].get(word) ?? 0) + 1);
    }
  }
  return spread;
}

/** The `text` of everything below a kind's own keys, and no rationale. */
function choosableTexts(value: unknown, locale: Locale): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => choosableTexts(each, locale));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    if (key === "text" || key === "flip") return typeof each?.[locale] === "string" ? [each[locale]] : [];
    return choosableTexts(each, locale);
  });
}
