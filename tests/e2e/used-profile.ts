/**
 * A profile with three weeks of use, for pictures and journeys: made by the product's own scorer and assembler from a
 * seed, so that every number on screen is one the product would show.
 */
import type { Page } from "@playwright/test";
// Its import tells how a tape is judged; without it an answer to a simulator task has no marks.
import "../../lib/content/labs";
import type { Locale } from "../../lib/i18n/locales";
import type { AttemptId, GapId, ItemId } from "../../lib/ids";
import { type NewEvent, versions } from "../../lib/learner/events";
import { predictionFor } from "../../lib/learner/select";
import { foldLearner, foldMore } from "../../lib/learner/state";
import { assemble } from "../../lib/mock/assemble";
import type { Catalog, Item } from "../../lib/quiz/catalog";
import { gapsOf, seedFor } from "../../lib/quiz/choose";
import type { Answer, Response } from "../../lib/quiz/interaction";
import { blindDesign } from "../../lib/quiz/kinds/design-canvas";
import { present } from "../../lib/quiz/present";
import { keyResponse, scoreItem } from "../../lib/quiz/score";
import { type Draw, drawsFrom, shuffle } from "../../lib/quiz/seed";
import type { StoredEvent } from "../../lib/store/log";
import { uuid7 } from "../../lib/store/uuid7";
import { servedCatalog } from "../served-catalog";

const day = 24 * 3_600_000;
const device = "018f0000-0000-7000-8000-000000000001";
/** How often this learner is right, by gap; observability was never touched. */
const skill: Partial<Record<string, number>> = {
  traffic: 0.85,
  consistency: 0.3,
  discovery: 0.5,
  resilience: 0.65,
  scheduling: 0.7,
  messaging: 0.4,
};

export type UsedLog = { events: StoredEvent[]; finished: AttemptId; running: AttemptId };

/**
 * Events from three weeks before `now` up to `now`: practice, one follow-up chain, one mock interview handed in yesterday
 * and one begun just now.
 * @param more happened yesterday, after the rest
 */
export function usedLog(catalog: Catalog, now: number, seed = 7, more: readonly NewEvent[] = []): UsedLog {
  const draw = drawsFrom(seed);
  const events: StoredEvent[] = [];
  const append = ({ id, type, body }: NewEvent, at: number) =>
    events.push({
      id: id ?? uuid7(at, bytesFrom(draw)),
      v: versions[type],
      type,
      at,
      device,
      n: events.length + 1,
      body,
    });

  const practised = shuffle(catalog.items, draw).filter((item) => skillOf(item) !== undefined);
  practised.slice(0, 64).forEach((item, index) => {
    const at = now - 21 * day + Math.floor(index / 8) * 2.5 * day + (index % 8) * 70_000;
    append(
      { type: "item-answered", body: answeredBody(item, "practice", `practice-${Math.floor(index / 8)}`, draw) },
      at,
    );
  });

  const [chain] = catalog.chains;
  chain?.rungs
    .filter(({ item }) => item === undefined)
    .forEach(({ id: rung, level, ticks }, index) => {
      const made = ticks.filter(({ fatal }) => !fatal).map(({ id }) => id);
      append(
        {
          type: "rung-answered",
          body: {
            chain: chain.id,
            rung,
            session: "chain-used",
            text: "x",
            ticks: level < 2 ? made : made.slice(0, 1),
            hints: 0,
            elapsedMs: 60_000,
            confidence: 2,
          },
        },
        now - 1.5 * day + index * 90_000,
      );
    });

  const preset = catalog.mocks[0];
  if (!preset) throw new Error("the catalog has no preset");
  const begin = (at: number): AttemptId => {
    const attempt = uuid7(at, bytesFrom(draw)) as AttemptId;
    const { items: form, sections, packHash } = assemble(preset, catalog, seed);
    append(
      {
        type: "mock-started",
        body: {
          attempt,
          preset: preset.id,
          packHash,
          seed,
          form,
          sections,
          durationMs: preset.minutes * 60_000,
          extraFactor: 1,
          pause: preset.pause,
          wallStart: at,
          locale: catalog.locale,
        },
      },
      at,
    );
    return attempt;
  };

  const yesterday = now - day;
  const finished = begin(yesterday);
  const { items: form } = assemble(preset, catalog, seed);
  let elapsedMs = 0;
  for (const asked of form.slice(0, -1)) {
    const item = catalog.items.find(({ id }) => id === asked.item);
    if (!item) continue;
    const spentMs = Math.round(item.seconds * 1000 * (0.5 + draw() * 0.6));
    elapsedMs += spentMs;
    const response = responseOf(item, asked.seed, draw);
    const confidence = confidenceOf(draw);
    append(
      { type: "mock-answered", body: { attempt: finished, item: item.id, response, confidence, elapsedMs, spentMs } },
      yesterday + elapsedMs,
    );
    const score = scoreItem(item, response, asked.seed);
    if (score.state !== "marked") continue;
    append(
      {
        type: "item-answered",
        body: {
          item: item.id,
          revision: item.revision,
          kind: item.kind,
          mode: "mock",
          session: finished,
          response,
          score: { earned: score.earned, possible: score.possible },
          observations: score.observations,
          confidence,
          elapsedMs: spentMs,
          hints: 0,
          seed: asked.seed,
        },
      },
      yesterday + 20 * 60_000,
    );
  }
  append(
    { type: "mock-handed-in", body: { attempt: finished, reason: "by-hand", elapsedMs } },
    yesterday + 20 * 60_000,
  );
  const read = catalog.items.find(({ topic, heading }) => topic && heading);
  if (read?.topic && read.heading)
    append(
      { type: "topic-read", body: { topic: read.topic, heading: read.heading, locale: catalog.locale } },
      now - 3_600_000,
    );
  more.forEach((event, index) => {
    append(event, now - 0.5 * day + index);
  });
  const running = begin(now);
  return { events: foreseen(events, catalog), finished, running };
}

