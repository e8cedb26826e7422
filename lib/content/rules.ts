/** What can only be decided with more than one file in hand. Each rule adds what it finds; none stops another. */
import { Fault } from "../fault";
import { locales } from "../i18n/locales";
import { gapOfStatement, type StatementId } from "../ids";
import { isChecked, misfitOf } from "../quiz/listing";
import { chainBreaches } from "./chain-rules";
import { drawDiagram, type Size } from "./diagram";
import { drawFigure } from "./hot-spot-figure";
import { faultOf } from "./lab-items";
import { labs } from "./labs";
import type { Content, Entry, Folder, ListFile, TopicFolder } from "./load";
import { itemIdsOf } from "./load";
import { migrationBreaches } from "./migrations";
import type { Note } from "./note";
import type { Problem } from "./problem";
import { releaseBreaches } from "./released";
import { type AuthoredItem, factRows, type Gap } from "./schema";
import { placeholder, unfinishedParts } from "./unfinished";
import type { Path, YamlFile } from "./yaml-file";

/** Simulators that exist. */
const builtLabs: ReadonlySet<string> = new Set(Object.keys(labs));

/** All problems between files. */
export function breaches(content: Content): Problem[] {
  const problems: Problem[] = [];
  const rules = new Rules(content, problems);
  rules.tracks();
  rules.gaps();
  for (const folder of content.topics) rules.topic(folder);
  rules.prerequisiteCycles();
  for (const folder of content.topics) rules.topicNotes(folder);
  for (const folder of content.gapFolders) rules.gapNotes(folder);
  rules.items();
  rules.chains();
  rules.lists();
  rules.corrections();
  rules.presets();
  problems.push(...migrationBreaches(content), ...releaseBreaches(content), ...chainBreaches(content));
  problems.push(...unfinishedParts(content));
  return problems;
}

type HotSpot = Extract<AuthoredItem, { kind: "hot-spot" }>["spec"];

/** Known names, or undefined when the file that lists them cannot be read and nothing may be concluded. */
type Known = ReadonlySet<string> | undefined;
const knownIn = (list: ListFile<unknown>): Known =>
  list.file.broken ? undefined : new Set(list.entries.map(({ id }) => id));

class Rules {
  private readonly topicIds: Known;
  private readonly gapIds: Known;
  private readonly statements: Known;
  private readonly misconceptions: Known;
  private readonly terms: Known;
  private readonly itemIds: ReadonlySet<string>;
  private readonly itemsBroken: boolean;

  constructor(
    private readonly content: Content,
    private readonly problems: Problem[],
  ) {
    const { tracks, gaps } = content;
    this.topicIds =
      tracks.value.length > 0 ? new Set(tracks.value.flatMap((track) => track.topics.map(({ id }) => id))) : undefined;
    this.gapIds = gaps.value.length > 0 ? new Set(gaps.value.map(({ id }) => id)) : undefined;
    this.statements =
      gaps.value.length > 0 ? new Set(gaps.value.flatMap((gap) => gap.statements.map(({ id }) => id))) : undefined;
    this.misconceptions = knownIn(content.misconceptions);
    this.terms = knownIn(content.glossary);
    this.itemIds = itemIdsOf(content);
    this.itemsBroken = this.folders().some(({ items }) => items.file.broken);
  }

  private folders(): Folder[] {
    return [...this.content.topics, ...this.content.gapFolders];
  }

  private say(file: string, line: number, what: string, mend: string): void {
    this.problems.push({ level: "problem", file, line, what, mend });
  }
  private at(file: YamlFile, path: Path, what: string, mend: string): void {
    this.say(file.path, file.lineAt(path), what, mend);
  }

  /** True when `id` is known, or when nothing may be concluded. */
  private refers(known: Known, id: string, file: string, line: number, what: string, list: string): boolean {
    if (!known || known.has(id)) return true;
    this.say(
      file,
      line,
      `${what} "${id}" is not in ${list}`,
      nearest(id, known) ?? `add it to ${list}, or correct the name`,
    );
    return false;
  }

