import { describe, expect, it } from "vitest";
import { readNote, wordsIn } from "./note";
import type { Problem } from "./problem";

const front = "---\nlocale: zh\ntitle: 标题\nanswer: 答案。\n---\n";
function read(body: string) {
  const problems: Problem[] = [];
  const note = readNote("note.zh.mdx", `${front}\n${body}\n`, problems);
  return { note, told: problems.map(({ line, what }) => `${line} ${what}`) };
}

describe("reading a note", () => {
  it("keeps the line numbers of the file, front matter included", () => {
    expect(read("## 提交 {/*commit*/}").note.headings).toEqual([{ id: "commit", text: "提交", depth: 2, line: 7 }]);
  });

  it("asks for an id on every heading", () => {
    expect(read("## 提交").told).toEqual(['7 the heading "提交" has no id']);
  });

  it.each([
    ["an import", "import X from 'x'", "no import and no export"],
    ["an export", "export const x = 1", "no import and no export"],
    ["an expression", "一加一是 {1 + 1}。", "no {expression}"],
    ["an expression in an attribute", '<Source ref={"a"} />', "{expression} as attribute"],
    ["raw HTML", "<div>甲</div>", "no raw HTML"],
  ])("refuses %s", (_, body, what) => {
    const { told } = read(body);
    expect(told[0]).toContain(what);
  });

  it("asks for the attributes of a name and refuses others", () => {
    expect(read('<Claim id="a" colour="red">甲</Claim>').told).toEqual([
      '7 <Claim> has no attribute "colour"',
      "7 <Claim> lacks source",
    ]);
  });

  it("keeps what other files must confirm", () => {
    const { note } = read(
      '<Claim id="a" source="x#1 y">甲</Claim>\n\n<Correction row="91 92" source="x#2" said="甲" right="乙" />\n\n<Probe item="t.a" />',
    );
    expect(note.claims).toEqual([{ id: "a", citations: ["x#1", "y"], line: 7 }]);
    expect(note.corrections[0]?.rows).toEqual([91, 92]);
    expect(note.citations.map(({ citation }) => citation)).toEqual(["x#1", "y", "x#2"]);
    expect(note.probes).toEqual([{ item: "t.a", line: 11 }]);
  });

  it("closes bold text between a full-width quote and a Han letter", () => {
    const { note, told } = read("他说**“提交”**是，又说**“复制”**与**落盘**。");
    expect(told).toEqual([]);
    expect(note.runs[0]?.pieces.map(({ text }) => text)).toEqual([
      "他说",
      "“提交”",
      "是，又说",
      "“复制”",
      "与",
      "落盘",
      "。",
    ]);
  });

  it("tells of a ** that has no partner", () => {
    expect(read("他说**提交是。").told).toEqual(["7 a ** neither opens nor closes bold text here"]);
  });

  it("counts Han characters and Latin words, without code and attributes", () => {
    expect(wordsIn("用 Raft 的 3 个节点, read-only")).toBe(7);
    expect(
      read('甲乙 `commitIndex` <Claim id="a" source="x">丙 quorum</Claim>\n\n```go\nfunc main() {}\n```').note.words,
    ).toBe(4);
  });
});
