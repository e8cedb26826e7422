/** From a preset and the bank to the form of one sitting. Pure: preset, catalog, seed and what was used lately decide all. */
import { Fault } from "../fault";
import type { GapId, ItemId } from "../ids";
import type { FormItem } from "../learner/events";
import { blueprintOf } from "../mastery/observe";
import type { Catalog, Draw as DrawRule, Item, Preset } from "../quiz/catalog";
import { areEnemies, compare, gapsOf, seedFor } from "../quiz/choose";
import { isSelfMarked, needsSimulator } from "../quiz/score";
import { type Draw, drawsFrom, seedOf, shuffle } from "../quiz/seed";
import { type Aim, aimAt, enoughToAim, type Shot } from "./aim";

export type Form = {
  items: FormItem[];
  /** The items that were chosen by what is known of the learner; the others follow the preset alone. */
  probes: readonly ItemId[];
  sections: { title: string; minutes: number }[];
  /** Sixteen hex digits over the preset and the items with their revisions. */
  packHash: string;
};

/** How many questions of a preset would be fixed, and how many aimed, for this learner. */
export function partsOf(
  { sections, choose }: Pick<Preset, "sections" | "choose">,
  aim?: Aim,
): { fixed: number; aimed: number } {
  const rules = sections.flatMap(({ draw }) => draw);
  const count = sum(rules.map((rule) => rule.count));
  const aimed = sum(rules.map((rule) => aimedIn(rule, choose, aim)));
  return { fixed: count - aimed, aimed };
}

/** Rounded down, so that the fixed part is never less than the preset says. */
const aimedIn = ({ count }: DrawRule, choose: Preset["choose"], aim: Aim | undefined): number =>
  choose && aim && enoughToAim(aim.past) ? Math.floor(count * choose.probes) : 0;

/** Extra time that can be chosen before the start; "untimed" has no deadline. */
export type TimeFactor = 1 | 1.25 | 1.5 | 2 | 10 | "untimed";

/** The one source of an exam's limits: in whole and per section, with extra time counted in. */
export function timeGiven({ minutes, sections }: Pick<Preset, "minutes" | "sections">, factor: TimeFactor) {
  const longer = factor === "untimed" ? 1 : factor;
  return {
    durationMs: factor === "untimed" ? null : minutes * 60_000 * longer,
    extraFactor: longer,
    sections: sections.map((section) => ({ title: section.title, minutes: section.minutes * longer })),
  };
}

/** How often to start over with other lots before a form is called impossible: enemies and shared items can block a way. */
const attempts = 32;

/**
 * Draws the form. Within each draw every gap that has fitting items gets an equal part; what does not divide, and what a
 * small gap cannot give, goes to the gaps with the fewest items so far, ties by lot. Within a gap: what was not used
 * lately; then the topic used least in this form (a gap's own items count as one topic); then what keeps the section at
 * its pace, so that a form asks for no more time than it gives where the bank allows it; then by lot. No item twice in a
 * form, no two enemies, none that the learner marks: a result is no place for one's own mercy. Sections stand in the
 * order of the preset, items inside a section in random order.
 *
 * Where the preset chooses a part and enough is known of the learner, each draw keeps the rest of its count for probes:
 * they obey the draw's rule, and beyond it go where an answer tells most (aim.ts). They stand among the others, in the
 * order in which they were aimed, and one of them is the last question.
 *
 * @param lately items of the last sittings: taken only where nothing else is left
 * @param aim what is known of the learner, and the moment; without it every question follows the preset alone
 * @throws Fault when the bank has too few fitting items for a draw
 */
export function assemble(
  preset: Preset,
  catalog: Catalog,
  seed: number,
  lately: ReadonlySet<ItemId> = new Set(),
  aim?: Aim,
): Form {
  let shortest: Shortage | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const draw = drawsFrom(seedOf(`${seed}:${preset.id}:${attempt}`));
    const drawn = drawSections(preset, catalog, lately, draw, aim);
    if (drawn.state === "whole") return formOf(preset, drawn.sections, seed, draw);
    if (!shortest || drawn.found > shortest.found) shortest = drawn;
  }
  throw tooSmall(preset, shortest as Shortage);
}

