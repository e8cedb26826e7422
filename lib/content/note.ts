/**
 * A note, read but not yet compiled: its headings, claims, corrections and checks with their lines, and every breach of
 * the closed vocabulary. Nothing here knows other files.
 */
import { createProcessor } from "@mdx-js/mdx";
import type { Heading, Node, Root, RootContent } from "mdast";
import type { MdxJsxFlowElement, MdxJsxTextElement } from "mdast-util-mdx-jsx";
import remarkGfm from "remark-gfm";
import { type HeadingId, type ItemId, segmentPattern } from "../ids";
import { cjkEmphasis } from "./cjk-emphasis";
import type { Problem } from "./problem";
import { isCodeLanguage, isVocabularyName, type NoteFront, noteFront, vocabulary } from "./schema";
import { checked } from "./validate";
import { readYaml, soundYaml, type YamlFile } from "./yaml-file";

export type NoteHeading = { id: HeadingId; text: string; depth: 2 | 3; line: number };
export type NoteClaim = { id: string; citations: string[]; quote?: string; line: number };
export type NoteCorrection = { rows: number[]; citations: string[]; said: string; right: string; line: number };
/** A stretch of running text, so that style can be judged across emphasis and links; code is one U+FFFC. */
export type Run = { pieces: { text: string; line: number }[] };
/** A fence of code. `name`: the word behind its language, by which code.yaml says how it is checked. */
export type NoteListing = { lang: string; name: string | undefined; text: string; line: number };
/** A mermaid fence of a Diagram. */
export type Fence = { text: string; narrow: boolean; line: number };

export type Note = {
  file: string;
  /** The text could not be parsed: nothing may be concluded from what is absent. */
  broken: boolean;
  front: NoteFront | undefined;
  frontFile: YamlFile;
  /** The MDX without front matter; its lines are blanked, so that line numbers hold. */
  body: string;
  headings: NoteHeading[];
  claims: NoteClaim[];
  /** Every citation of the note in reading order, claims and corrections included. */
  citations: { citation: string; line: number }[];
  corrections: NoteCorrection[];
  probes: { item: ItemId; line: number }[];
  terms: { id: string; line: number }[];
  labs: { id: string; line: number }[];
  diagrams: { id: string; fences: Fence[]; line: number }[];
  listings: NoteListing[];
  /** Lines on which each block of the vocabulary stands. */
  blocks: Map<string, number[]>;
  runs: Run[];
  /** Han characters plus Latin words; code and attributes are not counted. */
  words: number;
};

type Element = MdxJsxFlowElement | MdxJsxTextElement;

const parser = createProcessor({ remarkPlugins: [remarkGfm, cjkEmphasis] });
const frontMatter = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(?=\r?\n|$)/;

/** The front matter of a note whose value is known. */
export const soundFront = (path: string, value: unknown, text: string): YamlFile =>
  soundYaml(path, value, frontMatter.exec(text)?.[1] ?? "", 2);

/** Reads one note. Problems of form are added to `problems`; what needs other files is left to rules.ts. */
export function readNote(path: string, text: string, problems: Problem[]): Note {
  const matter = frontMatter.exec(text);
  const yaml = readYaml(path, matter?.[1] ?? "", 2);
  problems.push(...yaml.problems);
  const blank = (matter?.[0] ?? "").replace(/[^\n]/g, "");
  const note: Note = {
    file: path,
    broken: false,
    front: undefined,
    frontFile: yaml.file,
    body: blank + text.slice(matter?.[0].length ?? 0),
    headings: [],
    claims: [],
    citations: [],
    corrections: [],
    probes: [],
    terms: [],
    labs: [],
    diagrams: [],
    listings: [],
    blocks: new Map(),
    runs: [],
    words: 0,
  };
  const say = (line: number, what: string, mend: string) =>
    problems.push({ level: "problem", file: path, line, what, mend });

  if (!matter) say(1, "the note has no front matter", "start it with `---`, then locale, title and answer, then `---`");
  else if (!yaml.file.broken) note.front = checked(noteFront, yaml.file.value, yaml.file, [], problems);

  try {
    new Reader(note, say).read(parser.parse(note.body));
  } catch (error) {
    if (!isParseFailure(error)) throw error;
    note.broken = true;
    const { line, what, mend } = told(error);
    say(line, what, mend);
  }
  return note;
}

type Say = (line: number, what: string, mend: string) => void;

