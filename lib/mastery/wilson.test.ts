import { expect, it } from "vitest";
import { wilson } from "./wilson";

it("gives the interval that Wilson's formula gives by hand", () => {
  const [lo, hi] = wilson(2 / 3, 3);
  expect(lo).toBeCloseTo(0.2077, 4);
  expect(hi).toBeCloseTo(0.9385, 4);
});
