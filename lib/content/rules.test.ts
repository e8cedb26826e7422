import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { check } from "./check";

const sound = "tests/fixtures/content";
let overlay: string | undefined;
afterEach(() => {
  if (overlay) rmSync(overlay, { recursive: true });
  overlay = undefined;
});

/** Checks the sound tree with one file edited. */
function checkAfter(path: string, edit: (text: string) => string) {
  const text = readFileSync(join(sound, path), "utf8");
  const edited = edit(text);
  if (edited === text) throw new Error(`the edit of ${path} changes nothing`);
  overlay = mkdtempSync(join(tmpdir(), "content-"));
  mkdirSync(dirname(join(overlay, path)), { recursive: true });
  writeFileSync(join(overlay, path), edited);
  const { problems, warnings } = check(sound, [overlay], "2026-11-21");
  const told = (all: typeof problems) => all.map(({ file, line, what }) => `${file.split("/").at(-1)}:${line} ${what}`);
  return { problems: told(problems), warnings: told(warnings) };
}

const topic = "foundations/partial-failure";

describe("rules between files", () => {
  it("wants the weights of a gap to sum to 100", () => {
    expect(checkAfter("gaps.yaml", (text) => text.replace("causality: 20", "causality: 10")).problems).toEqual([
      'gaps.yaml:11 the weights of "consistency" sum to 90',
    ]);
  });

  it("wants a statement of every gap that weighs a topic", () => {
    const { problems } = checkAfter(
      "gaps.yaml",
      (text) => `${text}- id: traffic
  number: 2
  title: { zh: 流量, en: Traffic }
  judgement: { zh: 未涉及。, en: Not touched. }
  statements:
${[1, 2, 3, 4, 5].map((n) => `    - { id: traffic.${n}, text: { zh: 能。, en: Can. } }`).join("\n")}
  weights: { clocks: 100 }
`,
    );
    expect(problems).toContain('topic.yaml:7 no statement of the gap "traffic", which weighs this topic');
  });

  it("finds an unknown source of a claim", () => {
    expect(
      checkAfter(`${topic}/note.en.mdx`, (text) =>
        text.replace('source="lamport78#2">The', 'source="lamport79#2">The'),
      ).problems.join("\n"),
    ).toContain('note.en.mdx:9 the source "lamport79" is not in');
  });

  it("wants a run of ours told in both languages, and a paper by its own title", () => {
    const file = "foundations/clocks/topic.yaml";
    const complaint = /^topic\.yaml:13 .*a run of our own is told in both languages/;
    expect(checkAfter(file, (text) => text.replace("kind: paper", "kind: run")).problems).toEqual([
      expect.stringMatching(complaint),
    ]);
    const inBoth = (text: string) => text.replace(/title: ("Lamport[^"]+")/, "title: { zh: 时钟, en: $1 }");
    expect(checkAfter(file, inBoth).problems).toEqual([expect.stringMatching(complaint)]);
    expect(checkAfter(file, (text) => inBoth(text).replace("kind: paper", "kind: run")).problems).toEqual([]);
  });

  it("finds a claim that only one language makes", () => {
    expect(
      checkAfter(`${topic}/note.en.mdx`, (text) => text.replace('<Claim id="silent"', '<Claim id="mute"')).problems,
    ).toEqual([
      'note.en.mdx:9 the claim "mute" is not in the Chinese note',
      'note.zh.mdx:9 the claim "silent" is not in the English note',
    ]);
  });

  it("finds a probe of an item that does not exist", () => {
    expect(
      checkAfter(`${topic}/note.zh.mdx`, (text) => text.replace("partial-failure.pairs", "partial-failure.pear"))
        .problems[0],
    ).toContain('the item "partial-failure.pear" is not in');
  });

  it("finds a row of the fact base that its topic does not correct", () => {
    expect(
      checkAfter("corrections.yaml", (text) =>
        text.replace("row: 3, topic: null, why: outside of this fixture", "row: 3, topic: clocks"),
      ).problems,
    ).toEqual([
      "note.en.mdx:1 row 3 of the fact base stand in no Correction of this note",
      "note.zh.mdx:1 row 3 of the fact base stand in no Correction of this note",
    ]);
  });

  it("finds a correction of a row that belongs to another topic", () => {
    expect(
      checkAfter("corrections.yaml", (text) =>
        text.replace("row: 1, topic: partial-failure", "row: 1, topic: null, why: not used"),
      ).problems,
    ).toEqual([
      "note.en.mdx:23 row 1 belongs to no topic in corrections.yaml",
      "note.zh.mdx:23 row 1 belongs to no topic in corrections.yaml",
    ]);
  });

  it("lets a second topic set a row right from its own side, and holds it to that", () => {
    const { problems } = checkAfter("corrections.yaml", (text) =>
      text.replace(
        "row: 1, topic: partial-failure",
        "row: 1, topic: null, why: a side view, also: [ partial-failure ]",
      ),
    );
    expect(problems).toEqual([]);
    expect(
      checkAfter("corrections.yaml", (text) =>
        text.replace("row: 3, topic: null", "row: 3, topic: null, also: [ partial-failure ]"),
      ).problems,
    ).toContain("note.en.mdx:1 row 3 of the fact base stand in no Correction of this note");
  });

  it("wants a listing with a tool to have a name, and code.yaml to say how it is checked", () => {
    const fence = (info: string) => (text: string) =>
      text.replace("Slow and dead look alike.", `\`\`\`${info}\nSELECT 1;\n\`\`\``);
    expect(checkAfter(`${topic}/note.en.mdx`, fence("text")).problems).toEqual([]);
    expect(checkAfter(`${topic}/note.en.mdx`, fence("sql")).problems).toEqual([
      "note.en.mdx:44 a listing in sql has no name",
    ]);
    expect(checkAfter(`${topic}/note.en.mdx`, fence("sql one-row")).problems[0]).toContain(
      'note.en.mdx:44 the listing "one-row" is not in',
    );
  });

  it("names the rows that are missing", () => {
    expect(checkAfter("corrections.yaml", (text) => text.replace(/- \{ row: 9,.*\n/, "")).problems).toEqual([
      "corrections.yaml:1 row 9 of the fact base is missing",
    ]);
  });

  it("names a required part that a note lacks", () => {
    const { problems } = checkAfter(`${topic}/note.zh.mdx`, (text) => text.replace("<Ladder />", "见上。"));
    expect(problems).toEqual(["note.zh.mdx:1 the note has 0 Ladder, needs 1"]);
  });

  it("wants the ladder of the first chain to run from L0 to L4", () => {
    expect(checkAfter(`${topic}/chains.yaml`, (text) => text.replace("level: 3", "level: 2")).problems).toEqual([
      "chains.yaml:3 the first five rungs of the first chain are not L0 to L4",
    ]);
  });

  it("draws every diagram, and tells what cannot be drawn at its line", () => {
    expect(checkAfter(`${topic}/note.zh.mdx`, (text) => text.replace("B--xA: 2 答", "B 不答 A")).problems).toEqual([
      'note.zh.mdx:16 the sequence diagram does not understand "B 不答 A"',
    ]);
  });
});

describe("rules of style", () => {
  const stem = (zh: string, en: string) => (text: string) =>
    text.replace(/stem: \{ zh: 没有等到.*\}/, `stem: { zh: "${zh}", en: "${en}" }`);

  it("warns when a stem asks nothing", () => {
    expect(checkAfter(`${topic}/items.yaml`, stem("没有等到回复。", "No reply came.")).warnings).toContain(
      "items.yaml:8 the stem does not end with a question",
    );
  });

  it("warns of a negative word that is not bold", () => {
    const plain = checkAfter(
      `${topic}/items.yaml`,
      stem("下列哪一项不成立？", "Which one does **not** hold?"),
    ).warnings;
    expect(plain).toContain("items.yaml:8 a negative word in the question is not bold");
    const bold = checkAfter(
      `${topic}/items.yaml`,
      stem("下列哪一项**不**成立？", "Which one does **not** hold?"),
    ).warnings;
    expect(bold).not.toContain("items.yaml:8 a negative word in the question is not bold");
  });

  it("refuses an option that speaks of other options", () => {
    expect(
      checkAfter(`${topic}/items.yaml`, (text) => text.replace("zh: 对方已经死了", "zh: 以上都对")).problems,
    ).toEqual(['items.yaml:12 the option "b" speaks of other options']);
  });

  it("warns of a key that is much longer than the other options", () => {
    const { warnings } = checkAfter(`${topic}/items.yaml`, (text) =>
      text.replace("en: Nothing for certain", "en: Nothing for certain can be said before more messages come"),
    );
    expect(warnings.some((each) => /the key is 2\.\d times as long/.test(each))).toBe(true);
  });

  it("warns of an absolute word that stands in distractors only", () => {
    const { warnings } = checkAfter(`${topic}/items.yaml`, (text) =>
      text.replace("zh: 对方已经死了", "zh: 对方总是死了"),
    );
    expect(warnings).toContain("items.yaml:12 an absolute word stands in distractors only");
  });

  it("warns of missing spaces and half-width signs in Chinese, at their line, and leaves code alone", () => {
    const { warnings } = checkAfter(`${topic}/note.zh.mdx`, (text) =>
      text.replace("慢和死分不清。", "慢和Raft分不清, 见`commitIndex`处。\n\n第二段:见下"),
    );
    expect(warnings.filter((each) => /note\.zh\.mdx:4\d/.test(each))).toEqual([
      'note.zh.mdx:44 half-width punctuation beside Han in "ft分不清, 见￼处"',
      'note.zh.mdx:44 no space between Han and Latin in "和Raft分不清,"',
      'note.zh.mdx:44 no space between Han and Latin in "慢和Raft分"',
      'note.zh.mdx:46 half-width punctuation beside Han in "第二段:见下"',
    ]);
  });

  it("warns of a product fact that is out of date", () => {
    const { warnings } = checkAfter(`${topic}/items.yaml`, (text) =>
      text.replace("  sources: [ lamport78#2 ]", "  sources: [ lamport78#2 ]\n  expires: 2026-11-20"),
    );
    expect(warnings).toContain("items.yaml:10 this product fact was good until 2026-11-20");
  });
});

describe("the figure of a hot spot", () => {
  const area = (id: string, element: string, mark: string) =>
    `    - { id: ${id}, element: ${element}, text: { zh: 这里, en: here }, ${mark}, rationale: { zh: 因为。, en: Because. } }`;
  const checkSpot = (zh: string, last = "B") =>
    checkAfter(
      "foundations/clocks/items.yaml",
      (text) => `${text}- id: clocks.spot
  revision: 1
  kind: hot-spot
  heading: what-it-is
  statements: [ consistency.1 ]
  difficulty: 1
  seconds: 30
  stem: { zh: 错在哪里？, en: Where does it go wrong? }
  sources: [ lamport78#2 ]
  figure:
    zh: ${JSON.stringify(zh)}
    en: ${JSON.stringify("sequenceDiagram\n  A->>B: ask\n  B-->>A: reply")}
  alt: { zh: 甲问，乙答, en: A asks and B replies }
  areas:
${area("ask", "m1", "key: true")}
${area("reply", "m2", "misconception: clocks-agree")}
${area("other", last, "misconception: timeout-means-dead")}
`,
    );
  const problemsOf = (zh: string, last?: string) => checkSpot(zh, last).problems;
  const sound = "sequenceDiagram\n  A->>B: 问\n  B-->>A: 答";

  it("is drawn in both languages, with every area in it", () => {
    expect(problemsOf(sound)).toEqual([]);
  });
  it("is told of where an area is not in it, once for each language that lacks it", () => {
    expect(problemsOf(sound, "C")).toEqual(
      ["en", "zh"].map((locale) => `items.yaml:47 the element "C" of the area "other" is not in figure.${locale}`),
    );
    expect(problemsOf("sequenceDiagram\n  A->>B: 问")).toEqual([
      'items.yaml:46 the element "m2" of the area "reply" is not in figure.zh',
    ]);
  });
  it("is told of where it cannot be drawn, with the line in it", () => {
    expect(problemsOf(`${sound}\n  A 问 B`)).toEqual([
      'items.yaml:41 figure.zh, line 4: the sequence diagram does not understand "A 问 B"',
    ]);
    expect(problemsOf("stateDiagram-v2\n  A --> B")).toEqual([
      "items.yaml:41 figure.zh, line 1: the figure is neither a sequence diagram nor a flowchart",
    ]);
  });
  it("may have quotes and brackets beside Han, which would be warned of in prose", () => {
    const { warnings } = checkSpot('flowchart TD\n  A["甲"] -->|问| B["乙"]\n  B -->|答| A');
    expect(warnings.filter((each) => each.startsWith("items.yaml:41"))).toEqual([]);
  });
});
