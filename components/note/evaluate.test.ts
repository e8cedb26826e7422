import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createElement, type ReactNode } from "react";
import * as jsxRuntime from "react/jsx-runtime";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileNote } from "@/lib/content/compile";
import { readNote } from "@/lib/content/note";
import { evaluate } from "./evaluate";

let cacheFolder: string;
beforeAll(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), "mdx-"));
});
afterAll(() => rm(cacheFolder, { recursive: true }));

const compile = (body: string) =>
  compileNote(readNote("content/a/b/note.zh.mdx", `---\nlocale: zh\ntitle: 题\nanswer: 答。\n---\n\n${body}\n`, []), {
    cacheFolder,
  });

/** Every name of the vocabulary as an element that shows its attributes. */
const show = (name: string) =>
  function Shown({ children, ...attributes }: { children?: ReactNode }) {
    return createElement(name, attributes, children);
  };
const components = Object.fromEntries(
  ["Claim", "Source", "Diagram", "Table", "Math"].map((name) => [name, show(`x-${name.toLowerCase()}`)]),
);
const render = async (body: string) =>
  renderToStaticMarkup(createElement(evaluate(await compile(body), jsxRuntime), { components }));

describe("a compiled note, evaluated", () => {
  it("gives headings their ids and takes the comment away", async () => {
    expect(await render("## 提交 {/*commit*/}")).toBe('<h2 id="commit">提交</h2>');
  });

  it("marks keywords, strings and comments of a listing and nothing else", async () => {
    const html = await render('```go\nreturn "x" // why\n```');
    expect(html).toBe(
      '<pre data-lang="go"><code><span class="line"><span class="k">return</span><span class="s"> &quot;x&quot;</span><span class="c"> // why</span></span></code></pre>',
    );
  });

  it("heads table rows by their first cell and tells every other cell its column", async () => {
    const html = await render('<Table caption="两种">\n\n| 做法 | 代价 |\n| --- | --- |\n| 等 | 慢 |\n\n</Table>');
    expect(html).toContain('<th scope="row">等</th><td data-label="代价">慢</td>');
  });

  it("draws a diagram for both widths, with no remote import", async () => {
    const html = await render(
      '<Diagram id="d" caption="图" alt="说明">\n\n```mermaid\nflowchart LR\n  A[甲] --> B[乙]\n```\n\n</Diagram>',
    );
    expect(html.match(/&lt;svg/g)).toHaveLength(2);
    expect(html).not.toMatch(/@import|fonts\.googleapis/);
  });

  it("sets a formula as MathML", async () => {
    expect(await render('<Math tex="x^2" />')).toContain("&lt;math");
  });

  it("keeps the paragraph around a line that is one claim", async () => {
    expect(await render('<Claim id="a" source="s">甲</Claim>')).toBe('<p><x-claim id="a" source="s">甲</x-claim></p>');
  });
});
