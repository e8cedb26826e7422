/**
 * Random histories over the whole content: no number is shown without its reasons, and nothing is claimed below its rule.
 * The rules stand a second time in plain-rules.ts; beside them stand boards that claim too much and must be caught.
 */
import { describe, expect, it } from "vitest";
import type { GapId } from "../lib/ids";
import { askedPlace, judgedGaps, type PlaceOf } from "../lib/learner/asked-place";
import { answerTrail, gapBoard, type MisconceptionRow, misconceptionCounts, topicLevel } from "../lib/learner/select";
import { foldLearner, type LearnerState } from "../lib/learner/state";
import {
  type DisputeRow,
  disputes,
  type OwnRow,
  ownBoard,
  type RecallRow,
  reasonsOf,
  recallRows,
  rungTrail,
  trends,
} from "../lib/learner/why";
import { type Mover, movers, type Terms, termsOf } from "../lib/mastery/explain";
import { type GapReading, readGaps } from "../lib/mastery/gaps";
import { blueprintOf } from "../lib/mastery/observe";
import type { Reason } from "../lib/mastery/reasons";
import type { TrendPoint } from "../lib/mastery/trend";
import type { Catalog } from "../lib/quiz/catalog";
import { authoredCatalog } from "./authored";
import { bankOf, type History, historyOf, type LearnerKind } from "./histories";
import { bottomTwo, isAbout, isClosed, isSolid, type Plain, plainly, pointsAt, telling } from "./plain-rules";

const isLong = process.env.QUORUM_LONG === "1";
const count = isLong ? 10_000 : 1_000;
const seed = 61_000;
const day = 24 * 3_600_000;

const catalog: Catalog = authoredCatalog("en");
const bank = bankOf(catalog);

/** Of a hundred, five know one gap well and were asked in depth, ten are bad at two gaps alone. */
const kindOf = (index: number): LearnerKind => (index % 20 === 0 ? "diligent" : index % 10 === 5 ? "uneven" : "any");

/**
 * The gaps' readings and what is behind them are looked at in every history; the board itself, reasons in words, topics,
 * statements and the weeks in every seventh (which shares no factor with what kindOf counts by), and one in five of these
 * is drawn again by brute force.
 */
const everyPart = 7;
const bruteDraws = 3000;
/** Four standard deviations of the difference of 2,000 and 3,000 draws at .9. */
const tolerance = 4 * Math.sqrt(0.09 / 2000 + 0.09 / bruteDraws);

/** The answers behind a number: ids of their events, and how many earlier ones are not listed. */
type Behind = { answers: string[]; left: number };
/** What a screen shows of a history. */
type Shown = {
  rows: (GapReading & { movers: Mover[]; terms?: Terms | undefined; behind: Behind; reasons?: Reason[] | undefined })[];
  /** Topics and statements. */
  places: {
    of: PlaceOf;
    n: number;
    hasLevel: boolean;
    mayNumber: boolean;
    behind: Behind;
    reasons?: Reason[] | undefined;
  }[];
  own: (OwnRow & { behind: Behind; reasons?: Reason[] | undefined })[];
  telling: RecallRow[];
  disputes: DisputeRow[];
  trends: Map<GapId, TrendPoint[]> | undefined;
  misconceptions: MisconceptionRow[];
};

function behindOf(state: LearnerState, of: PlaceOf): Behind {
  const { rows, left = 0 } = answerTrail(state, catalog, of);
  return { answers: [...rows, ...rungTrail(state, catalog, of)].map(({ event }) => event.id), left };
}

/** What the board makes its rows of, without what it costs to choose what to do. */
function readingsOf(state: LearnerState, now: number): (GapReading & { movers: Mover[] })[] {
  const places = judgedGaps(state, catalog);
  const weighedAt = state.evidence.at(-1)?.at ?? 0;
  return readGaps(state.mastery, places, state.evidence, now, state.rules).map((reading, index) => ({
    ...reading,
    movers: movers(places[index] as (typeof places)[number], state.evidence, weighedAt),
  }));
}

