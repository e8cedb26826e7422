/**
 * Prints questions as a learner meets them, for somebody who solves them without having seen a key:
 * `npx tsx tests/blind/ask.ts <topic or gap> [locale]`. The answers go into `<topic or gap>.json` beside this file,
 * `{ "<item>": { "revision": 1, "locale": "zh", "seed": 1, "response": { "<interaction>": <answer> } } }`, and are marked by
 * `npx tsx tests/blind/mark.ts <topic or gap>`. What a rubric holds is asked for when the text is written: see mark.ts.
 */
import { catalogOf } from "../../lib/content/catalog";
import { itemsOf, loadContent } from "../../lib/content/load";
import { isLocale } from "../../lib/i18n/locales";
import { present } from "../../lib/quiz/present";
import { blindSeed, homeOf } from "./records";

const [home = "", locale = "zh"] = process.argv.slice(2);
if (!isLocale(locale)) throw new TypeError(`${locale} is no language of the site`);
const content = loadContent("content");
// A drawn figure tells a screen more than a reader of JSON: its source is printed instead.
const figures = new Map(
  itemsOf(content).map((item) => [item.id, item.kind === "hot-spot" ? item.spec.figure[locale] : ""]),
);
const questions = catalogOf(content, locale)
  .items.filter((item) => homeOf(item) === home)
  .map((item) => {
    const { rule: _, ruleValues: __, ...question } = present(item, blindSeed);
    const interactions = question.interactions.map((asked) =>
      asked.type === "spot" ? { ...asked, figure: figures.get(item.id) } : asked,
    );
    return { ...question, interactions };
  });
process.stdout.write(`${JSON.stringify(questions, null, 1)}\n`);