  private statement(id: StatementId, file: YamlFile, path: Path): boolean {
    const gap = gapOfStatement(id);
    if (this.gapIds && !this.gapIds.has(gap)) {
      this.at(
        file,
        path,
        `the gap "${gap}" of the statement "${id}" is not in gaps.yaml`,
        nearest(gap, this.gapIds) ?? "use the id of a gap",
      );
      return false;
    }
    return this.refers(this.statements, id, file.path, file.lineAt(path), "the statement", "gaps.yaml");
  }

  private unique(entries: readonly { id: string; file: YamlFile; path: Path }[], what: string): void {
    const first = new Map<string, { file: YamlFile; path: Path }>();
    for (const { id, file, path } of entries) {
      if (!id) continue;
      const earlier = first.get(id);
      if (earlier) {
        const where = `${earlier.file.path}:${earlier.file.lineAt([...earlier.path, "id"])}`;
        this.at(
          file,
          [...path, "id"],
          `the ${what} "${id}" exists already at ${where}`,
          "give it an id of its own; ids are never reused",
        );
      } else first.set(id, { file, path });
    }
  }

  tracks(): void {
    const { value, file } = this.content.tracks;
    this.unique(
      value.map(({ id }, index) => ({ id, file, path: [index] })),
      "track",
    );
    this.unique(
      value.flatMap((track, t) => track.topics.map(({ id }, n) => ({ id, file, path: [t, "topics", n] }))),
      "topic",
    );
  }

  gaps(): void {
    const { value, file } = this.content.gaps;
    this.unique(
      value.map(({ id }, index) => ({ id, file, path: [index] })),
      "gap",
    );
    value.forEach((gap, index) => {
      if (gap.number !== index + 1)
        this.at(
          file,
          [index, "number"],
          `the gap "${gap.id}" is number ${gap.number} at place ${index + 1}`,
          "keep the list in order",
        );
      gap.statements.forEach(({ id }, place) => {
        if (id !== `${gap.id}.${place + 1}`)
          this.at(
            file,
            [index, "statements", place, "id"],
            `the statement id "${id}" does not fit its place`,
            `write ${gap.id}.${place + 1}`,
          );
      });
      for (const topic of Object.keys(gap.weights)) {
        this.refers(
          this.topicIds,
          topic,
          file.path,
          file.lineAt([index, "weights", topic]),
          "the topic",
          "tracks.yaml",
        );
      }
      const sum = Object.values(gap.weights).reduce((total, weight) => total + weight, 0);
      if (sum !== 100)
        this.at(file, [index, "weights"], `the weights of "${gap.id}" sum to ${sum}`, "make them sum to 100");
    });
  }

  topic({ id, track, topic, file }: TopicFolder): void {
    const listed = this.content.tracks.value.find((each) => each.topics.some((other) => other.id === id));
    if (this.topicIds && !this.topicIds.has(id)) {
      this.at(
        file,
        ["id"],
        `the topic "${id}" is not in tracks.yaml`,
        nearest(id, this.topicIds) ?? "name the folder as tracks.yaml does",
      );
    } else if (listed && listed.id !== track) {
      this.at(
        file,
        ["id"],
        `the topic "${id}" lies in ${track}/ and belongs to ${listed.id}`,
        `move the folder to ${listed.id}/`,
      );
    }
    if (!topic) return;
    if (topic.id !== id) this.at(file, ["id"], `the id "${topic.id}" is not the folder's name`, `write id: ${id}`);
    const title = listed?.topics.find((other) => other.id === id)?.title;
    for (const locale of locales) {
      if (title && title[locale] !== topic.title[locale]) {
        this.at(
          file,
          ["title"],
          `the title "${topic.title[locale]}" differs from tracks.yaml`,
          `write "${title[locale]}" in both`,
        );
      }
    }
    topic.prerequisites.forEach((other, index) => {
      this.refers(this.topicIds, other, file.path, file.lineAt(["prerequisites", index]), "the topic", "tracks.yaml");
    });
    topic.statements.forEach((statement, index) => {
      this.statement(statement, file, ["statements", index]);
    });
    for (const gap of this.content.gaps.value) {
      if (id in gap.weights && !topic.statements.some((statement) => gapOfStatement(statement) === gap.id)) {
        this.at(
          file,
          ["statements"],
          `no statement of the gap "${gap.id}", which weighs this topic`,
          `add one of ${gap.id}.1 to ${gap.id}.5`,
        );
      }
    }
    if (topic.lab !== undefined)
      this.refers(builtLabs, topic.lab, file.path, file.lineAt(["lab"]), "the lab", "the simulators");
  }

