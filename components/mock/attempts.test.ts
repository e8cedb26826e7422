import { describe, expect, it } from "vitest";
import type { AttemptId, ItemId } from "@/lib/ids";
import { foldLearner } from "@/lib/learner/state";
import { handInEvents } from "@/lib/mock/hand-in";
import type { Draft } from "@/lib/store/log";
import { aCatalog, anAttempt, items } from "@/tests/build";
import { attemptsIn, byStart } from "./attempts";

const form = items(3);
const catalog = aCatalog({ items: form });
const attempt = anAttempt({ items: form, answered: { [form[0]?.id ?? ""]: { as: "right" } }, handedIn: false });
const log = [attempt.started, ...attempt.answers.values()];
const draftOf = ({ id, v, type, at, body }: Draft): Draft => ({ id, v, type, at, body });

describe("the sittings", () => {
  it("are those of the log while everything is stored", () => {
    const state = foldLearner(log, catalog);
    expect(attemptsIn(state.mocks, [], catalog)).toBe(state.mocks);
  });

  it("are whole on this page when the disk took nothing of them", () => {
    const handIn = handInEvents(attempt, catalog, { reason: "by-hand", elapsedMs: 5 }).map(
      ({ id = "", type, body }): Draft => ({ id, v: 1, type, at: 9, body }),
    );
    const found = attemptsIn(foldLearner([], catalog).mocks, [...log.map(draftOf), ...handIn], catalog).get(attempt.id);
    expect(found?.answers.size).toBe(1);
    expect(found?.handedIn?.body.reason).toBe("by-hand");
  });

  it("hold what was refused once, on top of what the log has, also when the log has taken it by now", () => {
    const [started, answer] = log;
    const later = anAttempt({ items: form, answered: { [form[1]?.id ?? ""]: { as: "wrong" } } }).answers.get(
      form[1]?.id as ItemId,
    );
    if (!started || !answer || !later) throw new Error("the sitting has two answers");
    const drafts = [answer, later].map(draftOf);
    const before = attemptsIn(foldLearner([started], catalog).mocks, drafts, catalog).get(attempt.id);
    const after = attemptsIn(foldLearner([started, answer], catalog).mocks, drafts, catalog).get(attempt.id);
    expect(before?.answers.size).toBe(2);
    expect([...(after?.answers ?? [])].map(([item, { body }]) => [item, body])).toEqual(
      [...(before?.answers ?? [])].map(([item, { body }]) => [item, body]),
    );
  });

  it("that no draft bears on are left as they are", () => {
    const other = anAttempt({ id: "0190a5c0-0000-7000-8000-000000000009", items: form });
    const stored = foldLearner([...log, other.started], catalog).mocks;
    const [, answer] = log;
    if (!answer) throw new Error("the sitting has an answer");
    const found = attemptsIn(stored, [draftOf(answer)], catalog);
    expect(found.get(other.id)).toBe(stored.get(other.id));
    expect(found.get(attempt.id)).not.toBe(stored.get(attempt.id));
  });

  it("stand with the newest first", () => {
    const sat = (id: string, wallStart: number) => anAttempt({ id, items: form, wallStart });
    const two = [sat("0190a5c0-0000-7000-8000-000000000001", 1), sat("0190a5c0-0000-7000-8000-000000000002", 2)];
    const map = new Map(two.map((each) => [each.id as AttemptId, each]));
    expect(byStart(map).map(({ started }) => started.body.wallStart)).toEqual([2, 1]);
  });
});
