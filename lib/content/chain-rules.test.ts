import { describe, expect, it } from "vitest";
import { checkAfter } from "../../tests/check-after";

const path = "foundations/partial-failure/chains.yaml";
const edited = (from: string, to: string) => checkAfter({ [path]: (text) => text.replace(from, to) }).problems;
/** The sound chain with a sixth rung, and a way to it from rung-1. */
const withRung = (rung: string, branch: string) =>
  checkAfter({
    [path]: (text) => `${text.replace("next: [ { to: rung-2 } ]", `next: [ ${branch}{ to: rung-2 } ]`)}    - ${rung}\n`,
  }).problems;

describe("a rung", () => {
  it("that no branch leads to is told", () => {
    expect(withRung("{ id: lost, level: 2, ask: { zh: 哪里？, en: Where? } }", "")).toEqual([
      'chains.yaml:23 no branch leads to the rung "lost"',
    ]);
  });
  it("that asks in words has no options to branch by", () => {
    const problems = withRung(
      "{ id: aside, level: 0, item: partial-failure.silence, next: [ { to: rung-2 } ] }",
      "{ when: { option: a }, to: aside }, ",
    );
    expect(problems).toEqual(['chains.yaml:11 "rung-1" asks in words and has no option "a"']);
  });
  it("that is an item belongs to the topic of its chain", () => {
    expect(withRung("{ id: aside, level: 2, item: clocks.silence }", "{ to: aside }, ")).toEqual([
      'chains.yaml:23 the item "clocks.silence" belongs to clocks, the chain to partial-failure',
    ]);
  });
});

describe("a condition", () => {
  const branch = (
    when: string,
    rung = "{ id: aside, level: 2, ask: { zh: 哪里？, en: Where? }, next: [ { to: rung-2 } ] }",
  ) =>
    checkAfter({
      [path]: (text) =>
        `${text.replace(
          "next: [ { to: rung-2 } ]",
          `ticks: [ { id: says, text: { zh: 说出, en: Says } }, { id: sinks, fatal: true, text: { zh: 说错, en: Errs } } ]\n      next: [ { when: ${when}, to: aside }, { to: rung-2 } ]`,
        )}    - ${rung}\n`,
    }).problems;

  it("names a tick of its rung, and a fatal one where it says so", () => {
    expect(branch("{ missing: says }")).toEqual([]);
    expect(branch("{ fatal: sinks }")).toEqual([]);
    expect(branch("{ fatal: says }")).toEqual(['chains.yaml:12 the tick "says" is not fatal']);
    expect(branch("{ has: other }")).toEqual(['chains.yaml:12 the tick "other" is not in this rung']);
  });
  it("that holds nothing is told", () => {
    expect(branch("{}")).toEqual(["chains.yaml:12 `when` holds no condition"]);
  });
  it("names an option of the item that its rung asks", () => {
    const closed = (option: string) =>
      branch(
        "{ missing: says }",
        `{ id: aside, level: 2, item: partial-failure.silence, next: [ { when: { option: ${option} }, to: rung-2 }, { to: rung-3 } ] }`,
      );
    expect(closed("b")).toEqual([]);
    expect(closed("z")).toEqual(['chains.yaml:24 the item "partial-failure.silence" has no option "z"']);
  });
});

describe("the way of who answers well", () => {
  it("does not go back, save to a rung that repairs", () => {
    expect(edited("next: [ { to: rung-4 } ]", "next: [ { to: rung-1 } ]")).toContain(
      'chains.yaml:19 from "rung-3" at L3 whoever answers well is sent back to "rung-1" at L1',
    );
    const repaired = checkAfter({
      [path]: (text) =>
        text
          .replace(
            "next: [ { to: rung-2 } ]",
            "ticks: [ { id: t, text: { zh: 说, en: Says } } ]\n      next: [ { when: { missing: t }, to: rung-0 }, { to: rung-2 } ]",
          )
          .replace(
            "next: [ { to: rung-4 } ]",
            "next: [ { when: { has: t }, to: rung-4 }, { to: rung-0 } ]\n      ticks: [ { id: t, text: { zh: 说, en: Says } } ]",
          ),
    }).problems;
    expect(repaired).toEqual([]);
  });
});
