import type { Answer, Interaction, InteractionType } from "@/lib/quiz/interaction";
import type { Part } from "@/lib/quiz/item";

/** What a view of one interaction gets. It knows no kind, and no key before `part` arrives with the feedback. */
export type InteractionProps<Type extends InteractionType> = {
  interaction: Extract<Interaction, { type: Type }>;
  answer: Extract<Answer, { type: Type }> | undefined;
  onAnswer: (answer: Extract<Answer, { type: Type }>) => void;
  /** The feedback; once it is there nothing can be changed. */
  part: Part | undefined;
  /** Unique on the page: names and ids of controls begin with it. */
  id: string;
  /** Id of the element that names the group. */
  labelledBy: string;
  /** The sitting and the item: under it a recording is kept on the device. Without it nothing can be recorded. */
  sitting?: string;
  /** The answer cannot be changed any more, though it is not judged yet. */
  isFinal?: boolean;
};
