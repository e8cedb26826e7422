/** A YAML file whose every value still knows its line, so that a schema's issue can be told where the author must look. */
import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type YAMLParseError } from "yaml";
import type { Problem } from "./problem";

export type Path = readonly PropertyKey[];

export type YamlFile = {
  path: string;
  /** Plain data; undefined when the text is not YAML. */
  value: unknown;
  /** The text could not be read: nothing may be concluded from what is absent. */
  broken: boolean;
  /** The line of the key or list entry at `path`, or of the nearest ancestor that exists. */
  lineAt(path: Path): number;
};

const toMend = new Map([
  ["DUPLICATE_KEY", "remove one of the two"],
  ["TAB_AS_INDENT", "indent with spaces"],
  ["BAD_INDENT", "line it up with its neighbours"],
  ["BLOCK_AS_IMPLICIT_KEY", "put the text in quotes"],
  ["MULTILINE_IMPLICIT_KEY", "put the text in quotes"],
]);

/** What a sound file says, by its text: its lines are looked up only when something is told of one. */
export function soundYaml(path: string, value: unknown, text: string, firstLine = 1): YamlFile {
  let read: YamlFile | undefined;
  return {
    path,
    value,
    broken: false,
    lineAt(steps) {
      read ??= readYaml(path, text, firstLine).file;
      return read.lineAt(steps);
    },
  };
}

/** Reads one document. The first syntax error becomes a problem at its line; those behind it follow from it. */
export function readYaml(path: string, text: string, firstLine = 1): { file: YamlFile; problems: Problem[] } {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const lineOf = (offset: number) => counter.linePos(offset).line + firstLine - 1;
  const problems = document.errors.slice(0, 1).map(
    (error): Problem => ({
      level: "problem",
      file: path,
      line: lineOf(placeOf(error, document)),
      what: `this is not YAML: ${error.message}`,
      mend:
        (/^Flow/.test(error.message) ? "close the bracket that is opened here" : toMend.get(error.code)) ??
        "close what is open, and quote text that holds `: ` or starts with a special sign",
    }),
  );
  const broken = problems.length > 0;
  const file: YamlFile = {
    path,
    value: broken ? undefined : document.toJS(),
    broken,
    lineAt(steps) {
      let node: unknown = document.contents;
      let offset = document.contents?.range?.[0] ?? 0;
      for (const step of steps) {
        if (isMap(node)) {
          const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
          if (!isScalar(pair?.key) || !pair.key.range) break;
          offset = pair.key.range[0];
          node = pair.value;
        } else if (isSeq(node)) {
          const entry = node.items[Number(step)];
          if (typeof entry !== "object" || entry === null || !("range" in entry) || !Array.isArray(entry.range)) break;
          offset = Number(entry.range[0]);
          node = entry;
        } else break;
      }
      return lineOf(offset);
    },
  };
  return { file, problems };
}

/** An open bracket is noticed where the next key begins; its author must look where it was opened. */
function placeOf(error: YAMLParseError, document: Document): number {
  const [noticed] = error.pos;
  let opened = noticed;
  if (!/^Flow (?:sequence|map)/.test(error.message)) return noticed;
  visit(document, {
    Collection(_, { flow, range }) {
      if (flow && range && range[0] < noticed && range[2] >= noticed) opened = range[0];
    },
  });
  return opened;
}
