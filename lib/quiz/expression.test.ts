import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault } from "../fault";
import { isParameterName, parseExpression } from "./expression";

const value = (source: string | number, values: Record<string, number> = {}) =>
  parseExpression(source, Object.keys(values))(values);

describe("an expression", () => {
  it.each([
    ["floor(n / 2) + 1", { n: 5 }, 3],
    ["1 - 0.99 ^ 100", {}, 1 - 0.99 ** 100],
    ["2 ^ 3 ^ 2", {}, 512],
    ["-2 ^ 2", {}, -4],
    ["2 ^ -1", {}, 0.5],
    ["10 - 2 - 3", {}, 5],
    ["100 / 10 / 2", {}, 5],
    ["2 * (3 + 4)", {}, 14],
    ["max(1, n, 3) + min(4, 2)", { n: 9 }, 11],
    ["log2(1024) + sqrt(9) + ln(1) + round(2.5) + ceil(1.2)", {}, 18],
    ["1.5e3 * rate_per_s", { rate_per_s: 2 }, 3000],
    ["--3", {}, 3],
  ])("computes %s", (source, values, expected) => {
    expect(value(source, values)).toBeCloseTo(expected, 12);
  });

  it("may be a plain number", () => {
    expect(value(42)).toBe(42);
    expect(value(-0.5)).toBe(-0.5);
  });

  it("has no value where arithmetic has none", () => {
    expect(value("0 / 0")).toBeNaN();
    expect(value("ln(0)")).toBe(Number.NEGATIVE_INFINITY);
  });

  it.each([
    ["n + 1", "column 1", "the unknown name n"],
    ["2 + sinus(3)", "column 5", "the unknown function sinus"],
    ["floor(1, 2)", "column 1", "floor with 2 arguments"],
    ["2 +", "column 4", "the end"],
    ["(2 + 3", "column 7", "the end"],
    ["2 3", "column 3", "3"],
    ["2 % 3", "column 3", "a sign"],
    ["constructor(1)", "column 1", "the unknown function constructor"],
    ["", "column 1", "the end"],
  ])("that cannot be read names the place: %s", (source, column, what) => {
    expect(() => value(source)).toThrow(Fault);
    expect(() => value(source)).toThrow(column);
    expect(() => value(source)).toThrow(what);
  });

  it("keeps the names of functions for functions", () => {
    expect(isParameterName("n")).toBe(true);
    expect(isParameterName("floor")).toBe(false);
    expect(isParameterName("2n")).toBe(false);
  });

  it("agrees with JavaScript on random sums, products and powers", () => {
    const leaf = fc.integer({ min: 0, max: 20 }).map(String);
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        leaf,
        fc
          .tuple(tie("tree"), fc.constantFrom("+", "-", "*", "/"), tie("tree"))
          .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
        fc
          .tuple(leaf, fc.constantFrom("+", "-", "*", "/"), leaf, fc.constantFrom("+", "-", "*"), leaf)
          .map((parts) => `(${parts.join(" ")})`),
      ),
    }));
    fc.assert(
      fc.property(tree, (source) => {
        // The plain way: the grammar above is a part of JavaScript's own.
        const plain: unknown = new Function(`return ${source}`)();
        expect(value(source)).toEqual(plain);
      }),
    );
  });
});
