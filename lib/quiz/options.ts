/** What the kinds with a list of options share: how it is shown, judged and explained. */
import type { Choosable } from "./interaction";
import type { Note, Option } from "./item";
import { idea, type Sign } from "./observe";
import { type Draw, shuffle } from "./seed";

/** Only what may be seen before the answer. */
export const choosable = ({ id, text }: Choosable): Choosable => ({ id, text });

export const askOptions = (options: readonly Option[], draw: Draw, fixedOrder = false): Choosable[] =>
  (fixedOrder ? options : shuffle(options, draw)).map(choosable);

/** The ids that were chosen, each once, without those the options do not have (an older revision had them). */
export const knownIn = (chosen: readonly string[], options: readonly { id: string }[]): string[] =>
  options.map(({ id }) => id).filter((id) => chosen.includes(id));

export const keysOf = (options: readonly Option[]): string[] => options.filter(({ key }) => key).map(({ id }) => id);

/** The right answer as text, a line for each key. */
export const keyText = (options: readonly Option[]): string =>
  options
    .filter(({ key }) => key)
    .map(({ text }) => text)
    .join("\n");

export const optionNotes = (options: readonly Option[], chosen: readonly string[]): Note[] =>
  options.map(({ id, key, misconception, rationale }) => ({
    id,
    verdict: chosen.includes(id) ? (key ? "key" : "wrong") : key ? "missed" : "plain",
    rationale,
    ...idea(misconception),
  }));

/** What the choice of one option out of a list with one key shows; no choice is no point. */
export function signOfChoice(options: readonly Option[], chosen: string | undefined): Sign {
  const option = options.find(({ id }) => id === chosen);
  return { score: option?.key ? 1 : 0, misconception: option?.misconception };
}
