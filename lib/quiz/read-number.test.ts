import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readNumber } from "./read-number";

const number = (value: number) => ({ state: "number", value });

describe("a typed number", () => {
  it.each([
    ["5", 5],
    [" -3.25 ", -3.25],
    ["−3", -3],
    ["+7", 7],
    [".5", 0.5],
    ["5.", 5],
    ["１２３", 123],
    ["１，０００", 1000],
    ["1,000", 1000],
    ["12,345,678.9", 12_345_678.9],
    ["1 000 000", 1e6],
    ["1_000", 1000],
    ["1e6", 1e6],
    ["1.5E-3", 0.0015],
    ["1.5×10^6", 1.5e6],
    ["1.5 x 10^6", 1.5e6],
    ["10⁶", 1e6],
    ["2×10⁻³", 0.002],
    ["2^10", 1024],
    ["3万", 30_000],
    ["1.2 亿", 1.2e8],
  ])("may be written %s", (text, value) => {
    expect(readNumber(text, "")).toEqual(number(value));
  });

  it.each([
    ["5 nodes", "nodes", 5],
    ["5nodes", "nodes", 5],
    ["５个", "个", 5],
    ["10万次", "次", 100_000],
    ["50%", "%", 50],
    ["20 MB/s", "MB/s", 20],
  ])("may carry the unit that stands behind the field: %s", (text, unit, value) => {
    expect(readNumber(text, unit)).toEqual(number(value));
  });

  it.each([
    ["", "", "empty"],
    ["   ", "ms", "empty"],
    ["50%", "", "percent"],
    ["50 %", "nodes", "percent"],
    ["5 s", "ms", "unit"],
    ["8 Mb/s", "MB/s", "unit"],
    ["1,5", "", "not-a-number"],
    ["1,0000", "", "not-a-number"],
    ["1,000 000", "", "not-a-number"],
    ["five", "", "not-a-number"],
    ["1/3", "", "not-a-number"],
    ["½", "", "not-a-number"],
    ["3..4", "", "not-a-number"],
    ["nodes", "nodes", "not-a-number"],
    ["1e999", "", "not-a-number"],
    ["%", "", "not-a-number"],
    ["9".repeat(65), "", "not-a-number"],
  ])("is not guessed: %s behind unit “%s” is unreadable (%s)", (text, unit, why) => {
    expect(readNumber(text, unit)).toEqual({ state: "unreadable", why });
  });

  it("is read back however JavaScript prints it", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(readNumber(String(value), "ms")).toEqual(number(Object.is(value, -0) ? 0 : value));
      }),
    );
  });

  it("never throws and never yields what is no finite number", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (text, unit) => {
        const read = readNumber(text, unit);
        if (read.state === "number") expect(Number.isFinite(read.value)).toBe(true);
      }),
    );
  });
});
