/** What the weakness model needs to know of an item, and of one answer to it. Made by observe.ts. */
import type { ChainId, GapId, ItemId, StatementId, TopicId } from "../ids";

export type Weighted<Id extends string> = { readonly id: Id; readonly weight: number };

export type ItemTraits = {
  readonly item: ItemId;
  readonly kind: string;
  readonly topics: readonly Weighted<TopicId>[];
  readonly gaps: readonly Weighted<GapId>[];
  readonly statements: readonly Weighted<StatementId>[];
  /** 1..5 */
  readonly difficulty: number;
  /** Set when the difficulty was measured on other people's answers; else an author gave it, and it is trusted less. */
  readonly isMeasured?: boolean;
  /** Floor of p: what blind guessing earns, 0..1. */
  readonly guess: number;
};

/** One answer as the model sees it. */
export type Evidence = {
  /** Id of the answer's event. */
  readonly answer: string;
  readonly traits: ItemTraits;
  /** Epoch ms, never decreasing along a fold. */
  readonly at: number;
  /** Share of the marks, capped by hints, 0..1. */
  readonly score: number;
  /** Effective number of independent observations, > 0. */
  readonly weight: number;
  /** The share of each statement of the item, 0..1, where it differs from the whole; else absent. */
  readonly statements?: ReadonlyMap<StatementId, number>;
  readonly hints: number;
  /**
   * What the answer can tell of what is known, 0..1: 1 for a first meeting, 1 - R(t) for a repeat of an item whose recall
   * was R. Multiplies the pull on global, topic, gap and statement, not on form, gap form and item. Absent: 1.
   */
  readonly news?: number;
  /** An answered rung of a follow-up chain: how deep it asked and whether it was held. Absent for items. */
  readonly rung?: { readonly chain: ChainId; readonly level: 0 | 1 | 2 | 3 | 4; readonly isHeld: boolean };
};
