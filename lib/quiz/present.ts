/** What a screen may see of an item before it is answered: by type, nothing that tells the key. */
import type { ItemId } from "../ids";
import type { Item } from "./catalog";
import type { Interaction } from "./interaction";
import type { KindId, Rule } from "./item";
import { kinds, type Tagged } from "./kinds";

export type Presented = {
  id: ItemId;
  revision: number;
  kind: KindId;
  stem: string;
  assumptions?: string;
  code?: { lang: string; text: string };
  /** The author's guess of the time it takes. */
  seconds: number;
  interactions: Interaction[];
  /** How the marks are counted: a message key of the namespace `kinds`, and the numbers of its text. */
  rule: string;
  ruleValues: Record<string, number>;
};

/** The item as this seed asks it; the same seed asks the same question, whenever and wherever. */
export function present(item: Item, seed: number): Presented {
  const { fill, interactions, rule } = ask(item, seed);
  const { id, revision, kind, seconds, stem, assumptions, code } = item;
  return {
    id,
    revision,
    kind,
    seconds,
    stem: fill(stem),
    ...(assumptions !== undefined && { assumptions: fill(assumptions) }),
    ...(code !== undefined && { code: { lang: code.lang, text: fill(code.text) } }),
    interactions,
    rule: rule.key,
    ruleValues: rule.values,
  };
}

type Asked = { fill: (text: string) => string; interactions: Interaction[]; rule: Rule };

function ask<Id extends KindId>({ kind, spec }: Tagged<Id>, seed: number): Asked {
  const { fill, ask: askAs, rule } = kinds[kind];
  return {
    fill: (text) => (fill ? fill(text, spec, seed) : text),
    interactions: askAs(spec, seed),
    rule: rule(spec),
  };
}
