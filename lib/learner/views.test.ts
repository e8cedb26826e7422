import { describe, expect, it } from "vitest";
import { aCatalog, anAnswer, anAttempt, gapIds, items, options, wrongResponse } from "../../tests/build";
import type { AttemptId, GapId, ItemId, MisconceptionId, StatementId } from "../ids";
import { judgedIn } from "../mock/report";
import type { Catalog, Item } from "../quiz/catalog";
import type { StoredEvent } from "../store/log";
import type { Confidence } from "./events";
import { answerTrail, gapBoard, gapsWorthClosing } from "./select";
import { foldLearner } from "./state";
import { type ArgsOf, type ValueOf, type View, type ViewName, viewOf, views } from "./views";

const start = Date.UTC(2026, 10, 1);
const hour = 3_600_000;
const bank = gapIds.flatMap((gap) => items(4, { gap, topic: `topic-${gap}` }));
const [corrected, ...others] = bank as [Item, ...Item[]];
/** The first item's key is another one since its answers were given. */
const catalog: Catalog = aCatalog({
  items: [
    { ...corrected, revision: 2, spec: { ...corrected.spec, options: options("a", "b*", "c") } } as Item,
    ...others,
  ],
  misconceptions: Object.fromEntries(
    ["idea-b", "idea-c"].map((id) => [id as MisconceptionId, { text: id, statement: "consistency.1" as StatementId }]),
  ),
});

/** So many rounds through the bank, every third answer wrong, and one sitting. */
function logOf(rounds: number): StoredEvent[] {
  const answers = Array.from({ length: rounds }, () => bank)
    .flat()
    .map((item, index) =>
      anAnswer(item, {
        at: start + index * hour,
        n: index + 1,
        seed: index + 1,
        confidence: ((index % 3) + 1) as Confidence,
        ...(index % 3 === 2 && { response: wrongResponse(item, index + 1) }),
      }),
    );
  const [first, second] = others as [Item, Item];
  const {
    started,
    answers: given,
    handedIn,
  } = anAttempt({ items: [first, second], answered: { [first.id]: { as: "right" } } });
  const marked = anAnswer(first, { mode: "mock", session: started.body.attempt, at: 1, n: 990 });
  const log = [...answers, ...[started, ...given.values(), marked, ...(handedIn ? [handedIn] : [])].map(elsewhere)];
  return log.map((event, index) => ({ ...event, id: `e${index}` }));
}
const elsewhere = (event: StoredEvent): StoredEvent => ({ ...event, device: "another" });

const short = foldLearner(logOf(3), catalog);
const long = foldLearner(logOf(30), catalog);
const now = start + 1_000 * hour;
const ask = <Name extends ViewName>(name: Name, args: ArgsOf<Name>, state = short): ValueOf<Name> =>
  viewOf(name)(state, catalog, now, args) as ValueOf<Name>;

/** What each view is asked here: a view that is not in this table does not compile. */
const asked: { [Name in ViewName]: ArgsOf<Name> } = {
  standing: undefined,
  board: undefined,
  today: undefined,
  plan: { east: 480 },
  nextQuestion: { seed: 1, asked: [bank[0]?.id as ItemId] },
  diagnosis: undefined,
  returns: { item: bank[3]?.id as ItemId, session: "practice" },
  trail: { of: { everything: true }, most: 5 },
  why: { of: { gap: gapIds[1] as GapId } },
  own: undefined,
  trends: undefined,
  forecast: { east: 480, minutes: 20 },
  calibration: undefined,
  sureButWrong: { most: 4 },
  misconceptions: { most: 6 },
  corrections: { most: 2 },
  shifts: undefined,
  queue: { set: "mixed", seed: 1, count: 8 },
  prediction: { item: bank[3]?.id as ItemId },
  aim: undefined,
  attempts: undefined,
  attempt: { id: anAttempt().id },
  places: undefined,
};
const names = Object.keys(views) as ViewName[];

/** Maps as lists, so that their content counts. */
const sizeOf = (value: unknown): number =>
  JSON.stringify(value ?? null, (_, each) => (each instanceof Map ? [...each] : each)).length;
const complaintOf = (view: View<never, unknown>, args: unknown): string | undefined => {
  const of = (state: typeof short) => (view as View<unknown, unknown>)(state, catalog, now, args);
  const value = of(short);
  try {
    expect(structuredClone(value)).toEqual(value);
  } catch {
    return "cannot be handed over";
  }
  return sizeOf(of(long)) > 1.5 * sizeOf(of(short)) ? "grows with the log" : undefined;
};

