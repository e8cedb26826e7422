import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Clock,
  decide,
  enter,
  type Given,
  type Moment,
  type Notice,
  type Policy,
  reload,
  remainingMs,
  type Step,
  start,
  stop,
  tick,
  tickOf,
} from "./clock";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const year = 365 * 24 * hour;

const given = (policy: Policy, durationMs: number | null = 45 * minute, sectionMs = [45 * minute]): Given => ({
  durationMs,
  policy,
  sectionMs,
});

/** An exam on a machine whose two clocks can be moved apart. */
class Exam {
  clock: Clock;
  notices: Notice[] = [];
  private now: Moment = { perfNow: 5_000, wallNow: 1_800_000_000_000 };

  constructor(rules: Given) {
    this.clock = start(rules, this.now);
  }

  /** The page runs for so long, ticking every second. */
  run(ms: number): this {
    for (let left = ms; left > 0 && this.clock.state === "running"; left -= second)
      this.pass(Math.min(second, left), Math.min(second, left));
    return this;
  }

  /** One tick after so much time on each clock. */
  pass(perfMs: number, wallMs: number): this {
    this.now = { perfNow: this.now.perfNow + perfMs, wallNow: this.now.wallNow + wallMs };
    return this.take(tick(this.clock, this.now));
  }

  /** The page dies so long after the last persisted tick, and a new one starts. */
  comeBack(wallMs: number): this {
    const saved = JSON.parse(JSON.stringify(tickOf(this.clock)));
    this.now = { perfNow: 300, wallNow: this.now.wallNow + wallMs };
    return this.take(reload(this.clock.given, saved, this.now));
  }

  decide(decision: "counted" | "credited"): this {
    return this.take(decide(this.clock, decision, this.now));
  }

  hear<Type extends Notice["type"]>(type: Type): Extract<Notice, { type: Type }>[] {
    return this.notices.filter((notice): notice is Extract<Notice, { type: Type }> => notice.type === type);
  }

  take({ clock, notices }: Step): this {
    this.clock = clock;
    this.notices.push(...notices);
    return this;
  }
}

const after10 = (policy: Policy) => new Exam(given(policy)).run(10 * minute);

describe("the exam clock while the page lives", () => {
  it("counts what the page's own clock says", () => {
    expect(after10("strict").clock.elapsedMs).toBe(10 * minute);
  });

  it("ignores a drift of less than two seconds", () => {
    const exam = after10("strict")
      .pass(second, second + 1999)
      .pass(second, second - 1999);
    expect(exam.clock.elapsedMs).toBe(10 * minute + 2 * second);
    expect(exam.notices).toEqual([]);
  });

  it("hands in at the deadline with exactly the time that was given", () => {
    const exam = new Exam(given("strict", 10 * minute)).run(11 * minute);
    expect(exam.clock.state).toBe("ended");
    expect(exam.hear("hand-in")).toEqual([{ type: "hand-in", reason: "deadline", elapsedMs: 10 * minute }]);
  });

  it("hands in at the deadline from a hidden page, whose timers run once a minute", () => {
    const exam = new Exam(given("strict", 10 * minute));
    for (let n = 0; n < 10; n++) exam.pass(minute + 40, minute + 40);
    expect(exam.hear("hand-in")).toHaveLength(1);
    expect(exam.hear("gap")).toEqual([]);
    expect(exam.clock.elapsedMs).toBe(10 * minute);
  });

  it("stands still once it has ended", () => {
    const exam = new Exam(given("strict", minute)).run(2 * minute);
    exam.pass(hour, hour).comeBack(hour);
    expect(exam.clock.elapsedMs).toBe(minute);
    expect(exam.hear("hand-in")).toHaveLength(1);
  });

  it("has no deadline when it is untimed, whatever happens", () => {
    const exam = new Exam(given("strict", null))
      .run(minute)
      .pass(5 * hour, 5 * hour)
      .comeBack(year);
    expect([exam.clock.state, remainingMs(exam.clock)]).toEqual(["running", null]);
  });

  it("hands in by hand once, with the time used", () => {
    const exam = after10("strict");
    exam.take(
      stop(exam.clock, { perfNow: 5_000 + 10 * minute + 400.6, wallNow: 1_800_000_000_000 + 10 * minute + 401 }),
    );
    expect(exam.hear("hand-in")).toEqual([{ type: "hand-in", reason: "by-hand", elapsedMs: 10 * minute + 401 }]);
    expect(exam.clock.state).toBe("ended");
  });
});