type Shortage = { state: "short"; section: number; wanted: number; found: number };
/** A section's items: by the preset alone, and aimed, these in their order. */
type DrawnSection = { fixed: Item[]; aimed: Item[] };
type Drawn = { state: "whole"; sections: DrawnSection[] } | Shortage;

function drawSections(
  preset: Preset,
  catalog: Catalog,
  lately: ReadonlySet<ItemId>,
  draw: Draw,
  aim: Aim | undefined,
): Drawn {
  const form: Item[] = [];
  const gaps = shuffle(
    catalog.gaps.map(({ id }) => id),
    draw,
  );
  const lots = new Map(catalog.items.map(({ id }) => [id, draw()]));
  const taken = new Map<GapId, number>();
  const { aimed: shots } = partsOf(preset, aim);
  let shot: Shot | undefined = aim && shots > 0 ? aimAt(aim, blueprintOf(catalog), shots) : undefined;
  const sections: DrawnSection[] = [];
  for (const [index, section] of preset.sections.entries()) {
    const ofSection: Item[] = [];
    const aimed: Item[] = [];
    const paceSeconds = (section.minutes * 60) / sum(section.draw.map(({ count }) => count));
    for (const rule of section.draw) {
      const sofar = { form, ofSection, paceSeconds, gaps, lots, lately, taken };
      const probes = aimedIn(rule, preset.choose, aim);
      const picked = drawItems({ ...rule, count: rule.count - probes }, catalog, sofar);
      const bank = catalog.items.filter((item) => fitsRule(item, rule));
      for (; shot && picked.length < rule.count; ) {
        const next: { item: Item; shot: Shot } | undefined = shot(freeOf(bank, form), (item) => rankOf(item, sofar));
        if (!next) break;
        aimed.push(next.item);
        picked.push(next.item);
        form.push(next.item);
        ofSection.push(next.item);
        shot = next.shot;
      }
      if (picked.length < rule.count)
        return { state: "short", section: index, wanted: rule.count, found: picked.length };
    }
    sections.push({ fixed: ofSection.filter((item) => !aimed.includes(item)), aimed });
  }
  return { state: "whole", sections };
}

type Sofar = {
  /** All items of the form and of the section so far; both grow. */
  form: Item[];
  ofSection: Item[];
  /** Time that the section gives to one item. */
  paceSeconds: number;
  /** In the order that breaks ties. */
  gaps: readonly GapId[];
  lots: ReadonlyMap<ItemId, number>;
  lately: ReadonlySet<ItemId>;
  /** Items of each gap over the whole form; grows. */
  taken: Map<GapId, number>;
};

function drawItems(rule: DrawRule, catalog: Catalog, sofar: Sofar): Item[] {
  const bank = catalog.items.filter((item) => fitsRule(item, rule));
  const gaps = sofar.gaps.filter((gap) => !rule.gaps || rule.gaps.includes(gap));
  const here = new Map<GapId, number>();
  const picked: Item[] = [];
  while (picked.length < rule.count) {
    const byNeed = gaps
      .map((gap, lot) => ({ gap, rank: [here.get(gap) ?? 0, sofar.taken.get(gap) ?? 0, lot] }))
      .sort((one, other) => compare(one.rank, other.rank));
    const next = firstOf(byNeed, ({ gap }) => bestOf(gap, bank, sofar));
    if (!next) break;
    picked.push(next);
    sofar.form.push(next);
    sofar.ofSection.push(next);
    for (const gap of gapsOf(next)) {
      here.set(gap, (here.get(gap) ?? 0) + 1);
      sofar.taken.set(gap, (sofar.taken.get(gap) ?? 0) + 1);
    }
  }
  return picked;
}

function fitsRule(item: Item, { statements, kinds, difficulty }: DrawRule): boolean {
  return (
    !isSelfMarked(item) &&
    (!statements || item.statements.some((statement) => statements.includes(statement))) &&
    (kinds ? kinds.includes(item.kind) : !needsSimulator(item)) &&
    (!difficulty || (item.difficulty >= difficulty[0] && item.difficulty <= difficulty[1]))
  );
}

