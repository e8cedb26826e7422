/**
 * What pages ask of the content. The answers are made once, before the site is built (prepare.ts): the processes of a
 * build, and each bundle in them, would otherwise load and draw the whole content for themselves. While developing the
 * content itself is asked, so that a reload shows an edit.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../fault";
import type { About, Answers, Question } from "./answers";
import { stampOf } from "./stamp";

type Answer<Q extends Question> = Promise<Awaited<ReturnType<Answers[Q]>>>;

export const topicPage = (...about: About<"topicPage">): Answer<"topicPage"> => ask("topicPage", about);
export const gapPage = (...about: About<"gapPage">): Answer<"gapPage"> => ask("gapPage", about);
export const gapList = (...about: About<"gapList">): Answer<"gapList"> => ask("gapList", about);
export const tracks = (...about: About<"tracks">): Answer<"tracks"> => ask("tracks", about);
export const writtenTopics = (): Answer<"writtenTopics"> => ask("writtenTopics", []);
export const writtenGaps = (): Answer<"writtenGaps"> => ask("writtenGaps", []);
export const catalog = (...about: About<"catalog">): Answer<"catalog"> => ask("catalog", about);
export const chainsOf = (...about: About<"chainsOf">): Answer<"chainsOf"> => ask("chainsOf", about);
export const searchable = (): Answer<"searchable"> => ask("searchable", []);

/** Where the answers lie, below the project. */
export const preparedFolder = join(".cache", "pages");
/** Says of which content they are; written last. */
export const stampFile = "of.json";
export type Stamp = { inputs: string; content: string };

/** @returns the name of the file that holds an answer */
export const fileOf = (question: Question, about: readonly string[]): string =>
  `${[question, ...about].join(".")}.json`;

async function ask<Q extends Question>(question: Q, about: About<Q>): Answer<Q> {
  if (process.env.NODE_ENV === "development") {
    const { answers } = await import("./answers");
    const answer = answers[question] as (...about: About<Q>) => ReturnType<Answers[Q]>;
    return await answer(...about);
  }
  const folder = join(process.cwd(), preparedFolder);
  fresh ??= requireFresh(folder);
  await fresh;
  return JSON.parse(await readFile(join(folder, fileOf(question, about)), "utf8"));
}

let fresh: Promise<void> | undefined;

/** @throws Fault when there are no answers, or the content was edited since they were made */
async function requireFresh(folder: string): Promise<void> {
  const mend = "run `npm run build`, which prepares the content first; `next build` by itself does not";
  const place = join(folder, stampFile);
  if (!existsSync(place)) throw new Fault({ what: "the content is not prepared", where: preparedFolder, mend });
  const { content } = JSON.parse(await readFile(place, "utf8")) as Stamp;
  if (content !== stampOf(join(process.cwd(), "content")))
    throw new Fault({ what: "the content was edited after it was prepared", where: preparedFolder, mend });
}
