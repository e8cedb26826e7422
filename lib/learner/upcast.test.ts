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
