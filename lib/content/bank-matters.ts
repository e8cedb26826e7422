/** What only shows when the questions of the bank lie side by side. */

import { giveAwaysIn } from "./give-aways";
import { skewsIn } from "./key-places";
import { type Content, type Entry, entriesOf } from "./load";
import { nearDuplicatesIn } from "./near-duplicates";
import type { Problem } from "./problem";
import { productFactMatters } from "./product-facts";
import type { AuthoredItem } from "./schema";
import type { Path } from "./yaml-file";

export function bankMatters(content: Content): Problem[] {
  const found: Problem[] = productFactMatters(content);
  const entries = new Map<string, Entry<AuthoredItem>>(entriesOf(content).map((entry) => [entry.id, entry]));
  const items = [...entries.values()].flatMap(({ value }) => value ?? []);
  const say = (level: Problem["level"], id: string, at: Path, what: string, mend: string) => {
    const entry = entries.get(id);
    if (!entry) return;
    const { file, path } = entry;
    found.push({ level, file: file.path, line: file.lineAt([...path, ...at]), what, mend });
  };
  const whereIs = (id: string): string => {
    const entry = entries.get(id);
    return entry ? `${entry.file.path}:${entry.file.lineAt(entry.path)}` : id;
  };

  for (const { id, enemies } of items) {
    if (enemies.includes(id)) say("problem", id, ["enemies"], `"${id}" is its own enemy`, "remove it from `enemies`");
    const twice = enemies.find((enemy, at) => enemies.indexOf(enemy) < at);
    if (twice) say("problem", id, ["enemies"], `the enemy "${twice}" stands twice`, "keep one");
  }
  for (const { item, by, key } of giveAwaysIn(items))
    say(
      "warning",
      by,
      ["stem"],
      `this stem holds the key "${key.en}" of "${item}"`,
      `add ${item} to its \`enemies\` (one side is enough), or put it in other words`,
    );
  for (const { one, other, share } of nearDuplicatesIn(items))
    say(
      "warning",
      other,
      [],
      `"${other}" is much like "${one}" at ${whereIs(one)}: ${percent(share.zh)} of the Chinese and ${percent(share.en)} of the English`,
      "ask something else, or keep one of the two",
    );
  for (const { of, size, at, count, lists, items: crowd } of skewsIn(items))
    say(
      "warning",
      crowd[0]?.id ?? "",
      [],
      of === "verdicts"
        ? `${count} of ${lists} statements ${at === 0 ? "hold" : "do not hold"}, more than chance allows`
        : `of ${lists} ${of} with ${size} places the key is number ${at + 1} in ${count}, more than chance allows`,
      `turn round or move some of ${crowd.map(({ id }) => id).join(", ")}`,
    );
  return found;
}

const percent = (share: number): string => `${Math.round(100 * share)}%`;