/** One walk over the tree in reading order. */
class Reader {
  constructor(
    private readonly note: Note,
    private readonly say: Say,
  ) {}

  private readonly figures = new Set<string>();

  read(tree: Root): void {
    for (const child of tree.children) this.node(child, []);
  }

  private node(node: RootContent, within: readonly string[]): void {
    const { say, note } = this;
    const line = lineOf(node);
    switch (node.type) {
      case "mdxjsEsm":
        say(line, "a note has no import and no export", "remove the line; the names of the vocabulary need no import");
        return;
      case "mdxFlowExpression":
      case "mdxTextExpression":
        say(
          line,
          `a note has no {expression}: {${node.value}}`,
          "write it as text, or as `code`; only a heading ends with {/*id*/}",
        );
        return;
      case "html":
        say(line, "a note has no raw HTML", "use Markdown or the vocabulary");
        return;
      case "mdxJsxFlowElement":
      case "mdxJsxTextElement":
        this.element(node, within);
        return;
      case "heading":
        this.heading(node);
        return;
      case "code":
        this.fence(node.lang ?? "", line, within);
        if (node.lang && node.lang !== "mermaid")
          note.listings.push({ lang: node.lang, name: node.meta ?? undefined, text: node.value, line });
        return;
      case "paragraph":
      case "tableCell":
        note.runs.push(runOf(node.children));
        break;
      case "text":
        note.words += wordsIn(node.value);
        if (node.value.includes("**")) {
          say(line, "a ** neither opens nor closes bold text here", "give each ** its partner in the same paragraph");
        }
        return;
      default:
    }
    if ("children" in node) for (const child of node.children) this.node(child, within);
  }

  private heading(node: Heading): void {
    const { note, say } = this;
    const line = lineOf(node);
    if (node.depth !== 2 && node.depth !== 3) say(line, `a heading of depth ${node.depth}`, "use ## and ### only");
    const last = node.children.at(-1);
    const id = last?.type === "mdxTextExpression" ? /^\/\*\s*(\S+?)\s*\*\/$/.exec(last.value)?.[1] : undefined;
    const words = id === undefined ? node.children : node.children.slice(0, -1);
    const text = plain(words).trim();
    note.words += wordsIn(plainText(words));
    note.runs.push(runOf(words));
    if (id === undefined || !segmentPattern.test(id)) {
      say(line, `the heading "${text}" has no id`, "end it with {/*lower-case-words*/}, equal in both languages");
      return;
    }
    if (note.headings.some((each) => each.id === id)) {
      say(line, `the heading id "${id}" stands twice in this note`, "give one of them another id, in both languages");
    }
    note.headings.push({ id: id as HeadingId, text, depth: node.depth === 3 ? 3 : 2, line });
    for (const child of words) {
      if (child.type !== "text" && child.type !== "inlineCode") this.node(child, ["heading"]);
    }
  }

  private fence(lang: string, line: number, within: readonly string[]): void {
    if (lang === "mermaid") {
      if (within.at(-1) !== "Diagram")
        this.say(line, "a mermaid fence outside a Diagram", "put <Diagram id caption alt> around it");
    } else if (within.at(-1) === "Diagram") {
      this.say(line, "a Diagram holds mermaid fences only", "write ```mermaid, or use <Figure> or <Code>");
    } else if (lang === "") {
      this.say(line, "a fence without a language", "name it: ```go, or ```text");
    } else if (!isCodeLanguage(lang)) {
      this.say(line, `the language "${lang}" is not highlighted here`, "use one of CONTRIBUTING.md, or `text`");
    }
  }

  private element(node: Element, within: readonly string[]): void {
    const { note, say } = this;
    const line = lineOf(node);
    const name = node.name ?? "";
    if (!isVocabularyName(name)) {
      const raw = /^[a-z]/.test(name);
      say(
        line,
        raw ? `a note has no raw HTML: <${name}>` : `<${name}> is not in the vocabulary`,
        raw ? "use Markdown or the vocabulary" : `use one of ${Object.keys(vocabulary).join(", ")}`,
      );
      for (const child of node.children) this.node(child, within);
      return;
    }
    const shape = vocabulary[name];
    const given = this.attributes(node, name);
    if (shape.place === "block" && within.includes("paragraph"))
      say(line, `<${name}> stands inside a line`, "give it a paragraph of its own");
    if (shape.children && node.children.length === 0)
      say(line, `<${name}> is empty`, "put what it marks between its tags");
    if (!shape.children && node.children.length > 0)
      say(line, `<${name}> takes nothing between tags`, `write <${name} … />`);
    note.blocks.set(name, [...(note.blocks.get(name) ?? []), line]);
    this.keep(name, given, node);
    const inside = [...within, name];
    for (const child of node.children) this.node(child as RootContent, inside);
  }

