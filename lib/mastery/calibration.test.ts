import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import en from "../i18n/messages/en.json";
import zh from "../i18n/messages/zh.json";
import { drawsFrom, shuffle } from "../quiz/seed";
import { brierParams, type Calibrated, calibrated, type ForeseenAnswer, fitParams } from "./calibration";

const seed = 20261121;
type Given = Partial<Omit<ForeseenAnswer, "answer">>;
const answers = (...given: Given[]): ForeseenAnswer[] =>
  given.map((each, index) => ({ answer: `a${index}`, at: index, share: 1, ...each }));
const times = (n: number, given: Given): Given[] => Array.from({ length: n }, () => given);
/** n answers of which `right` were right. */
const mixed = (n: number, right: number, given: Given): Given[] => [
  ...times(right, { ...given, share: 1 }),
  ...times(n - right, { ...given, share: 0 }),
];

/** Learners whose answers are right with the probability `truth` makes of what was predicted. */
function learners(count: number, n: number, truth: (predicted: number) => number): Calibrated[] {
  const draw = drawsFrom(seed);
  return Array.from({ length: count }, () =>
    calibrated(
      answers(
        ...Array.from({ length: n }, () => {
          const predicted = 0.15 + 0.8 * draw();
          return { predicted, share: draw() < truth(predicted) ? 1 : 0 };
        }),
      ),
    ),
  );
}
const shareOf = <T>(all: readonly T[], holds: (one: T) => boolean): number => all.filter(holds).length / all.length;

describe("below thirty predictions", () => {
  const few = calibrated(answers(...mixed(29, 20, { predicted: 0.6, confidence: 2 }), {}, {}));

  it("it cannot tell yet, and says how many are missing", () => {
    expect(few.fit).toEqual({ say: "too-few", n: 29, missing: 1 });
    expect(calibrated([]).fit).toEqual({ say: "too-few", n: 0, missing: 30 });
  });

  it("there is no score and no bin", () => {
    expect(few).toMatchObject({ brier: null, bins: [] });
  });
});

describe("the fit", () => {
  const said = (predicted: number, right: number, n = 40) =>
    calibrated(answers(...mixed(n, right, { predicted }))).fit.say;

  it("is too hopeful or too strict only where the interval of the mean error leaves out 0", () => {
    expect([said(0.9, 20), said(0.3, 28), said(0.7, 28), said(0.75, 28)]).toEqual([
      "too-hopeful",
      "too-strict",
      "fits",
      "fits",
    ]);
  });

  it("has an interval also when all errors are alike", () => {
    const { fit } = calibrated(answers(...times(30, { predicted: 1, share: 1 })));
    expect(fit).toMatchObject({ say: "fits", predicted: 1, share: 1 });
    expect("off" in fit && fit.off[1] - fit.off[0]).toBeGreaterThan(0.05);
  });

  it.each([30, 60, 200])("finds fault in at most one of five learners that the model fits, after %i answers", (n) => {
    const all = learners(2000, n, (p) => p);
    expect(shareOf(all, ({ fit }) => fit.say !== "fits")).toBeLessThanOrEqual(0.2);
    // The interval is no wider than it must be either: it leaves out the truth now and then.
    expect(shareOf(all, ({ fit }) => fit.say !== "fits")).toBeGreaterThan(0.05);
  });

  it("finds a model that is 20 points too hopeful within a hundred answers, nine times in ten", () => {
    const all = learners(500, 100, (p) => Math.max(0, p - 0.2));
    expect(shareOf(all, ({ fit }) => fit.say === "too-hopeful")).toBeGreaterThanOrEqual(0.9);
  });

  it("is held to what is left of the marks after hints", () => {
    const helped = answers(...times(40, { predicted: 0.5, share: 1, counted: 0.5 }));
    expect(calibrated(helped).fit).toMatchObject({ say: "fits", share: 0.5 });
  });
});