  /** One problem for each cycle, at the topic of it that comes first. */
  prerequisiteCycles(): void {
    const byId = new Map(this.content.topics.map((folder) => [folder.id as string, folder]));
    const done = new Set<string>();
    const walk = (id: string, trail: readonly string[]): void => {
      const folder = byId.get(id);
      if (!folder?.topic || done.has(id)) return;
      const start = trail.indexOf(id);
      if (start >= 0) {
        const cycle = [...trail.slice(start), id];
        const next = folder.topic.prerequisites.findIndex((other) => String(other) === cycle[1]);
        this.at(
          folder.file,
          ["prerequisites", next],
          `the prerequisites go round in a circle: ${cycle.join(" -> ")}`,
          "remove one of them",
        );
        for (const each of cycle) done.add(each);
        return;
      }
      for (const other of folder.topic.prerequisites) walk(other, [...trail, id]);
      done.add(id);
    };
    for (const { id } of this.content.topics) walk(id, []);
  }

  topicNotes(folder: TopicFolder): void {
    const sources = folder.topic ? new Set(Object.keys(folder.topic.sources)) : undefined;
    for (const locale of locales) {
      const note = folder.notes[locale];
      if (!note) continue;
      this.note(note, folder, sources, `${folder.path}/topic.yaml`);
      if (folder.topic && note.front && note.front.title !== folder.topic.title[locale]) {
        this.at(
          note.frontFile,
          ["title"],
          `the title "${note.front.title}" differs from topic.yaml`,
          `write "${folder.topic.title[locale]}" in both`,
        );
      }
      if (!note.broken) this.requiredParts(note);
    }
    this.sameStructure(folder);
    this.listings(folder);
  }

  /** Every listing in a language that has a tool is named, and code.yaml says how it is checked; nothing else is there. */
  private listings({ notes, listings: { value, file }, path }: TopicFolder): void {
    if (value === undefined) return;
    const list = `${path}/code.yaml`;
    const known = new Set(Object.keys(value));
    for (const locale of locales) {
      for (const { lang, name, line } of notes[locale]?.listings ?? []) {
        const at = notes[locale]?.file ?? path;
        if (name === undefined) {
          if (isChecked(lang))
            this.say(
              at,
              line,
              `a listing in ${lang} has no name`,
              `write \`\`\`${lang} some-name, and that name in ${list}`,
            );
          continue;
        }
        if (!this.refers(known, name, at, line, "the listing", list)) continue;
        const misfit = misfitOf(lang, value[name]);
        if (misfit) this.at(file, [name], misfit, "correct `with`, or the language of the fence");
      }
    }
    for (const name of known) {
      const lacks = locales.filter(
        (each) => !notes[each]?.broken && !notes[each]?.listings.some((one) => one.name === name),
      );
      for (const locale of lacks)
        this.at(
          file,
          [name],
          `the listing "${name}" is not in note.${locale}.mdx`,
          "name a fence so, or remove the entry",
        );
    }
  }

  gapNotes(folder: Folder): void {
    const gap = this.gapOf(folder);
    for (const locale of locales) {
      const note = folder.notes[locale];
      if (note) this.note(note, folder, new Set(Object.keys(gap?.sources ?? {})), "gaps.yaml");
    }
    this.sameStructure(folder);
  }

  private note(note: Note, folder: Folder, sources: Known, list: string): void {
    for (const { citation, line } of note.citations) {
      this.refers(sources, sourceKey(citation), note.file, line, "the source", list);
    }
    const items = knownIn(folder.items);
    for (const { item, line } of note.probes)
      this.refers(items, item, note.file, line, "the item", `${folder.path}/items.yaml`);
    for (const { id, line } of note.terms)
      this.refers(this.terms, id, note.file, line, "the term", "content/glossary.yaml");
    for (const { id, line } of note.labs) this.refers(builtLabs, id, note.file, line, "the lab", "the simulators");
    this.drawings(note);
    for (const { rows, line } of note.corrections) {
      for (const row of rows) {
        if (row < 1 || row > factRows)
          this.say(note.file, line, `there is no row ${row} in the fact base`, `use a row from 1 to ${factRows}`);
      }
    }
  }