function bestOf(gap: GapId, bank: readonly Item[], sofar: Sofar): Item | undefined {
  return freeOf(
    bank.filter((item) => gapsOf(item).includes(gap)),
    sofar.form,
  )
    .map((item) => ({ item, rank: rankOf(item, sofar) }))
    .sort((one, other) => compare(one.rank, other.rank))[0]?.item;
}

const freeOf = (bank: readonly Item[], form: readonly Item[]): Item[] =>
  bank.filter((item) => !form.some((other) => other.id === item.id || areEnemies(item, other)));

function rankOf(item: Item, { form, ofSection, paceSeconds, lots, lately }: Sofar): number[] {
  const secondsLeft = paceSeconds * (ofSection.length + 1) - sum(ofSection.map(({ seconds }) => seconds));
  return [
    lately.has(item.id) ? 1 : 0,
    form.filter((other) => groupOf(other) === groupOf(item)).length,
    item.seconds <= secondsLeft ? 0 : 1,
    lots.get(item.id) ?? 0,
  ];
}

/** What must not crowd a form: the item's topic, or for an item of a gap that gap. */
const groupOf = ({ topic, id }: Item): string => topic ?? id.slice(0, id.indexOf("."));

function firstOf<From, Found>(list: readonly From[], find: (from: From) => Found | undefined): Found | undefined {
  for (const from of list) {
    const found = find(from);
    if (found !== undefined) return found;
  }
  return undefined;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function formOf(preset: Preset, sections: readonly DrawnSection[], seed: number, draw: Draw): Form {
  const items = sections.flatMap((ofSection, section) =>
    inOrder(ofSection, section === sections.length - 1, draw).map(({ id, revision }) => ({
      item: id,
      revision,
      section,
      seed: seedFor(seed, id),
    })),
  );
  return {
    items,
    probes: sections.flatMap(({ aimed }) => aimed.map(({ id }) => id)),
    sections: preset.sections.map(({ title, minutes }) => ({ title, minutes })),
    packHash: packHashOf(preset, items),
  };
}

/** The fixed items shuffled, the aimed ones in their order in places drawn by lot; the last of a form is an aimed one. */
function inOrder({ fixed, aimed }: DrawnSection, isLast: boolean, draw: Draw): Item[] {
  const mixed = shuffle(fixed, draw);
  if (aimed.length === 0) return mixed;
  const kept = isLast ? aimed.length - 1 : aimed.length;
  const places = shuffle([...mixed.map(() => false), ...Array<boolean>(kept).fill(true)], draw);
  if (isLast) places.push(true);
  const [one, other] = [mixed.values(), aimed.values()];
  return places.flatMap((isAimed) => (isAimed ? other : one).next().value ?? []);
}

/**
 * Says whether two sittings asked the same things: the preset's rules, the items in their order and their revisions. The
 * seed of an item's asking does not count, nor does the language of the preset's words.
 */
export function packHashOf(preset: Preset, items: readonly Pick<FormItem, "item" | "revision" | "section">[]): string {
  const { title: _title, about: _about, sections, ...rules } = preset;
  const bare = sections.map(({ title: _, ...section }) => section);
  const form = items.map(({ item, revision, section }) => [item, revision, section]);
  return fnv64(JSON.stringify([sorted(rules), sorted(bare), form]));
}

/** The same with the keys of every object in order, so that the order of writing does not count. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

/** 64-bit FNV-1a (Fowler, Noll, Vo) of the UTF-8 bytes, as sixteen hex digits. */
export function fnv64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}

function tooSmall(preset: Preset, { section, wanted, found }: Shortage): Fault {
  const title = preset.sections[section]?.title ?? "";
  return new Fault({
    what: `section ${section + 1} (${title}) draws ${wanted} items, and the bank has only ${found} that fit and are not drawn yet`,
    where: `content/mocks/${preset.id}.yaml`,
    mend: "add items, lower the count, or widen the draw's gaps, kinds or difficulty",
  });
}
