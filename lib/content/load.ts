/**
 * Reads the content folder into typed values that still know their file and line. Every problem of every file is
 * collected; a file that cannot be read is marked broken so that no rule concludes from what is absent in it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { z } from "zod";
import { type Locale, locales } from "../i18n/locales";
import type { TopicId } from "../ids";
import type { Note } from "./note";
import type { Problem } from "./problem";
import { keptFiles, plainFiles } from "./read-file";
import {
  type AuthoredItem,
  type AuthoredPreset,
  type Chain,
  type CorrectionRow,
  chain,
  correctionRow,
  type Gap,
  gapsFile,
  headKeys,
  itemHead,
  kindSpecs,
  listingsFile,
  type Migration,
  type Misconception,
  migration,
  misconception,
  type NoteListings,
  presetFile,
  type Released,
  releasedFile,
  type Term,
  type Topic,
  type Track,
  term,
  topicFile,
  tracksFile,
} from "./schema";
import { checked } from "./validate";
import type { Path, YamlFile } from "./yaml-file";

/** One entry of a list in a YAML file. `value` is absent when the entry breaks its schema; its id still counts as known. */
export type Entry<T> = { id: string; value: T | undefined; raw: unknown; file: YamlFile; path: Path };

/** A list file. `missing`: there is no such file. */
export type ListFile<T> = { file: YamlFile; missing: boolean; entries: Entry<T>[] };

/** What a topic and a gap have in common: a folder with notes and items. */
export type Folder = {
  id: string;
  /** As the author would type it: `content/consensus/consensus-raft`. */
  path: string;
  notes: Partial<Record<Locale, Note>>;
  items: ListFile<AuthoredItem>;
};
export type TopicFolder = Folder & {
  id: TopicId;
  track: string;
  topic: Topic | undefined;
  file: YamlFile;
  chains: ListFile<Chain>;
  /** How the listings of its notes are checked; none where there is no code.yaml, undefined where it cannot be read. */
  listings: { value: NoteListings | undefined; file: YamlFile };
};

export type Content = {
  /** The folder that was read; overlays lie over it. */
  root: string;
  tracks: { value: Track[]; file: YamlFile };
  gaps: { value: Gap[]; file: YamlFile };
  /** In the order of tracks.yaml. */
  topics: TopicFolder[];
  /** In the order of gaps.yaml. */
  gapFolders: Folder[];
  misconceptions: ListFile<Misconception>;
  glossary: ListFile<Term>;
  corrections: ListFile<CorrectionRow>;
  presets: { value: AuthoredPreset | undefined; file: YamlFile }[];
  /** Ids that were given up; none while there is no such file. */
  migrations: ListFile<Migration>;
  /** Items as they were last released; empty before the first release. */
  released: { value: Released; file: YamlFile };
  /** What is wrong with single files; rules.ts adds what is wrong between them. */
  problems: Problem[];
};

/**
 * Loads the content below `root`. Files below `overlays` (same paths) replace those of the root, later ones first; tests
 * use them to break one thing of a sound tree.
 */
