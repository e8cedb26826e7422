/**
 * What must hold so that a follow-up chain can be played: its branches can be taken, its rungs be reached, and whoever
 * answers as expected goes deeper. That the first chain has a rung of every level is held by rules.ts.
 */

import { optionListsOf } from "./item-parts";
import { type Content, itemsOf, type TopicFolder } from "./load";
import type { Problem } from "./problem";
import type { AuthoredItem, Chain } from "./schema";
import type { Path } from "./yaml-file";

type Rung = Chain["rungs"][number];
type Say = (at: Path, what: string, mend: string) => void;

export function chainBreaches(content: Content): Problem[] {
  const items = new Map<string, AuthoredItem>(itemsOf(content).map((item) => [item.id, item]));
  const problems: Problem[] = [];
  for (const folder of content.topics) {
    for (const { value, file, path } of folder.chains.entries) {
      if (!value) continue;
      const say: Say = (at, what, mend) =>
        problems.push({ level: "problem", file: file.path, line: file.lineAt([...path, "rungs", ...at]), what, mend });
      value.rungs.forEach((rung, at) => {
        conditionRules(rung, rung.item ? items.get(rung.item) : undefined, [at], say);
        if (rung.item) ownItem(rung.item, items.get(rung.item), folder, [at, "item"], say);
      });
      wayRules(value, say);
    }
  }
  return problems;
}

/** Ticks that a branch names are held by rules.ts; here the fatal ones, and options. */
function conditionRules(rung: Rung, item: AuthoredItem | undefined, path: Path, say: Say): void {
  rung.next.forEach(({ when }, index) => {
    if (!when) return;
    const at = [...path, "next", index, "when"];
    const { fatal, option } = when;
    if (Object.keys(when).length === 0)
      say(at, "`when` holds no condition", "name a tick or an option, or remove `when`");
    const tick = rung.ticks.find(({ id }) => id === fatal);
    if (tick && !tick.fatal) say(at, `the tick "${fatal}" is not fatal`, "mark it `fatal: true`, or write `has`");
    if (option === undefined) return;
    if (rung.item === undefined)
      say(
        at,
        `"${rung.id}" asks in words and has no option "${option}"`,
        "branch by a tick, or let the rung be an item",
      );
    else if (item) {
      const options = new Set(optionListsOf(item).flatMap(({ parts }) => parts.map(({ id }) => id)));
      if (!options.has(option))
        say(
          at,
          `the item "${item.id}" has no option "${option}"`,
          options.size > 0
            ? `use one of ${[...options].join(", ")}`
            : `a ${item.kind} has no options; remove the branch`,
        );
    }
  });
}

/** A rung that is an item asks about the topic of its chain. Items that do not exist are told by rules.ts. */
function ownItem(id: string, item: AuthoredItem | undefined, { id: topic }: TopicFolder, path: Path, say: Say): void {
  if (item && item.topic !== topic)
    say(
      path,
      `the item "${id}" belongs to ${item.topic ?? "a gap"}, the chain to ${topic}`,
      "use an item of this topic",
    );
}

function wayRules({ rungs }: Chain, say: Say): void {
  const byId = new Map(rungs.map((rung) => [rung.id, rung]));
  const [first] = rungs;
  const reached = new Set<string>();
  const visit = (rung: Rung | undefined): void => {
    if (!rung || reached.has(rung.id)) return;
    reached.add(rung.id);
    for (const { to } of rung.next) visit(byId.get(to));
  };
  visit(first);
  rungs.forEach(({ id }, at) => {
    if (!reached.has(id))
      say([at], `no branch leads to the rung "${id}"`, "let an earlier rung name it in `next`, or remove it");
  });

  const repairs = new Set(rungs.flatMap(({ next }) => next.flatMap(({ when, to }) => (when ? [to] : []))));
  const walked = new Set<string>();
  for (let rung = first; rung && !walked.has(rung.id); ) {
    walked.add(rung.id);
    const branch = rung.next.findIndex(({ when }) => !when);
    const to: Rung | undefined = byId.get(rung.next[branch]?.to ?? "");
    if (to && to.level < rung.level && !repairs.has(to.id))
      say(
        [rungs.indexOf(rung), "next", branch],
        `from "${rung.id}" at L${rung.level} whoever answers well is sent back to "${to.id}" at L${to.level}`,
        "lead on to the same level or deeper; go back under a condition only",
      );
    rung = to;
  }
}
