/** What the answers say of each topic and gap, for the marks beside what is read. */
import type { GapId, TopicId } from "../ids";
import type { Reading } from "../mastery/gaps";
import type { Catalog, Item } from "../quiz/catalog";
import { gapsOf, shownFrom } from "../quiz/choose";
import { gapLevel, topicLevel } from "./select";
import type { LearnerState } from "./state";

/** The reading of a topic or a gap, with the items answered and, of these, not right at last. */
export type PlaceReading = Reading & { answered: number; wrong: number };

/** All written topics and all gaps. @param now epoch ms */
export function placesOf(state: LearnerState, catalog: Catalog, now: number): Map<TopicId | GapId, PlaceReading> {
  const answered = (items: readonly Item[]) => {
    const last = items.flatMap(({ id }) => state.last.get(id) ?? []);
    return { answered: last.length, wrong: last.filter(({ share }) => share < shownFrom).length };
  };
  return new Map<TopicId | GapId, PlaceReading>([
    ...Object.values(catalog.topics).flatMap(({ id }): [TopicId, PlaceReading][] => {
      const reading = topicLevel(state, catalog, id, now);
      return reading ? [[id, { ...reading, ...answered(catalog.items.filter(({ topic }) => topic === id)) }]] : [];
    }),
    ...catalog.gaps.flatMap(({ id }): [GapId, PlaceReading][] => {
      const reading = gapLevel(state, catalog, id, now);
      return reading
        ? [[id, { ...reading, ...answered(catalog.items.filter((item) => gapsOf(item).includes(id))) }]]
        : [];
    }),
  ]);
}
