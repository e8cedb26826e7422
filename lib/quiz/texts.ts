/**
 * The catalog travels as two files. `catalog.json` is what a learner's state is folded from and what is chosen by: ids,
 * keys, weights. `questions.json` holds the words of the questions, most of the bytes, for pages that ask or show
 * questions; a note prints its own.
 */
import { Fault } from "../fault";
import type { Catalog, Item } from "./catalog";

/** The words of all questions, in the order in which a walk through the items comes upon them. */
export type QuestionTexts = { revision: string; texts: string[] };

/** Fields that only a reader needs: no scorer, no guess and no choice looks at them. texts.test.ts holds that over the bank. */
const ofReaders: ReadonlySet<string> = new Set([
  "stem",
  "assumptions",
  "text",
  "prompt",
  "rationale",
  "working",
  "finding",
  "figure",
  "alt",
  "debrief",
  "terms",
  "sources",
]);

/** A listing's lines and a cloze's blanks are counted by who judges whether an old answer still fits. */
const isKept = (item: Item, within: string): boolean =>
  (within === "listing" && item.kind === "code-reading") || (within === "spec" && item.kind === "fill-in");

/** The catalog without the words of its questions, and the words. */
export function partTexts(catalog: Catalog): { index: Catalog; texts: QuestionTexts } {
  const texts: string[] = [];
  const items = catalog.items.map((item) =>
    eachText(item, (text) => {
      texts.push(text);
      return "";
    }),
  );
  return { index: { ...catalog, items }, texts: { revision: catalog.revision, texts } };
}

/**
 * The whole catalog again.
 * @throws Fault when index and words are of different content, as while a new version of the site is being put in place
 */
export function withTexts(index: Catalog, { revision, texts }: QuestionTexts): Catalog {
  let next = 0;
  const items = index.items.map((item) => eachText(item, () => texts[next++] ?? ""));
  if (revision !== index.revision || next !== texts.length)
    throw new Fault({
      what: "the questions on the way here are of another version of the site",
      where: "questions.json",
      mend: "reload the page",
    });
  return { ...index, items };
}

/** The item with every text of a reader's field replaced. Pure. */
function eachText(item: Item, replace: (text: string) => string): Item {
  /** `within`: the field that holds the value; in a list, the field of the list. */
  const walk = (value: unknown, within: string, isOfReaders: boolean): unknown => {
    if (typeof value === "string") return isOfReaders ? replace(value) : value;
    if (Array.isArray(value)) return value.map((each) => walk(each, within, isOfReaders));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, walk(each, key, ofReaders.has(key) && !isKept(item, within))]),
    );
  };
  return walk(item, "", false) as Item;
}
