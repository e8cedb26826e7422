import type { ItemId } from "@/lib/ids";
import type { FormItem, MockAnswered } from "@/lib/learner/events";
import type { Catalog, Item } from "@/lib/quiz/catalog";
import { scoreItem } from "@/lib/quiz/score";

/** A question of the form; `item` is missing when the content has withdrawn it since. */
export type ExamQuestion = { asked: FormItem; item?: Item };

/** answered: with a complete answer, as the hand-in will mark it; open: seen, and nothing or not everything is said. */
export type Progress = "answered" | "open" | "unseen";

export function questionsIn(form: readonly FormItem[], catalog: Catalog): ExamQuestion[] {
  const bank = new Map(catalog.items.map((item) => [item.id, item]));
  return form.map((asked) => ({ asked, item: bank.get(asked.item) }));
}

export function progressOf(
  { asked, item }: ExamQuestion,
  answers: ReadonlyMap<ItemId, MockAnswered>,
  seen: readonly ItemId[],
): Progress {
  const response = answers.get(asked.item)?.response;
  if (item && response && scoreItem(item, response, asked.seed).state === "marked") return "answered";
  return seen.includes(asked.item) ? "open" : "unseen";
}
