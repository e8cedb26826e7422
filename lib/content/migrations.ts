/**
 * content/migrations.yaml: what it means, and what must hold so that no log loses its way. A line never goes away: somebody
 * may come back after years with an id of any step.
 */
import { chainPattern, segmentPattern, statementPattern } from "../ids";
import { endOf, headingRef, type Migrations, stepsBy } from "../quiz/migrations";
import { type Content, itemIdsOf } from "./load";
import type { Problem } from "./problem";
import type { Path } from "./yaml-file";

type Kind = keyof Migrations;
/** One step, with the line that says so. */
type Step = { from: string; to: readonly string[]; path: Path; kind: Kind | undefined };

/** What exists, by kind; a kind is absent when a file that lists it cannot be read and nothing may be concluded. */
export type Existing = Partial<Record<Kind, ReadonlySet<string>>>;

/** The steps by kind, as the catalog carries them. A line whose kind cannot be told is left out: the check tells of it. */
export function migrationsOf(content: Content): Migrations {
  const steps = stepsIn(content);
  const of = (kind: Kind) => steps.filter((step) => step.kind === kind).map(({ from, to }) => [from, to] as const);
  const single = (kind: Kind) => Object.fromEntries(of(kind).map(([from, to]) => [from, to[0]]));
  return {
    items: single("items"),
    topics: Object.fromEntries(of("topics")),
    headings: single("headings"),
    statements: single("statements"),
    chains: single("chains"),
    misconceptions: single("misconceptions"),
  } as Migrations;
}

/** What is wrong with the lines: what was given up still stands, what it became does not, or a line leads back. */
export function migrationBreaches(content: Content): Problem[] {
  const problems: Problem[] = [];
  const { file } = content.migrations;
  const at = (path: Path, what: string, mend: string) =>
    problems.push({ level: "problem", file: file.path, line: file.lineAt(path), what, mend });
  const steps = stepsIn(content);
  const existing = existingIn(content);
  const retired = new Set(
    Object.entries(content.released.value).flatMap(([id, { retired }]) => (retired === true ? [id] : [])),
  );
  const given = new Map<string, Step>();
  for (const step of steps) {
    const earlier = given.get(step.from);
    if (earlier) {
      const line = `${file.path}:${file.lineAt(earlier.path)}`;
      at(step.path, `"${step.from}" is moved already at ${line}`, "keep one line for each id");
    } else given.set(step.from, step);
  }
  for (const { from, to, path, kind } of steps) {
    const other = to.find((id) => shapeOf(id, content) !== shapeOf(from, content));
    if (other !== undefined) {
      at(path, `"${from}" cannot become "${other}", which is another sort of id`, "move an id to one of its own sort");
      continue;
    }
    const found = kind && existing[kind];
    if (found?.has(from))
      at(path, `"${from}" is moved and still exists`, "remove it where it stands, or remove this line");
    for (const id of to) {
      const isThere = kind ? !found || found.has(id) : isUncertain(existing);
      if (!isThere && !given.has(id) && !(kind === "items" && retired.has(id)))
        at(path, `"${from}" becomes "${id}", which does not exist`, "name what took its place, or move that on");
    }
  }
  circles(content, steps, at);
  return problems;
}

/** Each circle once, at the first of its lines. */
function circles(content: Content, steps: readonly Step[], at: (path: Path, what: string, mend: string) => void): void {
  const next = stepsBy(migrationsOf(content));
  const told = new Set<string>();
  const lines = new Map(steps.map(({ from, to }) => [from, to]));
  const trailBack = (kind: Kind | undefined, start: string): string[] | undefined => {
    const seen = new Set<string>();
    const step = kind ? next[kind] : (id: string) => lines.get(id) ?? [];
    const walk = (id: string, trail: readonly string[]): string[] | undefined => {
      for (const each of step(id)) {
        if (each === start) return [...trail, each];
        if (seen.has(each)) continue;
        seen.add(each);
        const found = walk(each, [...trail, each]);
        if (found) return found;
      }
      return undefined;
    };
    return walk(start, [start]);
  };
  for (const { from, kind, path } of steps) {
    const trail = told.has(from) ? undefined : trailBack(kind, from);
    if (!trail) continue;
    for (const id of trail) told.add(id);
    at(path, `the lines go round in a circle: ${trail.join(" -> ")}`, "remove one of them");
  }
}

