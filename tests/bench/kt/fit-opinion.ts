/**
 * The prior of the second opinion, by expectation maximisation: every learner's own weights are a draw from one normal
 * distribution; given it, each learner's weights are found (Newton, Laplace's covariance), and from those the distribution
 * again. Streams count alike, however many users they have.
 */
import { copyOpinion, count, features, featuresOf, noOpinion } from "../../../lib/mastery/opinion";
import { inverse } from "./matrix";
import type { Stream } from "./streams";

/** Mean and covariance of the weights; the covariance is square, row by row. */
export type Prior = { mean: Float64Array; covariance: Float64Array };

/** One user's answers as the regression sees them: features row by row, and results. */
type Rows = { x: Float64Array; y: Float64Array };
export type RowStream = { rows: Rows[] };

const size = features.length;
/** Of a long stream so many answers a user, and of a stream of many users so many users: the rest adds little. */
const mostAnswers = 800;
const mostUsers = 450;
const newtonSteps = 3;
/** A step of Newton's method moves no weight by more. */
const longestStep = 2;

export function rowsOf(stream: Stream): RowStream {
  const every = Math.max(1, Math.round(stream.users.length / mostUsers));
  const users = stream.users.filter((_, index) => index % every === 0);
  return {
    rows: users.map(({ traits, correct, at }) => {
      const answers = Math.min(traits.length, mostAnswers);
      const x = new Float64Array(answers * size);
      const draft = copyOpinion(noOpinion([]));
      for (let i = 0; i < answers; i++) {
        const each = traits[i];
        if (each === undefined) break;
        x.set(featuresOf(draft, each, at[i] as number), i * size);
        count(draft, {
          answer: "",
          traits: each,
          at: at[i] as number,
          score: correct[i] as number,
          weight: 1,
          hints: 0,
        });
      }
      return { x, y: correct.subarray(0, answers) };
    }),
  };
}

export function fitOpinion(streams: RowStream[], rounds: number, from: Prior = start()): Prior {
  let prior = from;
  for (let round = 0; round < rounds; round++) {
    const precision = inverse(prior.covariance, size);
    const found = streams.flatMap(({ rows }) =>
      rows.map((each) => ({ ...weightsOf(each, prior.mean, precision), share: 1 / rows.length / streams.length })),
    );
    const mean = new Float64Array(size);
    const covariance = new Float64Array(size * size);
    for (const { weights, share } of found)
      for (let i = 0; i < size; i++) mean[i] = (mean[i] as number) + share * (weights[i] as number);
    for (const { weights, spread, share } of found)
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++) {
          const product =
            ((weights[i] as number) - (mean[i] as number)) * ((weights[j] as number) - (mean[j] as number));
          covariance[i * size + j] =
            (covariance[i * size + j] as number) + share * ((spread[i * size + j] as number) + product);
        }
    prior = { mean, covariance };
  }
  return prior;
}

function start(): Prior {
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < size; i++) covariance[i * size + i] = 0.3;
  const mean = new Float64Array(size);
  mean[0] = 1;
  return { mean, covariance };
}

function weightsOf({ x, y }: Rows, mean: Float64Array, precision: Float64Array) {
  const weights = mean.slice();
  let spread: Float64Array = precision;
  for (let turn = 0; turn < newtonSteps; turn++) {
    const curvature = precision.slice();
    const pull = new Float64Array(size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        pull[i] =
          (pull[i] as number) - (precision[i * size + j] as number) * ((weights[j] as number) - (mean[j] as number));
    for (let k = 0, row = 0; k < y.length; k++, row += size) {
      let logit = 0;
      for (let i = 0; i < size; i++) logit += (weights[i] as number) * (x[row + i] as number);
      const p = 1 / (1 + Math.exp(-logit));
      const rest = (y[k] as number) - p;
      const weight = p * (1 - p);
      for (let i = 0; i < size; i++) {
        const xi = x[row + i] as number;
        if (xi === 0) continue;
        pull[i] = (pull[i] as number) + rest * xi;
        for (let j = 0; j <= i; j++)
          curvature[i * size + j] = (curvature[i * size + j] as number) + weight * xi * (x[row + j] as number);
      }
    }
    for (let i = 0; i < size; i++)
      for (let j = 0; j < i; j++) curvature[j * size + i] = curvature[i * size + j] as number;
    spread = inverse(curvature, size);
    for (let i = 0; i < size; i++) {
      let step = 0;
      for (let j = 0; j < size; j++) step += (spread[i * size + j] as number) * (pull[j] as number);
      weights[i] = (weights[i] as number) + Math.min(Math.max(step, -longestStep), longestStep);
    }
  }
  return { weights, spread };
}
