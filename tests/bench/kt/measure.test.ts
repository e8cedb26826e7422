import { describe, expect, it } from "vitest";
import { aucOf, eceOf, logLossOf } from "./measure";

const p = Float64Array.of(0.9, 0.6, 0.6, 0.1);
const y = Float64Array.of(1, 1, 0, 0);

describe("the measures of predictions", () => {
  it("AUC counts pairs in the right order, and ties as half", () => {
    expect(aucOf(p, y)).toBe(3.5 / 4);
    expect(
      aucOf(
        Float64Array.from(p, (each) => 1 - each),
        y,
      ),
    ).toBe(0.5 / 4);
  });

  it("log-loss is the mean of -ln of what was given to what came", () => {
    expect(logLossOf(p, y)).toBeCloseTo(-(2 * Math.log(0.9) + Math.log(0.6) + Math.log(0.4)) / 4, 12);
  });

  it("calibration error is the share-weighted gap between results and expectation, bin by bin", () => {
    expect(eceOf(p, y)).toBeCloseTo((0.1 + 0.2 + 0.1) / 4, 12);
    expect(eceOf(Float64Array.of(0.5, 0.5), Float64Array.of(1, 0))).toBe(0);
  });
});
