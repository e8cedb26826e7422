import { describe, expect, it } from "vitest";
import type { ChainId, ItemId, TopicId } from "../ids";
import {
  answerRung,
  type Chain,
  leaveChain,
  type Play,
  type Rung,
  resultOf,
  rungOf,
  startChain,
  takeHint,
} from "./chain";
import type { Level } from "./rubric";

const rung = (id: string, level: Level, given: Partial<Rung> = {}): Rung => ({
  id,
  level,
  ask: `ask ${id}`,
  ticks: [
    { id: "must", text: "m", must: true, level },
    { id: "more", text: "n", level },
    { id: "sinks", text: "f", fatal: true, misconception: "idea" },
  ],
  anchors: [],
  hints: [
    { text: "h1", cost: 0.25 },
    { text: "h2", cost: 0.5 },
  ],
  next: [],
  ...given,
});

const chain: Chain = {
  id: "consensus-raft.chain.reads" as ChainId,
  topic: "consensus-raft" as TopicId,
  title: "Reads",
  rungs: [
    rung("define", 0, {
      next: [
        { when: { fatal: "sinks" }, to: "repair" },
        { when: { missing: "must" }, to: "repair" },
        { when: { has: "more" }, to: "deep" },
        { to: "principle" },
      ],
    }),
    rung("principle", 1, { next: [{ to: "deep" }] }),
    rung("repair", 0, { next: [{ to: "principle" }] }),
    rung("deep", 2, { next: [{ to: "closed" }] }),
    rung("closed", 3, {
      ask: undefined,
      item: "consensus-raft.an-item" as ItemId,
      ticks: [],
      next: [{ when: { option: "b" }, to: "define" }, { when: { option: "b" }, to: "repair" }, { to: "rollout" }],
    }),
    rung("rollout", 4),
  ],
};

const say = (play: Play, ...ticks: string[]): Play =>
  answerRung(chain, play, { text: "words", ticks, elapsedMs: 1000 });
const choose = (play: Play, option: string, share: number): Play =>
  answerRung(chain, play, {
    text: "",
    ticks: [],
    response: { choice: { type: "choice", chosen: [option] } },
    share,
    elapsedMs: 500,
  });
const begun = () => startChain(chain, "a-session");

describe("a follow-up chain", () => {
  it("begins with its first rung", () => {
    expect(rungOf(chain, begun())?.id).toBe("define");
  });

  it.each([
    ["a must that was not said", ["more"], "repair"],
    ["something fatal", ["must", "more", "sinks"], "repair"],
    ["more than was asked", ["must", "more"], "deep"],
    ["just what was asked", ["must"], "principle"],
  ])("follows up on %s", (_, ticks, to) => {
    expect(say(begun(), ...ticks).at).toBe(to);
  });

  it("follows up on the option that was chosen, and never asks the same rung twice", () => {
    const atClosed = say(say(begun(), "must", "more"), "must");
    expect(atClosed.at).toBe("closed");
    expect(choose(atClosed, "a", 1).at).toBe("rollout");
    expect(choose(atClosed, "b", 0).at).toBe("repair");
  });

  it("ends where no branch leads on", () => {
    const last = choose(say(say(begun(), "must", "more"), "must"), "a", 1);
    const over = say(last, "must");
    expect(over.at).toBeUndefined();
    expect(rungOf(chain, over)).toBeUndefined();
    expect(say(over, "must")).toBe(over);
  });

  it("can be left at any rung, of which it then says nothing", () => {
    const left = leaveChain(say(begun(), "must"));
    expect(left.at).toBeUndefined();
    expect(resultOf(chain, left)).toMatchObject({ answered: 1, deepest: 0 });
  });

  it("gives hints one by one, no more than there are, and forgets none", () => {
    const twice = takeHint(chain, takeHint(chain, begun()));
    expect(twice.hints).toBe(2);
    expect(takeHint(chain, twice).hints).toBe(2);
    const next = say(twice, "must");
    expect(next.hints).toBe(0);
    expect(next.steps[0]?.hints).toBe(2);
  });
});

describe("what a chain came to", () => {
  it("is the deepest level that was held, and the shallowest hole", () => {
    const play = say(say(say(begun(), "must"), "more"), "must", "more");
    expect(play.steps.map((step) => step.rung)).toEqual(["define", "principle", "deep"]);
    expect(resultOf(chain, play)).toMatchObject({
      deepest: 2,
      hole: { rung: "principle", level: 1, missing: ["must"], fatal: [] },
      answered: 3,
      elapsedMs: 3000,
    });
  });

  it("counts no rung with something fatal as held", () => {
    const play = say(begun(), "must", "more", "sinks");
    expect(resultOf(chain, play).deepest).toBeUndefined();
    expect(resultOf(chain, play).hole).toMatchObject({ fatal: ["sinks"], missing: [] });
  });

  it("holds a closed rung by its whole credit alone", () => {
    const atClosed = say(say(begun(), "must", "more"), "must");
    expect(resultOf(chain, choose(atClosed, "a", 1)).deepest).toBe(3);
    expect(resultOf(chain, choose(atClosed, "a", 0.5))).toMatchObject({ deepest: 2, hole: { rung: "closed" } });
  });

  it("takes what the hints cost off the credit and not off the depth", () => {
    const without = say(begun(), "must", "more");
    const hinted = say(takeHint(chain, begun()), "must", "more");
    expect(resultOf(chain, without)).toMatchObject({ share: 1, credit: 1, hints: 0, deepest: 0 });
    expect(resultOf(chain, hinted)).toMatchObject({ share: 1, credit: 0.75, hints: 1, deepest: 0 });
  });

  it("never falls below nothing, and passes over rungs that are gone", () => {
    const costly = say(takeHint(chain, takeHint(chain, begun())), "more");
    expect(resultOf(chain, costly).credit).toBe(0);
    const gone = { steps: [...costly.steps, { rung: "gone", text: "", ticks: [], hints: 1, elapsedMs: 9 }] };
    expect(resultOf(chain, gone)).toEqual(resultOf(chain, costly));
  });

  it("is nothing before the first answer", () => {
    expect(resultOf(chain, begun())).toEqual({ share: 0, credit: 0, hints: 0, answered: 0, elapsedMs: 0 });
  });
});

describe("somebody who", () => {
  /** Plays on with the same manner of answering until the chain ends. */
  const play = (ticksOf: (at: Rung) => string[]): Play => {
    let at = begun();
    for (let rung = rungOf(chain, at); rung; rung = rungOf(chain, at))
      at = rung.item ? choose(at, "a", ticksOf(rung).includes("must") ? 1 : 0) : say(at, ...ticksOf(rung));
    return at;
  };
  it("knows definitions by heart does not get past the principle", () => {
    expect(
      resultOf(
        chain,
        play(({ level }) => (level <= 1 ? ["must"] : ["more"])),
      ).deepest,
    ).toBe(1);
  });
  it("has run it in production reaches the rollout", () => {
    expect(
      resultOf(
        chain,
        play(() => ["must", "more"]),
      ).deepest,
    ).toBe(4);
  });
  it("is sure of a false idea holds nothing", () => {
    expect(
      resultOf(
        chain,
        play(() => ["must", "more", "sinks"]),
      ).deepest,
    ).toBe(3);
    expect(
      resultOf(
        chain,
        play(({ item }) => (item ? [] : ["must", "sinks"])),
      ).deepest,
    ).toBeUndefined();
  });
});