/** As an opened row has them. */
function termsShown(state: LearnerState, gap: GapId, now: number) {
  const place = askedPlace(state, catalog, { gap });
  return place && termsOf(state.mastery, place, now);
}

function shownOf(state: LearnerState, now: number, isWhole: boolean): Shown {
  const why = (of: PlaceOf) => ({
    behind: behindOf(state, of),
    reasons: isWhole ? reasonsOf(state, catalog, of, now) : undefined,
  });
  const rows = isWhole ? gapBoard(state, catalog, now) : readingsOf(state, now);
  const topics = () =>
    [...blueprintOf(catalog).topics.keys()].flatMap((topic) => {
      const reading = topicLevel(state, catalog, topic, now);
      return reading ? [{ of: { topic }, ...reading }] : [];
    });
  const statements = () =>
    rows.flatMap((row) => row.statements.map((each) => ({ of: { statement: each.statement }, ...each })));
  return {
    rows: rows.map((row) => ({ ...row, terms: termsShown(state, row.gap, now), ...why({ gap: row.gap }) })),
    places: (isWhole ? [...topics(), ...statements()] : []).map(({ of, n, level, mayNumber }) => ({
      of,
      n,
      hasLevel: level !== null,
      mayNumber,
      ...why(of),
    })),
    own: ownBoard(state, catalog, now).map((row) => ({ ...row, ...why({ own: row.own.gap }) })),
    telling: recallRows(state, catalog),
    disputes: disputes(state, catalog),
    trends: isWhole ? trends(state, catalog, now) : undefined,
    misconceptions: misconceptionCounts(state, catalog, now),
  };
}

/** A history with what is shown of it and what there was. */
type Case = { history: History; state: LearnerState; shown: Shown; answers: Plain[]; isSampled: boolean };

function caseOf(history: History, index: number): Case {
  const state = foldLearner(history.events, catalog);
  const shown = shownOf(state, history.now, index % everyPart === 0);
  const isSampled = index % (5 * everyPart) === 0;
  return { history, state, shown, answers: plainly(history.events, catalog), isSampled };
}

const fresh = (answers: readonly Plain[]) => answers.filter(({ isRepeat }) => !isRepeat);

/** Everything that stands without its reason or below its rule, each in a sentence. */
const complaints = (one: Case): string[] => [
  ...one.shown.rows.flatMap((row) => aboutGap(row, one)),
  ...aboutBottom(one),
  ...one.shown.places.flatMap((place) => aboutPlace(place, one)),
  ...one.shown.own.flatMap((row) => aboutOwn(row, one)),
  ...one.shown.telling.flatMap((row) => aboutTelling(row, one)),
  ...aboutDisputes(one),
  ...aboutTrends(one),
  ...aboutMisconceptions(one),
];

/** The sentences whose condition holds. */
const that = (...found: readonly (readonly [isWrong: boolean, text: string])[]): string[] =>
  found.flatMap(([isWrong, text]) => (isWrong ? [text] : []));

function aboutGap(row: Shown["rows"][number], { history, state, answers }: Case): string[] {
  const at = `${row.gap} ${row.state}`;
  const own = answers.filter((each) => isAbout(each, row.gap));
  const n = fresh(own).length;
  const statements = row.statements.map(({ statement }) => statement);
  const closed = isClosed(statements, answers, catalog);
  return [
    ...aboutNumber(at, row, own, row, history),
    ...aboutTerms(at, row.terms, row.level?.mid),
    ...that(
      [row.n !== n, `${at}: says ${row.n} answers, there are ${n}`],
      [(row.state === "untested") !== (n === 0), `${at}: untested goes with no answer`],
      [
        row.reasons !== undefined && row.reasons[0]?.code !== `state.${row.state}`,
        `${at}: its first reason is ${row.reasons?.[0]?.code}`,
      ],
      [row.state === "weak" && n < 3, `${at}: a claim after ${n} answers`],
      [row.state === "solid" && !isSolid(row.gap, answers, state, catalog, history.now), `${at}: below its rule`],
      [row.state === "closed" && !closed, `${at}: below its rule`],
      [row.closing.isMet !== closed, `${at}: closing is said to be ${row.closing.isMet}, and is ${closed}`],
      [
        row.reasons !== undefined && row.reasons.some(({ code }) => code === "closing.met") !== closed,
        `${at}: its reasons close it wrongly`,
      ],
      [n > 0 && row.movers.length === 0, `${at}: no answer moved it`],
    ),
    ...row.movers
      .filter(({ answer }) => !own.some(({ id }) => id === answer))
      .map(({ answer }) => `${at}: moved by ${answer}, which is not about it`),
  ];
}