/**
 * The matrix: what happens ten minutes into an exam of forty-five, and what is left of the time after it. `left` is in
 * minutes; "ask" means that nothing moved and the learner is asked.
 */
type Row = [what: string, happens: (exam: Exam) => Exam, strict: number | "ask", paused: number, kind: string | null];
const matrix: Row[] = [
  ["a plain reload of 3 s", (exam) => exam.comeBack(3 * second), 35 - 3 / 60, 35 - 3 / 60, null],
  ["a crash and 1 min", (exam) => exam.comeBack(minute), 34, 35, "reload"],
  ["a crash and 180 min", (exam) => exam.comeBack(180 * minute), "ask", 35, "reload"],
  ["a sleep of 1 min, page clock standing", (exam) => exam.pass(0, minute), 34, 35, "absence"],
  ["a sleep of 30 min, page clock standing", (exam) => exam.pass(0, 30 * minute), 5, 35, "absence"],
  ["a sleep of 180 min, page clock standing", (exam) => exam.pass(0, 180 * minute), "ask", 35, "absence"],
  ["a sleep of 30 min, page clock going on", (exam) => exam.pass(30 * minute, 30 * minute), 5, 35, "absence"],
  ["a sleep of 180 min, page clock going on", (exam) => exam.pass(180 * minute, 180 * minute), "ask", 35, "absence"],
  ["the clock set back 1 h", (exam) => exam.pass(0, -hour), 35, 35, "clock-back"],
  ["the clock set forward 1 h", (exam) => exam.pass(0, hour), "ask", 35, "absence"],
  ["the clock set forward 1 y", (exam) => exam.pass(0, year), "ask", 35, "clock-forward"],
  ["the clock set back 1 h over a reload", (exam) => exam.comeBack(-hour), 35, 35, "clock-back"],
  ["the clock set forward 1 h over a reload", (exam) => exam.comeBack(hour), "ask", 35, "reload"],
  ["the clock set forward 1 y over a reload", (exam) => exam.comeBack(year), "ask", 35, "clock-forward"],
];

describe.each(matrix)("%s", (_, happens, strict, paused, kind) => {
  it(`leaves ${strict === "ask" ? "the decision to the learner" : `${strict.toFixed(2)} min`} when time counts strictly`, () => {
    const exam = happens(after10("strict"));
    expect(exam.hear("hand-in")).toEqual([]);
    if (strict === "ask") {
      expect(exam.clock).toMatchObject({ state: "asking", elapsedMs: 10 * minute });
      expect(exam.hear("ask")).toEqual([expect.objectContaining({ kind })]);
    } else {
      expect(exam.clock.state).toBe("running");
      expect((remainingMs(exam.clock) ?? 0) / minute).toBeCloseTo(strict, 6);
      expect(exam.hear("gap").map((gap) => [gap.kind, gap.decision])).toEqual(kind === null ? [] : [[kind, "counted"]]);
    }
  });

  it(`leaves ${paused.toFixed(2)} min when interruptions pause the clock`, () => {
    const exam = happens(after10("pause-on-interruption"));
    expect(exam.clock.state).toBe("running");
    expect((remainingMs(exam.clock) ?? 0) / minute).toBeCloseTo(paused, 6);
    const decision = kind === "clock-back" ? "counted" : "credited";
    expect(exam.hear("gap").map((gap) => [gap.kind, gap.decision])).toEqual(kind === null ? [] : [[kind, decision]]);
  });

  it("never lets the time used fall, and the exam goes on from there", () => {
    for (const policy of ["strict", "pause-on-interruption"] as const) {
      const exam = happens(after10(policy));
      if (exam.clock.state === "asking") exam.decide("credited");
      const before = exam.clock.elapsedMs;
      expect(before).toBeGreaterThanOrEqual(10 * minute);
      expect(exam.run(2 * minute).clock.elapsedMs - before).toBe(2 * minute);
    }
  });
});