describe("a view", () => {
  it.each(names)("survives being handed over and stays small however long the log: %s", (name) => {
    expect(complaintOf(views[name], asked[name])).toBeUndefined();
  });

  it("that hands out the log, or something that cannot be cloned, is found out", () => {
    expect(complaintOf(({ answers }) => answers, undefined)).toBe("grows with the log");
    expect(complaintOf(() => ({ mend: () => 1 }), undefined)).toBe("cannot be handed over");
  });
});

describe("the board", () => {
  it("tells of each mover how it was asked, what it earned and how sure the learner was", () => {
    const movers = ask("board", undefined).flatMap((row) => row.movers);
    expect(movers.length).toBeGreaterThan(7);
    for (const { answer, seed, share, confidence } of movers) {
      const event = short.answers.find(({ id }) => id === answer);
      expect({ seed, confidence }).toEqual({ seed: event?.body.seed, confidence: event?.body.confidence });
      expect(share).toBe((event?.body.score.earned ?? 0) / (event?.body.score.possible ?? 1));
    }
  });

  it("numbers the rows by what is most worth closing, and gives none to a gap that was put aside", () => {
    const snooze = { id: "snooze", v: 1, type: "gap-snoozed", at: now, device: "d", n: 1 };
    const state = foldLearner(
      [...logOf(3), { ...snooze, body: { gap: gapIds[0] as GapId, until: now + hour } }],
      catalog,
    );
    const rows = ask("board", undefined, state);
    expect(rows.find(({ gap }) => gap === gapIds[0])).not.toHaveProperty("worth");
    const byWorth = rows.filter(({ worth }) => worth !== undefined).sort((a, b) => (a.worth ?? 0) - (b.worth ?? 0));
    expect(byWorth.map(({ gap }) => gap)).toEqual(
      gapsWorthClosing(gapBoard(state, catalog, now), 7).map(({ gap }) => gap),
    );
  });
});

describe("a page of answers", () => {
  const of = { gap: gapIds[1] as GapId };

  it("is the beginning of the whole list, with how long that is", () => {
    const whole = answerTrail(short, catalog, of).rows;
    const page = ask("trail", { of, most: 4 });
    expect(page.rows).toEqual(whole.slice(0, 4));
    expect(page).toMatchObject({ total: whole.length, isWeighed: true });
  });

  it("holds the answers that are meant and no others", () => {
    const ids = (only: ArgsOf<"trail">["only"]) =>
      ask("trail", { of: { everything: true }, only, most: 999 } as ArgsOf<"trail">).rows.map(({ event }) => event.id);
    const isWrong = ({ score }: { score: { earned: number } }) => score.earned === 0;
    const where = (meant: (event: (typeof short.answers)[number]) => boolean) =>
      short.answers.filter(meant).map(({ id }) => id);
    expect(ids({ answers: ["e7", "no-such"] })).toEqual(["e7"]);
    expect(new Set(ids({ confidence: 2 }))).toEqual(new Set(where(({ body }) => body.confidence === 2)));
    expect(ids({ misconception: "idea-b" }).length).toBeGreaterThan(0);
    expect(ids({ misconception: "no-such" })).toEqual([]);
    const sure = ids({ sureButWrong: true });
    expect(sure.length).toBe(ask("sureButWrong", { most: 1 }).total);
    expect(where(({ id, body }) => sure.includes(id) && !(body.confidence === 3 && isWrong(body)))).toEqual([]);
    const changed = ids({ corrected: "changed" });
    expect(changed.length).toBe(ask("corrections", { most: 1 }).changed.total);
    expect(changed.length).toBeGreaterThan(0);
    expect(ids({ corrected: "kept" })).toEqual([]);
  });

  it("tells of an answer that was marked again what it was worth", () => {
    const [row] = ask("trail", { of: { everything: true }, only: { corrected: "changed" }, most: 1 }).rows;
    const again = row && "again" in row ? row.again : undefined;
    expect(again).toEqual(short.rescored.get(row?.event.id ?? ""));
    expect(again).toBeDefined();
  });
});

describe("the sittings", () => {
  const id = anAttempt().id;

  it("give a report the same marks as the whole state does", () => {
    const attempt = short.mocks.get(id);
    if (!attempt) throw new Error("the log has a sitting");
    const whole = judgedIn(short, attempt);
    expect(whole.size).toBe(1);
    expect(judgedIn(ask("attempts", undefined), attempt)).toEqual(whole);
    expect(judgedIn(ask("attempt", { id }), attempt)).toEqual(whole);
  });

  it("are none for an id that the log does not have", () => {
    expect(ask("attempt", { id: "no-such" as AttemptId })).toEqual({
      mocks: new Map(),
      byItem: new Map(),
      rescored: new Map(),
    });
  });
});
