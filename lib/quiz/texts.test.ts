import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { authoredCatalog } from "../../tests/authored";
import type { Catalog, Item } from "./catalog";
import { fits } from "./fits";
import { guessOf, isSelfMarked, keyResponse, scoreItem } from "./score";
import { partTexts, type QuestionTexts, withTexts } from "./texts";

let catalog: Catalog;
let index: Catalog;
let texts: QuestionTexts;
beforeAll(() => {
  catalog = authoredCatalog("zh");
  ({ index, texts } = partTexts(catalog));
});

const pairs = (): [whole: Item, bare: Item][] => catalog.items.map((item, place) => [item, index.items[place] as Item]);

describe("the words of the questions, apart from the catalog", () => {
  it("come together to the catalog that was parted", () => {
    const read = <T>(value: T): T => JSON.parse(JSON.stringify(value));
    expect(withTexts(read(index), read(texts))).toEqual(read(catalog));
  });

  it("are most of it", () => {
    const bytes = (value: unknown) => gzipSync(JSON.stringify(value)).length;
    expect(bytes(texts)).toBeGreaterThan(2 * bytes(index.items));
    expect(index.items.every(({ stem }) => stem === "")).toBe(true);
  });

  it("are missed by no scorer: marks, observations, guesses and what still fits are the same without them", () => {
    for (const [whole, bare] of pairs()) {
      expect([whole.id, guessOf(bare), isSelfMarked(bare)]).toEqual([whole.id, guessOf(whole), isSelfMarked(whole)]);
      for (const seed of [1, 2]) {
        const key = keyResponse(whole, seed);
        // The right answer, one of another seed, the answers of another item of the kind, and none.
        const strangers = catalog.items.filter(({ kind, id }) => kind === whole.kind && id !== whole.id).slice(0, 3);
        const responses = [key, keyResponse(whole, seed + 7), {}, ...strangers.map((each) => keyResponse(each, seed))];
        for (const response of responses) {
          expect([whole.id, scoreItem(bare, response, seed)]).toEqual([whole.id, scoreItem(whole, response, seed)]);
          expect([whole.id, fits(bare, response, seed)]).toEqual([whole.id, fits(whole, response, seed)]);
        }
      }
    }
  });

  it("are refused beside a catalog of other content", () => {
    expect(() => withTexts({ ...index, revision: "other" }, texts)).toThrow(/another version of the site/);
    expect(() => withTexts(index, { ...texts, texts: texts.texts.slice(1) })).toThrow(/another version of the site/);
  });
});
