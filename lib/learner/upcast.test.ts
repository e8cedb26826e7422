import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anAnswer, anItem } from "../../tests/build";
import type { StoredEvent } from "../store/log";
import { isEventType, versions } from "./events";
import { isRecord, lift, upcast } from "./upcast";

const answer: StoredEvent = anAnswer(anItem());
const changed = (change: object): StoredEvent => ({ ...answer, body: { ...(answer.body as object), ...change } });

describe("a stored record", () => {
  it("of the current version is the event itself", () => {
    expect(upcast(answer)).toBe(answer);
  });

  it("of an unknown type is left out, with the reason", () => {
    expect(lift({ ...answer, type: "badge-earned" })).toEqual({ skipped: "unknown-type" });
    expect(lift({ ...answer, type: "toString" })).toEqual({ skipped: "unknown-type" });
    expect(upcast({ ...answer, type: "badge-earned" })).toBeUndefined();
  });

  it("of a version that this code does not know yet is left out", () => {
    expect(lift({ ...answer, v: versions["item-answered"] + 1 })).toEqual({ skipped: "newer-version" });
  });

  it("with a body that this version cannot mean is left out", () => {
    const wrong = [
      { score: { earned: 1, possible: 0 } },
      { score: { earned: Number.NaN, possible: 1 } },
      { observations: [{ statement: "consistency.1", score: 1 }] },
      { confidence: 4 },
      { hints: -1 },
      { mode: "exam" },
      { response: { choice: "a" } },
      { item: "" },
    ];
    for (const change of wrong) expect(lift(changed(change))).toEqual({ skipped: "malformed" });
    for (const v of [0, 0.5, -1, Number.NaN]) expect(lift({ ...answer, v })).toEqual({ skipped: "malformed" });
  });

  it("of an answer is left out where any one field is missing or of another type", () => {
    const fields = ["item", "revision", "kind", "mode", "session", "response", "score", "observations", "elapsedMs"];
    for (const name of [...fields, "hints", "seed"])
      for (const value of [undefined, null, [], {}, true, name === "session" ? 1 : ""]) {
        // An answer without a response, and one that shows nothing, are answers.
        const isFine =
          (name === "response" && JSON.stringify(value) === "{}") || (name === "observations" && Array.isArray(value));
        const told = isFine ? expect.objectContaining({ event: expect.anything() }) : { skipped: "malformed" };
        expect(lift(changed({ [name]: value })), `${name}: ${JSON.stringify(value)}`).toEqual(told);
      }
    const whole = { statement: "consistency.1", misconception: "m", score: 1, weight: 1 };
    for (const part of [{ statement: "" }, { misconception: 1 }, { score: "1" }, { weight: 0 }, { weight: Infinity }])
      expect(lift(changed({ observations: [whole, { ...whole, ...part }] }))).toEqual({ skipped: "malformed" });
    expect(upcast(changed({ observations: [whole, whole] }))).toBeDefined();
  });

  it("of a gap of the learner's own from an older tab is tied to no statement", () => {
    const old = { ...answer, type: "gap-added", v: 1, body: { gap: "clock-skew", title: "Clocks", reason: "asked" } };
    expect(upcast(old)).toMatchObject({
      v: 2,
      body: { gap: "clock-skew", title: "Clocks", statements: [], reason: "asked" },
    });
    expect(upcast({ ...old, v: 2 })).toBeUndefined();
    for (const body of ["a title", null, { gap: "x" }])
      expect(lift({ ...old, body })).toEqual({ skipped: "malformed" });
  });

  it("of what the learner says of a gap is one of the words and levels there are", () => {
    const judged = (word: unknown) => upcast({ ...answer, type: "gap-judged", body: { gap: "traffic", word } });
    expect(["weak", "unsure", "fine", "strong", 1].map((word) => judged(word) !== undefined)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    const own = { gap: "own-x", title: "x", statements: ["traffic.1"] };
    const added = (change: object) => upcast({ ...answer, type: "gap-added", v: 2, body: { ...own, ...change } });
    expect(added({ stuckAt: 4, company: "", question: "q" })).toBeDefined();
    for (const change of [{ stuckAt: 5 }, { statements: [7] }, { statements: "traffic.1" }, { company: 7 }])
      expect(added(change)).toBeUndefined();
  });

  it("with fields of a later day keeps them", () => {
    expect(upcast(changed({ mood: "calm" }))?.body).toMatchObject({ mood: "calm" });
  });

  it("never makes it throw, whatever it holds", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(versions), "unknown"),
        fc.anything(),
        fc.anything(),
        (type, v, body) => {
          const lifted = lift({ ...answer, type, v: v as number, body });
          expect("event" in lifted ? isEventType(lifted.event.type) : lifted.skipped).toBeTruthy();
        },
      ),
    );
  });
});

it("tells records that can be put in order from those that cannot", () => {
  expect(isRecord(answer)).toBe(true);
  expect(isRecord({ ...answer, at: Number.NaN })).toBe(false);
  expect(isRecord({ ...answer, n: Number.POSITIVE_INFINITY })).toBe(false);
  expect(isRecord({ ...answer, id: "" })).toBe(false);
});
