/** Where an item of each kind holds what the rules of style compare: what is read first, what is chosen from, what is right. */
import type { Locale, Text } from "../i18n/locales";
import { wordsIn } from "./note";
import type { AuthoredItem } from "./schema";
import type { Path } from "./yaml-file";

/** One entry of a list with a key; `path` leads from the item to it. */
export type Part = { id: string; text: Text; isKey: boolean; path: Path };

/** Options that are read side by side, one or more of them right. */
export type OptionList = {
  /** As the author writes it. */
  name: string;
  /** What is asked right before it, in place of the stem: the changed constraint of a trade-off. */
  prompt?: Text;
  parts: Part[];
};

type MarkedOption = { id: string; text: Text; key?: true | undefined };

const listOf = (name: string, options: readonly MarkedOption[], prompt?: Text): OptionList => ({
  name,
  parts: options.map(({ id, text, key }, index) => ({ id, text, isKey: key === true, path: [name, index] })),
  ...(prompt && { prompt }),
});

/**
 * The lists of options of an item. A kind without sentences to choose from has none: what is picked there is a line of a
 * listing, an element of a figure or a sentence of a passage, and is as long as it must be.
 */
export function optionListsOf(item: AuthoredItem): OptionList[] {
  switch (item.kind) {
    case "single-choice":
    case "multiple-choice":
      return [listOf("options", item.spec.options)];
    case "true-false-reason":
      return [listOf("reasons", item.spec.reasons)];
    case "wrong-claim":
      return [listOf("causes", item.spec.causes), listOf("fixes", item.spec.fixes)];
    case "code-reading":
      return [listOf("effects", item.spec.effects)];
    case "trade-off-flip": {
      const { options, why, flip, whyNow } = item.spec;
      const judged = (when: "first" | "second") => options.map((each) => ({ ...each, key: each[when].key }));
      return [
        listOf("options", judged("first")),
        listOf("why", why),
        listOf("options", judged("second"), flip),
        listOf("whyNow", whyNow, flip),
      ];
    }
    case "triage":
      return [listOf("hypotheses", item.spec.hypotheses)];
    case "sequence-trace":
      return (item.spec.variants ?? []).flatMap(({ rows }) => rows.map(({ options }) => listOf("options", options)));
    case "simulation-task":
      return item.spec.drawn ? [listOf("options", item.spec.drawn.options)] : [];
    case "ordering":
    case "matching":
    case "numeric":
    case "estimate":
    case "fill-in":
    case "hot-spot":
    case "design-canvas":
    case "open-ended":
      return [];
    default:
      return item satisfies never;
  }
}

/** What is right, in words; a kind whose answer is a number, an order or a design has its parts here. */
export function keyTextsOf(item: AuthoredItem): Text[] {
  switch (item.kind) {
    case "single-choice":
    case "multiple-choice":
    case "true-false-reason":
    case "code-reading":
    case "trade-off-flip":
    case "triage":
    case "sequence-trace":
    case "simulation-task":
      return optionListsOf(item).flatMap(({ parts }) => parts.filter(({ isKey }) => isKey).map(({ text }) => text));
    case "wrong-claim":
      return [
        ...item.spec.spans.filter(({ wrong }) => wrong).map(({ text }) => text),
        ...optionListsOf(item).flatMap(({ parts }) => parts.filter(({ isKey }) => isKey).map(({ text }) => text)),
      ];
    case "hot-spot":
      return item.spec.areas.filter(({ key }) => key).map(({ text }) => text);
    case "ordering":
      return item.spec.steps.map(({ text }) => text);
    case "matching": {
      const { left, right } = item.spec;
      return left.flatMap(({ text, key }) => [text, ...right.filter(({ id }) => id === key).map((each) => each.text)]);
    }
    case "numeric":
    case "estimate":
      return [item.spec.working];
    case "fill-in":
      return [item.spec.text];
    case "design-canvas":
      return item.spec.checks.map(({ text }) => text);
    case "open-ended":
      return item.spec.ticks.filter(({ fatal }) => !fatal).map(({ text }) => text);
    default:
      return item satisfies never;
  }
}

/** Han characters and Latin words before the question can be answered: stem and assumptions. */
export const readingLoad = ({ stem, assumptions }: AuthoredItem, locale: Locale): number =>
  wordsIn(stem[locale]) + wordsIn(assumptions?.[locale] ?? "");

/** Whether the reader has an exhibit before him that the stem must introduce: a listing, a figure, findings, a canvas. */
export const hasExhibit = ({ kind, code }: AuthoredItem): boolean =>
  code !== undefined ||
  ["code-reading", "hot-spot", "triage", "wrong-claim", "design-canvas", "simulation-task"].includes(kind);
