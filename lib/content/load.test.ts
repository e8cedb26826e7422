import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { itemsOf, loadContent } from "./load";

const sound = "tests/fixtures/content";
let overlay: string | undefined;
afterEach(() => {
  if (overlay) rmSync(overlay, { recursive: true });
  overlay = undefined;
});

/** The sound tree with some files written over. */
function loadWith(files: Record<string, string>) {
  overlay = mkdtempSync(join(tmpdir(), "content-"));
  for (const [path, text] of Object.entries(files)) {
    const place = join(overlay, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  return loadContent(sound, [overlay]);
}

const told = (content: ReturnType<typeof loadContent>) =>
  content.problems.map(({ file, line, what }) => `${file.replace(`${overlay}/`, "")}:${line} ${what}`);

describe("loading", () => {
  it("lists topics in the order of tracks.yaml, whatever the order of folders", () => {
    expect(loadContent(sound).topics.map(({ id }) => id)).toEqual(["partial-failure", "clocks"]);
  });

  it("gives an item the topic of its folder, and none to an item of a gap", () => {
    const byId = new Map(itemsOf(loadContent(sound)).map((item) => [String(item.id), item.topic]));
    expect(byId.get("clocks.silence")).toBe("clocks");
    expect(byId.get("consistency.stale")).toBeNull();
  });

  it("tells every problem of a file, each at the line of its own key", () => {
    const content = loadWith({
      "glossary.yaml": [
        "- id: partial-failure",
        "  zh: 部分失效",
        "  en: 3",
        "  pinyin: bu fen",
        "  colour: red",
        "  text: { zh: 甲 }",
      ].join("\n"),
    });
    expect(told(content)).toEqual([
      "glossary.yaml:3 en must be a string",
      "glossary.yaml:6 text has no English text",
      'glossary.yaml:5 "colour" is not a key of this place',
    ]);
  });

  it("says what became of a text whose comma ended it", () => {
    const content = loadWith({
      "glossary.yaml":
        "- { id: lease, zh: 租约, en: Lease, pinyin: zu yue, text: { zh: 甲, en: A lease, with an end } }",
    });
    expect(content.problems.map(({ what, mend }) => `${what}: ${mend}`)).toEqual([
      '"with an end" is not a key of this place: put the text before it in quotes: its comma ended it',
    ]);
  });

  it("goes on after a broken file", () => {
    const content = loadWith({ "foundations/clocks/topic.yaml": "id: [ clocks" });
    expect(content.topics.map(({ topic }) => topic?.id)).toEqual(["partial-failure", undefined]);
    expect(told(content)).toHaveLength(1);
  });

  it("says which file is missing", () => {
    const content = loadWith({ "foundations/causality/topic.yaml": "" });
    expect(told(content)).toContain(
      "tests/fixtures/content/foundations/causality/note.en.mdx:1 there is no English note",
    );
  });

  it("checks an item by the schema of its kind", () => {
    const content = loadWith({
      "gaps/consistency/items.yaml": `- id: consistency.stale
  revision: 1
  kind: single-choice
  statements: [ consistency.2 ]
  difficulty: 9
  seconds: 30
  stem: { zh: 哪一个？, en: Which one? }
  sources: [ lamport78#2 ]
  options:
    - { id: a, text: { zh: 甲, en: A }, rationale: { zh: 因为。, en: Because. } }
    - { id: b, text: { zh: 乙, en: B }, misconception: clocks-agree, rationale: { zh: 因为。, en: Because. } }
`,
    });
    expect(told(content)).toEqual([
      "gaps/consistency/items.yaml:5 difficulty is 9",
      'gaps/consistency/items.yaml:10 the option "a" is no key and names no misconception',
      "gaps/consistency/items.yaml:9 options has 0 keys",
    ]);
  });
});
