/**
 * A real diff of the bank: one key mended, one topic renamed, one split in two, made in the files as an author would make
 * them. What learners answered before must be there afterwards, under the new ids, and nothing else may have moved.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { catalogOf } from "@/lib/content/catalog";
import { type Content, loadContent } from "@/lib/content/load";
import { migrationBreaches } from "@/lib/content/migrations";
import { inLines, releaseBreaches, releaseOf } from "@/lib/content/released";
import type { GapId, ItemId, TopicId } from "@/lib/ids";
import { correctionsIn, gapShifts } from "@/lib/learner/rescored";
import { foldLearner, type LearnerState } from "@/lib/learner/state";
import { judgedIn, reportOf } from "@/lib/mock/report";
import type { Catalog, Item } from "@/lib/quiz/catalog";
import type { StoredEvent } from "@/lib/store/log";
import { usedLog } from "./e2e/used-profile";

const [renamed, newName] = ["consensus-raft", "raft-in-practice"];
const [whole, firstHalf, secondHalf] = ["kafka-reliability", "kafka-replication", "kafka-consumers"];
const now = Date.UTC(2026, 10, 21);
const migrations = `- { from: ${renamed}, to: ${newName}, since: 2026-11-21 }
- { from: ${whole}, to: [ ${firstHalf}, ${secondHalf} ], since: 2026-11-21 }
`;

const frozen: StoredEvent[] = readdirSync("tests/logs")
  .filter((name) => name.endsWith(".jsonl"))
  .flatMap((name) => readFileSync(join("tests/logs", name), "utf8").trim().split("\n"))
  .map((line) => JSON.parse(line));

let folder: string;
let before: Catalog;
let log: StoredEvent[];
/** The released item whose key is wrong, and the wrong option that somebody chose and that is the key now. */
let mended: { id: ItemId; option: string };
let edited: Content;
let after: Catalog;
let then: LearnerState;
let today: LearnerState;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bank-"));
  cpSync("content", folder, { recursive: true });
  const released = loadContent(folder);
  writeFileSync(join(folder, "released.json"), inLines(releaseOf(released)));
  before = catalogOf(released, "zh");
  [log, mended] = aLogOfBothHalves();
  edit();
  const lines = readFileSync(join(folder, "migrations.yaml"), "utf8").replace(/^\[\]\s*$/m, "");
  writeFileSync(join(folder, "migrations.yaml"), lines + migrations);
  edited = loadContent(folder);
  after = catalogOf(edited, "zh");
  then = foldLearner(log, before);
  today = foldLearner(log, after);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * The first seed's log that has what is looked at: answers to both halves of the topic to be split, see splitFolder, and a
 * wrong choice to mend. A larger bank draws other questions.
 */
function aLogOfBothHalves(): [StoredEvent[], { id: ItemId; option: string }] {
  const halves = before.items.filter(isIn(whole));
  for (let seed = 1; seed <= 50; seed++) {
    const events = [...usedLog(before, now, seed).events, ...frozen];
    const state = foldLearner(events, before);
    const has = (parity: number) => halves.some(({ id }, index) => index % 2 === parity && state.byItem.has(id));
    const wrong = wronglyChosen(state, before);
    if (has(0) && has(1) && wrong) return [events, wrong];
  }
  throw new Error("no seed makes a log with answers to both halves and a wrong single choice in a mock interview");
}

/** A single choice that was answered wrongly in a mock interview, outside of the topics that move. */
function wronglyChosen(state: LearnerState, catalog: Catalog): { id: ItemId; option: string } | undefined {
  const stays = (item: Item | undefined) => item?.kind === "single-choice" && !String(item.topic).match(/raft|kafka/);
  for (const { body } of state.answers) {
    const [answer] = Object.values(body.response);
    const item = catalog.items.find(({ id }) => id === body.item);
    if (body.mode === "mock" && body.score.earned === 0 && stays(item) && answer?.type === "choice")
      return { id: body.item, option: answer.chosen[0] as string };
  }
  return undefined;
}

function edit(): void {
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.(yaml|mdx)$/.test(path)) continue;
    const text = readFileSync(join(folder, path), "utf8");
    const moved = text.replaceAll(renamed, newName).replaceAll(whole, firstHalf);
    if (moved !== text) writeFileSync(join(folder, path), moved);
  }
  renameSync(join(folder, "consensus", renamed), join(folder, "consensus", newName));
  splitFolder();
  mendKey();
}