  private attributes(node: Element, name: keyof typeof vocabulary): Map<string, string> {
    const line = lineOf(node);
    const given = new Map<string, string>();
    const known: readonly string[] = vocabulary[name].attributes;
    for (const attribute of node.attributes) {
      if (attribute.type !== "mdxJsxAttribute" || typeof attribute.value === "object") {
        if (attribute.type === "mdxJsxAttribute" && attribute.value === null) {
          this.say(line, `<${name}>: ${attribute.name} has no value`, `write ${attribute.name}="…"`);
        } else this.say(line, `<${name}> has an {expression} as attribute`, 'write every attribute as name="text"');
        continue;
      }
      const at = attribute.position?.start.line ?? line;
      if (!known.includes(attribute.name) && !known.includes(`${attribute.name}?`)) {
        this.say(
          at,
          `<${name}> has no attribute "${attribute.name}"`,
          known.length > 0 ? `it takes ${known.join(", ")}` : "it takes none",
        );
      } else given.set(attribute.name, attribute.value ?? "");
    }
    for (const each of known) {
      if (!each.endsWith("?") && !given.get(each)?.trim()) this.say(line, `<${name}> lacks ${each}`, `add ${each}="…"`);
    }
    return given;
  }

  private keep(name: keyof typeof vocabulary, given: Map<string, string>, node: Element): void {
    const { note, say } = this;
    const line = lineOf(node);
    const get = (attribute: string) => given.get(attribute) ?? "";
    const cited = (attribute: string) => {
      const citations = get(attribute).split(/\s+/).filter(Boolean);
      note.citations.push(...citations.map((citation) => ({ citation, line })));
      return citations;
    };
    const attributeRun = (...attributes: string[]) => {
      for (const each of attributes) {
        note.runs.push({ pieces: [{ text: neutralCode(get(each)), line }] });
        const open = unclosedMark(get(each));
        if (open) say(line, open.what, open.mend);
      }
    };
    switch (name) {
      case "Claim": {
        const id = get("id");
        if (id && !segmentPattern.test(id))
          say(line, `the claim id "${id}" is not lower-case words joined by -`, "rename it, in both languages");
        if (id && note.claims.some((each) => each.id === id))
          say(line, `the claim id "${id}" stands twice in this note`, "give one of them another id, in both languages");
        note.claims.push({ id, citations: cited("source"), ...(given.has("quote") && { quote: get("quote") }), line });
        return;
      }
      case "Source":
        cited("ref");
        return;
      case "Correction": {
        const rows = get("row").split(/\s+/).filter(Boolean).map(Number);
        if (rows.some((row) => !Number.isInteger(row)))
          say(line, `row="${get("row")}" holds something that is no number`, 'write row="91" or row="91 92"');
        note.corrections.push({ rows, citations: cited("source"), said: get("said"), right: get("right"), line });
        attributeRun("said", "right");
        return;
      }
      case "Probe":
        note.probes.push({ item: get("item") as ItemId, line });
        return;
      case "Term":
        note.terms.push({ id: get("id"), line });
        return;
      case "Lab":
        note.labs.push({ id: get("id"), line });
        return;
      case "Diagram":
        this.figure(get("id"), line);
        attributeRun("caption", "alt");
        note.diagrams.push({ id: get("id"), fences: this.fencesOf(node), line });
        return;
      case "Table": {
        attributeRun("caption");
        const tables = node.children.filter((child) => child.type === "table");
        const columns = tables[0]?.type === "table" ? (tables[0].children[0]?.children.length ?? 0) : 0;
        if (tables.length !== 1)
          say(
            line,
            "a Table holds exactly one Markdown table",
            "put one table inside, with a blank line on either side",
          );
        else if (columns < 2 || columns > 5)
          say(line, `a table of ${columns} columns`, "use two to five; the first is the row header");
        return;
      }
      case "Figure":
        this.figure(get("id"), line);
        attributeRun("caption", "alt");
        return;
      case "DeepDive":
      case "Pitfall":
      case "Code":
        attributeRun("title");
        return;
      case "Ladder":
      case "Math":
        return;
      default:
        name satisfies never;
    }
  }

