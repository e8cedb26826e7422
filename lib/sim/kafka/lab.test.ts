/** What is Kafka's own in its lab; what any lab is held to: tests/labs.test.ts. */
import { describe, expect, it } from "vitest";
import { kernelOf } from "../kernel";
import { Replay, setupOf } from "../replay";
import { lab } from "./lab";
import type { P } from "./params";

describe("the correct model", () => {
  it("gets every record acknowledged, and its effect made, once the faults are over", () => {
    const kernel = kernelOf(lab.model, { seed: 3, net: { min: 5, tail: 20, loss: 20, twice: 20 } });
    const replay = new Replay(kernel, [
      [600, 0, { do: "crash", node: 0 }],
      [1500, 0, { do: "boot", node: 0 }],
      [2000, 0, { do: "pause", node: 1 }],
      [2900, 0, { do: "resume", node: 1 }],
      [3000, 0, { do: "part", apart: [0, 5] }],
      [4200, 0, { do: "heal-all" }],
      [4500, 0, { do: "crash", node: 3 }],
      [5000, 0, { do: "boot", node: 3 }],
    ]);
    const { ghost, broken } = replay.runTo(14_000);
    expect(broken).toEqual([]);
    expect([...ghost.acked].sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
    expect(ghost.effects.slice(1)).toEqual(Array.from({ length: 24 }, () => 1));
  });
});

describe("the scenarios", () => {
  it("show their answers at their last steps", () => {
    const [small, cut, dead] = lab.scenarios.map(({ tape, to }) =>
      new Replay(kernelOf(lab.model, setupOf<P>(tape)), tape.c).at(to),
    );
    expect(small?.nodes[0]?.state).toMatchObject({ isr: [0], hw: 2 });
    expect(cut?.ghost.lost).toEqual([3]);
    expect(dead?.nodes[0]?.state).toMatchObject({ dead: [3] });
  });
});
