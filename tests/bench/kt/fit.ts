/**
 * npx tsx tests/bench/kt/fit.ts STREAMS [--filters] [--write]
 * Fits the constants of the filters beside the main one and the prior of the second opinion, on the train users alone, and
 * says what a set of logs that was left out loses by it. --filters
 * searches the filters' constants afresh and prints them; --write puts the priors in their file.
 */
import { writeFileSync } from "node:fs";
import { type Constants, course, drill, joining, model, tutor } from "../../../lib/mastery/constants";
import { blank, copyOf, filterOf, recall, take } from "../../../lib/mastery/filter";
import { type Council, copyHedge, forecast, main, settle, unhedged } from "../../../lib/mastery/hedge";
import { features, noOpinion, type OpinionPrior } from "../../../lib/mastery/opinion";
import { fitFilter, transferred } from "./fit-filter";
import { fitOpinion, type Prior, rowsOf } from "./fit-opinion";
import { type Scores, scoresOf } from "./measure";
import { readTrain, type SetName, type Stream, setNames, tracks } from "./streams";

const [folder = ".cache/kt", ...flags] = process.argv.slice(2);
const rounds = { together: 5, alone: 7, prior: 7, priorOfOne: 6, priorWithoutOne: 6 };
const digits = 5;

const streams = setNames.flatMap((set) =>
  tracks.map((track) => {
    const stream = readTrain(folder, set, track);
    if (!stream) throw new Error(`${folder} has no train stream of ${set}: make them with kt/prepare.py`);
    return stream;
  }),
);
const rows = streams.map((stream) => ({ set: stream.set, ...rowsOf(stream) }));

/** The filters as they are, or found anew: the search takes minutes, the prior seconds. */
const filters: Record<SetName, Constants> = flags.includes("--filters")
  ? searchFilters()
  : { statics: course, assist09: drill, algebra05s: tutor };
type Name = "any" | "course" | "drill" | "tutor";
const names = { statics: "course", assist09: "drill", algebra05s: "tutor" } as const satisfies Record<SetName, Name>;
/** In the order of the council's. */
const order = ["statics", "assist09", "algebra05s"] as const;

const start = fitOpinion(rows, rounds.prior);
const priors: Record<Name, OpinionPrior> = {
  any: packed(start),
  course: packed(fitOpinion(rowsOfSet("statics"), rounds.priorOfOne, start)),
  drill: packed(fitOpinion(rowsOfSet("assist09"), rounds.priorOfOne, start)),
  tutor: packed(fitOpinion(rowsOfSet("algebra05s"), rounds.priorOfOne, start)),
};
printPrior(priors.any);
if (flags.includes("--write")) writePriors();

console.log("\nOn the train users, difficulties from other users (AUC / log-loss / ECE, ECE of the first ten)");
for (const stream of streams)
  console.log(`all sets   ${nameOf(stream)} ${told(evaluate(councilOf(order, priors.any), stream))}`);
for (const left of setNames) {
  const kept = order.filter((set) => set !== left);
  const without = packed(
    fitOpinion(
      rows.filter(({ set }) => set !== left),
      rounds.prior,
    ),
  );
  for (const stream of streams)
    if (stream.set === left)
      console.log(`without it ${nameOf(stream)} ${told(evaluate(councilOf(kept, without), stream))}`);
}

function rowsOfSet(wanted: SetName) {
  return rows.filter(({ set }) => set === wanted);
}

function searchFilters(): Record<SetName, Constants> {
  const together = fitFilter(streams, transferred(model), rounds.together);
  const found = setNames.map((set) => {
    const constants = fitFilter(
      streams.filter((stream) => stream.set === set),
      together,
      rounds.alone,
    );
    console.log(
      set,
      JSON.stringify(constants, (_, value) => (typeof value === "number" ? +value.toPrecision(4) : value)),
    );
    return [set, constants] as const;
  });
  return Object.fromEntries(found) as Record<SetName, Constants>;
}

function councilOf(sets: readonly SetName[], any: OpinionPrior): Council {
  const shares = sets.map((set) => joining.trust[names[set]]);
  return {
    others: sets.map((set) => filterOf(filters[set])),
    trust: [joining.trust.main, ...shares].map(Math.log),
    opinionTrust: [joining.trust.any, ...shares].map(Math.log),
    opinion: noOpinion([any, ...sets.map((set) => priors[names[set]])]),
  };
}

function evaluate(by: Council, { users, events }: Stream): Scores {
  const p = new Float64Array(events);
  const y = new Float64Array(events);
  const position = new Int32Array(events);
  let k = 0;
  for (const { traits, correct, at } of users) {
    const own = copyOf(blank(main));
    const hedge = copyHedge(unhedged(by));
    for (const [n, item] of traits.entries()) {
      const evidence = {
        answer: "",
        traits: item,
        at: at[n] as number,
        score: correct[n] as number,
        weight: 1,
        hints: 0,
      };
      const now = recall(main, own, item, evidence.at);
      const made = forecast(by, hedge, now, item, evidence.at);
      p[k] = made.p;
      y[k] = evidence.score;
      position[k++] = n;
      take(main, own, evidence, now);
      settle(by, hedge, evidence, made);
    }
  }
  return scoresOf(p, y, position);
}

/** The lower triangle alone, rounded. */
function packed({ mean, covariance }: Prior): OpinionPrior {
  const round = (value: number) => +value.toPrecision(digits);
  const lower = features.flatMap((_, row) => [
    ...covariance.subarray(row * features.length, row * features.length + row + 1),
  ]);
  return { mean: [...mean].map(round), covariance: lower.map(round) };
}

function triangle({ covariance }: OpinionPrior): number[][] {
  return features.map((_, row) => covariance.slice((row * (row + 1)) / 2, ((row + 1) * (row + 2)) / 2));
}

function printPrior(each: OpinionPrior): void {
  const deviations = triangle(each).map((row) => Math.sqrt(row.at(-1) as number));
  features.forEach(([name], index) => {
    console.log(`${name.padEnd(30)} ${each.mean[index]?.toFixed(3).padStart(7)} +- ${deviations[index]?.toFixed(2)}`);
  });
}

function writePriors(): void {
  const docs: Record<Name, string> = {
    any: "All three sets, which count alike.",
    course: "statics alone.",
    drill: "assist09 alone.",
    tutor: "algebra05s alone.",
  };
  const blocks = Object.entries(priors).map(([name, each]) => {
    const matrix = triangle(each).map((row) => `    ${row.join(", ")},\n`);
    return `/** ${docs[name as Name]} */
// biome-ignore format: a matrix reads by its rows
const ${name}: OpinionPrior = {
  mean: [${each.mean.join(", ")}],
  covariance: [\n${matrix.join("")}  ],
};
`;
  });
  writeFileSync(
    "lib/mastery/opinion-prior.ts",
    `/**
 * What the second opinion starts from: distributions of learners' weights, by expectation maximisation over the train users
 * of public answer logs in both tracks. Written by tests/bench/kt/fit.ts. Weights stand in the order of the features of
 * opinion.ts; of a covariance the lower triangle stands, row by row.
 */
import type { OpinionPrior } from "./opinion";

${blocks.join("\n")}
export const opinionPriors: readonly OpinionPrior[] = [any, course, drill, tutor];
`,
  );
}

function nameOf({ set, track }: Stream): string {
  return `${set} ${track}`.padEnd(16);
}
function told({ auc, logLoss, ece, early }: Scores): string {
  return `${auc.toFixed(4)} / ${logLoss.toFixed(4)} / ${ece.toFixed(4)}, ${early.toFixed(4)}`;
}