/** What holds of every number: enough answers for it, all of them behind it, and reasons that name real ones. */
function aboutNumber(
  at: string,
  shown: { hasLevel?: boolean; level?: unknown; mayNumber: boolean },
  own: readonly Plain[],
  { behind, reasons }: { behind: Behind; reasons?: Reason[] | undefined },
  { events }: History,
): string[] {
  const n = fresh(own).length;
  const ids = new Set(events.map(({ id }) => id));
  const hasLevel = shown.hasLevel ?? (shown.level !== null && shown.level !== undefined);
  const missing = own.filter(({ id }) => !behind.answers.includes(id)).length;
  const named = [...behind.answers, ...(reasons ?? []).flatMap(({ answers = [] }) => answers)];
  const says = (what: string) => (reasons ?? []).some(({ code }) => code.startsWith(what));
  return that(
    [hasLevel && n < 3, `${at}: an interval after ${n} answers`],
    [!hasLevel && n >= 3, `${at}: no interval after ${n} answers`],
    [shown.mayNumber && n < 10, `${at}: a number in words after ${n} answers`],
    [says("level.range") && n < 10, `${at}: a range in words after ${n} answers`],
    [says("level.band") && n < 3, `${at}: a band in words after ${n} answers`],
    [n > 0 && reasons?.length === 0, `${at}: no reasons`],
    [missing > behind.left, `${at}: ${missing} answers are not behind it`],
    [new Set(behind.answers).size < behind.answers.length, `${at}: an answer stands behind it twice`],
    [named.some((id) => !ids.has(id)), `${at}: ${named.find((id) => !ids.has(id))} is no event of the log`],
  );
}

function aboutTerms(at: string, terms: Terms | undefined, mid: number | undefined): string[] {
  if (!terms) return [`${at}: no terms`];
  const sum = (chosen: Terms["terms"]) => chosen.reduce((total, { value }) => total + value, terms.base);
  const lasting = sum(terms.terms.filter(({ of }) => of !== "form" && of !== "gap-form"));
  const sizes = terms.terms.map(({ value }) => Math.abs(value)).sort((a, b) => b - a);
  return that(
    [Math.abs(sum(terms.terms) - terms.x) > 1e-9, `${at}: the terms come to ${sum(terms.terms)}, not ${terms.x}`],
    [
      mid !== undefined && Math.abs(pointsAt(lasting) - mid) > 1e-7,
      `${at}: the terms give ${pointsAt(lasting)}, the middle is ${mid}`,
    ],
    [
      terms.largest.some(({ value }, index) => Math.abs(value) !== sizes[index]),
      `${at}: a larger term than the largest`,
    ],
  );
}

function aboutBottom({ state, shown, history, isSampled }: Case): string[] {
  if (!isSampled && !shown.rows.some((row) => row.state === "weak")) return [];
  const drawn = bottomTwo(state, catalog, history.now, bruteDraws, history.seed);
  return shown.rows.flatMap((row, index) => {
    const again = drawn[index] ?? 0;
    return that(
      [row.state === "weak" && (row.bottomTwo < 0.9 || again < 0.9 - tolerance), `${row.gap}: weak at ${again}`],
      [Math.abs(row.bottomTwo - again) > 2 * tolerance, `${row.gap}: ${row.bottomTwo}, and drawn again ${again}`],
    );
  });
}

