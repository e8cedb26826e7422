/** What the model says when the truth changes, when time passes, and of learners who are careless or guess. */
import { levelOf, onScale } from "../../../lib/mastery/estimate";
import { readGaps } from "../../../lib/mastery/gaps";
import { blueprintOf } from "../../../lib/mastery/observe";
import { drawsFrom, shuffle } from "../../../lib/quiz/seed";
import { aBank, aLearner, answer, careful, type Habits, type Marks, momentOf, type Sitting, sitDown } from "./learners";
import { meanOf, type Row, shareOf } from "./table";

const day = 86_400_000;
const readingsOf = ({ bank, past, evidence }: Sitting, at: number) =>
  readGaps(past.mastery, blueprintOf(bank.catalog).gaps, evidence, at);

/** Answers to items in a random order, `from` to `to`. */
function practise(sitting: Sitting, seed: number, from: number, to: number): void {
  const order = shuffle(sitting.bank.catalog.items, drawsFrom(seed));
  for (let place = from; place < to; place++) {
    const item = order[place];
    if (item) answer(sitting, item.id, momentOf(place));
  }
}

/** A planted gap is lifted to the learner's other gaps after 40 answers: how long until the model no longer sees it lowest. */
export function recovery(learners: number): Row[] {
  const most = 300;
  const answers: number[] = [];
  let seen = 0;
  for (let number = 0; number < learners; number++) {
    const learner = aLearner("planted", 5000 + number);
    const sitting = sitDown(aBank("rubric", 200 + Math.floor(number / 5)), learner);
    practise(sitting, number, 0, 40);
    const [lifted] = learner.bottom;
    if (!lifted) continue;
    const others = [...learner.truth].filter(([gap]) => !learner.bottom.has(gap)).map(([, x]) => x);
    learner.truth.set(lifted, others.reduce((sum, x) => sum + x, 0) / others.length);
    const isLow = (place: number) => {
      const rows = readingsOf(sitting, momentOf(place)).sort((one, other) => other.bottomTwo - one.bottomTwo);
      return rows.slice(0, 2).some(({ gap }) => gap === lifted);
    };
    if (!isLow(39)) continue;
    seen++;
    let place = 40;
    for (; place < most; place += 6) {
      practise(sitting, number, place, place + 6);
      if (!isLow(place + 5)) break;
    }
    answers.push(place + 6 - 40);
  }
  answers.sort((one, other) => one - other);
  const at = (share: number) => answers[Math.min(answers.length - 1, Math.floor(share * answers.length))] ?? Number.NaN;
  return [
    {
      name: "recovery: answers until a lifted gap leaves the bottom two, median",
      value: at(0.5),
      unit: "answers",
      n: seen,
      low: at(0.1),
      high: at(0.9),
    },
  ];
}

/** Sixty days without an answer. */
export function forgetting(learners: number): Row[] {
  const wider: number[] = [];
  let [solid, fading, stillSolid] = [0, 0, 0];
  for (let number = 0; number < learners; number++) {
    const learner = aLearner("exchangeable", 7000 + number);
    for (const [gap, x] of learner.truth) learner.truth.set(gap, x + 3);
    const sitting = sitDown(aBank("choice", 300 + Math.floor(number / 5)), learner);
    practise(sitting, number, 0, 140);
    const before = readingsOf(sitting, momentOf(139));
    const after = readingsOf(sitting, momentOf(139) + 60 * day);
    before.forEach((row, index) => {
      const later = after[index];
      if (!row.level || !later?.level) return;
      wider.push((later.level.hi - later.level.lo) / (row.level.hi - row.level.lo));
      if (row.state !== "solid" && row.state !== "closed") return;
      solid++;
      if (later.state === "fading") fading++;
      if (later.state === "solid" || later.state === "closed") stillSolid++;
    });
  }
  const ratio = meanOf(wider.length, total(wider), total(wider.map((each) => each * each)));
  return [
    {
      name: "forgetting: width of the interval after 60 days, to before",
      ...ratio,
      unit: "ratio",
      target: "> 1",
      met: ratio.value > 1,
    },
    { name: "forgetting: solid gaps of strong learners", value: solid, unit: "gaps" },
    { name: "forgetting: of these fading after 60 days", ...shareOf(fading, Math.max(1, solid)), unit: "share" },
    { name: "forgetting: of these solid still", ...shareOf(stillSolid, Math.max(1, solid)), unit: "share" },
  ];
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** How often the 80 % interval holds the truth, after so many answers. */
function coverage(name: string, habits: Habits, marks: Marks, learners: number, target?: number): Row[] {
  return [60, 150].map((answers): Row => {
    let [held, all] = [0, 0];
    for (let number = 0; number < learners; number++) {
      const learner = aLearner("exchangeable", 9000 + number, habits);
      const sitting = sitDown(aBank(marks, 400 + Math.floor(number / 5)), learner);
      practise(sitting, number, 0, answers);
      for (const place of blueprintOf(sitting.bank.catalog).gaps) {
        const { lo, hi } = levelOf(sitting.past.mastery, place, momentOf(answers - 1));
        const real = (onScale(learner.truth.get(place.gap) ?? 0) * (1 - habits.slip)) / (1 - careful.slip);
        all++;
        if (real >= lo && real <= hi) held++;
      }
    }
    return {
      name: `coverage of the 80 % interval: ${name}, after ${answers}`,
      ...shareOf(held, all),
      unit: "share",
      ...(target !== undefined && { target: `>= ${target}`, met: held / all >= target }),
    };
  });
}

/** Somebody who guesses every answer knows nothing, however often it is right. */
function guessing(learners: number): Row[] {
  let [high, all] = [0, 0];
  for (let number = 0; number < learners; number++) {
    const learner = aLearner("exchangeable", 9500 + number, { slip: 0.03, blind: 1 });
    const sitting = sitDown(aBank("choice", 500 + Math.floor(number / 5)), learner);
    practise(sitting, number, 0, 100);
    for (const { level } of readingsOf(sitting, momentOf(99))) {
      all++;
      if (level && level.hi >= 40) high++;
    }
  }
  const share = shareOf(high, all);
  return [
    {
      name: "guessing every answer: intervals that reach 40 of 100, after 100",
      ...share,
      unit: "share",
      target: "<= 0.05",
      met: share.value <= 0.05,
    },
  ];
}

export const habits = (learners: number): Row[] => [
  ...coverage("careful, four criteria", careful, "rubric", learners, 0.8),
  ...coverage("careful, right or wrong", careful, "choice", learners, 0.8),
  ...coverage("careless (slip .15), four criteria", { slip: 0.15, blind: 0 }, "rubric", learners, 0.8),
  ...coverage("careless (slip .15), right or wrong", { slip: 0.15, blind: 0 }, "choice", learners, 0.8),
  ...guessing(learners),
];
