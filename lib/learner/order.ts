/**
 * The one total order of a learner's records, whatever order they arrived in. Per device, t is the running maximum of
 * `at` in the order of the device's own counter, so that a clock set back cannot turn time round; then all records by
 * (t, device, n). Clocks of different devices are trusted no further than that.
 */
import type { StoredEvent } from "../store/log";

/** A record at its time in the order, epoch ms. */
export type Placed = { readonly t: number; readonly stored: StoredEvent };

/** How far a device has come: its highest counter and its t there. */
export type Clocks = ReadonlyMap<string, { readonly n: number; readonly t: number }>;

export type Order = { placed: Placed[]; clocks: Clocks };

/** All records in order; identical copies once. Copies of an id that differ in place are kept: the fold takes the first. */
export function inOrder(records: readonly StoredEvent[]): Order {
  const byDevice = [...records].sort(
    (a, b) => compare(a.device, b.device) || a.n - b.n || a.at - b.at || compare(a.id, b.id) || compareContent(a, b),
  );
  const clocks = new Map<string, { n: number; t: number }>();
  const placed: Placed[] = [];
  let last: StoredEvent | undefined;
  for (const stored of byDevice) {
    if (last && isCopy(last, stored)) continue;
    last = stored;
    const t = Math.max(clocks.get(stored.device)?.t ?? stored.at, stored.at);
    clocks.set(stored.device, { n: stored.n, t });
    placed.push({ t, stored });
  }
  return { placed: placed.sort(comparePlaced), clocks };
}

/**
 * The order of old and new records when the new ones all lie behind the old.
 * @returns undefined when one of them lies before or among the old: then everything has to be ordered again
 */
export function behind(before: Order, records: readonly StoredEvent[]): Order | undefined {
  const clocks = new Map(before.clocks);
  const added: Placed[] = [];
  const fresh = records.filter(
    (record) => !(record.n <= (clocks.get(record.device)?.n ?? Number.NEGATIVE_INFINITY) && isIn(before, record)),
  );
  for (const { stored } of inOrder(fresh).placed) {
    const clock = clocks.get(stored.device);
    if (clock && stored.n <= clock.n) return undefined;
    const t = Math.max(clock?.t ?? stored.at, stored.at);
    clocks.set(stored.device, { n: stored.n, t });
    added.push({ t, stored });
  }
  added.sort(comparePlaced);
  const [last, next] = [before.placed.at(-1), added[0]];
  if (last && next && comparePlaced(last, next) >= 0) return undefined;
  return { placed: [...before.placed, ...added], clocks };
}

const isIn = (order: Order, record: StoredEvent): boolean =>
  order.placed.some(({ stored }) => isCopy(stored, record) && compareContent(stored, record) === 0);

/** Two arrivals of one record; should their contents differ, the smaller in JSON stands. */
const isCopy = (a: StoredEvent, b: StoredEvent): boolean =>
  a === b || (a.id === b.id && a.n === b.n && a.at === b.at && a.device === b.device);

const comparePlaced = (a: Placed, b: Placed): number =>
  a.t - b.t ||
  compare(a.stored.device, b.stored.device) ||
  a.stored.n - b.stored.n ||
  a.stored.at - b.stored.at ||
  compare(a.stored.id, b.stored.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const compareContent = (a: StoredEvent, b: StoredEvent): number =>
  a === b ? 0 : compare(JSON.stringify([a.type, a.v, a.body]), JSON.stringify([b.type, b.v, b.body]));