function aboutPlace(place: Shown["places"][number], { answers, history }: Case): string[] {
  const { of } = place;
  const own = answers.filter(({ topic, shares }) =>
    "topic" in of ? topic === of.topic : "statement" in of && shares.has(of.statement),
  );
  return aboutNumber(JSON.stringify(of), place, own, place, history);
}

function aboutOwn(row: Shown["own"][number], { answers, history }: Case): string[] {
  const at = `${row.own.gap} ${row.state}`;
  const statements = row.statements.map(({ statement }) => statement);
  const own = answers.filter(({ shares }) => statements.some((statement) => shares.has(statement)));
  const n = fresh(own).length;
  const closed = isClosed(statements, answers, catalog);
  if (statements.length === 0)
    return that(
      [row.state !== "unbound", `${at}: it is tied to nothing`],
      [row.level !== null || row.n > 0, `${at}: a number of nothing`],
    );
  return [
    ...aboutNumber(at, row, own, row, history),
    ...aboutTerms(at, row.terms, row.level?.mid),
    ...that(
      [row.n !== n, `${at}: says ${row.n} answers, there are ${n}`],
      [(row.state === "judged") !== (n === 0), `${at}: the learner's word alone goes with no answer`],
      [(row.state as string) === "weak", `${at}: nothing of one's own is claimed weak`],
      [row.closing.isMet !== closed, `${at}: closing is said to be ${row.closing.isMet}, and is ${closed}`],
      [row.state === "closed" && !closed, `${at}: below its rule`],
    ),
  ];
}

function aboutTelling(row: RecallRow, { answers }: Case): string[] {
  const own = answers.filter((each) => ("gap" in row ? isAbout(each, row.gap) : each.topic === row.topic));
  const plain = telling(own);
  const said = [row.choices.n, row.choices.right, row.rungs.n, row.rungs.deepest ?? -1].join();
  const there = [plain.n, plain.right, plain.rungs, plain.deepest].join();
  return that(
    [said !== there, `${row.title}: recognised and told ${said}, there are ${there}`],
    [
      (row.verdict === "recognises-only") !== plain.isRecognisedOnly,
      `${row.title}: ${row.verdict} at ${plain.right} of ${plain.n}, L${plain.deepest} in ${plain.rungs}`,
    ],
    [row.choices.answers.length !== row.choices.n, `${row.title}: choices without their answers`],
    [row.rungs.answers.length !== row.rungs.n, `${row.title}: rungs without their answers`],
  );
}

/** The next answer on a gap after the last word of disagreement settles it; a repeat on the same day does not. */
function aboutDisputes({ shown, answers, history }: Case): string[] {
  return catalog.gaps.flatMap(({ id: gap }) => {
    const said = history.events.findLast(
      ({ type, body }) => type === "gap-disputed" && (body as { gap: GapId }).gap === gap,
    );
    const row = shown.disputes.find((each) => each.gap === gap);
    const probe = said && fresh(answers).find((each) => each.at > said.at && isAbout(each, gap));
    return that(
      [Boolean(said) !== Boolean(row), `${gap}: a disagreement is lost or made up`],
      [probe?.id !== row?.probe?.answer, `${gap}: settled by ${row?.probe?.answer}, and the next is ${probe?.id}`],
    );
  });
}

function aboutTrends({ shown, answers, history }: Case): string[] {
  if (!shown.trends) return [];
  return shown.rows.flatMap((row) => {
    const points = shown.trends?.get(row.gap) ?? [];
    const last = points.at(-1);
    return [
      ...that(
        [points.length !== 8, `${row.gap}: ${points.length} weeks`],
        [last?.at !== history.now || last?.level?.mid !== row.level?.mid, `${row.gap}: the weeks do not end now`],
      ),
      ...points.flatMap((point) => {
        const n = fresh(answers).filter((each) => each.at <= point.at && isAbout(each, row.gap)).length;
        return that([point.n !== n || (point.level !== null) !== n >= 3, `${row.gap}: a point of ${n} answers`]);
      }),
    ];
  });
}