/** The same, each answer with what the model expected just before it. */
function foreseen(events: readonly StoredEvent[], catalog: Catalog): StoredEvent[] {
  let state = foldLearner([], catalog);
  return events.map((event) => {
    const { item } = event.body as { item?: ItemId };
    const predicted =
      event.type === "item-answered" && item ? predictionFor(state, catalog, item, event.at) : undefined;
    state = foldMore(state, [event], catalog);
    return predicted === undefined ? event : { ...event, body: { ...(event.body as object), predicted } };
  });
}

const skillOf = (item: Item): number | undefined => skill[gapsOf(item)[0] as GapId];

function answeredBody(item: Item, mode: "practice", session: string, draw: Draw) {
  const seed = seedFor(1, item.id);
  const response = responseOf(item, seed, draw);
  const score = scoreItem(item, response, seed);
  if (score.state !== "marked") throw new Error(`${item.id} was left unanswered`);
  return {
    item: item.id,
    revision: item.revision,
    kind: item.kind,
    mode,
    session,
    response,
    score: { earned: score.earned, possible: score.possible },
    observations: score.observations,
    confidence: confidenceOf(draw),
    elapsedMs: Math.round(item.seconds * 1000 * (0.4 + draw())),
    hints: 0,
    seed,
  };
}

const confidenceOf = (draw: Draw): 1 | 2 | 3 => (draw() < 0.3 ? 1 : draw() < 0.6 ? 2 : 3);

function responseOf(item: Item, seed: number, draw: Draw): Response {
  if (draw() < (skillOf(item) ?? 0.5)) return keyResponse(item, seed);
  for (let tries = 0; tries < 50; tries++) {
    const response = blindResponse(item, seed, draw);
    const score = scoreItem(item, response, seed);
    if (score.state === "marked" && score.earned < score.possible) return response;
  }
  return keyResponse(item, seed);
}