describe("the Brier score", () => {
  it("is the mean squared error, beside that of always saying the mean share", () => {
    const { brier } = calibrated(answers(...mixed(20, 20, { predicted: 0.8 }), ...mixed(20, 0, { predicted: 0.4 })));
    expect(brier?.score).toBeCloseTo((0.04 + 0.16) / 2, 12);
    expect(brier?.reference).toBeCloseTo(0.25, 12);
    expect(brier?.skill).toBeCloseTo(0.6, 12);
    expect(brier).toMatchObject({ say: "better", n: 40 });
  });

  it("has an 80 % interval that holds the score of endless answers four times in five", () => {
    // E (p - y)^2 = E p (1 - p) for p uniform on .15..95.
    const [a, b] = [0.15, 0.95];
    const truth = (b * b - a * a) / 2 / (b - a) - (b ** 3 - a ** 3) / 3 / (b - a);
    const held = shareOf(
      learners(2000, 60, (p) => p),
      ({ brier }) => (brier ? brier.interval[0] <= truth && truth <= brier.interval[1] : false),
    );
    expect(held).toBeGreaterThan(0.76);
    expect(held).toBeLessThan(0.84);
  });

  it("is worse than the mean share where the predictions are turned round, and unclear where they say nothing", () => {
    const says = (truth: (p: number) => number) => learners(1, 300, truth)[0]?.brier?.say;
    expect([says((p) => p), says((p) => 1 - p)]).toEqual(["better", "worse"]);
    expect(calibrated(answers(...mixed(40, 20, { predicted: 0.51 }))).brier?.say).toBe("unclear");
  });

  it("has nothing to compare with when all answers earned the same", () => {
    expect(calibrated(answers(...times(40, { predicted: 0.9 }))).brier).toMatchObject({
      say: "all-alike",
      skill: null,
    });
  });
});

describe("the bins", () => {
  const draw = drawsFrom(seed);
  const some = (n: number) =>
    answers(...Array.from({ length: n }, () => ({ predicted: draw(), share: draw() < 0.5 ? 1 : 0 })));

  it("hold about as many answers each, ten at least, and are five at most", () => {
    expect([30, 49, 50, 500].map((n) => calibrated(some(n)).bins.length)).toEqual([3, 4, 5, 5]);
    for (const n of [30, 31, 47, 55, 99, 301]) {
      const { bins } = calibrated(some(n));
      expect(bins.reduce((sum, bin) => sum + bin.n, 0)).toBe(n);
      expect(Math.min(...bins.map((bin) => bin.n))).toBeGreaterThanOrEqual(10);
    }
  });

  it("hold every answer once, in the order of what was expected, whatever order they came in", () => {
    const all = some(120);
    const { bins } = calibrated(all);
    expect(bins.flatMap((bin) => bin.answers).sort()).toEqual(all.map(({ answer }) => answer).sort());
    bins.slice(1).forEach((bin, index) => {
      expect(bin.from).toBeGreaterThan(bins[index]?.to ?? 1);
    });
    expect(calibrated(shuffle(all, draw))).toEqual(calibrated(all));
  });

  it("keep equal expectations together", () => {
    const { bins } = calibrated(answers(...mixed(25, 5, { predicted: 0.4 }), ...mixed(35, 30, { predicted: 0.8 })));
    expect(bins.map(({ from, to, n }) => [from, to, n])).toEqual([
      [0.4, 0.4, 25],
      [0.8, 0.8, 35],
    ]);
    expect(calibrated(answers(...mixed(60, 30, { predicted: 0.5 }))).bins).toHaveLength(1);
  });

  it("give what was expected, what was earned, and its 80 % interval", () => {
    const [bin] = calibrated(answers(...mixed(40, 30, { predicted: 0.6 }))).bins;
    expect(bin).toMatchObject({ share: 0.75, n: 40 });
    expect(bin?.predicted).toBeCloseTo(0.6, 12);
    // Wilson at z = 1.28155: (.75 + .02053 -+ 1.28155 sqrt(.1875/40 + .0002566)) / 1.04106
    expect(bin?.interval[0]).toBeCloseTo(0.6535, 3);
    expect(bin?.interval[1]).toBeCloseTo(0.8268, 3);
  });
});