/** All steps: the lines, and the items that a topic's line names. */
function stepsIn(content: Content): Step[] {
  const { entries } = content.migrations;
  const bare = new Map(entries.flatMap(({ value }) => (value ? [[value.from, [value.to].flat() as string[]]] : [])));
  return entries.flatMap(({ value, path }): Step[] => {
    if (!value) return [];
    const items = Object.entries(value.items ?? {}).map(
      ([from, to]): Step => ({ from, to: [to], path: [...path, "items", from], kind: "items" }),
    );
    const isTopic = typeof value.to !== "string" || value.items !== undefined;
    const shape = shapeOf(value.from, content);
    const kind = shape !== "bare" ? shape : isTopic ? "topics" : bareKind(value.from, bare, content);
    return [{ from: value.from, to: [value.to].flat(), path: [...path, "from"], kind }, ...items];
  });
}

/** The sort of an id as its shape tells it; a bare word is a topic or a misconception. */
function shapeOf(id: string, content: Content): Exclude<Kind, "topics" | "misconceptions"> | "bare" {
  if (id.includes("#")) return "headings";
  if (segmentPattern.test(id)) return "bare";
  if (chainPattern.test(id)) return "chains";
  // An item may be called `<topic>.1`; what stands under no topic is a statement, also of a gap that is gone.
  const isOfTopic = () =>
    content.tracks.value.some(({ topics }) => topics.some((topic) => id.startsWith(`${topic.id}.`)));
  return statementPattern.test(id) && !isOfTopic() ? "statements" : "items";
}

/** A bare word is what it ends as; undefined when it ends as neither. */
function bareKind(from: string, bare: ReadonlyMap<string, readonly string[]>, content: Content): Kind | undefined {
  const { topics, misconceptions } = existingIn(content);
  const ends = (known: ReadonlySet<string> | undefined) =>
    known !== undefined && endOf(from, (id) => bare.get(id) ?? [], { has: (id) => id !== from && known.has(id) });
  if (ends(topics)) return "topics";
  return ends(misconceptions) ? "misconceptions" : undefined;
}

const isUncertain = ({ topics, misconceptions }: Existing): boolean => !topics || !misconceptions;

const found = new WeakMap<Content, Existing>();

/** Every id that the content has, computed once for each loaded content. */
export function existingIn(content: Content): Existing {
  const before = found.get(content);
  if (before) return before;
  const { tracks, gaps, topics, gapFolders, misconceptions } = content;
  const isReadable = (lists: readonly { file: { broken: boolean } }[]) => lists.every(({ file }) => !file.broken);
  const notes = topics.map(({ id, notes: { zh } }) => ({ id, note: zh }));
  const existing: Existing = {
    ...(tracks.value.length > 0 && {
      topics: new Set(tracks.value.flatMap((track) => track.topics.map(({ id }) => String(id)))),
    }),
    ...(gaps.value.length > 0 && {
      statements: new Set(gaps.value.flatMap(({ statements }) => statements.map(({ id }) => String(id)))),
    }),
    ...(isReadable([misconceptions]) && { misconceptions: new Set(misconceptions.entries.map(({ id }) => id)) }),
    ...(isReadable([...topics, ...gapFolders].map(({ items }) => items)) && { items: itemIdsOf(content) }),
    ...(isReadable(topics.map(({ chains }) => chains)) && {
      chains: new Set(topics.flatMap(({ chains }) => chains.entries.map(({ id }) => id))),
    }),
    ...(notes.every(({ note }) => note && !note.broken) && {
      headings: new Set(
        notes.flatMap(({ id, note }) =>
          (note?.headings ?? []).map((heading) => headingRef({ topic: id, heading: heading.id })),
        ),
      ),
    }),
  };
  found.set(content, existing);
  return existing;
}