/** What somebody does who chooses without reading; where answers are marked by hand, nothing is ticked. */
export function blindResponse(item: Item, seed: number, draw: Draw): Response {
  const one = <Value>(values: readonly Value[]): Value => values[Math.floor(draw() * values.length)] as Value;
  const answers = present(item, seed).interactions.map((interaction): [string, Answer] => {
    switch (interaction.type) {
      case "choice":
        return [interaction.name, { type: "choice", chosen: [one(interaction.options).id] }];
      case "order":
        return [interaction.name, { type: "order", order: shuffle(interaction.steps, draw).map(({ id }) => id) }];
      case "match": {
        const right = shuffle(interaction.right, draw);
        const pairs = interaction.left.map((left, index) => [
          left.id,
          (interaction.reuse ? one(right) : right[index])?.id,
        ]);
        return [interaction.name, { type: "match", pairs: Object.fromEntries(pairs) }];
      }
      case "number":
        return [interaction.name, { type: "number", text: String(Math.ceil(draw() * 1000)) }];
      case "pick":
        return [interaction.name, { type: "pick", picked: one(interaction.spans).id }];
      case "verdict":
        return [interaction.name, { type: "verdict", holds: draw() < 0.5 }];
      case "blanks": {
        const blanks = interaction.text.flatMap((run) => ("blank" in run ? [[run.blank, "x"]] : []));
        return [interaction.name, { type: "blanks", texts: Object.fromEntries(blanks) }];
      }
      case "line": {
        const lines = interaction.lines.flatMap(({ id }) => id ?? []);
        return [interaction.name, { type: "line", picked: one(lines) }];
      }
      case "spot":
        return [interaction.name, { type: "spot", picked: one(interaction.areas).id }];
      case "prose":
        return [interaction.name, { type: "prose", text: "x" }];
      case "lookups": {
        const order = shuffle(interaction.lookups, draw).map(({ id }) => id);
        return [interaction.name, { type: "lookups", order: order.slice(0, Math.ceil(draw() * order.length)) }];
      }
      case "design":
        return [interaction.name, blindDesign(interaction, draw)];
      case "tape":
        return [interaction.name, { type: "tape", entries: [] }];
      default:
        return interaction satisfies never;
    }
  });
  const response: Response = Object.fromEntries(answers);
  const score = scoreItem(item, response, seed);
  return score.state === "unready" && score.missing.includes("ticks")
    ? { ...response, ticks: { type: "choice", chosen: [] } }
    : response;
}

const bytesFrom = (draw: Draw): Uint8Array => Uint8Array.from({ length: 10 }, () => Math.floor(draw() * 256));

/** Puts the used log, and `more` that happened yesterday, into the page's profile; returns the address to open, with the attempt where one is needed. */
export async function fillProfile(
  page: Page,
  locale: Locale,
  path: string,
  more: readonly NewEvent[] = [],
): Promise<string> {
  const catalog = await servedCatalog((at) => page.request.get(at), locale);
  const { events, finished, running } = usedLog(catalog, Date.now(), undefined, more);
  await storeInProfile(page, locale, events);
  if (path.endsWith("/mock/report")) return `${path}?attempt=${finished}`;
  return path.endsWith("/mock/run") ? `${path}?attempt=${running}` : path;
}

/** An event after those of `events`, by the same device. */
export const eventAfter = ({ length }: readonly StoredEvent[], { type, body }: NewEvent, at: number): StoredEvent => ({
  id: uuid7(at, bytesFrom(drawsFrom(length))),
  v: versions[type],
  type,
  at,
  device,
  n: length + 1,
  body,
});

/** Puts a log into the page's profile, which must be empty. */
export async function storeInProfile(page: Page, locale: Locale, events: readonly StoredEvent[]): Promise<void> {
  // Practice opens the log, so that the product itself makes the database.
  await page.goto(`/${locale}/practice`);
  await page.waitForFunction(async () => (await indexedDB.databases()).some(({ name }) => name === "quorum"));
  await page.waitForTimeout(300);
  await page.evaluate(
    ({ records, profile }) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("quorum");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(["events", "slots"], "readwrite");
          for (const record of records) transaction.objectStore("events").add(record);
          transaction.objectStore("slots").put({ id: profile, n: records.length }, "device");
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
          transaction.onabort = () => reject(transaction.error);
        };
      }),
    { records: events, profile: device },
  );
  // What the product remembers beside the database whenever it reads the log; on a page that does not, since a reading
  // that began before would say that there is nothing.
  await page.goto(`/${locale}/about`);
  await page.evaluate((count) => localStorage.setItem("quorum.events", String(count)), events.length);
}
