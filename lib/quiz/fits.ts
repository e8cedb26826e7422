/** Whether a stored response answers the item as it is now: it may name what an older revision had and this one has not. */
import type { Item } from "./catalog";
import type { Interaction, Response } from "./interaction";
import { present } from "./present";
import { ticksName } from "./rubric";
import { rubricOfItem } from "./score";

/**
 * True when every answer belongs to an interaction that the item still has and names only what that interaction still
 * offers. Says nothing of completeness: that is the scorer's. A response comes from a log, so its shape is not trusted.
 * @param seed of the asking
 */
export function fits(item: Item, response: Response, seed: number): boolean {
  const interactions = new Map(present(item, seed).interactions.map((each) => [each.name, each]));
  return Object.entries(response).every(([name, answer]) => {
    if (name === ticksName) return isAmong(read(answer, "chosen"), rubricOfItem(item)?.ticks ?? []);
    const interaction = interactions.get(name);
    return interaction?.type === read(answer, "type") && isOffered(interaction, answer);
  });
}

function isOffered(interaction: Interaction | undefined, answer: unknown): boolean {
  switch (interaction?.type) {
    case undefined:
      return false;
    case "choice":
      return isAmong(read(answer, "chosen"), interaction.options);
    case "order":
      return isAmong(read(answer, "order"), interaction.steps);
    case "lookups":
      return isAmong(read(answer, "order"), interaction.lookups);
    case "match": {
      const pairs = Object.entries(record(read(answer, "pairs")) ?? { "": undefined });
      return (
        isAmong(
          pairs.map(([left]) => left),
          interaction.left,
        ) &&
        isAmong(
          pairs.map(([, right]) => right),
          interaction.right,
        )
      );
    }
    case "number":
    case "prose":
      return typeof read(answer, "text") === "string";
    case "pick":
      return isOneOf(read(answer, "picked"), interaction.spans);
    case "line":
      return isOneOf(read(answer, "picked"), interaction.lines);
    case "spot":
      return isOneOf(read(answer, "picked"), interaction.areas);
    case "verdict":
      return typeof read(answer, "holds") === "boolean";
    case "blanks": {
      const blanks = interaction.text.flatMap((run) => ("blank" in run ? [{ id: run.blank }] : []));
      const texts = record(read(answer, "texts"));
      return (
        texts !== undefined &&
        isAmong(Object.keys(texts), blanks) &&
        Object.values(texts).every((text) => typeof text === "string")
      );
    }
    case "design": {
      const replicas = record(read(answer, "replicas"));
      return (
        replicas !== undefined &&
        isAmong(Object.keys(replicas), interaction.components) &&
        Object.values(replicas).every((by) => isAmong(Object.keys(record(by) ?? { "": 0 }), interaction.domains)) &&
        Object.values(replicas).every((by) => Object.values(record(by) ?? {}).every((n) => typeof n === "number")) &&
        isAmong(read(answer, "links"), interaction.links)
      );
    }
    case "tape":
      return isTape(read(answer, "entries"));
    default:
      return interaction satisfies never;
  }
}

/** Moments and choices; whether they can be made is the model's business. */
const isTape = (entries: unknown): boolean =>
  Array.isArray(entries) &&
  entries.every(
    (entry) =>
      Array.isArray(entry) &&
      entry.length === 3 &&
      Number.isInteger(entry[0]) &&
      Number.isInteger(entry[1]) &&
      typeof read(entry[2], "do") === "string",
  );

type Named = { id?: string };

const isAmong = (given: unknown, offered: readonly Named[]): boolean =>
  Array.isArray(given) && given.every((each) => offered.some(({ id }) => id !== undefined && id === each));
const isOneOf = (given: unknown, offered: readonly Named[]): boolean => given === null || isAmong([given], offered);

const record = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
const read = (value: unknown, key: string): unknown => record(value)?.[key];