  /** Every diagram is drawn, for both widths: what cannot be drawn, or only too small, is told here. */
  private drawings(note: Note): void {
    for (const { fences } of note.diagrams) {
      const wide = fences.find(({ narrow }) => !narrow);
      const narrow = fences.find((fence) => fence.narrow);
      const draw = (text: string, size: Size, line: number) => {
        try {
          drawDiagram(text, size, "");
          return true;
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          this.say(note.file, line + Number(error.where), error.what, error.mend);
          return false;
        }
      };
      if (!wide || !draw(wide.text, "wide", wide.line)) continue;
      if (narrow) draw(narrow.text, "narrow", narrow.line);
      else draw(wide.text, "narrow", wide.line);
    }
  }

  private requiredParts(note: Note): void {
    const count = (name: string) => note.blocks.get(name)?.length ?? 0;
    for (const id of ["trade-offs", "numbers", "failure-modes", "ladder"]) {
      if (!note.headings.some((heading) => heading.id === id))
        this.say(note.file, 1, `the note has no heading "${id}"`, `add ## … {/*${id}*/}`);
    }
    const last = note.headings.at(-1);
    if (last && last.id !== "ladder" && note.headings.some(({ id }) => id === "ladder")) {
      this.say(
        note.file,
        last.line,
        `the heading "${last.id}" stands behind "ladder"`,
        "let the ladder be the last heading",
      );
    }
    for (const [name, least] of [
      ["Diagram", 1],
      ["Table", 1],
      ["Correction", 1],
      ["Probe", 2],
      ["Ladder", 1],
    ] as const) {
      if (count(name) < least)
        this.say(note.file, 1, `the note has ${count(name)} ${name}, needs ${least}`, `add <${name} …>`);
    }
    if (count("Ladder") > 1)
      this.say(
        note.file,
        note.blocks.get("Ladder")?.at(1) ?? 1,
        "a second Ladder",
        "keep the one under the last heading",
      );
  }

  /** zh is the source of structure, en its equal. */
  private sameStructure({ notes: { zh, en } }: Folder): void {
    if (!zh || !en || zh.broken || en.broken) return;
    const at = zh.headings.findIndex((heading, index) => {
      const other = en.headings[index];
      return other?.id !== heading.id || other.depth !== heading.depth;
    });
    if (at >= 0 || en.headings.length > zh.headings.length) {
      const index = at >= 0 ? at : zh.headings.length;
      const there = zh.headings[index];
      const here = en.headings[index];
      const line = here?.line ?? en.headings.at(-1)?.line ?? 1;
      const name = (heading: typeof here) => (heading ? `${"#".repeat(heading.depth)} ${heading.id}` : "none");
      this.say(
        en.file,
        line,
        `heading ${index + 1} is "${name(here)}" here and "${name(there)}" in Chinese`,
        "give both notes the same headings in the same order",
      );
    }
    this.sameSet(
      zh,
      en,
      "claim",
      (note) =>
        new Map(
          note.claims.map((claim) => [claim.id, { line: claim.line, value: [...claim.citations].sort().join(" ") }]),
        ),
    );
    this.sameSet(zh, en, "diagram", (note) => new Map(note.diagrams.map(({ id, line }) => [id, { line, value: "" }])));
    this.sameSet(zh, en, "probe", (note) => new Map(note.probes.map(({ item, line }) => [item, { line, value: "" }])));
  }

  private sameSet(
    zh: Note,
    en: Note,
    what: string,
    of: (note: Note) => Map<string, { line: number; value: string }>,
  ): void {
    const [inZh, inEn] = [of(zh), of(en)];
    for (const [id, { line, value }] of inZh) {
      const other = inEn.get(id);
      if (!other)
        this.say(zh.file, line, `the ${what} "${id}" is not in the English note`, "add it there, or remove it here");
      else if (other.value !== value)
        this.say(
          en.file,
          other.line,
          `the ${what} "${id}" cites "${other.value}" here and "${value}" in Chinese`,
          "cite the same sources in both",
        );
    }
    for (const [id, { line }] of inEn) {
      if (!inZh.has(id))
        this.say(en.file, line, `the ${what} "${id}" is not in the Chinese note`, "add it there, or remove it here");
    }
  }