function splitFolder(): void {
  const [one, two] = [join(folder, "messaging", firstHalf), join(folder, "messaging", secondHalf)];
  renameSync(join(folder, "messaging", whole), one);
  cpSync(one, two, { recursive: true });
  for (const name of readdirSync(two))
    writeFileSync(join(two, name), readFileSync(join(two, name), "utf8").replaceAll(firstHalf, secondHalf));
  const entries = (path: string) => readFileSync(join(path, "items.yaml"), "utf8").split(/^(?=- id:)/m);
  const keep = (path: string, isKept: (index: number) => boolean) =>
    writeFileSync(
      join(path, "items.yaml"),
      entries(path)
        .filter((entry, index) => !entry.startsWith("- id:") || isKept(index))
        .join(""),
    );
  keep(one, (index) => index % 2 === 0);
  keep(two, (index) => index % 2 === 1);
  const tracks = parseDocument(readFileSync(join(folder, "tracks.yaml"), "utf8"));
  const list = tracks.toJS() as { topics: { id: string; title: { zh: string; en: string } }[] }[];
  const at = list.findIndex(({ topics }) => topics.some(({ id }) => id === firstHalf));
  tracks.addIn([at, "topics"], { id: secondHalf, title: { zh: "消费者", en: "Consumers" } });
  writeFileSync(join(folder, "tracks.yaml"), String(tracks));
}

function mendKey(): void {
  const path = readdirSync(folder, { recursive: true, encoding: "utf8" }).find(
    (each) => each.endsWith("items.yaml") && readFileSync(join(folder, each), "utf8").includes(`- id: ${mended.id}\n`),
  );
  const file = join(folder, path ?? "");
  const items = parseDocument(readFileSync(file, "utf8"));
  const list = items.toJS() as { id: string; revision: number; options: { id: string; misconception?: string }[] }[];
  const index = list.findIndex(({ id }) => id === mended.id);
  const item = list[index];
  const idea = item?.options.find(({ id }) => id === mended.option)?.misconception;
  item?.options.forEach(({ id }, place) => {
    const at = [index, "options", place];
    if (id === mended.option) {
      items.deleteIn([...at, "misconception"]);
      items.setIn([...at, "key"], true);
    } else if (items.deleteIn([...at, "key"])) items.setIn([...at, "misconception"], idea);
  });
  items.setIn([index, "revision"], (item?.revision ?? 0) + 1);
  writeFileSync(file, String(items));
}

const isIn = (topic: string) => (item: Item) => String(item.topic) === topic;
const newId = (id: ItemId): ItemId => {
  const moved = String(id).replace(renamed, newName);
  if (!moved.startsWith(`${whole}.`)) return moved as ItemId;
  const first = moved.replace(whole, firstHalf) as ItemId;
  return after.items.some((item) => item.id === first) ? first : (moved.replace(whole, secondHalf) as ItemId);
};

const newKey = (key: string): string =>
  key === whole || key.includes(".chain.")
    ? key.replace(renamed, newName).replace(whole, firstHalf)
    : newId(key as ItemId);

/** An estimate with every map in it, however deep, under today's ids. */
function underNewIds(value: unknown): unknown {
  if (value instanceof Map) return new Map([...value].map(([key, each]) => [newKey(key), underNewIds(each)]));
  if (Array.isArray(value)) return value.map(underNewIds);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, underNewIds(each)]));
}

describe("the edited bank", () => {
  it("moved what it was meant to move", () => {
    expect(after.items).toHaveLength(before.items.length);
    expect(after.items.filter(isIn(newName))).toHaveLength(before.items.filter(isIn(renamed)).length);
    const halves = [firstHalf, secondHalf].map((half) => after.items.filter(isIn(half)).length);
    expect(Math.min(...halves)).toBeGreaterThan(2);
    expect(halves.reduce((sum, count) => sum + count, 0)).toBe(before.items.filter(isIn(whole)).length);
  });

  it("breaks no promise to those who answered", () => {
    expect([...releaseBreaches(edited), ...migrationBreaches(edited)]).toEqual([]);
  });

  it("would lose every item of both topics without the lines, and each loss is told", () => {
    const bare = { ...edited, migrations: { ...edited.migrations, entries: [] } };
    const lost = before.items.filter((item) => isIn(renamed)(item) || isIn(whole)(item)).map(({ id }) => id);
    const told = releaseBreaches(bare).map(({ what }) => /"([^"]+)" was released and is gone/.exec(what)?.[1]);
    expect(told.sort()).toEqual(lost.map(String).sort());
  });

  it("would change a key in silence under the old revision, and that is told", () => {
    const item = edited.topics
      .concat(edited.gapFolders as never)
      .flatMap(({ items }) => items.entries)
      .find(({ id }) => id === mended.id)?.value;
    if (!item) throw new Error(`${mended.id} is not in the edited bank`);
    item.revision--;
    expect(releaseBreaches(edited).map(({ what }) => what)).toEqual([
      `the key or the options of "${mended.id}" changed since revision ${item.revision} was released`,
    ]);
    item.revision++;
  });
});

