import type { Item } from "@/lib/quiz/catalog";
import { present } from "@/lib/quiz/present";

/** A question in one line of plain text, as this seed asked it. */
export const stemText = (item: Item, seed: number): string =>
  present(item, seed).stem.replaceAll("`", "").replaceAll("**", "");
