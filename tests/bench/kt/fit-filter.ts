/**
 * The constants of a filter, by coordinate search on log-loss: each constant is tried a step up and down on its own scale,
 * steps grow where they help and halve where they do not. A weak pull towards the start keeps what the data do not tell.
 */
import type { Constants } from "../../../lib/mastery/constants";
import { blank, copyOf, expected, filterOf, recall, take } from "../../../lib/mastery/filter";
import type { Stream } from "./streams";

type Name = keyof Constants;
type Scale = { to(value: number): number; back(value: number): number; step: number; spread: number };

const plain: Scale = { to: (x) => x, back: (x) => x, step: 0.15, spread: 0.5 };
const log: Scale = { to: Math.log, back: Math.exp, step: 0.5, spread: 1.5 };
const logit: Scale = {
  to: (p) => Math.log(p / (1 - p)),
  back: (x) => 1 / (1 + Math.exp(-x)),
  step: 0.5,
  spread: 1.5,
};

/** What the logs can tell. Topics and statements are not in them, days hardly. */
const searched: [Name, Scale][] = [
  ["base", plain],
  ["globalVariance", log],
  ["formVariance", log],
  ["formCarry", logit],
  ["gapMean", plain],
  ["gapVariance", log],
  ["gapFormVariance", log],
  ["gapFormCarry", logit],
  ["itemVariance", log],
  ["measuredItemVariance", log],
  ["itemAfterRight", plain],
  ["itemAfterWrong", plain],
  ["itemKeep", logit],
  ["slope", plain],
  ["slopeVariance", log],
  ["measuredSlope", plain],
  ["measuredSlopeVariance", log],
  ["gainRight", plain],
  ["gainWrong", plain],
  ["gainSlowing", log],
  ["slip", logit],
];
const pull = 2e-5;
const smallestStep = 0.02;
const mostAnswers = 900;
const mostUsers = 500;

/** The transferred constants of the weakness model's notes: where every search starts. */
export const transferred = (own: Constants): Constants => ({
  ...own,
  itemVariance: 0.15,
  slope: 0.62,
  slopeVariance: 0.041,
  gainRight: 0.35,
  gainWrong: 0.13,
  forgetting: 0,
  sameDayNews: 1,
});

export function fitFilter(streams: Stream[], start: Constants, rounds: number): Constants {
  const centre = searched.map(([name, scale]) => scale.to(start[name]));
  const place = [...centre];
  const steps = searched.map(([, scale]) => scale.step);
  const constantsAt = (at: number[]): Constants => ({
    ...start,
    ...Object.fromEntries(searched.map(([name, scale], index) => [name, scale.back(at[index] as number)])),
  });
  const cost = (at: number[]): number =>
    lossOf(constantsAt(at), streams) +
    searched.reduce(
      (sum, [, { spread }], index) => sum + pull * (((at[index] as number) - (centre[index] as number)) / spread) ** 2,
      0,
    );
  let best = cost(place);
  for (let round = 0; round < rounds; round++)
    for (let index = 0; index < searched.length; index++) {
      const step = steps[index] as number;
      if (Math.abs(step) < smallestStep) continue;
      const better = [step, -step].find((each) => {
        const tried = place.with(index, (place[index] as number) + each);
        const found = cost(tried);
        if (found >= best - 1e-6) return false;
        best = found;
        place[index] = tried[index] as number;
        return true;
      });
      steps[index] = better === undefined ? step / 2 : better * 1.4;
    }
  return constantsAt(place);
}

/** Mean log-loss; streams count alike. */
function lossOf(constants: Constants, streams: Stream[]): number {
  const filter = filterOf(constants);
  let total = 0;
  for (const { users } of streams) {
    const every = Math.max(1, Math.round(users.length / mostUsers));
    let loss = 0;
    let answers = 0;
    users.forEach(({ traits, correct, at }, index) => {
      if (index % every !== 0) return;
      const draft = copyOf(blank(filter));
      traits.slice(0, mostAnswers).forEach((item, n) => {
        const evidence = {
          answer: "",
          traits: item,
          at: at[n] as number,
          score: correct[n] as number,
          weight: 1,
          hints: 0,
        };
        const now = recall(filter, draft, item, evidence.at);
        const p = Math.min(Math.max(expected(filter, item, now.x, now.variance), 1e-6), 1 - 1e-6);
        loss -= evidence.score * Math.log(p) + (1 - evidence.score) * Math.log(1 - p);
        answers++;
        take(filter, draft, evidence, now);
      });
    });
    total += loss / answers / streams.length;
  }
  return total;
}
