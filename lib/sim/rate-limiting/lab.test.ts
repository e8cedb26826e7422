/** What is the limiters' own in their lab; what any lab is held to: tests/labs.test.ts. */
import { describe, expect, it } from "vitest";
import { kernelOf } from "../kernel";
import { Replay, setupOf } from "../replay";
import { lab } from "./lab";
import type { P } from "./params";

describe("the scenarios", () => {
  const run = (id: string) => {
    const scenario = lab.scenarios.find((each) => each.id === id);
    if (!scenario) throw new Error(`no scenario ${id}`);
    const replay = new Replay(kernelOf(lab.model, setupOf<P>(scenario.tape)));
    return { from: replay.at(scenario.from), to: replay.at(scenario.to) };
  };

  it("edge: ten through the fixed window, five through the token bucket", () => {
    const { from, to } = run("edge");
    expect(from.ghost.rows[1]?.accepted).toBe(0);
    expect([to.ghost.rows[1]?.accepted, to.ghost.rows[5]?.accepted]).toEqual([10, 5]);
  });

  it("ten at once: both refuse four, one lets the five go on in half a second", () => {
    const { from, to } = run("ten-at-once");
    expect(from.ghost.rows[1]?.accepted).toBe(0);
    expect(to.ghost.rows.slice(1, 3).map((row) => [row?.accepted, row?.refused])).toEqual([
      [6, 4],
      [6, 4],
    ]);
    expect([to.ghost.rows[1]?.line.length, to.t >= 1005]).toEqual([0, true]);
  });

  it("get, then set: more than the limit", () => {
    const { from, to } = run("get-then-set");
    expect(from.ghost.rows[1]?.accepted).toBe(0);
    expect((to.ghost.rows[1]?.accepted ?? 0) + (to.ghost.rows[2]?.accepted ?? 0)).toBeGreaterThan(5);
  });
});