describe("the learner's own words", () => {
  const word = (confidence: 1 | 2 | 3, n: number, right: number) =>
    calibrated(answers(...mixed(n, right, { confidence }))).words[confidence - 1];

  it("are judged from eight answers on", () => {
    expect(word(3, 7, 2)).toMatchObject({ say: "too-few", missing: 1, n: 7, right: 2 });
    expect(word(3, 8, 2)).toMatchObject({ say: "too-sure", missing: 0 });
    expect(word(3, 0, 0)).toMatchObject({ say: "too-few", missing: 8, share: null, interval: null });
  });

  it("have no interval before three answers", () => {
    expect([word(2, 2, 1)?.interval, word(2, 3, 1)?.interval === null]).toEqual([null, false]);
  });

  it("fit where they pay best of the three, and are faulted only when the interval leaves that out", () => {
    expect([word(3, 20, 19), word(3, 20, 16), word(3, 20, 12)].map((each) => each?.say)).toEqual([
      "fits",
      "fits",
      "too-sure",
    ]);
    expect([word(2, 20, 20), word(2, 20, 14), word(2, 20, 9)].map((each) => each?.say)).toEqual([
      "too-shy",
      "fits",
      "too-sure",
    ]);
    expect([word(1, 20, 18), word(1, 20, 12), word(1, 20, 0)].map((each) => each?.say)).toEqual([
      "too-shy",
      "fits",
      "fits",
    ]);
  });

  it("count an answer as right from seven tenths of the marks", () => {
    const [, , sure] = calibrated(answers({ confidence: 3, share: 0.7 }, { confidence: 3, share: 0.69 })).words;
    expect(sure).toMatchObject({ n: 2, right: 1 });
  });
});

it("leaves out what is no share and no probability", () => {
  const garbage = [Number.NaN, 1e308, -1, 1.0001, Number.POSITIVE_INFINITY];
  const sound = answers(...mixed(40, 30, { predicted: 0.7, confidence: 3 }));
  const bad = garbage.flatMap((value) => [
    { predicted: value },
    { predicted: 0.5, share: value, confidence: 3 as const },
    { predicted: 0.5, counted: value, confidence: 3 as const },
  ]);
  expect(calibrated([...sound, ...answers(...bad)])).toEqual(calibrated(sound));
});

describe("every sentence, in both languages", () => {
  const fits = [
    calibrated(answers(...mixed(29, 20, { predicted: 0.6 }))),
    calibrated(answers({ predicted: 0.6 })),
    calibrated([]),
    ...[0.4, 0.75, 0.95].map((predicted) => calibrated(answers(...mixed(40, 30, { predicted })))),
    calibrated(answers(...times(40, { predicted: 0.9 }))),
    ...learners(1, 300, (p) => p),
    ...learners(1, 300, (p) => 1 - p),
  ];
  const words = ([1, 2, 3] as const).flatMap((confidence) =>
    [
      [0, 0],
      [1, 1],
      [7, 1],
      [8, 1],
      [20, 20],
      [20, 14],
      [20, 17],
      [20, 1],
    ].map(([n = 0, right = 0]) => calibrated(answers(...mixed(n, right, { confidence }))).words[confidence - 1]),
  );

  it.each([
    ["zh", zh],
    ["en", en],
  ] as const)("is whole in %s", (locale, messages) => {
    const t = createTranslator({
      locale,
      messages: { calibrated: messages.calibrated },
      namespace: "calibrated",
      onError: (error) => {
        throw error;
      },
    }) as unknown as (key: string, params: Record<string, number>) => string;
    const said = new Map<string, string>();
    for (const { fit, brier, bins } of fits) {
      said.set(`fit ${fit.say}`, t(`fit.${fit.say}`, fitParams(fit)));
      if (brier) said.set(`brier ${brier.say}`, t(`brier.${brier.say}`, brierParams(brier)));
      for (const { from, to, predicted, share, interval, n } of bins) {
        const [low, high] = interval;
        for (const key of ["range", "count", "point", "answers"])
          said.set(`bins ${key}`, t(`bins.${key}`, { from, to, predicted, share, low, high, n }));
      }
    }
    for (const word of words)
      if (word)
        said.set(
          `word ${word.confidence} ${word.say}`,
          t(`word.${word.confidence}.${word.say}`, { n: word.n, right: word.right, missing: word.missing }),
        );
    expect([...said.keys()].sort()).toEqual(
      [
        ...["too-few", "fits", "too-hopeful", "too-strict"].map((say) => `fit ${say}`),
        ...["better", "unclear", "worse", "all-alike"].map((say) => `brier ${say}`),
        ...["range", "count", "point", "answers"].map((key) => `bins ${key}`),
        ...["too-few", "fits", "too-shy"].map((say) => `word 1 ${say}`),
        ...["too-few", "fits", "too-sure", "too-shy"].map((say) => `word 2 ${say}`),
        ...["too-few", "fits", "too-sure"].map((say) => `word 3 ${say}`),
      ].sort(),
    );
    for (const text of said.values()) {
      expect(text).not.toMatch(/[{}]|NaN|undefined|null|∞|Infinity/);
      if (locale === "en") expect(text).not.toMatch(/\p{Script=Han}/u);
      else expect(text).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u);
    }
  });
});