  private figure(id: string, line: number): void {
    if (id === "") return;
    if (!segmentPattern.test(id))
      this.say(line, `the id "${id}" is not lower-case words joined by -`, "rename it, in both languages");
    if (this.figures.has(id))
      this.say(line, `the id "${id}" stands twice in this note`, "give one of them another id, in both languages");
    this.figures.add(id);
  }

  private fencesOf(node: Element): Fence[] {
    const fences: Fence[] = [];
    for (const child of node.children) {
      if (child.type !== "code" || child.lang !== "mermaid") continue;
      fences.push({ text: child.value, narrow: child.meta?.trim() === "narrow", line: lineOf(child) });
    }
    const wide = fences.filter((fence) => !fence.narrow).length;
    if (wide !== 1 || fences.length > 2) {
      this.say(
        lineOf(node),
        "a Diagram holds one ```mermaid fence and at most one ```mermaid narrow",
        "add what is missing, or split it",
      );
    }
    return fences;
  }
}

const lineOf = (node: Node): number => node.position?.start.line ?? 1;

/** The words of inline nodes, code included. */
function plain(nodes: readonly Node[]): string {
  return nodes
    .map((node) =>
      "value" in node && node.type !== "mdxTextExpression" ? String(node.value) : plain(childrenOf(node)),
    )
    .join("");
}
const plainText = (nodes: readonly Node[]): string =>
  nodes
    .map((node) => (node.type === "text" && "value" in node ? String(node.value) : plainText(childrenOf(node))))
    .join("");
const childrenOf = (node: Node): readonly Node[] =>
  "children" in node && Array.isArray(node.children) ? (node.children as Node[]) : [];

/** Code in a run: neither Han nor Latin, so that spacing beside it is not judged. */
const neutral = "\uFFFC";
/** Replaces `code` inside a text that an attribute or a YAML value carries. */
export const neutralCode = (text: string): string => text.replace(/`[^`]*`/g, neutral).replaceAll("**", "");

/** A ` or ** without its partner, in a text that may hold `code` and **bold** only. */
export function unclosedMark(text: string): { what: string; mend: string } | undefined {
  const prose = text.replace(/`[^`]*`/g, "");
  const mark = prose.includes("`") ? "`" : (prose.match(/\*\*/g)?.length ?? 0) % 2 === 1 ? "**" : undefined;
  return mark && { what: `a ${mark} has no partner in "${text.slice(0, 24)}…"`, mend: `close it with ${mark}` };
}

function runOf(nodes: readonly Node[]): Run {
  const pieces: Run["pieces"] = [];
  const gather = (node: Node) => {
    if (node.type === "inlineCode") pieces.push({ text: neutral, line: lineOf(node) });
    else if (node.type === "text" && "value" in node) {
      String(node.value)
        .split("\n")
        .forEach((text, index, all) => {
          pieces.push({ text: index < all.length - 1 ? `${text}\n` : text, line: lineOf(node) + index });
        });
    } else for (const child of childrenOf(node)) gather(child);
  };
  nodes.forEach(gather);
  return { pieces };
}

/** Han characters plus Latin words (a number alone is none). */
export function wordsIn(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin =
    text
      .match(/[\p{Script=Latin}\p{N}]+(?:['’.\-/][\p{Script=Latin}\p{N}]+)*/gu)
      ?.filter((word) => /\p{Script=Latin}/u.test(word)) ?? [];
  return han + latin.length;
}

type ParseFailure = Error & { reason: string; line?: number | null; place?: unknown };
const isParseFailure = (error: unknown): error is ParseFailure => error instanceof Error && "reason" in error;

function told({ reason, line }: ParseFailure): { line: number; what: string; mend: string } {
  const unclosed = /closing tag for `<([^>]*)>` \((\d+):/.exec(reason);
  if (unclosed) {
    const [, name, opened] = unclosed;
    return {
      line: Number(opened),
      what: `<${name}> is not closed`,
      mend: `end it with </${name}>, or with /> when nothing stands inside`,
    };
  }
  return {
    line: line ?? Number(/\((\d+):\d+/.exec(reason)?.[1] ?? 1),
    what: `this is not MDX: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`,
    mend: "close what is open; a bare { or < belongs into `code`",
  };
}