export function loadContent(root: string, overlays: readonly string[] = []): Content {
  const tree = fileTree([root, ...overlays]);
  const problems: Problem[] = [];
  const shown = (path: string) => tree.get(path)?.shown ?? join(displayed(root), path);
  const say = (file: string, what: string, mend: string, line = 1) =>
    problems.push({ level: "problem", file, line, what, mend });

  // Of the project's own content what was read is kept; test trees come and go.
  const files = displayed(root) === "content" && overlays.length === 0 ? keptFiles : plainFiles;

  const yaml = (path: string): YamlFile | undefined => {
    const place = tree.get(path);
    if (!place) return undefined;
    return files.yaml(place.shown, readFileSync(place.absolute, "utf8"), problems);
  };
  const required = (path: string): { file: YamlFile; missing: boolean } => {
    const file = yaml(path);
    if (file) return { file, missing: false };
    say(shown(path), "the file is missing", "write it; CONTRIBUTING.md has its shape");
    return { file: absent(shown(path)), missing: true };
  };
  const optional = (path: string): { file: YamlFile; missing: boolean } => {
    const file = yaml(path);
    return { file: file ?? absent(shown(path)), missing: !file };
  };
  const whole = <Schema extends z.ZodType>(file: YamlFile, schema: Schema): z.output<Schema> | undefined =>
    file.broken ? undefined : checked(schema, file.value, file, [], problems);

  const list = <T>(
    path: string,
    read: (raw: unknown, file: YamlFile, at: Path) => T | undefined,
    idOf = idIn,
    find = required,
  ): ListFile<T> => {
    const { file, missing } = find(path);
    if (file.broken || missing) return { file, missing, entries: [] };
    if (!Array.isArray(file.value)) {
      if (file.value !== null) say(file.path, "the file must hold a list", "start each entry with `- `");
      return { file, missing, entries: [] };
    }
    const entries = file.value.map((raw: unknown, index) => ({
      id: idOf(raw),
      raw,
      file,
      path: [index],
      value: read(raw, file, [index]),
    }));
    return { file, missing, entries };
  };
  const entryOf =
    <Schema extends z.ZodType>(schema: Schema) =>
    (raw: unknown, file: YamlFile, at: Path) =>
      checked(schema, raw, file, at, problems);

  const folder = (path: string): Pick<Folder, "path" | "notes" | "items"> => {
    const notes: Folder["notes"] = {};
    for (const locale of locales) {
      const name = `${path}/note.${locale}.mdx`;
      const place = tree.get(name);
      if (!place) {
        say(
          shown(name),
          `there is no ${locale === "zh" ? "Chinese" : "English"} note`,
          "write it; every note stands in both languages",
        );
        continue;
      }
      const note = files.note(place.shown, readFileSync(place.absolute, "utf8"), problems);
      if (note.front && note.front.locale !== locale) {
        say(
          place.shown,
          `locale is ${note.front.locale} in a file named ${locale}`,
          `write locale: ${locale}`,
          note.frontFile.lineAt(["locale"]),
        );
      }
      notes[locale] = note;
    }
    return {
      path: join(displayed(root), path),
      notes,
      items: list(`${path}/items.yaml`, (raw, file, at) => readItem(raw, file, at, problems)),
    };
  };

  const released = optional("released.json").file;
  const tracks = required("tracks.yaml").file;
  const gaps = required("gaps.yaml").file;
  const trackList = whole(tracks, tracksFile) ?? [];
  const gapList = whole(gaps, gapsFile) ?? [];

  const topics: TopicFolder[] = [];
  for (const [trackFolder, name] of topicFolders(tree)) {
    const path = `${trackFolder}/${name}`;
    const { file } = required(`${path}/topic.yaml`);
    const topic = file.broken || file.value === undefined ? undefined : whole(file, topicFile);
    const code = optional(`${path}/code.yaml`);
    topics.push({
      ...folder(path),
      id: name as TopicId,
      track: trackFolder,
      topic,
      file,
      chains: list(`${path}/chains.yaml`, entryOf(chain)),
      listings: { value: code.missing ? {} : whole(code.file, listingsFile), file: code.file },
    });
  }
  const order = trackList.flatMap((track) => track.topics.map((topic) => topic.id));
  const place = (topic: TopicFolder) => (order.includes(topic.id) ? order.indexOf(topic.id) : order.length);
  topics.sort((a, b) => place(a) - place(b));

  return {
    root,
    tracks: { value: trackList, file: tracks },
    gaps: { value: gapList, file: gaps },
    topics,
    gapFolders: gapList.map((gap) => ({ id: gap.id, ...folder(`gaps/${gap.id}`) })),
    misconceptions: list("misconceptions.yaml", entryOf(misconception)),
    glossary: list("glossary.yaml", entryOf(term)),
    corrections: list("corrections.yaml", entryOf(correctionRow), rowIn),
    presets: [...tree.keys()]
      .filter((path) => /^mocks\/[^/]+\.yaml$/.test(path))
      .sort()
      .flatMap((path) => yaml(path) ?? [])
      .map((file) => ({ value: whole(file, presetFile), file })),
    migrations: list("migrations.yaml", entryOf(migration), fromIn, optional),
    released: { value: whole(released, releasedFile) ?? {}, file: released },
    problems,
  };
}

