import { describe, expect, it } from "vitest";
import { drawDiagram } from "./diagram";

const kinds = {
  flowchart: 'flowchart LR\n  subgraph n["节点"]\n    A[客户端] --> B{"有租约？"}\n  end\n  B -->|是| C[(存储)]',
  sequence:
    "sequenceDiagram\n  participant A as 客户端\n  A->>B: 1 写 x\n  B-->>A: 2 回复\n  A-xB: 丢失\n  loop 重试\n  B->>B: 落盘\n  end",
  state: "stateDiagram-v2\n  [*] --> 跟随者\n  跟随者 --> 候选人: 超时\n  候选人 --> 跟随者: 更大任期",
  class: "classDiagram\n  class Lock {\n    +acquire() bool\n  }\n  Lock <|-- RedisLock",
  entity: "erDiagram\n  A ||--o{ B : has",
};

const textsOf = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, words]) => words);
const boxOf = (svg: string) =>
  (/viewBox="([^"]+)"/.exec(svg)?.[1] ?? "").split(" ").map(Number) as [number, number, number, number];

describe("diagrams", () => {
  it.each(Object.entries(kinds))("draws a %s without ids and without anything from elsewhere", (_, text) => {
    const svg = drawDiagram(text, "wide", "说明");
    expect(svg).not.toMatch(/@import|<style|https?:|\sid=|url\(/);
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-label="说明">/);
    expect(svg).not.toMatch(/var\(--_/);
  });

  it.each(Object.entries(kinds))("keeps the text of a %s at 12 px or more at its printed width", (_, text) => {
    const svg = drawDiagram(text, "wide", "");
    const scale = Number(/ width="(\d+)"/.exec(svg)?.[1]) / boxOf(svg)[2];
    for (const [, size] of svg.matchAll(/font-size="([\d.]+)"/g))
      expect(Number(size) * scale).toBeGreaterThanOrEqual(11.95);
  });

  it("rounds places and never a number in a label", () => {
    const svg = drawDiagram("flowchart TD\n  A[等 0.25 s] -->|1.125 倍| B[完成]", "wide", "");
    expect(textsOf(svg)).toEqual(expect.arrayContaining(["等 0.25 s", "1.125 倍"]));
    expect(svg.replace(/>[^<]*</g, "><")).not.toMatch(/\d\.\d{2,}/);
  });

  it("keeps every label of a sequence inside the drawing, wide and narrow", () => {
    const long =
      "sequenceDiagram\n  participant A as 很长很长的名字一\n  participant B as 乙\n  participant C as 丙\n  A->>B: 3 一句相当长的说明，放不进两列之间的空当里\n  Note over C: 右边缘上的一条笔记也要留在图里";
    for (const size of ["wide", "narrow"] as const) {
      const svg = drawDiagram(long, size, "");
      const [, , width] = boxOf(svg);
      expect(width).toBeLessThanOrEqual(size === "wide" ? 646 : 340);
      for (const [, x, anchor, words = ""] of svg.matchAll(
        /<text x="([\d.]+)"[^>]*text-anchor="(\w+)"[^>]*>([^<]*)</g,
      )) {
        const half = anchor === "middle" ? ([...words].length * 12.6) / 2 : 0;
        expect(Number(x) - half).toBeGreaterThanOrEqual(-8);
        expect(Number(x) + half).toBeLessThanOrEqual(width + 8);
      }
    }
  });

  it("turns the number at the start of a label into a badge", () => {
    expect(textsOf(drawDiagram("sequenceDiagram\n  A->>B: 12 写 x", "wide", ""))).toEqual(["A", "B", "写 x", "12"]);
  });

  it("gives a lost message a cross and a reply a hollow head", () => {
    expect(drawDiagram("sequenceDiagram\n  A-xB: 写", "wide", "")).toContain('stroke="var(--bad)"');
    expect(drawDiagram("sequenceDiagram\n  A-->>B: 好", "wide", "")).toContain('Z" fill="var(--bg)"');
  });

  it("lets a state diagram run down from where it starts", () => {
    const svg = drawDiagram(kinds.state, "narrow", "");
    const rowOf = (words: string) =>
      Number(new RegExp(`<text x="[\\d.]+" y="([\\d.]+)"[^>]*>${words}<`).exec(svg)?.[1]);
    expect(rowOf("跟随者")).toBeLessThan(rowOf("候选人"));
  });

  it("turns a flowchart that is too wide to run down", () => {
    const steps = Array.from(
      { length: 8 },
      (_, n) => `n${n}["第 ${n} 步的名字"] --> n${n + 1}["第 ${n + 1} 步的名字"]`,
    );
    const [, , width, height] = boxOf(drawDiagram(`flowchart LR\n${steps.join("\n")}`, "wide", ""));
    expect(height).toBeGreaterThan(width);
  });

  it("says at which line it does not understand a sequence", () => {
    expect(() => drawDiagram("sequenceDiagram\n  A->>B: 写\n  A 写 B", "wide", "")).toThrow(
      expect.objectContaining({ where: "3" }),
    );
  });

  it("refuses a drawing whose text would be too small for a phone", () => {
    const row = Array.from({ length: 6 }, (_, n) => `hub["中心"] --> n${n}["很长的名字 ${n}"]`).join("\n");
    expect(() => drawDiagram(`flowchart TD\n${row}`, "narrow", "")).toThrow(/text would be/);
  });
});

it("refuses a line that the layout engine passes over, and names it", () => {
  const text = "flowchart LR\n  A[client] --> B[Pod]\n  B -.Ready.-> C[EndpointSlice]";
  expect(() => drawDiagram(text, "wide", "")).toThrow(expect.objectContaining({ where: "3" }));
  expect(drawDiagram(text.replace("-.Ready.->", "-.->|Ready|"), "wide", "")).toContain("EndpointSlice");
});