describe("an absence that alone would end the exam", () => {
  const away = () => after10("strict").pass(0, 63 * minute);

  it("tells how long it was and freezes the time", () => {
    const exam = away();
    expect(exam.hear("ask")).toEqual([{ type: "ask", ms: 63 * minute, kind: "absence" }]);
    expect(exam.pass(5 * minute, 5 * minute).clock.elapsedMs).toBe(10 * minute);
    expect(exam.hear("ask")).toHaveLength(1);
  });

  it("ends the exam at its deadline when it is counted", () => {
    const exam = away().decide("counted");
    expect(exam.clock).toMatchObject({ state: "ended", elapsedMs: 45 * minute });
    expect(exam.clock.absence).toBeUndefined();
    expect(exam.notices.slice(1)).toEqual([
      { type: "gap", ms: 63 * minute, kind: "absence", decision: "counted" },
      { type: "hand-in", reason: "deadline", elapsedMs: 45 * minute },
    ]);
  });

  it("lets the exam go on where it stood when it is not counted", () => {
    const exam = away().decide("credited").run(minute);
    expect(exam.clock).toMatchObject({ state: "running", elapsedMs: 11 * minute });
    expect(exam.hear("gap")).toEqual([{ type: "gap", ms: 63 * minute, kind: "absence", decision: "credited" }]);
  });

  it("is asked again after a reload in the middle of the question", () => {
    const exam = away().comeBack(minute);
    expect(exam.clock).toMatchObject({ state: "asking", elapsedMs: 10 * minute });
    expect(exam.hear("ask").at(-1)).toEqual({ type: "ask", ms: 64 * minute, kind: "absence" });
  });

  it("is asked about even when it was only a reload in the last seconds", () => {
    const exam = after10("strict")
      .run(35 * minute - 2 * second)
      .comeBack(4 * second);
    expect(exam.clock.state).toBe("asking");
    expect(exam.hear("hand-in")).toEqual([]);
  });

  it("is not counted when the learner hands in instead of deciding", () => {
    const exam = away();
    exam.take(stop(exam.clock, exam.clock.last));
    expect(exam.notices.slice(1)).toEqual([
      { type: "gap", ms: 63 * minute, kind: "absence", decision: "credited" },
      { type: "hand-in", reason: "by-hand", elapsedMs: 10 * minute },
    ]);
  });

  it("can be decided once only", () => {
    const exam = away().decide("credited").decide("counted");
    expect(exam.clock.state).toBe("running");
    expect(exam.hear("gap")).toHaveLength(1);
  });
});

describe("after a plain reload", () => {
  it("the remaining time is right to the second, whenever the last tick was stored", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 * 60 }), fc.integer({ min: 0, max: 10_000 }), (used, away) => {
        const exam = new Exam(given("strict")).run(used * second).comeBack(away);
        const right = 45 * minute - used * second - away;
        expect(Math.abs((remainingMs(exam.clock) ?? 0) - right)).toBeLessThan(second);
        expect(exam.hear("gap")).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it("nothing is announced a second time", () => {
    const exam = new Exam(given("strict", 20 * minute)).run(16 * minute);
    const heard = exam.hear("announce").length;
    expect(heard).toBe(2);
    expect(
      exam
        .comeBack(2 * second)
        .run(30 * second)
        .hear("announce"),
    ).toHaveLength(heard);
  });
});

