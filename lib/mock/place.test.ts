import { describe, expect, it } from "vitest";
import { anAttempt, items } from "../../tests/build";
import { tick, tickOf } from "./clock";
import { answeredIn, givenOf, laterOf, type Place, resume, slotOf } from "./place";

const form = items(4);
const [first, second] = form.map(({ id }) => id) as [(typeof form)[0]["id"], (typeof form)[0]["id"]];
const running = (answered = {}) => anAttempt({ items: form, answered, handedIn: false });
const now = { perfNow: 300, wallNow: 1_800_000_000_000 };

/** A place as a page leaves it after `ms` of the sitting, at the moment `now`. */
function leftAfter(ms: number, place: Partial<Place> = {}): Place {
  const { step } = resume(running(), undefined, { perfNow: 0, wallNow: now.wallNow - ms });
  const { clock } = tick(step.clock, { perfNow: ms, wallNow: now.wallNow });
  return { v: 1, at: 0, flagged: [], seen: [], spentMs: {}, isClockHidden: false, tick: tickOf(clock), ...place };
}

describe("a sitting that goes on in a new page", () => {
  it("stands at the same question with its flags, and the seconds of the reload are counted", () => {
    const saved = leftAfter(60_000, { at: 2, flagged: [second], seen: [first, second], isClockHidden: true });
    const { place, step } = resume(running(), saved, { ...now, wallNow: now.wallNow + 3_000 });
    expect(place).toMatchObject({ at: 2, flagged: [second], seen: [first, second], isClockHidden: true });
    expect(step.clock.elapsedMs).toBe(63_000);
    expect(step.notices).toEqual([]);
  });

  it("begins its time with the first page when nothing was stored yet", () => {
    const { place, step } = resume(running(), undefined, now);
    expect(place.at).toBe(0);
    expect(step.clock.elapsedMs).toBe(0);
  });

  it("reads from its answers how far it came when the place is lost or was never one", () => {
    const attempt = running({ [first]: { as: "right", spentMs: 20_000 }, [second]: { as: "wrong" } });
    for (const lost of [undefined, "x", { v: 1, at: 99 }, { v: 2, at: 1 }, { ...leftAfter(1), at: -1 }]) {
      const at = attempt.answers.get(second)?.at ?? 0;
      const { place, step } = resume(attempt, lost, { perfNow: 0, wallNow: at + 1_000 });
      expect(place).toMatchObject({ at: 1, seen: [first, second], spentMs: { [first]: 20_000 } });
      expect(step.clock.elapsedMs).toBe(61_000);
    }
  });

  it("keeps its place under a name of its own", () => {
    expect(slotOf(running().id)).toBe(`mock ${running().id}`);
  });
});

it("the rules of time are those of the start", () => {
  const { started } = anAttempt({ items: form, pause: "pause-on-interruption", durationMs: null });
  expect(givenOf(started.body)).toEqual({ durationMs: null, policy: "pause-on-interruption", sectionMs: [600_000] });
});

it("a question that was only looked at is not an answered one", () => {
  expect(answeredIn(running({ [first]: { as: "right" }, [second]: { as: {} } }))).toBe(1);
});

describe("two saved places of one sitting", () => {
  const [early, late] = [leftAfter(60_000), leftAfter(60_000)];
  late.tick.wallNow += 1;

  it("go on from the later one, whichever way they were stored", () => {
    expect(laterOf(early, late)).toBe(late);
    expect(laterOf(late, early)).toBe(late);
  });

  it.each([undefined, null, 7, "x", {}, { tick: null }])("go on from the one that is a place, beside %j", (other) => {
    expect(laterOf(early, other)).toBe(early);
    expect(laterOf(other, early)).toBe(early);
  });
});
