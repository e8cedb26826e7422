/** All that pages ask of the content, each answered from the files as they are now. */
import { catalog, chainsOf } from "./catalog";
import { gapList, gapPage, topicPage, tracks, writtenGaps, writtenTopics } from "./pages";
import { searchable } from "./searchable";

export const answers = {
  topicPage,
  gapPage,
  gapList,
  tracks,
  writtenTopics,
  writtenGaps,
  catalog,
  chainsOf,
  searchable,
};

export type Answers = typeof answers;
export type Question = keyof Answers;
/** What stands behind a question: a language, the id of a topic or a gap. */
export type About<Q extends Question> = Parameters<Answers[Q]>;