/** Reads the keys all items share and the keys of its kind; both parts tell their own problems. */
function readItem(raw: unknown, file: YamlFile, at: Path, problems: Problem[]): AuthoredItem | undefined {
  if (typeof raw !== "object" || raw === null) return checked(itemHead, raw, file, at, problems) && undefined;
  const kind = "kind" in raw ? raw.kind : undefined;
  // The assumptions of an estimate are what the learner states: there the kind's own key takes the place of the text.
  const isOfHead = (key: string) => headKeys.has(key) && !(kind === "estimate" && key === "assumptions");
  const entries = Object.entries(raw);
  const head = checked(itemHead, Object.fromEntries(entries.filter(([key]) => isOfHead(key))), file, at, problems);
  if (!isKind(kind)) return undefined;
  const spec = checked(
    kindSpecs[kind],
    Object.fromEntries(entries.filter(([key]) => !isOfHead(key))),
    file,
    at,
    problems,
  );
  if (!head || !spec) return undefined;
  // The topic is where the item lies, not what it says of itself: rules.ts holds the prefix of its id to its folder.
  const owner = head.id.slice(0, head.id.indexOf(".")) as TopicId;
  return { ...head, topic: file.path.includes("/gaps/") ? null : owner, kind, spec } as AuthoredItem;
}

const isKind = (kind: unknown): kind is keyof typeof kindSpecs =>
  typeof kind === "string" && Object.hasOwn(kindSpecs, kind);

const idIn = (raw: unknown): string =>
  typeof raw === "object" && raw !== null && "id" in raw && typeof raw.id === "string" ? raw.id : "";
const fromIn = (raw: unknown): string =>
  typeof raw === "object" && raw !== null && "from" in raw && typeof raw.from === "string" ? raw.from : "";
const rowIn = (raw: unknown): string =>
  typeof raw === "object" && raw !== null && "row" in raw ? String(raw.row) : "";

const absent = (path: string): YamlFile => ({ path, value: undefined, broken: true, lineAt: () => 1 });

type Place = { absolute: string; shown: string };

/** Every file of the roots by its path below them; a later root's file hides an earlier one's. */
function fileTree(roots: readonly string[]): Map<string, Place> {
  const tree = new Map<string, Place>();
  for (const root of roots) {
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const absolute = join(entry.parentPath, entry.name);
      tree.set(relative(root, absolute).split(sep).join("/"), { absolute, shown: displayed(absolute) });
    }
  }
  return tree;
}

const displayed = (path: string): string => {
  const below = relative(process.cwd(), path);
  return below.startsWith("..") ? path : below.split(sep).join("/");
};

const notTracks = new Set(["gaps", "mocks"]);

function topicFolders(tree: ReadonlyMap<string, Place>): [track: string, topic: string][] {
  const found = new Map<string, [string, string]>();
  for (const path of tree.keys()) {
    const [track, topic, file] = path.split("/");
    if (track && topic && file && !notTracks.has(track)) found.set(`${track}/${topic}`, [track, topic]);
  }
  return [...found.values()];
}

/** Every entry of every items.yaml, valid or not: topics first, each folder in the order of its file. */
export const entriesOf = (content: Content): Entry<AuthoredItem>[] =>
  [...content.topics, ...content.gapFolders].flatMap((folder) => folder.items.entries);

/** Ids of all items that are written, valid or not. */
export const itemIdsOf = (content: Content): Set<string> =>
  new Set(
    [...content.topics, ...content.gapFolders].flatMap((folder) => folder.items.entries.map((entry) => entry.id)),
  );

/** All valid items, topics first, each folder in the order of its file. */
export const itemsOf = (content: Content): AuthoredItem[] =>
  [...content.topics, ...content.gapFolders].flatMap((folder) =>
    folder.items.entries.flatMap((entry) => entry.value ?? []),
  );
