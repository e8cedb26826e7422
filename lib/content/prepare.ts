/**
 * `tsx lib/content/prepare.ts`, the first step of a build: every answer that a page may ask for, as a file of its own.
 * Does nothing while neither the content nor the code that reads it changed.
 */
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "../fault";
import { locales } from "../i18n/locales";
import { type About, answers, type Question } from "./answers";
import { fileOf, preparedFolder, type Stamp, stampFile } from "./prepared";
import { hashOf, stampOf } from "./stamp";

/** What an answer may depend on. */
const inputs = ["content", "lib", "package-lock.json"];

type Asked = { [Q in Question]: readonly [Q, About<Q>] }[Question];

/** Every question of every page. */
function questions(): Asked[] {
  const topics = answers.writtenTopics();
  const gaps = answers.writtenGaps();
  return [
    ["writtenTopics", []],
    ["writtenGaps", []],
    ["searchable", []],
    ...locales.flatMap((locale): Asked[] => [
      ["catalog", [locale]],
      ["tracks", [locale]],
      ["gapList", [locale]],
      ...gaps.map((gap): Asked => ["gapPage", [locale, gap]]),
      ...topics.flatMap((topic): Asked[] => [
        ["topicPage", [locale, topic]],
        ["chainsOf", [locale, topic]],
      ]),
    ]),
  ];
}

/**
 * Prepares the content of the project in the working directory.
 * @returns the number of answers made; 0 when those there are still hold
 * @throws Fault when a note does not compile
 */
export async function prepare(): Promise<number> {
  const root = process.cwd();
  const folder = join(root, preparedFolder);
  const stamp: Stamp = { inputs: hashOf(root, inputs), content: stampOf(join(root, "content")) };
  const place = join(folder, stampFile);
  if (existsSync(place) && (JSON.parse(readFileSync(place, "utf8")) as Stamp).inputs === stamp.inputs) {
    // The files may have been saved as they were.
    await writeFile(place, JSON.stringify(stamp));
    return 0;
  }
  const draft = `${folder}.${randomUUID()}`;
  await mkdir(draft, { recursive: true });
  try {
    const asked = questions();
    for (const [question, about] of asked) {
      const answer = answers[question] as (...about: readonly string[]) => unknown;
      await writeFile(join(draft, fileOf(question, about)), JSON.stringify(await answer(...about)));
    }
    await writeFile(join(draft, stampFile), JSON.stringify(stamp));
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
    return asked.length;
  } finally {
    // Half a set of answers is of no use to anybody.
    await rm(draft, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await prepare();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    console.error(`${error.what}\n${error.where}\n${error.mend}`);
    process.exitCode = 1;
  }
}