describe("a learner's log over the edited bank", () => {
  it("has every answer, under its new id, as it was given", () => {
    expect(then.answers.length).toBeGreaterThan(60);
    expect(today.answers.map(({ id }) => id)).toEqual(then.answers.map(({ id }) => id));
    expect(today.answers.map(({ body }) => body.item)).toEqual(then.answers.map(({ body }) => newId(body.item)));
    expect(today.answers.map(({ body }) => body.response)).toEqual(then.answers.map(({ body }) => body.response));
    expect(today.uncounted).toEqual(then.uncounted);
    expect([...today.byItem].map(([id, list]) => [id, list.length])).toEqual(
      [...then.byItem].map(([id, list]) => [newId(id), list.length]),
    );
    for (const topic of [renamed, whole])
      expect(then.answers.filter(({ body }) => body.item.startsWith(`${topic}.`)).length).toBeGreaterThan(0);
  });

  it("has other marks only for the answers to the mended item", () => {
    const changed = then.answers.flatMap(({ id, body }, index) =>
      body.score.earned === today.answers[index]?.body.score.earned ? [] : [[id, body.item]],
    );
    const own = then.byItem.get(mended.id) ?? [];
    expect(new Set(changed.map(([, item]) => item))).toEqual(new Set([mended.id]));
    expect([...today.rescored.keys()]).toEqual(own.map(({ id }) => id));
    expect(today.unmarkable.size).toBe(0);
    expect(correctionsIn(today).toRight).toBeGreaterThan(0);
    const gaps = new Set(gapShifts(today, after, now).map(({ gap }) => gap));
    const item = after.items.find(({ id }) => id === mended.id);
    expect(gaps).toEqual(new Set(item?.statements.map((statement) => statement.split(".")[0] as GapId)));
  });

  it("has the same estimate to the last digit where neither key nor topic changed, but for the names", () => {
    const asBefore = after.items.map((item) => {
      if (isIn(secondHalf)(item)) return { ...item, topic: firstHalf as TopicId };
      return item.id === mended.id ? (before.items.find(({ id }) => id === mended.id) as Item) : item;
    });
    const { mastery } = foldLearner(log, { ...after, revision: "names only", items: asBefore });
    expect(mastery).toEqual(underNewIds(then.mastery));
  });

  it("counts each answer of the split topic for one of its halves", () => {
    const count = ({ mastery }: LearnerState, topic: string) => mastery.topics.get(topic as TopicId)?.n ?? 0;
    expect(count(today, firstHalf)).toBeGreaterThan(0);
    expect(count(today, secondHalf)).toBeGreaterThan(0);
    expect(count(today, firstHalf) + count(today, secondHalf)).toBe(count(then, whole));
    expect(count(today, newName)).toBe(count(then, renamed));
  });

  it("has every mock interview with its form, and the report tells both totals", () => {
    expect([...today.mocks.keys()]).toEqual([...then.mocks.keys()]);
    const sat = [...today.mocks.values()].find((attempt) => judgedIn(today, attempt).has(mended.id));
    const old = sat && then.mocks.get(sat.id);
    if (!sat || !old) throw new Error("the mended item is in no mock interview");
    expect(sat.started.body.form.map(({ item }) => item)).toEqual(old.started.body.form.map(({ item }) => newId(item)));
    const [was, is] = [reportOf(old, before, judgedIn(then, old)), reportOf(sat, after, judgedIn(today, sat))];
    expect(is.total).toEqual(was.total);
    expect(is.today?.earned).toBe(was.total.earned + 1);
    expect(is.withdrawn).toEqual(was.withdrawn);
  });

  it("keeps the place in a note that moved", () => {
    const read = (state: LearnerState) => [...state.reading].map(([topic, { at }]) => [topic, at] as const);
    expect(read(today).map(([, at]) => at)).toEqual(read(then).map(([, at]) => at));
    expect(read(today).map(([topic]) => String(topic))).not.toContain(renamed);
    expect(today.reading.has(newName as TopicId)).toBe(then.reading.has(renamed as TopicId));
  });
});
