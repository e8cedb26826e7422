/** The two kinds of content files, read anew or as they were read last; a file with a problem is always read anew. */
import { keep, kept } from "./kept";
import { type Note, readNote, soundFront } from "./note";
import type { Problem } from "./problem";
import { readYaml, soundYaml, type YamlFile } from "./yaml-file";

/** Both add what is wrong with the file to `problems`. */
export type Files = {
  yaml(path: string, text: string, problems: Problem[]): YamlFile;
  note(path: string, text: string, problems: Problem[]): Note;
};

export const plainFiles: Files = {
  yaml(path, text, problems) {
    const read = readYaml(path, text);
    problems.push(...read.problems);
    return read.file;
  },
  note: readNote,
};

/** A note as JSON carries it. */
type KeptNote = Omit<Note, "frontFile" | "blocks"> & { frontValue: unknown; blocks: [string, number[]][] };

export const keptFiles: Files = {
  yaml(path, text, problems) {
    const keeping = { folder: "yaml", name: path, matter: text };
    const known = kept(keeping);
    if (known !== undefined) return soundYaml(path, JSON.parse(known), text);
    const found: Problem[] = [];
    const file = plainFiles.yaml(path, text, found);
    problems.push(...found);
    if (found.length === 0) keep(keeping, JSON.stringify(file.value ?? null));
    return file;
  },
  note(path, text, problems) {
    const keeping = { folder: "notes", name: path, matter: text };
    const known = kept(keeping);
    if (known !== undefined) {
      const { frontValue, blocks, ...note } = JSON.parse(known) as KeptNote;
      return { ...note, blocks: new Map(blocks), frontFile: soundFront(path, frontValue, text) };
    }
    const found: Problem[] = [];
    const note = readNote(path, text, found);
    problems.push(...found);
    const { frontFile: front, blocks, ...rest } = note;
    const plain: KeptNote = { ...rest, frontValue: front.value, blocks: [...blocks] };
    if (found.length === 0) keep(keeping, JSON.stringify(plain));
    return note;
  },
};
