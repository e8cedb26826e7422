import { describe, expect, it } from "vitest";
import { locales } from "../../i18n/locales";
import { mix } from "../chance";
import { hunt, huntMutant, widened } from "../hunt";
import { kernelOf } from "../kernel";
import type { Choice } from "../model";
import { Replay, setupOf } from "../replay";
import { type Said, tell } from "../scene";
import { grade, kernelOfTask, randomEntries } from "../task";
import type { ClientOp } from "./client";
import { lab } from "./lab";
import { type RaftParams, type RaftWorld, raft } from "./model";

/** Whether both languages say something, with every value filled in. */
const isSaid = (said: Said): boolean => locales.every((locale) => /^[^{}]+$/.test(tell(said, locale)));
const widthOf = (text: string): number => [...text].reduce((sum, sign) => sum + (sign > "\u2e80" ? 2 : 1), 0);

describe("broken models", () => {
  for (const mutant of lab.mutants)
    it(`${mutant.id} is found out`, () => {
      const { found, events } = huntMutant(lab, mutant, 1);
      expect(found, `${events} events`).not.toBeNull();
      expect(mutant.breaks).toContain(found?.violation.invariant);
    });

  it("Raft as it is stays silent in 50,000 events of each hunt", () => {
    for (const quiet of widened(lab.quiet, 150_000)) expect(hunt(lab, quiet, 1).found).toBeNull();
  });
});

describe("tasks", () => {
  for (const task of lab.tasks) {
    const kernel = kernelOfTask(lab, task);
    it(`${task.id} is solved by its solution, within its budget`, () => {
      expect(grade(kernel, task, task.solution)).toMatchObject({ solved: true, used: task.solution.length });
      expect(task.solution.length).toBeLessThanOrEqual(task.budget);
    });

    it(`${task.id} is solved neither by doing nothing nor by any part of the solution nor blindly`, () => {
      expect(grade(kernel, task, []).solved).toBe(false);
      task.solution.forEach((_, nth) => {
        expect(grade(kernel, task, task.solution.toSpliced(nth, 1)).solved, `without choice ${nth}`).toBe(false);
      });
      for (let seed = 1; seed <= 200; seed++)
        expect(grade(kernel, task, randomEntries(lab, task, seed, kernel)).solved, `seed ${seed}`).toBe(false);
    });
  }
});

describe("scenarios", () => {
  const seen = {
    "minority-write": (w: RaftWorld) =>
      w.nodes.every(({ state }) => state.kind === "client" || state.raft.log.entries[1]?.term === 2),
    rejoin: (w: RaftWorld) => w.nodes.every(({ state }) => state.kind === "client" || state.raft.role !== "leader"),
    "figure-8": (w: RaftWorld) => w.broken.some(({ invariant }) => invariant === "leaderCompleteness"),
  } as const;
  for (const { id, tape, from, to, options } of lab.scenarios)
    it(`${id}: the answer shows at its last step and not at its first`, () => {
      const run = new Replay(kernelOf(raft, setupOf<RaftParams>(tape)), tape.c);
      const shows = seen[id as keyof typeof seen];
      expect([shows(run.at(from)), shows(run.at(to))]).toEqual([false, true]);
      expect(run.refused).toEqual([]);
      expect(options.filter(({ right }) => right)).toHaveLength(1);
    });

  it("rejoin: with PreVote the leader stays", () => {
    const tape = lab.scenarios.find(({ id }) => id === "rejoin")?.tape;
    if (!tape) throw new Error("no such scenario");
    const run = new Replay(kernelOf(raft, { ...setupOf<RaftParams>(tape), p: { ...tape.p, preVote: true } }), tape.c);
    expect(lab.leaders?.(run.runTo(2_500))).toEqual([0]);
  });
});

describe("what is shown", () => {
  const kernels = [
    { p: { every: 100 }, seed: 1 },
    { p: { n: 3, every: 100, preVote: true, checkQuorum: true, read: "lease" }, seed: 2 },
    { p: { n: 7, every: 100, read: "leader", flaw: "small-quorum" }, seed: 3 },
    { p: { n: 3, every: 100, batch: 1, flaw: "truncate-always" }, seed: 4 },
    { p: { n: 5, every: 50, flaw: "commit-unchecked" }, seed: 5 },
  ].map(({ p, seed }) =>
    kernelOf(raft, { p: p as Partial<RaftParams>, seed, net: { min: 5, tail: 40, loss: 30, twice: 20 } }),
  );

  it("every world that 10,000 random choices lead to has a picture and a sentence in both languages", () => {
    kernels.forEach((kernel, which) => {
      let w = kernel.initial;
      for (let n = 0; n < 2_000; n++) {
        const able: (Choice<ClientOp> | undefined)[] = kernel.enabled(w);
        // Most steps are left to the scheduler, else nothing ever gets done.
        const chosen = mix(which, n, 1, 0) % 4 === 0 ? able[mix(which, n, 2, 0) % able.length] : undefined;
        const next = kernel.step(w, chosen);
        const { summary, nodes, flights, tables } = lab.scene(next);
        const said = [lab.tell(next, w), summary, ...flights.map(({ label }) => label)];
        for (const { inside, beside = [], badge } of nodes)
          for (const each of [inside, badge, ...beside]) if (each) said.push(each);
        const isFit = tables.every(
          ({ columns, rows }) => columns.length <= 6 && rows.every(({ cells }) => cells.length <= columns.length),
        );
        if (!said.every(isSaid) || !isFit)
          expect.fail(
            `kernel ${which}, step ${n}: ${JSON.stringify([next.event, said.filter((each) => !isSaid(each))])}`,
          );
        w = next;
      }
    });
  });

  it("lines beside a node fit beside a circle: 18 Latin characters or 9 Han, two at most", () => {
    const kernel = kernelOf(raft, {
      p: { every: 50, preVote: true },
      seed: 1,
      net: { min: 5, tail: 40, loss: 30, twice: 20 },
    });
    let w = kernel.initial;
    for (let n = 0; n < 3_000; n++) {
      w = kernel.step(w);
      for (const { beside = [], inside } of lab.scene(w).nodes) {
        const tooWide = beside.filter((said) => widthOf(tell(said, "zh")) > 18 || tell(said, "en").length > 18);
        if (tooWide.length > 0 || beside.length > 2 || (inside && tell(inside, "zh").length > 8))
          expect.fail(JSON.stringify([beside, inside]));
      }
    }
  });
});
