import { describe, expect, it } from "vitest";
import { aCatalog, anAttempt, anItem, wrongResponse } from "../../tests/build";
import type { AttemptId, ItemId } from "../ids";
import { answeredId, handInEvents, handInId, skippedId } from "./hand-in";

const first = anItem({ id: "t.first" });
const second = anItem({ id: "t.second", kind: "matching" });
const third = anItem({ id: "t.third" });
const catalog = aCatalog({ items: [first, second, third] });
const attempt = anAttempt({
  items: [first, second, third],
  answered: { "t.first": { as: "wrong", confidence: 3, spentMs: 41_000 }, "t.second": { as: "right" } },
});
const end = { reason: "deadline", elapsedMs: 600_000 } as const;

describe("a hand-in", () => {
  it("turns the last answer to each item into evidence, with an id that follows from attempt and item", () => {
    const [event] = handInEvents(attempt, catalog, end);
    expect(event).toEqual({
      id: answeredId(attempt.id, first.id),
      type: "item-answered",
      body: {
        item: "t.first",
        revision: 1,
        kind: "single-choice",
        mode: "mock",
        session: attempt.id,
        response: wrongResponse(first),
        score: { earned: 0, possible: 1 },
        observations: [{ statement: "consistency.4", misconception: "idea-b", score: 0, weight: 1 }],
        confidence: 3,
        elapsedMs: 41_000,
        hints: 0,
        seed: 1,
      },
    });
  });

  it("calls skipped what has no complete answer, and ends with the hand-in itself", () => {
    const events = handInEvents(attempt, catalog, end);
    expect(events.map(({ type }) => type)).toEqual([
      "item-answered",
      "item-answered",
      "item-skipped",
      "mock-handed-in",
    ]);
    expect(events.at(-1)).toEqual({
      id: handInId(attempt.id),
      type: "mock-handed-in",
      body: { attempt: attempt.id, ...end },
    });
  });

  it("is the same however often it is made: one record each", () => {
    expect(handInEvents(attempt, catalog, end)).toEqual(handInEvents(attempt, catalog, end));
    const ids = handInEvents(attempt, catalog, end).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(handInId("0190a5c0-0000-7000-8000-000000000002" as AttemptId)).not.toBe(handInId(attempt.id));
    expect(answeredId(attempt.id, "t.a" as ItemId)).not.toBe(skippedId(attempt.id, "t.a" as ItemId));
  });

  it("of an abandoned sitting yields no evidence", () => {
    const events = handInEvents(attempt, catalog, { reason: "abandoned", elapsedMs: 5 });
    expect(events.map(({ type }) => type)).toEqual(["mock-handed-in"]);
  });

  it("leaves out what the catalog no longer has", () => {
    expect(handInEvents(attempt, aCatalog({ items: [third] }), end).map(({ type }) => type)).toEqual([
      "item-skipped",
      "mock-handed-in",
    ]);
  });
});
