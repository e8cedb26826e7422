/** The examples that a new topic begins with. That of a kind is also the documentation of its keys. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { KindId } from "../quiz/item";

/** The files of a topic, in the order in which they are written. */
export const topicFiles = ["topic.yaml", "note.zh.mdx", "note.en.mdx", "items.yaml", "chains.yaml"] as const;

/** `__TOPIC__` and other words between double underscores are filled in by new.ts. */
export const templateOf = (file: (typeof topicFiles)[number]): string =>
  readFileSync(join(process.cwd(), "lib/content/template", file), "utf8");

/** The example item of a kind as its author sees it, with what its keys mean, as an item of this topic. */
export function exampleOf(kind: KindId, topic: string, statement: string): string {
  const items = templateOf("items.yaml").split(/\n\n(?=- id: )/);
  const found = items.find((item) => new RegExp(`^ {2}kind: ${kind}(?: |$)`, "m").test(item));
  return (found ?? "")
    .replaceAll("REPLACE ", "")
    .replaceAll("__TOPIC__", topic)
    .replaceAll("__STATEMENT__", statement)
    .trim();
}
