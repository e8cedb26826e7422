import { describe, expect, it } from "vitest";
import { dayNumber, dayOf, daysAway, localDay } from "./local-day";

describe("a day of the learner's calendar", () => {
  it("begins at the learner's midnight", () => {
    const at = Date.UTC(2026, 10, 21, 16, 30);
    expect([localDay(at, 0), localDay(at, 480), localDay(at, -1020)]).toEqual([
      "2026-11-21",
      "2026-11-22",
      "2026-11-20",
    ]);
  });

  it("is counted from 1970, and only what is a day counts", () => {
    expect(dayOf((dayNumber("2026-02-28") as number) + 1)).toBe("2026-03-01");
    for (const bad of ["2026-02-29", "2026-13-01", "soon", "", "2026-1-1", "2026-11-21T00:00"])
      expect(dayNumber(bad), bad).toBeUndefined();
  });
});

describe("days away", () => {
  it("hold both ends of a stretch, and single days", () => {
    const isAway = daysAway("2026-12-30/2027-01-02, 2026-12-24");
    const days = ["2026-12-24", "2026-12-25", "2026-12-30", "2027-01-01", "2027-01-02", "2027-01-03"];
    expect(days.map(isAway)).toEqual([true, false, true, true, true, false]);
  });

  it("pass over what is not readable", () => {
    const isAway = daysAway("never,2026-12-24/x,2026-12-25");
    expect(["2026-12-24", "2026-12-25"].map(isAway)).toEqual([false, true]);
    expect(daysAway("")("2026-12-25")).toBe(false);
  });
});
