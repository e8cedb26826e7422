/**
 * The development streams of public answer logs, read into memory user by user. Their rows never enter the project.
 *
 * The difficulties of the train streams were counted on the very answers that a fit would predict, which gives rare items
 * away. So a fit counts them afresh: users in five folds, each fold's difficulties from the other four, by the rule of
 * kt/prepare.py.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Event, traitsOf } from "../../../lib/mastery/predict";
import type { ItemTraits } from "../../../lib/mastery/traits";
import { drawsFrom } from "../../../lib/quiz/seed";

export const setNames = ["assist09", "algebra05s", "statics"] as const;
export type SetName = (typeof setNames)[number];
export const tracks = ["cold", "warm"] as const;
export type Track = (typeof tracks)[number];
export type Split = "train" | "test";

/** One user's answers in order: of each its traits, 1 or 0, and epoch ms (0 where the log has no times). */
export type History = { traits: ItemTraits[]; correct: Float64Array; at: Float64Array };
export type Stream = { set: SetName; track: Track; users: History[]; events: number };

export const pathOf = (folder: string, set: SetName, track: Track | "none", split: Split): string =>
  join(folder, `${set}.${track}.${split}.jsonl`);

const folds = 5;

/** The train users of a set with difficulties from other users, or undefined when the stream is absent. */
export function readTrain(folder: string, set: SetName, track: Track): Stream | undefined {
  const path = pathOf(folder, set, "none", "train");
  if (!existsSync(path)) return undefined;
  const byUser = usersOf(path);
  const lists = [...byUser.values()];
  const users = lists.map((): History | undefined => undefined);
  for (let fold = 0; fold < folds; fold++) {
    const others = lists.filter((_, index) => index % folds !== fold);
    const difficultyOf = difficulties(others, lists, track);
    const once = traitsOnce();
    lists.forEach((events, index) => {
      if (index % folds !== fold) return;
      users[index] = historyOf(
        events.map((event) => ({ ...event, difficulty: difficultyOf(event.item) })),
        once,
      );
    });
  }
  return streamOf(set, track, users as History[]);
}

/** A stream as it is on disk. */
export function readStream(folder: string, set: SetName, track: Track, split: Split): Stream | undefined {
  const path = pathOf(folder, set, track, split);
  if (!existsSync(path)) return undefined;
  const once = traitsOnce();
  return streamOf(
    set,
    track,
    [...usersOf(path).values()].map((events) => historyOf(events, once)),
  );
}

function usersOf(path: string): Map<string, Event[]> {
  const byUser = new Map<string, Event[]>();
  for (const line of readFileSync(path, "utf8").split("\n")) {
    if (line === "") continue;
    const event = JSON.parse(line) as Event;
    const list = byUser.get(event.user);
    if (list) list.push(event);
    else byUser.set(event.user, [event]);
  }
  return byUser;
}

const streamOf = (set: SetName, track: Track, users: History[]): Stream => ({
  set,
  track,
  users,
  events: users.reduce((sum, { traits }) => sum + traits.length, 0),
});

const historyOf = (events: Event[], once: (event: Event) => ItemTraits): History => ({
  traits: events.map(once),
  correct: Float64Array.from(events, ({ correct }) => correct),
  at: Float64Array.from(events, ({ ts }) => ts ?? 0),
});

function traitsOnce(): (event: Event) => ItemTraits {
  const made = new Map<string, ItemTraits>();
  return (event) => {
    const known = made.get(event.item);
    if (known) return known;
    const traits = traitsOf(event, 0);
    made.set(event.item, traits);
    return traits;
  };
}

/** kt/prepare.py: the standardised logit of an item's smoothed share of right answers; cold: fifths of it plus N(0, 1). */
function difficulties(from: Event[][], all: Event[][], track: Track): (item: string) => number {
  const count = new Map<string, number>();
  const right = new Map<string, number>();
  let answers = 0;
  let rights = 0;
  for (const events of from)
    for (const { item, correct } of events) {
      count.set(item, (count.get(item) ?? 0) + 1);
      right.set(item, (right.get(item) ?? 0) + correct);
      answers++;
      rights += correct;
    }
  const share = rights / answers;
  const logits = new Map<string, number>();
  for (const [item, n] of count) {
    const p = ((right.get(item) ?? 0) + 5 * share) / (n + 5);
    logits.set(item, Math.log(p / (1 - p)));
  }
  const mean = [...logits.values()].reduce((sum, x) => sum + x, 0) / logits.size;
  const spread = Math.sqrt([...logits.values()].reduce((sum, x) => sum + (x - mean) ** 2, 0) / logits.size);
  const z = (item: string) => {
    const logit = logits.get(item);
    return logit === undefined ? 0 : (mean - logit) / spread;
  };
  if (track === "warm") return (item) => Math.round(1000 * Math.min(6, Math.max(0, 3 + 1.35 * z(item)))) / 1000;

  const draw = drawsFrom(7);
  const noise = new Map<string, number>();
  for (const events of all)
    for (const { item } of events)
      if (!noise.has(item)) noise.set(item, Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw()));
  const noisy = (item: string) => z(item) + (noise.get(item) ?? 0) * (logits.has(item) ? 1 : Math.SQRT2);
  const sorted = [...logits.keys()].map(noisy).sort((a, b) => a - b);
  const cuts = [0.2, 0.4, 0.6, 0.8].map((q) => sorted[Math.floor(q * (sorted.length - 1))] as number);
  return (item) => 1 + cuts.filter((cut) => noisy(item) > cut).length;
}
