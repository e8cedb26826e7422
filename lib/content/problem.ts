/** What is amiss in a content file, told so that its author can mend it. All are collected; none stops the others. */
export type Problem = {
  /** `problem`: the content is wrong and must not be published. `warning`: the style is, or something is thin. */
  level: "problem" | "warning";
  /** Path as the author would type it, relative to the project. */
  file: string;
  /** From 1. */
  line: number;
  what: string;
  mend: string;
};

export type Report = (found: Problem) => void;

/** One line for a terminal: `content/x.yaml:12 what is wrong, how to mend it`. */
export const tell = ({ file, line, what, mend }: Problem): string => `${file}:${line} ${what}, ${mend}`;

/** By file, then line: the order in which somebody mends. */
export const inFileOrder = (a: Problem, b: Problem): number =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || (a.what < b.what ? -1 : 1);
