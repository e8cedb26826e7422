/**
 * One question that decides something: whether a disputed gap is what the model says, how an untested one stands, or
 * which two gaps are the lowest.
 */
import type { ChainId, GapId, ItemId } from "../ids";
import { claims } from "../mastery/constants";
import { logitAt, predict } from "../mastery/estimate";
import { blueprintOf } from "../mastery/observe";
import type { Catalog } from "../quiz/catalog";
import { isSelfMarked, needsSimulator } from "../quiz/score";
import { drawsFrom } from "../quiz/seed";
import { borderOf } from "./border";
import {
  bearsOn,
  candidatesOf,
  clash,
  gapBeliefs,
  isResting,
  isWornOut,
  levelsOf,
  linkOf,
  type Past,
} from "./candidates";
import { atTheBorder, fieldOf } from "./diagnostic";
import { recallOf } from "./fsrs";
import { gainAboutLine } from "./information";

/**
 * disputed: the learner disagrees, and nothing on the gap was answered since. untested: there is no evidence on the gap.
 * border: it is the second or third lowest, and it is open which of both.
 */
export type ProbeWhy = "disputed" | "untested" | "border";

export type Telling = {
  item: ItemId;
  gap: GapId;
  why: ProbeWhy;
  /** What the model expects of the answer, 0..1. */
  p: number;
};

/** Items that tell at least this part of what the best one tells are drawn among, those that are hardest to guess. */
const nearlyBest = 0.8;

/**
 * The item that is expected to tell most about whether the gap reaches the target. Of those that tell about as much, one
 * whose answer is produced and not picked; then what was never answered; then by lot. Undefined when nothing may be asked.
 * @param now epoch ms
 * @param beside items of the same set
 */
export function probeOf(
  gap: GapId,
  past: Past,
  catalog: Catalog,
  now: number,
  seed: number,
  beside: readonly ItemId[] = [],
): { item: ItemId; p: number } | undefined {
  const { gaps } = blueprintOf(catalog);
  const belief = gapBeliefs(past.mastery, gaps, now).find(({ target }) => target.gap === gap);
  if (!belief) return undefined;
  const others = catalog.items.filter(({ id }) => beside.includes(id));
  const draw = drawsFrom(seed);
  const line = logitAt(claims.target);
  const ranked = candidatesOf(
    levelsOf(past),
    catalog,
    now,
    (item, traits) =>
      bearsOn(traits, gap) &&
      !isSelfMarked(item) &&
      !needsSimulator(item) &&
      !isResting(item.id, past, now) &&
      !isWornOut(item.id, past, now) &&
      !others.some((other) => clash(item, other)),
  ).map((candidate) => ({
    candidate,
    gain: gainAboutLine(belief, line, linkOf(candidate, belief)),
    isOld: past.last.has(candidate.item.id) ? 1 : 0,
    lot: draw(),
  }));
  const most = ranked.reduce((best, { gain }) => Math.max(best, gain), 0);
  const [chosen] = ranked
    .filter(({ gain }) => gain >= nearlyBest * most)
    .sort(
      (one, other) =>
        one.candidate.traits.guess - other.candidate.traits.guess || one.isOld - other.isOld || one.lot - other.lot,
    );
  return chosen && { item: chosen.candidate.item.id, p: foreseen(chosen.candidate.item.id, past, catalog, now) };
}

/** What the model expects of an answer to the item, with all that predicts. */
function foreseen(item: ItemId, { mastery, memory }: Past, catalog: Catalog, now: number): number {
  const traits = blueprintOf(catalog).traits.get(item);
  return traits ? predict(mastery, traits, now, recallOf(memory?.get(item), now)).p : 0;
}

/**
 * Up to `count` probes for today's set: gaps that are disputed and not settled, the longest waiting first; then gaps
 * without evidence in the order of the list. Gaps that are put aside are left alone unless they are disputed.
 */
export function probesFor(
  past: Past,
  catalog: Catalog,
  now: number,
  seed: number,
  count: number,
  beside: readonly ItemId[] = [],
): Telling[] {
  const chosen: Telling[] = [];
  for (const { gap, why } of waiting(past, catalog, now)) {
    if (chosen.length >= count) break;
    const found = probeOf(gap, past, catalog, now, seed, [...beside, ...chosen.map(({ item }) => item)]);
    if (found) chosen.push({ ...found, gap, why });
  }
  return chosen;
}

/**
 * The one item whose answer would tell most now: for a disputed gap, for one without evidence, else at the border between
 * the lowest two gaps and the others. Undefined when nothing may be asked.
 */
export function mostTelling(past: Past, catalog: Catalog, now: number, seed = 0): Telling | undefined {
  const [probe] = probesFor(past, catalog, now, seed, 1);
  if (probe) return probe;
  const field = fieldOf(past, catalog, now, []);
  const found = atTheBorder(field, borderOf(past.mastery, blueprintOf(catalog).gaps, now));
  if (!found) return undefined;
  return { item: found.item, gap: found.gap, why: "border", p: foreseen(found.item, past, catalog, now) };
}

function waiting(past: Past, catalog: Catalog, now: number): { gap: GapId; why: ProbeWhy }[] {
  const known = new Set(catalog.gaps.map(({ id }) => id));
  const disputed = [...(past.disputed ?? [])]
    .filter(([gap, { probe }]) => known.has(gap) && probe === undefined)
    .sort(([, one], [, other]) => one.at - other.at)
    .map(([gap]) => ({ gap, why: "disputed" as const }));
  const isAside = (gap: GapId) => (past.snoozed?.get(gap)?.until ?? Number.NEGATIVE_INFINITY) > now;
  const untested = [...catalog.gaps]
    .sort((one, other) => one.number - other.number)
    .filter(({ id }) => !past.mastery.gaps.has(id) && !isAside(id) && !disputed.some(({ gap }) => gap === id))
    .map(({ id }) => ({ gap: id, why: "untested" as const }));
  return [...disputed, ...untested];
}

/**
 * The follow-up chain that asks most of a gap in the learner's own words, those never played first: told answers show
 * more than picked ones. Undefined when no chain has an open rung on the gap.
 */
export function chainFor(gap: GapId, past: Past, catalog: Catalog): ChainId | undefined {
  const open = new Map<ChainId, number>();
  for (const { chain, traits } of blueprintOf(catalog).rungs.values())
    if (bearsOn(traits, gap)) open.set(chain, (open.get(chain) ?? 0) + 1);
  const plays = (chain: ChainId) => past.chains?.get(chain)?.size ?? 0;
  const [best] = [...open].sort(([a, m], [b, n]) => plays(a) - plays(b) || n - m || (a < b ? -1 : 1));
  return best?.[0];
}