function aboutMisconceptions({ shown, answers, history }: Case): string[] {
  return Object.keys(catalog.misconceptions).flatMap((id) => {
    const row = shown.misconceptions.find((each) => each.id === id);
    const seen = answers.filter(({ misconceptions }) => misconceptions.has(id));
    const recent = seen.filter(({ at }) => at > history.now - 14 * day).length;
    const counted = [row?.recent ?? 0, row?.older ?? 0, (row?.sightings ?? []).map(({ answer }) => answer)].join();
    const there = [recent, seen.length - recent, seen.map((each) => each.id)].join();
    return that([counted !== there, `${id}: counted ${counted}, there are ${there}`]);
  });
}

describe(`${count} random histories (seeds from ${seed})`, () => {
  const met = new Map<string, number>();
  const meet = (what: string) => met.set(what, (met.get(what) ?? 0) + 1);

  it(
    "show no number without its reasons and no claim below its rule",
    () => {
      const found = Array.from({ length: count }, (_, index) => {
        const one = caseOf(historyOf(catalog, bank, seed + index, kindOf(index)), index);
        for (const { state } of one.shown.rows) meet(state);
        for (const { state } of one.shown.own) meet(`own ${state}`);
        for (const { verdict } of one.shown.telling) meet(verdict);
        for (const { probe } of one.shown.disputes) meet(probe ? "settled" : "open");
        return complaints(one).map((text) => `seed ${one.history.seed}: ${text}`);
      }).flat();
      expect(found.slice(0, 20)).toEqual([]);
    },
    isLong ? 7_200_000 : 600_000,
  );

  it("are read on the board as they are read alone", () => {
    for (let index = 0; index < 20; index++) {
      const { events, now } = historyOf(catalog, bank, seed + index, kindOf(index));
      const state = foldLearner(events, catalog);
      expect(gapBoard(state, catalog, now)).toMatchObject(readingsOf(state, now));
    }
  });

  it("come to every state there is, so that each rule was put to the test", () => {
    const states = ["untested", "likely-weak", "weak", "forming", "solid", "fading", "closed"];
    const own = ["own unbound", "own judged", "own likely-weak", "own forming", "own solid"];
    const verdicts = ["knows-and-tells", "recognises-only", "tells-not-picks", "neither", "too-little"];
    const missed = [...states, ...own, ...verdicts, "settled", "open"].filter((each) => !met.has(each));
    expect(missed).toEqual([]);
  });
});

