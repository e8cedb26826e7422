import { describe, expect, it } from "vitest";
import { anItem, rubric } from "../../tests/build";
import {
  extend,
  go,
  isOver,
  next,
  previous,
  rate,
  respond,
  reveal,
  type Session,
  settle,
  skip,
  spend,
  startSession,
  summaryOf,
  turnOf,
  wantsMore,
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
  if (result.state !== "revealed") throw new Error(`${result.state}: ${JSON.stringify(result)}`);
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

describe("a question that the learner marks", () => {
  const open = anItem({ id: "t.first", kind: "open-ended" });
  const write = (session: Session, text: string) => respond(session, "answer", { type: "prose", text });
  const tick = (session: Session, ...chosen: string[]) => respond(session, "ticks", { type: "choice", chosen });
  function marking(text = "because of the log") {
    const result = reveal(spend(rate(write(fresh(), text), 2), 4000), open);
    if (result.state !== "marking") throw new Error(`${result.state}: ${JSON.stringify(result)}`);
    return result.session;
  }

  it("wants words before anything else", () => {
    expect(reveal(fresh(), open)).toEqual({ state: "unready", missing: ["answer"] });
    expect(reveal(write(fresh(), "  "), open)).toEqual({ state: "unready", missing: ["answer"] });
  });

  it("makes the answer final first, with nothing ticked and nothing recorded", () => {
    expect(turnOf(marking())).toEqual({
      item: "t.first",
      seed: 11,
      state: "marking",
      response: { answer: { type: "prose", text: "because of the log" }, ticks: { type: "choice", chosen: [] } },
      confidence: 2,
      elapsedMs: 4000,
    });
    expect(summaryOf(marking())).toMatchObject({ answered: 0, skipped: 0, earned: 0 });
  });

  it("takes ticks then, and nothing else", () => {
    const session = marking();
    const tampered = spend(rate(write(session, "what the rubric says"), 3), 9000);
    expect(tampered).toEqual(session);
    expect(turnOf(tick(session, "names-it"))?.response).toMatchObject({ ticks: { chosen: ["names-it"] } });
  });

  it("takes no ticks before, so that the rubric cannot be answered unseen", () => {
    expect(tick(write(fresh(), "words"), "names-it")).toEqual(write(fresh(), "words"));
  });

  it("is marked by the second reveal, with the ticks in the event", () => {
    const { session, answered } = revealed(tick(tick(marking(), "names-it"), "names-it", "orders-it"), open);
    expect(answered).toMatchObject({
      kind: "open-ended",
      response: { answer: { type: "prose" }, ticks: { chosen: ["names-it", "orders-it"] } },
      score: { earned: 2, possible: 4 },
      confidence: 2,
      elapsedMs: 4000,
    });
    expect(turnOf(session)?.state).toBe("answered");
    expect(tick(session, "sinks-it")).toEqual(session);
    expect(reveal(session, open)).toEqual({ state: "unready", missing: [] });
  });

  it("may be marked with no tick at all", () => {
    expect(revealed(marking(), open).answered.score).toEqual({ earned: 0, possible: 4 });
  });

  it("cannot be skipped once it is final, and waits when it is left", () => {
    const session = marking();
    expect(skip(session)).toEqual({ session: next(session) });
    expect(revealed(tick(previous(next(session)), "names-it"), open).answered.score.earned).toBe(1);
  });

  it("may be skipped before", () => {
    expect(skip(write(fresh(), "words")).skipped?.item).toBe("t.first");
  });

  it("does not hold up what the scorer marks", () => {
    expect(reveal(choose(fresh(), "a"), first).state).toBe("revealed");
  });

  it("holds its place through being stored", () => {
    const session = JSON.parse(JSON.stringify(marking())) as Session;
    expect(revealed(tick(session, "names-it"), open).answered.score).toEqual({ earned: 1, possible: 4 });
  });

  it("asks a design for its drawing too before it is marked", () => {
    const drawn = anItem({
      id: "t.first",
      kind: "design-canvas",
      spec: { rubric: rubric("names-it!", "orders-it!", "adds-figures", "sinks-it-") },
    });
    const reasoned = respond(fresh(), "reason", { type: "prose", text: "because of zones" });
    expect(reveal(reasoned, drawn)).toEqual({ state: "unready", missing: ["design"] });
    const replicas = { etcd: { "zone-a": 1 } };
    expect(reveal(respond(reasoned, "design", { type: "design", replicas, links: [] }), drawn).state).toBe("marking");
  });
});

it("reads a session that was stored before there was marking", () => {
  const stored = JSON.parse(`{
    "id": "an-old-session", "mode": "practice", "current": 1,
    "turns": [
      { "item": "t.first", "seed": 11, "state": "answered", "elapsedMs": 900, "score": { "earned": 1, "possible": 1 },
        "response": { "choice": { "type": "choice", "chosen": ["a"] } } },
      { "item": "t.second", "seed": 12, "state": "open", "elapsedMs": 0, "response": {} }
    ] }`) as Session;
  const { session, answered } = revealed(choose(stored, "a"), second);
  expect(answered).toMatchObject({ item: "t.second", score: { earned: 1, possible: 1 } });
  expect(summaryOf(session)).toEqual({ asked: 2, answered: 2, skipped: 0, earned: 2, elapsedMs: 900 });
});

describe("a session that grows", () => {
  const growing = () => startSession("a-diagnostic", "diagnostic", [{ item: first.id, seed: 11 }], 2);
  const more = { item: second.id, seed: 12 };

  it("takes its next question when those before are closed, and is over only after the last", () => {
    expect(wantsMore(growing())).toBe(false);
    const waiting = next(revealed(choose(growing(), "a")).session);
    expect(wantsMore(waiting)).toBe(true);
    expect([isOver(waiting), turnOf(waiting)]).toEqual([false, undefined]);
    const grown = extend(waiting, more);
    expect(turnOf(grown)).toMatchObject({ item: second.id, seed: 12, state: "open", elapsedMs: 0 });
    const done = next(revealed(choose(grown, "a"), second).session);
    expect([wantsMore(done), isOver(done)]).toEqual([false, true]);
  });

  it("goes on after a skipped question too", () => {
    const { session } = skip(growing());
    expect(wantsMore(session)).toBe(true);
    expect(turnOf(extend(session, more))?.item).toBe(second.id);
  });

  it("takes no question while one is open, none twice, and none beyond its most", () => {
    expect(extend(growing(), more)).toEqual(growing());
    const closed = revealed(choose(growing(), "a")).session;
    expect(extend(closed, { item: first.id, seed: 99 })).toBe(closed);
    const grown = extend(closed, more);
    expect(extend(grown, { item: anItem({ id: "t.third" }).id, seed: 13 })).toBe(grown);
  });

  it("ends where it is settled", () => {
    const settled = settle(next(revealed(choose(growing(), "a")).session));
    expect([wantsMore(settled), isOver(settled)]).toEqual([false, true]);
    expect(extend(settled, more)).toBe(settled);
  });

  it("is none where the queue was fixed: nothing can be added to it", () => {
    const closed = revealed(choose(next(revealed(choose(fresh(), "a")).session), "a"), second).session;
    expect(wantsMore(closed)).toBe(false);
    expect(extend(closed, { item: anItem({ id: "t.third" }).id, seed: 13 })).toBe(closed);
    expect(settle(closed)).toBe(closed);
  });
});
