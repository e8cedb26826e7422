import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Event, predictor } from "./predict";

type Answer = { user: string; item: string; skills: string[]; correct: number; ts?: number; difficulty?: number };

const anAnswer = (user: string, index: number, correct: number): Answer => ({
  user,
  item: `i${index % 7}`,
  skills: [`k${index % 3}`],
  correct,
  ts: index * 60_000,
  difficulty: 1 + (index % 5),
});

/** Two users by turns, with other answers each. */
const stream = Array.from({ length: 80 }, (_, n) =>
  n % 2 === 0 ? anAnswer("ann", n, n % 3 === 0 ? 0 : 1) : anAnswer("bob", n, n % 4 === 1 ? 1 : 0),
);

type Model = { answer(line: string, number: number): number };
/** Line by line. */
const aModel = (): Model => {
  const { answer } = predictor();
  return { answer: (line, number) => answer([line], number)[0] as number };
};
const predictionsOf = (answers: readonly Answer[], model: Model = aModel()): Map<Answer, number> =>
  new Map(answers.map((each, index) => [each, model.answer(JSON.stringify(each), index + 1)]));

/** Whether any prediction up to the user's cut changes when results from the cut on are turned round. */
function seesAhead(make: () => Model): boolean {
  const cut = 50;
  const turned = stream.map((each, index) => (index >= cut ? { ...each, correct: 1 - each.correct } : each));
  const before = [...predictionsOf(stream, make()).values()].slice(0, cut + 1);
  const after = [...predictionsOf(turned, make()).values()].slice(0, cut + 1);
  return before.some((p, index) => p !== after[index]);
}

/** Whether a user's predictions depend on how the users' answers are interleaved. */
function leaksBetweenUsers(make: () => Model): boolean {
  const apart = [...stream].sort((a, b) => a.user.localeCompare(b.user));
  const together = predictionsOf(stream, make());
  return [...predictionsOf(apart, make())].some(([answer, p]) => together.get(answer) !== p);
}

/** Wrong on purpose: everyone is one user. */
const shared = (): Model => {
  const { answer } = aModel();
  return { answer: (line, number) => answer(JSON.stringify({ ...JSON.parse(line), user: "all" }), number) };
};
/** Wrong on purpose: the result of the line colours what is said to have been expected of it. */
const peeking = (): Model => {
  const { answer } = aModel();
  return { answer: (line, number) => 0.9 * answer(line, number) + 0.1 * (JSON.parse(line) as Event).correct };
};

describe("what is expected of a stream of answers", () => {
  it("never depends on results from that line on", () => {
    expect(seesAhead(aModel)).toBe(false);
    expect(seesAhead(peeking)).toBe(true);
  });

  it("never depends on other users", () => {
    expect(leaksBetweenUsers(aModel)).toBe(false);
    expect(leaksBetweenUsers(shared)).toBe(true);
  });

  it("is the same line by line and in one piece", () => {
    const { answer } = predictor();
    const lines = stream.map((each) => JSON.stringify(each));
    const whole = [...answer(lines.slice(0, 30), 1), ...answer(lines.slice(30), 31)];
    expect(whole).toEqual([...predictionsOf(stream).values()]);
  });

  it("is the same whenever it is asked", () => {
    expect([...predictionsOf(stream).values()]).toEqual([...predictionsOf(stream).values()]);
  });

  it("rises for a user who is right and falls for one who is wrong", () => {
    const { answer } = aModel();
    const last = (user: string, correct: number) =>
      Array.from({ length: 20 }, (_, n) => answer(JSON.stringify(anAnswer(user, n, correct)), n + 1)).at(-1) as number;
    expect(last("right", 1)).toBeGreaterThan(0.85);
    expect(last("wrong", 0)).toBeLessThan(0.3);
  });

  it("needs nothing but a user, an item and a result, and takes null for absent", () => {
    const { answer } = aModel();
    const bare = answer('{"user":"a","item":"i","correct":1}', 1);
    const nulls = '{"user":"b","item":"i","skills":null,"correct":1,"ts":null,"difficulty":null,"guess":null}';
    expect(answer(nulls, 2)).toBe(bare);
    expect(bare).toBeGreaterThan(0.5);
  });

  it("never falls below the chance of guessing", () => {
    const { answer } = aModel();
    for (let n = 1; n <= 40; n++)
      expect(
        answer('{"user":"a","item":"i","skills":["k"],"correct":0,"difficulty":5,"guess":0.5}', n),
      ).toBeGreaterThan(0.45);
  });

  it("does not depend on the order of answers of one moment by different users", () => {
    const pair = [anAnswer("ann", 4, 1), { ...anAnswer("bob", 5, 0), ts: 4 * 60_000 }];
    const forth = predictionsOf(pair);
    const back = predictionsOf([...pair].reverse());
    for (const each of pair) expect(back.get(each)).toBe(forth.get(each));
  });

  it("lies between 0 and 1 whatever a well-formed line says", () => {
    const anyEvent = fc.record({
      user: fc.constantFrom("a", "__proto__"),
      item: fc.oneof(fc.string(), fc.constantFrom("i", "constructor")),
      skills: fc.oneof(
        fc.array(fc.constantFrom("a", "b", "__proto__", "toString")),
        fc.constant(Array.from({ length: 5000 }, (_, n) => `k${n}`)),
      ),
      correct: fc.double({ min: 0, max: 1, noNaN: true }),
      ts: fc.oneof(fc.double({ min: 0, max: Number.MAX_VALUE, noNaN: true }), fc.constant(0)),
      difficulty: fc.double({ min: 0, max: 6, noNaN: true }),
      guess: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        const { answer } = aModel();
        events.forEach((event, index) => {
          const p = answer(JSON.stringify(event), index + 1);
          expect(p).toBeGreaterThan(0);
          expect(p).toBeLessThan(1);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe("a line that is no answer", () => {
  const good = '{"user":"a","item":"i","correct":1}';
  it.each([
    ["{", "is no JSON", "one JSON object a line"],
    ["[]", "is no JSON object", '{"user"'],
    ['{"item":"i","correct":1}', 'has no "user"', '"user" as a string'],
    ['{"user":"a","item":3,"correct":1}', 'has no "item"', '"item" as a string'],
    ['{"user":"a","item":"i"}', 'has no "correct"', "from 0 to 1"],
    ['{"user":"a","item":"i","correct":2}', 'has "correct" 2', "from 0 to 1"],
    ['{"user":"a","item":"i","correct":"1"}', 'has "correct" "1"', "from 0 to 1"],
    ['{"user":"a","item":"i","correct":1,"difficulty":7}', 'has "difficulty" 7', "from 0 to 6"],
    ['{"user":"a","item":"i","correct":1,"ts":1e999}', 'has "ts"', "a number from 0"],
    ['{"user":"a","item":"i","correct":1,"ts":-5}', 'has "ts" -5', "a number from 0"],
    ['{"user":"a","item":"i","correct":1,"guess":-1}', 'has "guess" -1', "from 0 to 1"],
    ['{"user":"a","item":"i","correct":1,"skills":"k"}', '"skills"', "list of strings"],
  ])("%s is refused with its number, what is wrong and how to mend it", (line, what, mend) => {
    const { answer } = aModel();
    answer(good, 1);
    expect(() => answer(line, 2)).toThrow(/line 2 of the stream/);
    expect(() => answer(line, 2)).toThrow(what);
    expect(() => answer(line, 2)).toThrow(mend);
  });
});