describe("a board that claims too much is caught", () => {
  const one = historyOf(catalog, bank, seed + 1, "any");
  const cases = [
    caseOf(one, 0),
    // Somebody who has only begun: gaps without an answer.
    caseOf({ ...one, events: one.events.slice(0, 8) }, 0),
    caseOf(historyOf(catalog, bank, seed + 5, "uneven"), 0),
  ];
  const sound = new Map(cases.map((one) => [one, complaints(one)]));
  /** What is found in the boards, changed, beyond what is found in them anyway. */
  const caught = (change: (shown: Shown) => Shown) =>
    cases.flatMap((one) =>
      complaints({ ...one, shown: change(one.shown) }).filter((text) => !sound.get(one)?.includes(text)),
    );
  /** The first of a list that fits, changed. */
  const firstOf = <Each>(list: readonly Each[], change: (each: Each) => Each | undefined): Each[] => {
    const place = list.findIndex((each) => change(each) !== undefined);
    return list.map((each, index) => (index === place ? (change(each) ?? each) : each));
  };
  type Row = Shown["rows"][number];
  const row = (change: (each: Row) => Row | undefined) => (shown: Shown) => ({
    ...shown,
    rows: firstOf(shown.rows, change),
  });

  it("while the boards themselves are sound", () => {
    expect([...sound.values()].flat()).toEqual([]);
  });

  const claims: [string, (shown: Shown) => Shown][] = [
    ["weak without its probability", row((r) => (r.bottomTwo < 0.8 && r.n > 2 ? { ...r, state: "weak" } : undefined))],
    [
      "weak with a made-up probability",
      row((r) => (r.bottomTwo < 0.8 && r.n > 2 ? { ...r, state: "weak", bottomTwo: 0.95 } : undefined)),
    ],
    ["solid below the target", row((r) => (r.state === "forming" ? { ...r, state: "solid" } : undefined))],
    ["closed with statements open", row((r) => (r.n > 0 ? { ...r, state: "closed" } : undefined))],
    ["the closing rule met", row((r) => ({ ...r, closing: { ...r.closing, isMet: true } }))],
    ["an answer too many", row((r) => ({ ...r, n: r.n + 1 }))],
    ["forming without an answer", row((r) => (r.n === 0 ? { ...r, state: "forming" } : undefined))],
    [
      "an interval before three answers",
      row((r) => (r.n < 3 ? { ...r, level: { mid: 50, lo: 40, hi: 60, n: r.n, last: null } } : undefined)),
    ],
    ["a number in words before ten", row((r) => (r.n < 10 ? { ...r, mayNumber: true } : undefined))],
    [
      "a range in words before ten",
      row((r) =>
        r.n < 10
          ? { ...r, reasons: [...(r.reasons ?? []), { code: "level.range", params: { lo: 1, hi: 2, n: 9 } }] }
          : undefined,
      ),
    ],
    [
      "a middle that its terms do not give",
      row((r) => (r.level ? { ...r, level: { ...r.level, mid: r.level.mid + 0.01 } } : undefined)),
    ],
    ["terms that do not add up", row((r) => r.terms && { ...r, terms: { ...r.terms, x: r.terms.x + 1e-6 } })],
    ["no terms", row((r) => ({ ...r, terms: undefined }))],
    ["no movers", row((r) => (r.n > 0 ? { ...r, movers: [] } : undefined))],
    ["no reasons", row((r) => (r.n > 0 ? { ...r, reasons: [] } : undefined))],
    ["nothing behind a number", row((r) => (r.n > 0 ? { ...r, behind: { answers: [], left: 0 } } : undefined))],
    [
      "somebody else's answers behind it",
      row((r) => (r.n > 0 ? { ...r, behind: { answers: [...r.behind.answers, "x"], left: 0 } } : undefined)),
    ],
    [
      "a topic's interval too early",
      (shown) => ({
        ...shown,
        places: firstOf(shown.places, (p) => (p.hasLevel ? undefined : { ...p, hasLevel: true })),
      }),
    ],
    [
      "a statement without its answers",
      (shown) => ({
        ...shown,
        places: firstOf(shown.places, (p) =>
          "statement" in p.of && p.n > 0 ? { ...p, behind: { answers: [], left: 0 } } : undefined,
        ),
      }),
    ],
    [
      "recognising without telling, where too little is known",
      (shown) => ({
        ...shown,
        telling: firstOf(shown.telling, (t) =>
          t.verdict === "too-little" ? { ...t, verdict: "recognises-only" } : undefined,
        ),
      }),
    ],
    [
      "a right choice too many",
      (shown) => ({
        ...shown,
        telling: firstOf(shown.telling, (t) => ({ ...t, choices: { ...t.choices, right: t.choices.right + 1 } })),
      }),
    ],
    [
      "a point of the weeks too early",
      (shown) => ({
        ...shown,
        trends: new Map(
          [...(shown.trends ?? [])].map(([gap, points]) => [
            gap,
            firstOf(points, (p) => (p.n < 3 ? { ...p, n: 3 } : undefined)),
          ]),
        ),
      }),
    ],
    ["a misconception left out", (shown) => ({ ...shown, misconceptions: shown.misconceptions.slice(1) })],
    [
      "a misconception counted once too often",
      (shown) => ({
        ...shown,
        misconceptions: firstOf(shown.misconceptions, (m) => ({ ...m, recent: m.recent + 1 })),
      }),
    ],
    [
      "a disagreement made up",
      (shown) => ({
        ...shown,
        disputes: [{ gap: catalog.gaps[0]?.id as GapId, title: "x", at: 0 }, ...shown.disputes],
      }),
    ],
  ];
  it.each(claims)("%s", (_, change) => {
    expect(caught(change)).not.toEqual([]);
  });
});