  private gapOf(folder: Folder): Gap | undefined {
    return this.content.gaps.value.find((gap) => gap.id === folder.id);
  }

  items(): void {
    this.unique(
      this.folders().flatMap(({ items }) => items.entries),
      "item",
    );
    for (const folder of this.content.topics) {
      const note = folder.notes.zh;
      const headings = note && !note.broken ? new Set<string>(note.headings.map(({ id }) => id)) : undefined;
      const sources = folder.topic ? new Set(Object.keys(folder.topic.sources)) : undefined;
      const own = folder.topic ? new Set<string>(folder.topic.statements) : undefined;
      for (const entry of folder.items.entries) {
        if (!entry.value) continue;
        this.item(entry, entry.value, folder, own, sources, "topic.yaml");
        if (entry.value.heading === undefined)
          this.at(
            entry.file,
            entry.path,
            `the item "${entry.id}" names no heading`,
            "add the heading of the passage that answers it",
          );
        else
          this.refers(
            headings,
            entry.value.heading,
            entry.file.path,
            entry.file.lineAt([...entry.path, "heading"]),
            "the heading",
            "the note",
          );
      }
    }
    for (const folder of this.content.gapFolders) {
      const gap = this.gapOf(folder);
      const own = new Set<string>(gap?.statements.map(({ id }) => id));
      for (const entry of folder.items.entries) {
        if (!entry.value) continue;
        this.item(entry, entry.value, folder, own, new Set(Object.keys(gap?.sources ?? {})), "gaps.yaml");
        if (entry.value.heading !== undefined)
          this.at(entry.file, [...entry.path, "heading"], "an item of a gap has no heading", "remove the line");
      }
    }
  }

  private item(
    entry: Entry<AuthoredItem>,
    item: AuthoredItem,
    folder: Folder,
    own: Known,
    sources: Known,
    list: string,
  ): void {
    const { file, path } = entry;
    if (!item.id.startsWith(`${folder.id}.`))
      this.at(
        file,
        [...path, "id"],
        `the item "${item.id}" lies in the folder of "${folder.id}"`,
        `start its id with ${folder.id}.`,
      );
    item.statements.forEach((statement, index) => {
      const at = [...path, "statements", index];
      if (this.statement(statement, file, at) && own && !own.has(statement)) {
        this.at(
          file,
          at,
          `the statement "${statement}" is not one of "${folder.id}"`,
          `use one of ${[...own].join(", ")}, or add it to ${list}`,
        );
      }
    });
    item.sources.forEach((citation, index) => {
      this.refers(
        sources,
        sourceKey(citation),
        file.path,
        file.lineAt([...path, "sources", index]),
        "the source",
        list,
      );
    });
    item.enemies.forEach((enemy, index) => {
      if (!this.itemsBroken)
        this.refers(
          this.itemIds,
          enemy,
          file.path,
          file.lineAt([...path, "enemies", index]),
          "the item",
          "any items.yaml",
        );
    });
    for (const { name, at } of misconceptionsIn(entry.raw, path)) {
      this.refers(
        this.misconceptions,
        name,
        file.path,
        file.lineAt(at),
        "the misconception",
        "content/misconceptions.yaml",
      );
    }
    if (item.kind === "hot-spot") this.figure(item.spec, file, path);
    const fault = faultOf(item);
    if (fault) this.at(file, [...path, fault.where], fault.what, fault.mend);
  }

  /** The figure of a hot-spot is drawn in both languages, and each has the element of every area. */
  private figure({ figure, alt, areas }: HotSpot, file: YamlFile, path: Path): void {
    for (const locale of locales) {
      try {
        const { elements } = drawFigure(figure[locale], alt[locale], areas);
        areas.forEach(({ id, element }, index) => {
          if (!elements.includes(element))
            this.at(
              file,
              [...path, "areas", index, "element"],
              `the element "${element}" of the area "${id}" is not in figure.${locale}`,
              `use one of ${elements.join(", ")}`,
            );
        });
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        const at = `figure.${locale}, line ${error.where}`;
        this.at(file, [...path, "figure", locale], `${at}: ${error.what}`, error.mend);
      }
    }
  }

