/** What the engine costs: folding a log, reading the dashboard, scoring an answer, reading a text, assembling a form. */
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { catalogOf } from "../../lib/content/catalog";
import { type Content, loadContent } from "../../lib/content/load";
import { localize } from "../../lib/i18n/locales";
import { gapBoard } from "../../lib/learner/select";
import { foldLearner, foldMore } from "../../lib/learner/state";
import { absorb, begin, type Evidence, initial, observeAll, predict } from "../../lib/mastery/estimate";
import { assemble } from "../../lib/mock/assemble";
import type { Item } from "../../lib/quiz/catalog";
import { kindIds } from "../../lib/quiz/item";
import { keyResponse, scoreItem } from "../../lib/quiz/score";
import { drawsFrom } from "../../lib/quiz/seed";
import { suggest } from "../../lib/quiz/suggest";
import { blindResponse } from "../e2e/used-profile";
import { longLog } from "./long-log";
import { type Figure, figure, percentile, timed } from "./measure";

/** A fixed moment: the same log in every run. */
const now = Date.UTC(2026, 10, 1);
const microseconds = (milliseconds: number): number => milliseconds * 1000;

export async function benchEngine(): Promise<Figure[]> {
  const content = loadContent(join(process.cwd(), "content"));
  const catalog = catalogOf(content, "zh");
  const figures: Figure[] = [];
  for (const [count, runs] of [
    [1_000, 7],
    [10_000, 5],
    [100_000, 3],
  ] as const) {
    const log = longLog(catalog, count, now);
    const name = `${count / 1_000}k events`;
    const folding = await timed(runs, () => foldLearner(log, catalog));
    figures.push(figure(`engine: fold ${name}`, "ms", folding));
    figures.push(
      figure(
        `engine: fold ${name}, an event`,
        "us",
        folding.map((ms) => microseconds(ms) / count),
      ),
    );
    const state = foldLearner(log.slice(0, -1), catalog);
    const last = log.slice(-1);
    figures.push(
      figure(`engine: one more answer behind ${name}`, "ms", await timed(runs, () => foldMore(state, last, catalog))),
    );
    figures.push(
      figure(`engine: the dashboard's rows, ${name}`, "ms", await timed(runs, () => gapBoard(state, catalog, now))),
    );
    if (count === 10_000) figures.push(...(await updating(state.evidence)));
  }

  const all: number[] = [];
  for (const kind of kindIds) {
    const samples = catalog.items.filter((item) => item.kind === kind).flatMap(scoring);
    all.push(...samples);
    figures.push(figure(`engine: score, ${kind}`, "us", samples));
    figures.push(percentile(`engine: score, ${kind}, p99`, "us", 0.99, samples));
  }
  figures.push(percentile("engine: score, any kind, p99", "us", 0.99, all));
  const { text, ticks } = longAnswer(content);
  figures.push(
    figure("engine: suggest, 3,000 characters and 8 ticks", "ms", await timed(30, () => suggest(text, ticks))),
  );
  for (const preset of catalog.mocks) {
    let seed = 0;
    figures.push(
      figure(`engine: assemble ${preset.id}`, "ms", await timed(30, () => assemble(preset, catalog, ++seed))),
    );
  }
  return figures;
}

/** Answers timed together: one alone is about as short as the clock can tell. */
const batch = 50;

/** What one answer costs the estimator, to expect and to take in, and a million of them. */
async function updating(evidence: readonly Evidence[]): Promise<Figure[]> {
  const draft = begin(initial());
  const [expecting, taking]: [number[], number[]] = [[], []];
  for (let from = 0; from + batch <= evidence.length; from += batch) {
    const answers = evidence.slice(from, from + batch);
    const began = performance.now();
    for (const { traits, at } of answers) predict(draft, traits, at);
    const between = performance.now();
    for (const answer of answers) absorb(draft, answer);
    const ended = performance.now();
    expecting.push(microseconds(between - began) / batch);
    taking.push(microseconds(ended - between) / batch);
  }
  const million = await timed(3, () => observeAll(initial(), repeated(evidence, 1_000_000)));
  return [
    figure("engine: expect one answer", "us", expecting),
    figure("engine: take one answer in", "us", taking),
    figure("engine: take a million answers in", "ms", million),
  ];
}

/** The answers over and over, each round behind the one before. */
function* repeated(evidence: readonly Evidence[], count: number): Generator<Evidence> {
  const [first, last] = [evidence[0]?.at ?? 0, evidence.at(-1)?.at ?? 0];
  for (let index = 0; index < count; index++) {
    const answer = evidence[index % evidence.length] as Evidence;
    yield { ...answer, at: answer.at + Math.floor(index / evidence.length) * (last - first + 1) };
  }
}

const warmUps = 20;
const scorings = 50;

/** Microseconds of scoring this item, half of the answers right. */
function scoring(item: Item): number[] {
  const draw = drawsFrom(item.seconds);
  const samples: number[] = [];
  for (let run = -warmUps; run < scorings; run++) {
    const response = run % 2 === 0 ? keyResponse(item, 7) : blindResponse(item, 7, draw);
    const began = performance.now();
    scoreItem(item, response, 7);
    if (run >= 0) samples.push(microseconds(performance.now() - began));
  }
  return samples;
}

/** Eight ticks of one chain, and an answer of 3,000 characters that says them over and over, in both languages. */
function longAnswer(content: Content) {
  const rungs = content.topics.flatMap(({ chains }) => chains.entries.flatMap(({ value }) => value?.rungs ?? []));
  const saying = rungs.filter(({ ticks, anchors }) => anchors.length > 0 && ticks.some(({ terms }) => terms));
  const ticks = saying.flatMap((rung) => rung.ticks.filter(({ terms }) => terms)).slice(0, 8);
  const spoken = saying.flatMap(({ anchors }) => anchors.flatMap((anchor) => [anchor.text.zh, anchor.text.en]));
  return { text: spoken.join(" ").repeat(10).slice(0, 3_000), ticks: localize(ticks, "zh") };
}
