import { describe, expect, it } from "vitest";
import { mix } from "../chance";
import { hunt, huntMutant, widened } from "../hunt";
import { kernelOf } from "../kernel";
import { Replay, setupOf } from "../replay";
import { type Said, type Scene, tell } from "../scene";
import { grade, kernelOfTask, randomEntries } from "../task";
import { lab } from "./lab";
import type { P } from "./params";
import type { W } from "./state";

const isLong = process.env.QUORUM_LONG === "1";

describe("what is broken on purpose", () => {
  it.each(lab.mutants.map((mutant) => [mutant.id, mutant] as const))(
    "%s is found",
    (_, mutant) => {
      const { found } = huntMutant(lab, mutant, 1);
      expect(found?.violation.invariant).toBeDefined();
      expect(mutant.breaks).toContain(found?.violation.invariant);
    },
    20_000,
  );
});

describe("the correct model", () => {
  const events = isLong ? 5_000_000 : 50_000;
  it(
    `breaks nothing in ${events} events`,
    () => {
      let taken = 0;
      for (const how of widened(lab.quiet, events)) {
        const hunted = hunt(lab, how, 1);
        expect(hunted.found).toBeNull();
        taken += hunted.events;
      }
      expect(taken).toBeGreaterThan(events / 2);
    },
    isLong ? 600_000 : 20_000,
  );

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

describe("the tasks", () => {
  it.each(lab.tasks.map((task) => [task.id, task] as const))(
    "%s is solved by its solution and not by nothing",
    (_, task) => {
      const kernel = kernelOfTask(lab, task);
      const solved = grade(kernel, task, task.solution);
      expect(solved.refused).toEqual([]);
      expect(solved.goals.filter(({ met }) => !met)).toEqual([]);
      expect(solved.solved).toBe(true);
      expect(grade(kernel, task, []).solved).toBe(false);
    },
  );

  it.each(lab.tasks.map((task) => [task.id, task] as const))(
    "%s is not solved blindly",
    (_, task) => {
      const kernel = kernelOfTask(lab, task);
      for (let seed = 0; seed < (isLong ? 1000 : 60); seed++)
        expect(grade(kernel, task, randomEntries(lab, task, seed, kernel)).solved, `seed ${seed}`).toBe(false);
    },
    120_000,
  );

  it("asks with one right answer each, tasks and scenarios", () => {
    for (const { options } of [...lab.scenarios, ...lab.tasks.map(({ predict }) => predict)])
      expect(options.filter((option) => "right" in option && option.right)).toHaveLength(1);
  });
});

/** All texts of a scene, and of what is said beside it. */
function* saidIn(scene: Scene): Generator<Said> {
  yield scene.summary;
  for (const node of scene.nodes) {
    for (const each of [node.inside, node.badge, ...(node.beside ?? [])]) if (each) yield each;
    for (const { value } of node.facts) if (typeof value !== "string") yield value;
  }
  for (const { label } of scene.flights) yield label;
  for (const { title, caption, columns, rows } of scene.tables) {
    yield title;
    if (caption) yield caption;
    for (const column of columns) if (typeof column !== "string") yield column;
    for (const { cells } of rows) for (const { text } of cells) if (typeof text !== "string") yield text;
  }
}

/** Width in halves of a Han character. */
const width = (text: string): number => [...text].reduce((sum, char) => sum + (char.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);

describe("the picture and the sentences", () => {
  const setups: Partial<P>[] = [
    {},
    { system: "pulsar" },
    { rf: 1, acks: "1" },
    { rf: 2, rule: "high-watermark", unclean: true, minIsr: 1 },
    { rule: "kip-101", idempotence: false, acks: "0", commit: "auto" },
    { rule: "kip-279", powerLoss: true, commit: "before", dedup: false },
    { system: "pulsar", subscription: "shared", commit: "before", deadLetter: 0 },
  ];
  it.each(setups.map((p) => [JSON.stringify(p), p] as const))(
    "stand in every world that random choices reach: %s",
    (_, p) => {
      const kernel = kernelOf(lab.model, { p, seed: 5, net: { min: 5, tail: 20, loss: 20, twice: 20 } });
      let w: W = kernel.initial;
      // The two systems as they come, in full; other settings share nearly all of it.
      const choices = isLong || Object.keys(p).length < 2 ? 10_000 : 1500;
      for (let nth = 0; nth < choices; nth++) {
        const prev = w;
        const able = kernel.enabled(w);
        // Half of the steps are the scheduler's: pure chance would keep every node down.
        const c = mix(9, nth, 0, 0) % 2 === 0 ? undefined : able[mix(9, nth, 1, 0) % Math.max(1, able.length)];
        w = kernel.step(w, c);
        if (w === prev) w = kernel.initial;
        if (w.n % 400 === 399) w = kernel.initial;
        if (w.n === 0) continue;
        const scene = lab.scene(w);
        for (const said of [lab.tell(w, prev), ...saidIn(scene)])
          for (const locale of ["zh", "en"] as const) {
            const text = tell(said, locale);
            if (text.trim() === "" || /[{}]|undefined|NaN/.test(text))
              expect.fail(`${JSON.stringify(w.event)}: “${text}”`);
          }
        for (const { inside, beside = [] } of scene.nodes)
          for (const locale of ["zh", "en"] as const) {
            if (inside && width(tell(inside, locale)) > 8) expect.fail(tell(inside, locale));
            for (const line of beside) if (width(tell(line, locale)) > 18) expect.fail(tell(line, locale));
          }
        for (const each of w.pending) {
          const name = tell(each.kind === "msg" ? lab.messageName(each.m) : lab.timerName(each.name), "zh");
          if (name === "" || /[{}]/.test(name)) expect.fail(name);
        }
      }
    },
    60_000,
  );

  it("has a scenario's answer between its steps", () => {
    for (const { tape, from, to } of lab.scenarios) {
      const replay = new Replay(kernelOf(lab.model, setupOf<P>(tape)), tape.c);
      const w = replay.at(to);
      expect(w.n).toBe(to);
      expect(replay.refused).toEqual([]);
      expect(from).toBeLessThan(to);
    }
    const [small, cut, dead] = lab.scenarios.map(({ tape, to }) =>
      new Replay(kernelOf(lab.model, setupOf<P>(tape)), tape.c).at(to),
    );
    expect(small?.nodes[0]?.state).toMatchObject({ isr: [0], hw: 2 });
    expect(cut?.ghost.lost).toEqual([3]);
    expect(dead?.nodes[0]?.state).toMatchObject({ dead: [3] });
  });
});
