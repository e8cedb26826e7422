/** What transcripts of real servers have in common, whichever server it was. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Verdict, vectorsFolder } from "./reader";

export type Json = unknown;
export const isRecord = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What one run over the rows has shown; `wrong` names the rows. */
export type Outcome = { read: number; wrong: string[]; skipped: string[] };

/** The first of these fields that is there. */
export function field(row: Readonly<Record<string, Json>>, ...names: string[]): Json {
  for (const name of names) if (Object.hasOwn(row, name)) return row[name];
  return undefined;
}

/** Equal as plain data, whatever the order of keys. */
export function sameData(a: Json, b: Json): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, i) => sameData(each, b[i]));
  if (!isRecord(a) || !isRecord(b)) return a === b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameData(a[name], b[name]))
  );
}

type Transcript = { rows: readonly Json[]; whole: Readonly<Record<string, Json>> };

function read(path: string, names: readonly string[]): Transcript | string {
  let parsed: Json;
  try {
    parsed = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    return `not read: ${error instanceof Error ? error.message : String(error)}`;
  }
  const whole = isRecord(parsed) ? parsed : {};
  const rows = Array.isArray(parsed) ? parsed : names.map((name) => whole[name]).find(Array.isArray);
  return rows ? { rows, whole } : `not read: no list called ${names.join(" or ")}`;
}

/**
 * Replays a transcript from an empty server. One that begins in the middle, as the kept-apart part of a long one does,
 * is replayed behind the part that lies in the vectors folder, and the better of the two counts.
 * @param names what the list of rows may be called
 * @param run replays rows; those below `from` only bring the server into its state and are not compared
 */
export function replayed(
  path: string,
  topic: string,
  names: readonly string[],
  run: (rows: readonly Json[], whole: Transcript["whole"], from: number) => Outcome,
): Verdict {
  const own = read(path, names);
  if (typeof own === "string") return { cases: 0, passed: 0, note: own };
  const fresh = run(own.rows, own.whole, 0);
  const before = join(vectorsFolder, topic, "transcript.json");
  if (fresh.wrong.length === 0 || resolve(path) === resolve(before) || !existsSync(before)) return told(fresh, "");
  const first = read(before, names);
  if (typeof first === "string") return told(fresh, "");
  const behind = run([...first.rows, ...own.rows], { ...first.whole, ...own.whole }, first.rows.length);
  return behind.wrong.length < fresh.wrong.length ? told(behind, "read behind transcript.json; ") : told(fresh, "");
}

function told({ read: cases, wrong, skipped }: Outcome, how: string): Verdict {
  const left = skipped.length > 0 ? `; left out: ${skipped.slice(0, 5).join("; ")}` : "";
  const note = wrong.length > 0 ? wrong.slice(0, 5).join("; ") : `${cases} replies as the real server gave them`;
  return { cases, passed: cases - wrong.length, note: `${how}${note}${left}` };
}
