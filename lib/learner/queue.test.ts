import { describe, expect, it } from "vitest";
import { aCatalog, anAnswer, gapIds, items } from "../../tests/build";
import { nextQuestion } from "./diagnosis";
import { type QueueOf, queueOf } from "./queue";
import { foldLearner } from "./state";

const bank = gapIds.flatMap((gap) => items(3, { gap, topic: `topic-${gap}` }));
const catalog = aCatalog({ items: bank });
const now = Date.UTC(2026, 10, 1);
const answered = foldLearner(
  bank.map((item, index) => anAnswer(item, { at: now - 1_000, n: index + 1 })),
  catalog,
);
const untouched = foldLearner([], catalog);
const queue = (of: Partial<QueueOf> & Pick<QueueOf, "set">, state = untouched) =>
  queueOf(state, catalog, now, { seed: 7, count: 3, ...of }).map(({ item }) => item);

describe("the queue of a practice set", () => {
  it("asks named items in their order, each once, and only what the catalog has", () => {
    const [first, second] = bank.map(({ id }) => id);
    expect(queue({ set: "items", items: [second, "gone.item", first, second] as string[] })).toEqual([second, first]);
  });

  it("asks of a gap what rests when nothing else is left, since the learner asked for this gap", () => {
    expect(queue({ set: "mixed" }, answered)).toEqual([]);
    expect(queue({ set: "gap", gap: "consistency" }, answered)).toHaveLength(3);
  });

  it("is empty for a gap that is not there and for the weakest of nothing", () => {
    expect(queue({ set: "gap", gap: "no-such" })).toEqual([]);
    expect(queue({ set: "weakest" })).toEqual([]);
  });

  it("is of reviews what is due, and nothing while nothing is", () => {
    const day = 24 * 3_600_000;
    const due = queueOf(answered, catalog, now + 60 * day, { set: "review", seed: 7, count: 30 });
    expect(due).toHaveLength(bank.length);
    expect(queue({ set: "review" }, answered)).toEqual([]);
    expect(queue({ set: "review" })).toEqual([]);
  });

  it("probes the gap that is asked for, and without one the place that tells most", () => {
    const probed = queue({ set: "probe", gap: "consistency", count: 2 });
    expect(probed).toHaveLength(2);
    const of = (id: string) => bank.find((item) => item.id === id)?.statements[0];
    expect(probed.every((id) => of(id)?.startsWith("consistency."))).toBe(true);
    expect(queue({ set: "probe" })).toHaveLength(1);
    expect(queue({ set: "probe", gap: "no-such" })).toEqual([]);
  });

  it("begins the diagnostic with one question, the same that the growing set goes on from", () => {
    const first = queue({ set: "diagnostic" });
    expect(first).toHaveLength(1);
    const next = nextQuestion(untouched, catalog, now, { seed: 7, asked: first });
    expect(next).toHaveProperty("item");
    expect(first).not.toContain("item" in next ? next.item : undefined);
  });

  it("is the same for the same seed", () => {
    for (const set of ["diagnostic", "mixed", "unseen"] as const) expect(queue({ set })).toEqual(queue({ set }));
    expect(queue({ set: "unseen", seed: 1, count: 9 })).not.toEqual(queue({ set: "unseen", seed: 2, count: 9 }));
  });
});
