/**
 * What of an item decides marks, as a hash, and what may become of an item that learners have answered. released.json
 * remembers the hash and the revision that were last released; a log holds answers to them.
 */
import { createHash } from "node:crypto";
import { endOf, stepsBy } from "../quiz/migrations";
import { labs } from "./labs";
import type { Content, Entry } from "./load";
import { existingIn, migrationsOf } from "./migrations";
import type { Problem } from "./problem";
import type { AuthoredItem, Released } from "./schema";

/**
 * Hash of all that decides marks, sixteen hex digits: the kind, and of the kind's own keys
 * - the ids of options, steps, entries, spans, areas, lines, blanks, checks, ticks, and which of them is the key;
 * - `before`, `reuse`, `holds`, `must`, `fatal`, `level`, `at`, `element`, `isCaseSensitive`;
 * - answers, tolerance, scale, accepted words, bounds and typical values of assumptions, costs and weights, and what a
 *   look-up tells apart;
 * - parameters in the order written, since a seed draws by that order;
 * - of a question from a simulator, the version of its model.
 * Not counted, so that mending them needs no new revision: every text in two languages (with units, findings, figures),
 * rationales, names of misconceptions and the slips that lead to them, anchors and terms of a rubric, a listing's text,
 * the reference of a design, whether options keep their order, the order of lists (but for parameters), and all that
 * stands outside the kind's own keys (stem, statements, difficulty, sources).
 * A key that this page does not know counts: a kind that grows asks for one revision too many rather than one too few.
 */
export const hashOf = ({ kind, spec }: Pick<AuthoredItem, "kind" | "spec">): string =>
  createHash("sha256")
    .update(JSON.stringify([kind, canonical(spec), ...modelOf(spec)]))
    .digest("hex")
    .slice(0, 16);

/** The model that a question's answers come from: its version is raised with every change of behaviour. */
const modelOf = (spec: AuthoredItem["spec"]): string[] => ("lab" in spec ? [labs[spec.lab]?.model.id ?? spec.lab] : []);

/** Keys that decide no marks, wherever they stand. */
const uncounted = new Set([
  "rationale",
  "misconception",
  "slips",
  "anchors",
  "terms",
  "statement",
  "listing",
  "reference",
  "fixedOrder",
  "isCode",
  "ideas",
]);

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return inOrder(value.map(canonical));
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .filter(([key, each]) => each !== undefined && !uncounted.has(key) && !isText(each))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, each]) => [key, canonicalOf(key, each)]);
}

function canonicalOf(key: string, value: unknown): unknown {
  switch (key) {
    case "parameters":
      return Object.entries(value as object);
    case "shows":
      return partition(value as Record<string, string>);
    case "seeds":
    case "variants":
      // The seed of the asking picks one by its place.
      return (value as unknown[]).map(canonical);
    case "path":
      // A way through a design: its order counts.
      return value;
    case "before":
      return inOrder((value as string[][]).map((pair) => pair));
    default:
      return canonical(value);
  }
}

/** Lists are sets here: none of their orders decides marks. */
const inOrder = (list: readonly unknown[]): unknown[] =>
  [...list].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));

/** Which hypotheses look alike: the words themselves tell nothing. */
function partition(shows: Record<string, string>): unknown {
  const alike = new Map<string, string[]>();
  for (const [hypothesis, word] of Object.entries(shows)) alike.set(word, [...(alike.get(word) ?? []), hypothesis]);
  return inOrder([...alike.values()].map(inOrder));
}

const isText = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "zh" in value && "en" in value && Object.keys(value).length === 2;

/** Every entry of an items.yaml, valid or not. */
const entriesOf = (content: Content): Entry<AuthoredItem>[] =>
  [...content.topics, ...content.gapFolders].flatMap(({ items }) => items.entries);

/** What breaks the promise to those who answered: a key changed in silence, an id lost or used twice. */
export function releaseBreaches(content: Content): Problem[] {
  const problems: Problem[] = [];
  const { value: released, file } = content.released;
  for (const { id, value, file: own, path } of entriesOf(content)) {
    const before = Object.hasOwn(released, id) ? released[id as keyof Released] : undefined;
    if (!before) continue;
    const at = (key: string, what: string, mend: string) =>
      problems.push({ level: "problem", file: own.path, line: own.lineAt([...path, key]), what, mend });
    if (before.retired)
      at("id", `the item "${id}" was retired and is used again`, "give it a new id: ids are never reused");
    else if (value && value.revision < before.revision)
      at(
        "revision",
        `the revision of "${id}" went down from ${before.revision} to ${value.revision}`,
        `write revision: ${before.revision + (hashOf(value) === before.hash ? 0 : 1)}`,
      );
    else if (value && value.revision === before.revision && hashOf(value) !== before.hash)
      at(
        "revision",
        `the key or the options of "${id}" changed since revision ${before.revision} was released`,
        `write revision: ${before.revision + 1}, so that answers are marked again; or undo the change`,
      );
  }
  const { items } = existingIn(content);
  if (!items) return problems;
  const step = stepsBy(migrationsOf(content)).items;
  const byId = new Map(entriesOf(content).map((entry) => [entry.id, entry]));
  for (const [id, before] of Object.entries(released)) {
    if (items.has(id)) continue;
    const end = endOf(id, step, items);
    const heir = end === undefined ? undefined : byId.get(end);
    if (heir?.value) problems.push(...inheritance(id, before, heir, heir.value));
    if (heir || before.retired) continue;
    const [next] = step(id);
    problems.push({
      level: "problem",
      file: file.path,
      line: file.lineAt([id]),
      what: `the item "${id}" was released and is ${next ? `moved to "${next}", which does not exist` : "gone"}`,
      mend: `put it back, give it a line in migrations.yaml to the item that asks the same, or run npm run content:release -- --retire ${id}`,
    });
  }
  return problems;
}

/** An answer to the old item is marked again when the new item's revision is higher: so the count goes on. */
function inheritance(
  id: string,
  before: Released[keyof Released],
  { file, path }: Entry<AuthoredItem>,
  item: AuthoredItem,
): Problem[] {
  const isSame = hashOf(item) === before.hash;
  const least = before.revision + (isSame ? 0 : 1);
  if (item.revision >= least) return [];
  return [
    {
      level: "problem",
      file: file.path,
      line: file.lineAt([...path, "revision"]),
      what: `"${item.id}" goes on from "${id}", which was released at revision ${before.revision}${isSame ? "" : " with another key"}`,
      mend: `write revision: ${least}`,
    },
  ];
}

/**
 * What released.json becomes: every item as it is now; what is gone stays for ever, retired. For content that was found
 * without problems: there, all that is gone was retired or moved by somebody.
 */
export function releaseOf(content: Content): Released {
  const now: Released = { ...content.released.value };
  const items = existingIn(content).items ?? new Set<string>();
  for (const [id, before] of Object.entries(now))
    if (!items.has(id)) now[id as keyof Released] = { ...before, retired: true };
  for (const { value } of entriesOf(content))
    if (value) now[value.id] = { revision: value.revision, hash: hashOf(value) };
  return now;
}

/** One item a line, in the order of ids, so that a release is read as a diff. */
export function inLines(released: Released): string {
  const lines = Object.entries(released)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, { revision, hash, retired }]) => {
      const last = retired ? ', "retired": true' : "";
      return `  ${JSON.stringify(id)}: { "revision": ${revision}, "hash": "${hash}"${last} }`;
    });
  return lines.length === 0 ? "{}\n" : `{\n${lines.join(",\n")}\n}\n`;
}