describe("the announcements", () => {
  const spoken = (exam: Exam) => exam.hear("announce").map(({ remainingMs: left, isHalf }) => [left / second, isHalf]);

  it("come at half time, 10, 5 and 1 min and 30 s, once each", () => {
    expect(spoken(new Exam(given("strict")).run(46 * minute))).toEqual([
      [1350, true],
      [600, false],
      [300, false],
      [60, false],
      [30, false],
    ]);
  });

  it("are one where half time is ten minutes, and leave out what is longer than the exam", () => {
    expect(spoken(new Exam(given("strict", 20 * minute)).run(21 * minute)).map(([left]) => left)).toEqual([
      600, 300, 60, 30,
    ]);
    expect(spoken(new Exam(given("strict", minute)).run(2 * minute)).map(([left]) => left)).toEqual([30]);
  });

  it("are one when an absence passes several", () => {
    expect(
      spoken(
        after10("strict")
          .pass(0, 31 * minute)
          .run(10 * second),
      ),
    ).toEqual([[300, false]]);
  });

  it("do not come in an untimed exam", () => {
    expect(spoken(new Exam(given("strict", null)).run(hour))).toEqual([]);
  });
});

describe("the sections", () => {
  const two = given("strict", 45 * minute, [20 * minute, 25 * minute]);

  it("each count the time they were on screen, and all of it together", () => {
    const exam = new Exam(two).run(5 * minute);
    exam.take(enter(exam.clock, 1, exam.clock.last));
    exam.run(7 * minute);
    expect(exam.clock.spentMs).toEqual([5 * minute, 7 * minute]);
    expect(exam.clock.elapsedMs).toBe(12 * minute);
  });

  it("say once that their budget is used up, and go on", () => {
    const exam = new Exam(two).run(22 * minute);
    expect(exam.hear("section-over")).toEqual([{ type: "section-over", section: 0 }]);
    expect(exam.clock.state).toBe("running");
  });

  it("have no budget of their own where there is only one", () => {
    expect(new Exam(given("strict")).run(46 * minute).hear("section-over")).toEqual([]);
  });
});

it("never falls, never passes the deadline and hands in at most once, whatever the machine does", () => {
  const event = fc.oneof(
    fc.record({
      type: fc.constant("pass" as const),
      perf: fc.integer({ min: 0, max: 4 * hour }),
      wall: fc.integer({ min: -hour, max: 4 * hour }),
    }),
    fc.record({ type: fc.constant("run" as const), ms: fc.integer({ min: 0, max: 5 * minute }) }),
    fc.record({ type: fc.constant("back" as const), wall: fc.integer({ min: -hour, max: 4 * hour }) }),
    fc.record({
      type: fc.constant("decide" as const),
      decision: fc.constantFrom("counted" as const, "credited" as const),
    }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom("strict" as const, "pause-on-interruption" as const),
      fc.array(event, { maxLength: 20 }),
      (policy, events) => {
        const exam = new Exam(given(policy));
        let high = 0;
        for (const each of events) {
          if (each.type === "pass") exam.pass(each.perf, each.wall);
          else if (each.type === "run") exam.run(each.ms);
          else if (each.type === "back") exam.comeBack(each.wall);
          else exam.decide(each.decision);
          expect(exam.clock.elapsedMs).toBeGreaterThanOrEqual(high);
          expect(exam.clock.elapsedMs).toBeLessThanOrEqual(45 * minute);
          expect(exam.clock.spentMs.reduce((sum, spent) => sum + spent, 0)).toBeCloseTo(exam.clock.elapsedMs, 3);
          high = exam.clock.elapsedMs;
        }
        expect(exam.hear("hand-in").length).toBe(exam.clock.state === "ended" ? 1 : 0);
      },
    ),
  );
});
