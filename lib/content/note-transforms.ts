/** What the compiler does to a note's tree: ids on headings, drawings for mermaid, formulas, tables fit for a phone. */
import type { Element, ElementContent, Root as HtmlRoot } from "hast";
import type { Code, Heading, Root, RootContent } from "mdast";
import type { MdxJsxAttribute, MdxJsxFlowElement, MdxJsxTextElement } from "mdast-util-mdx-jsx";
import { Fault } from "../fault";
import { drawDiagram, type Size } from "./diagram";
import { isVocabularyName, vocabulary } from "./schema";

type JsxElement = MdxJsxFlowElement | MdxJsxTextElement;
type AnyNode = { type: string; name?: string | null; value?: string; children?: AnyNode[] };

/** Remark plugin. @throws Fault with the line in the note as `where` */
export const remarkNote =
  () =>
  async (tree: Root): Promise<void> => {
    const formulas: JsxElement[] = [];
    visit(tree, (node) => {
      switch (node.type) {
        case "heading":
          nameHeading(node as Heading);
          break;
        case "mdxjsEsm":
        case "mdxFlowExpression":
        case "mdxTextExpression":
          throw new Fault({
            what: "a note has no import, export or {expression}",
            where: String((node as RootContent).position?.start.line ?? 1),
            mend: "write it as text or as `code`",
          });
        case "mdxJsxFlowElement":
        case "mdxJsxTextElement":
          known(node as JsxElement);
          if ((node as JsxElement).name === "Diagram") draw(node as MdxJsxFlowElement);
          if ((node as JsxElement).name === "Source") renameRef(node as JsxElement);
          if ((node as JsxElement).name === "Math") formulas.push(node as JsxElement);
          break;
        default:
      }
    });
    keepInline(tree);
    if (formulas.length > 0) await typeset(formulas);
  };

function visit(node: AnyNode, see: (node: AnyNode) => void): void {
  see(node);
  for (const child of node.children ?? []) visit(child, see);
}

const lineOf = (node: { position?: { start: { line: number } } | undefined }): string =>
  String(node.position?.start.line ?? 1);

function known(node: JsxElement): void {
  if (!isVocabularyName(node.name ?? "")) {
    throw new Fault({
      what: `<${node.name}> is not in the vocabulary`,
      where: lineOf(node),
      mend: `use one of ${Object.keys(vocabulary).join(", ")}`,
    });
  }
}

/** `## words {/*id*\/}` becomes `<h2 id>`. */
function nameHeading(heading: Heading): void {
  const last = heading.children.at(-1);
  const id = last?.type === "mdxTextExpression" ? /^\/\*\s*(\S+?)\s*\*\/$/.exec(last.value)?.[1] : undefined;
  if (id === undefined) return;
  heading.children.pop();
  const words = heading.children.at(-1);
  if (words?.type === "text") words.value = words.value.trimEnd();
  heading.data = { ...heading.data, hProperties: { id } };
}

const attribute = (name: string, value: string): MdxJsxAttribute => ({ type: "mdxJsxAttribute", name, value });
const attributeOf = (node: JsxElement, name: string): string => {
  const found = node.attributes.find(
    (each): each is MdxJsxAttribute => each.type === "mdxJsxAttribute" && each.name === name,
  );
  return typeof found?.value === "string" ? found.value : "";
};

/** React keeps `ref` for itself. */
function renameRef(node: JsxElement): void {
  for (const each of node.attributes)
    if (each.type === "mdxJsxAttribute" && each.name === "ref") each.name = "citation";
}

/** The fences of a Diagram become its `wide` and `narrow` drawings. */
function draw(node: MdxJsxFlowElement): void {
  const fences = node.children.filter((child): child is Code => child.type === "code" && child.lang === "mermaid");
  const wide = fences.find((fence) => fence.meta?.trim() !== "narrow");
  const narrow = fences.find((fence) => fence.meta?.trim() === "narrow");
  if (!wide) throw new Fault({ what: "a Diagram without a ```mermaid fence", where: lineOf(node), mend: "add one" });
  const alt = attributeOf(node, "alt");
  node.attributes.push(
    attribute("wide", drawn(wide, "wide", alt)),
    attribute("narrow", narrow ? drawn(narrow, "narrow", alt) : drawn(wide, "narrow", alt)),
  );
  node.children = [];
}

function drawn(fence: Code, size: Size, alt: string): string {
  try {
    return drawDiagram(fence.value, size, alt);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault({ what: error.what, where: String(Number(lineOf(fence)) + Number(error.where)), mend: error.mend });
  }
}

async function typeset(formulas: readonly JsxElement[]): Promise<void> {
  const { default: katex } = await import("katex");
  for (const node of formulas) {
    const mathml = katex.renderToString(attributeOf(node, "tex"), { output: "mathml", throwOnError: true });
    node.attributes.push(attribute("mathml", mathml));
  }
}

/**
 * MDX takes a paragraph that holds inline names only for blocks and drops its `<p>`. Neighbours of that sort are wrapped
 * in a paragraph again.
 */
function keepInline(tree: Root): void {
  visit(tree, (parent) => {
    if (!parent.children || parent.type === "paragraph") return;
    const children: AnyNode[] = [];
    for (const child of parent.children) {
      const last = children.at(-1);
      if (!isInlineFlow(child)) children.push(child);
      else if (last && wrapped.has(last)) last.children?.push({ type: "text", value: " " }, child);
      else {
        const paragraph = { type: "paragraph", children: [child] };
        wrapped.add(paragraph);
        children.push(paragraph);
      }
    }
    parent.children = children;
  });
}
const wrapped = new WeakSet<AnyNode>();

const isInlineFlow = (node: AnyNode): boolean =>
  node.type === "mdxJsxFlowElement" &&
  typeof node.name === "string" &&
  isVocabularyName(node.name) &&
  vocabulary[node.name].place === "inline";

/** Rehype plugin: the first column heads its row, and every other cell knows its column's name for the phone's list. */
export const rehypeTables =
  () =>
  (tree: HtmlRoot): void => {
    visit(tree, (node) => {
      if (node.type === "element" && (node as unknown as Element).tagName === "table")
        label(node as unknown as Element);
    });
  };

function label(table: Element): void {
  const rows = elementsIn(table, "tr");
  const [first, ...body] = rows;
  if (!first) return;
  const names = cellsOf(first).map(textOf);
  for (const cell of cellsOf(first)) cell.properties.scope = "col";
  for (const row of body) {
    cellsOf(row).forEach((cell, column) => {
      if (column === 0) {
        cell.tagName = "th";
        cell.properties.scope = "row";
      } else cell.properties["data-label"] = names[column] ?? "";
    });
  }
}

const elementsIn = (node: Element, name: string): Element[] =>
  node.children.flatMap((child) =>
    child.type !== "element" ? [] : child.tagName === name ? [child] : elementsIn(child, name),
  );
const cellsOf = (row: Element): Element[] => row.children.filter((child): child is Element => child.type === "element");
const textOf = (node: ElementContent): string =>
  node.type === "text"
    ? node.value
    : "children" in node
      ? node.children.map((child) => textOf(child as ElementContent)).join("")
      : "";
