import { describe, expect, it } from "vitest";
import { anItem } from "../../tests/build";
import {
  go,
  isOver,
  next,
  previous,
  rate,
  respond,
  reveal,
  type Session,
  skip,
  spend,
  startSession,
  summaryOf,
  turnOf,
} from "./session";

const first = anItem({ id: "t.first" });
const second = anItem({ id: "t.second" });
const fresh = () =>
  startSession("a-session", "practice", [
    { item: first.id, seed: 11 },
    { item: second.id, seed: 12 },
  ]);
const choose = (session: Session, id: string) => respond(session, "choice", { type: "choice", chosen: [id] });
function revealed(session: Session, item = first) {
  const result = reveal(session, item);
  if (result.state === "unready") throw new Error(`unready: ${result.missing}`);
  return result;
}

describe("a practice session", () => {
  it("turns an answer into the event that the log keeps", () => {
    const session = spend(spend(rate(choose(fresh(), "b"), 3), 1500), 500.4);
    expect(revealed(session).answered).toEqual({
      item: "t.first",
      revision: 1,
      kind: "single-choice",
      mode: "practice",
      session: "a-session",
      response: { choice: { type: "choice", chosen: ["b"] } },
      score: { earned: 0, possible: 1 },
      observations: [{ statement: "consistency.4", misconception: "idea-b", score: 0, weight: 1 }],
      confidence: 3,
      elapsedMs: 2000,
      hints: 0,
      seed: 11,
    });
  });

  it("records the prediction that was made before", () => {
    const result = reveal(choose(fresh(), "a"), first, 0.62);
    expect(result).toMatchObject({ state: "revealed", answered: { predicted: 0.62 } });
  });

  it("does not reveal what is not answered", () => {
    expect(reveal(fresh(), first)).toEqual({ state: "unready", missing: ["choice"] });
  });

  it("answers once: after the reveal neither answer, confidence nor time change, and no second event comes", () => {
    const { session } = revealed(choose(fresh(), "b"));
    expect(spend(rate(choose(session, "a"), 1), 999)).toEqual(session);
    expect(reveal(session, first)).toEqual({ state: "unready", missing: [] });
  });

  it("marks only the question on screen", () => {
    expect(reveal(choose(fresh(), "a"), second)).toEqual({ state: "unready", missing: [] });
  });

  it("skips without a word about the learner", () => {
    const { session, skipped } = skip(fresh());
    expect(skipped).toEqual({ item: "t.first", mode: "practice", session: "a-session" });
    expect(session.current).toBe(1);
    expect(summaryOf(session)).toMatchObject({ answered: 0, skipped: 1, earned: 0 });
  });

  it("moves between its questions and stays inside", () => {
    expect(previous(fresh()).current).toBe(0);
    expect(isOver(next(next(fresh())))).toBe(true);
    expect(next(next(next(fresh()))).current).toBe(2);
    expect(turnOf(go(fresh(), 1))?.item).toBe("t.second");
    expect(turnOf(go(fresh(), 2))).toBeUndefined();
  });

  it("keeps the answer to a question that was left and come back to", () => {
    const session = previous(next(choose(fresh(), "c")));
    expect(turnOf(session)?.response).toEqual({ choice: { type: "choice", chosen: ["c"] } });
  });

  it("sums up by share of credit", () => {
    const multiple = anItem({ id: "t.second", kind: "multiple-choice" });
    const afterFirst = next(revealed(spend(choose(fresh(), "a"), 1000)).session);
    const half = respond(afterFirst, "choice", { type: "choice", chosen: ["a"] });
    const { session } = revealed(half, multiple);
    expect(summaryOf(session)).toEqual({ asked: 2, answered: 2, skipped: 0, earned: 1.5, elapsedMs: 1000 });
  });

  it("is plain data that survives being stored", () => {
    const session = rate(choose(fresh(), "b"), 2);
    expect(JSON.parse(JSON.stringify(session))).toEqual(session);
  });
});