  chains(): void {
    this.unique(
      this.content.topics.flatMap(({ chains }) => chains.entries),
      "chain",
    );
    for (const { id, chains } of this.content.topics) {
      if (!chains.missing && !chains.file.broken && chains.entries.length === 0) {
        this.say(
          chains.file.path,
          1,
          "the topic has no chain",
          "write one; its first five rungs are the ladder of the note",
        );
      }
      chains.entries.forEach(({ value, file, path }, index) => {
        if (!value) return;
        if (!value.id.startsWith(`${id}.`))
          this.at(
            file,
            [...path, "id"],
            `the chain "${value.id}" lies in the folder of "${id}"`,
            `start its id with ${id}.chain.`,
          );
        const rungs = new Set<string>(value.rungs.map((rung) => rung.id));
        if (rungs.size < value.rungs.length)
          this.at(file, [...path, "rungs"], "two rungs have the same id", "give each its own");
        const ladder = value.rungs.slice(0, 5);
        if (index === 0 && ladder.map(({ level }) => level).join() !== "0,1,2,3,4") {
          this.at(
            file,
            [...path, "rungs"],
            "the first five rungs of the first chain are not L0 to L4",
            "they are the ladder of the note: one rung for each level, in order",
          );
        }
        value.rungs.forEach((rung, n) => {
          const at = [...path, "rungs", n];
          const ticks = new Set(rung.ticks.map((tick) => tick.id));
          if (index === 0 && n < 5 && rung.ask === undefined)
            this.at(file, at, `the rung "${rung.id}" of the ladder has no question`, "add `ask`");
          if (ticks.size < rung.ticks.length)
            this.at(file, [...at, "ticks"], "two ticks have the same id", "give each its own");
          rung.ticks.forEach((tick, t) => {
            if (tick.statement) this.statement(tick.statement, file, [...at, "ticks", t, "statement"]);
          });
          if (rung.item && !this.itemsBroken)
            this.refers(this.itemIds, rung.item, file.path, file.lineAt([...at, "item"]), "the item", "any items.yaml");
          rung.next.forEach(({ when, to }, k) => {
            const branch = [...at, "next", k];
            this.refers(rungs, to, file.path, file.lineAt([...branch, "to"]), "the rung", "this chain");
            for (const name of ["has", "missing", "fatal"] as const) {
              const tick = when?.[name];
              if (tick) this.refers(ticks, tick, file.path, file.lineAt([...branch, "when"]), "the tick", "this rung");
            }
          });
        });
      });
    }
  }

  lists(): void {
    const { misconceptions, glossary } = this.content;
    this.unique(misconceptions.entries, "misconception");
    this.unique(glossary.entries, "term");
    for (const { value, file, path } of misconceptions.entries) {
      if (!value) continue;
      this.statement(value.statement, file, [...path, "statement"]);
      value.facts.forEach((row, index) => {
        if (row > factRows)
          this.at(
            file,
            [...path, "facts", index],
            `there is no row ${row} in the fact base`,
            `use a row from 1 to ${factRows}`,
          );
      });
    }
  }

  /** Rows 1 to 245, each once; each that a written topic owns stands in both of its notes, and nowhere else. */
  corrections(): void {
    const { corrections, topics } = this.content;
    const { file } = corrections;
    if (file.broken) return;
    const users = new Map<number, string[]>();
    for (const { value, path } of corrections.entries) {
      if (!value) continue;
      if (users.has(value.row)) this.at(file, path, `row ${value.row} stands twice`, "keep one");
      const topicsOfRow = [...(value.topic ? [value.topic] : []), ...(value.also ?? [])];
      users.set(value.row, topicsOfRow);
      for (const topic of topicsOfRow)
        this.refers(this.topicIds, topic, file.path, file.lineAt(path), "the topic", "tracks.yaml");
    }
    const rows = new Set(corrections.entries.map(({ id }) => Number(id)));
    const absent = Array.from({ length: factRows }, (_, index) => index + 1).filter((row) => !rows.has(row));
    if (absent.length > 0)
      this.say(
        file.path,
        1,
        `${rowNames(absent)} of the fact base ${absent.length > 1 ? "are" : "is"} missing`,
        "add `{ row, topic }`, or `{ row, topic: null, why }`",
      );

    for (const { id, notes } of topics) {
      const owned = [...users].filter(([, topicsOfRow]) => topicsOfRow.includes(id)).map(([row]) => row);
      for (const locale of locales) this.rowsOf(notes[locale], id, owned, users);
    }
  }

