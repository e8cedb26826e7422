import { describe, expect, it } from "vitest";
import { awayText, stretchesOf } from "./away";
import { daysAway } from "./local-day";

describe("days away", () => {
  it("are read the earliest first, and what is no day is passed over", () => {
    expect(stretchesOf("2026-12-24, 2026-12-01/2026-12-05,soon,2026-13-01/2026-13-02,")).toEqual([
      { from: "2026-12-01", to: "2026-12-05" },
      { from: "2026-12-24", to: "2026-12-24" },
    ]);
    expect(stretchesOf("")).toEqual([]);
  });

  it("are written as the plan reads them, without what is over, and turned where the ends stand the wrong way round", () => {
    const text = awayText(
      [
        { from: "2026-12-24", to: "2026-12-24" },
        { from: "2026-12-05", to: "2026-12-01" },
        { from: "2026-11-01", to: "2026-11-20" },
      ],
      "2026-11-21",
    );
    expect(text).toBe("2026-12-01/2026-12-05,2026-12-24");
    expect(stretchesOf(text)).toHaveLength(2);
    const isAway = daysAway(text);
    expect(["2026-11-30", "2026-12-01", "2026-12-05", "2026-12-06", "2026-12-24"].map(isAway)).toEqual([
      false,
      true,
      true,
      false,
      true,
    ]);
  });

  it("that reach into today are kept", () => {
    expect(awayText([{ from: "2026-11-18", to: "2026-11-21" }], "2026-11-21")).toBe("2026-11-18/2026-11-21");
  });
});
