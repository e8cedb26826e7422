/** The whole content tree, and the mistakes an author makes: each tells itself at the line where it stands. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { check, todayIso } from "@/lib/content/check";
import { tell } from "@/lib/content/problem";

const sound = "tests/fixtures/content";
const mistakes = "tests/fixtures/content-mistakes";
const problemsOf = (root: string, overlays: string[] = []) => check(root, overlays, "2026-11-21").problems;

/** What an author did wrong, the overlay that does it, and what must be told: where and, in part, in what words. */
const cases: [mistake: string, folder: string, at: string, told: RegExp][] = [
  ["bad YAML", "01-bad-yaml", "foundations/partial-failure/items.yaml:17", /not YAML/],
  [
    "an unknown gap or statement",
    "02-unknown-statement",
    "foundations/partial-failure/items.yaml:17",
    /gap "consistancy".*use "consistency"/,
  ],
  [
    "an unknown topic",
    "03-unknown-topic",
    "foundations/clocks/topic.yaml:6",
    /topic "partial-failures".*use "partial-failure"/,
  ],
  [
    "an unknown heading",
    "04-unknown-heading",
    "foundations/partial-failure/items.yaml:16",
    /heading "tradeoffs".*use "trade-offs"/,
  ],
  [
    "an unknown component",
    "05-unknown-component",
    "foundations/partial-failure/note.en.mdx:44",
    /<Note> is not in the vocabulary/,
  ],
  ["a duplicate id", "06-duplicate-id", "foundations/clocks/items.yaml:13", /item "clocks.silence" exists already/],
  [
    "a missing language",
    "07-missing-language",
    "foundations/partial-failure/items.yaml:20",
    /stem has no English text/,
  ],
  [
    "heading ids that differ between languages",
    "08-heading-ids-differ",
    "foundations/partial-failure/note.en.mdx:7",
    /"## what-is-it" here and "## what-it-is" in Chinese/,
  ],
  [
    "cyclic prerequisites",
    "09-cyclic-prerequisites",
    "foundations/partial-failure/topic.yaml:6",
    /circle: partial-failure -> clocks -> partial-failure/,
  ],
  [
    "a key that is not among the options",
    "10-key-not-among-options",
    "foundations/partial-failure/items.yaml:24",
    /key "wrang" is not among/,
  ],
  [
    "an unterminated MDX tag",
    "11-unterminated-tag",
    "foundations/partial-failure/note.zh.mdx:9",
    /<Claim> is not closed/,
  ],
];

describe("the content check", () => {
  it("finds nothing wrong with a sound tree", () => {
    expect(problemsOf(sound).map(tell)).toEqual([]);
  });

  it.each(cases)("tells %s once, at its line", (_, folder, at, told) => {
    const [problem, ...others] = problemsOf(sound, [join(mistakes, folder)]);
    expect(others).toEqual([]);
    expect(problem && `${problem.file}:${problem.line}`).toBe(join(mistakes, folder, at));
    expect(problem && `${problem.what}, ${problem.mend}`).toMatch(told);
  });

  it("tells all mistakes of all files at once", () => {
    const apart = ["01-bad-yaml", "03-unknown-topic", "05-unknown-component"].map((folder) => join(mistakes, folder));
    expect(problemsOf(sound, apart)).toHaveLength(3);
  });
});

describe("the content of the site", () => {
  it("has no problem", () => {
    expect(check("content", [], todayIso()).problems.map(tell)).toEqual([]);
  }, 120_000);
});