  private rowsOf(
    note: Note | undefined,
    topic: string,
    owned: number[],
    users: ReadonlyMap<number, readonly string[]>,
  ): void {
    if (!note || note.broken) return;
    const used = new Set(note.corrections.flatMap(({ rows }) => rows));
    const unused = owned.filter((row) => !used.has(row));
    if (unused.length > 0)
      this.say(
        note.file,
        1,
        `${rowNames(unused)} of the fact base stand in no Correction of this note`,
        'add <Correction row="…" …>, or give the row to another topic in corrections.yaml',
      );
    for (const { rows, line } of note.corrections) {
      for (const row of rows) {
        const others = users.get(row);
        if (others && !others.includes(topic))
          this.say(
            note.file,
            line,
            `row ${row} belongs to ${others[0] ?? "no topic"} in corrections.yaml`,
            "give it to this topic there, or add it to `also`, or remove it here",
          );
      }
    }
  }

  presets(): void {
    this.unique(
      this.content.presets.map(({ value, file }) => ({ id: value?.id ?? "", file, path: [] })),
      "preset",
    );
    for (const { value, file } of this.content.presets) {
      if (!value) continue;
      const name = /([^/]+)\.yaml$/.exec(file.path)?.[1];
      if (value.id !== name) this.at(file, ["id"], `the id "${value.id}" is not the file's name`, `write id: ${name}`);
      const minutes = value.sections.reduce((total, section) => total + section.minutes, 0);
      if (minutes !== value.minutes)
        this.at(file, ["minutes"], `the sections take ${minutes} of ${value.minutes} minutes`, "make them equal");
      value.sections.forEach((section, s) => {
        section.draw.forEach((draw, d) => {
          const at = ["sections", s, "draw", d];
          for (const gap of draw.gaps ?? [])
            this.refers(this.gapIds, gap, file.path, file.lineAt([...at, "gaps"]), "the gap", "gaps.yaml");
          for (const statement of draw.statements ?? []) this.statement(statement, file, [...at, "statements"]);
        });
      });
    }
  }
}

export const sourceKey = (citation: string): string => citation.split("#", 1)[0] ?? citation;

const rowNames = (rows: readonly number[]): string =>
  `${rows.length > 1 ? "rows" : "row"} ${rows.slice(0, 12).join(", ")}${rows.length > 12 ? ` and ${rows.length - 12} more` : ""}`;

/** Every `misconception: …` below an item, whatever its kind; one that is still to be named is told as unfinished. */
function misconceptionsIn(raw: unknown, path: Path): { name: string; at: Path }[] {
  if (Array.isArray(raw)) return raw.flatMap((each, index) => misconceptionsIn(each, [...path, index]));
  if (typeof raw !== "object" || raw === null) return [];
  return Object.entries(raw).flatMap(([key, value]) => {
    // Questions of a simulator name an idea for each source of wrong answers.
    if (key === "ideas" && typeof value === "object" && value !== null)
      return Object.entries(value).flatMap(([source, name]) =>
        typeof name === "string" && name !== placeholder ? [{ name, at: [...path, key, source] }] : [],
      );
    return key === "misconception" && typeof value === "string" && value !== placeholder
      ? [{ name: value, at: [...path, key] }]
      : misconceptionsIn(value, [...path, key]);
  });
}

/** `use "x"` when a known name is a slip of the finger away. */
function nearest(name: string, known: ReadonlySet<string>): string | undefined {
  const near = [...known].map((each) => ({ each, far: distance(name, each) })).sort((a, b) => a.far - b.far)[0];
  return near && near.far <= Math.max(2, name.length / 4) ? `use "${near.each}", or add it` : undefined;
}

/** Levenshtein distance, two rows at a time. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      current.push(Math.min((current[j - 1] ?? 0) + 1, (previous[j] ?? 0) + 1, (previous[j - 1] ?? 0) + cost));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
