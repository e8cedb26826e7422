/**
 * Marks the blind answers of a topic or gap: `npx tsx tests/blind/mark.ts <topic or gap>`. A line for each answer that is
 * not the key, with what would have been; for a question that is marked by a rubric, the ticks to choose from.
 */
import { catalogOf } from "../../lib/content/catalog";
import { loadContent } from "../../lib/content/load";
import { explainItem, rubricOfItem, scoreItem } from "../../lib/quiz/score";
import { homeOf, readRecord } from "./records";

const [home = ""] = process.argv.slice(2);
const content = loadContent("content");
const record = readRecord(home);
let agreed = 0;
const items = catalogOf(content, "zh").items.filter((item) => homeOf(item) === home);
for (const { id } of items) {
  const answer = record[id];
  const item = answer && catalogOf(content, answer.locale).items.find((each) => each.id === id);
  if (!item) {
    console.log(`${id}: no answer`);
    continue;
  }
  const score = scoreItem(item, answer.response, answer.seed);
  if (score.state === "marked" && score.earned === score.possible) agreed++;
  else if (score.state === "unready") {
    console.log(`${id}: not complete: ${score.missing.join(", ")}`);
    for (const tick of score.missing.includes("ticks") ? (rubricOfItem(item)?.ticks ?? []) : [])
      console.log(`  tick ${tick.id}${tick.must ? " (must)" : ""}${tick.fatal ? " (fatal)" : ""}: ${tick.text}`);
  } else {
    console.log(`${id}: ${score.earned} of ${score.possible}${answer.settled ? `; settled: ${answer.settled}` : ""}`);
    for (const part of explainItem(item, answer.response, answer.seed))
      if (part.earned < part.possible) console.log(`  ${part.name}: key ${part.key.replaceAll("\n", " | ")}`);
  }
}
console.log(`${agreed} of ${items.length} agree`);
