/** How much was written, as an editor counts it: a Han character is one, and so is a run of Latin letters or digits. */
const units = /\p{Script=Han}|[\p{L}\p{N}]+(?:['’.·_-][\p{L}\p{N}]+)*/gu;

export function wordCount(text: string): number {
  // Han are letters too: with a space around each, none of them joins the Latin word beside it.
  return (text.replaceAll(/\p{Script=Han}/gu, " $& ").match(units) ?? []).length;
}

/**
 * Speech, in words (or characters) a minute.
 * @param spokenMs length of the recording
 * @returns undefined where a pace would say nothing: no text, or less than a few seconds
 */
export function paceOf(words: number, spokenMs: number): number | undefined {
  return words > 0 && spokenMs >= 5_000 ? Math.round(words / (spokenMs / 60_000)) : undefined;
}
