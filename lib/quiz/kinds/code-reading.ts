import type { z as zod } from "zod";
import type { Localized } from "../../i18n/locales";
import { chosenIn, lineIn, type Response } from "../interaction";
import { type Kind, type Option, optionOf, segmentOf, textOf, type Z } from "../item";
import { checkedLanguages, listingCheckOf, misfitOf } from "../listing";
import { observe } from "../observe";
import { askOptions, keysOf, keyText, knownIn, optionNotes, signOfChoice } from "../options";
import { drawsFrom } from "../seed";
import { type Complain, complainTo, oneKeyRules } from "../spec-rules";

/** A listing longer than this is not read in an interview, but scrolled. */
const mostLines = 30;

export const codeReadingSpec = (z: Z) =>
  z
    .strictObject({
      /** Language-neutral: names in English, no comment that gives the answer away. */
      listing: z.strictObject({
        lang: z.enum([...checkedLanguages, "bash"]),
        text: z.string().min(1),
        check: listingCheckOf(z),
      }),
      /** The lines that can be picked, by 1-based number; one is the key. */
      lines: z
        .array(
          z.strictObject({
            id: segmentOf(z),
            at: z.int().min(1),
            key: z.literal(true).optional(),
            misconception: segmentOf(z).optional(),
            rationale: textOf(z),
          }),
        )
        .min(3)
        .max(8),
      /** What follows from that line; one is the key. */
      effects: z.array(optionOf(z)).min(2).max(6),
    })
    .superRefine((spec, context) => {
      const complain = complainTo(context);
      listingRules(spec.listing, complain);
      lineRules(spec, complain);
      oneKeyRules(spec.effects, "effects", complain);
    });

type Spec = Localized<zod.infer<ReturnType<typeof codeReadingSpec>>>;

/**
 * A listing does something other than it seems to: pick the line where it goes wrong, then what follows. A point for each,
 * and the effect counts only behind the right line, for the effect of another line is a guess.
 */
export const codeReading: Kind<Spec> = {
  id: "code-reading",
  ask: ({ listing, lines, effects }, seed) => [
    {
      type: "line",
      name: "line",
      lang: listing.lang,
      lines: linesOf(listing.text).map((text, index) => {
        const id = lines.find(({ at }) => at === index + 1)?.id;
        return { text, ...(id !== undefined && { id }) };
      }),
    },
    { type: "choice", name: "effect", many: false, options: askOptions(effects, drawsFrom(seed)) },
  ],
  score(spec, response, { statements }) {
    const tiers = tiersOf(spec, response);
    const missing = tiers.filter(({ chosen }) => chosen === undefined).map(({ name }) => name);
    if (missing.length > 0) return { state: "unready", missing };
    const held = heldTiers(tiers);
    const signs = tiers.slice(0, held + 1).map(({ options, chosen }) => signOfChoice(options, chosen));
    return { state: "marked", earned: held, possible: tiers.length, observations: observe(signs, statements) };
  },
  explain(spec, response) {
    const tiers = tiersOf(spec, response);
    const held = heldTiers(tiers);
    return tiers.map(({ name, options, chosen }, index) => {
      const notes = optionNotes(options, chosen === undefined ? [] : [chosen]);
      return { name, earned: index < held ? 1 : 0, possible: 1, key: keyText(options), notes };
    });
  },
  keyOf: ({ lines, effects }) => ({
    line: { type: "line", picked: lines.find(({ key }) => key)?.id ?? null },
    effect: { type: "choice", chosen: keysOf(effects) },
  }),
  guess({ lines, effects }) {
    const line = 1 / lines.length;
    return (line + line / effects.length) / 2;
  },
  rule: () => ({ key: "rule.code-reading", values: {} }),
};

/** The lines of a listing without the line breaks that YAML leaves at its end. */
export const linesOf = (text: string): string[] => text.trimEnd().split("\n");

type Tier = { name: "line" | "effect"; options: Option[]; chosen: string | undefined };

/** The two steps with what was chosen in each, if it is exactly one thing that the item has. */
function tiersOf({ listing, lines, effects }: Spec, response: Response): Tier[] {
  const code = linesOf(listing.text);
  const picked = lineIn(response, "line");
  const pickable = lines.map((line) => ({ ...line, text: `${line.at}: ${code[line.at - 1]?.trim() ?? ""}` }));
  return [
    { name: "line", options: pickable, chosen: onlyOne(knownIn(picked === null ? [] : [picked], lines)) },
    { name: "effect", options: effects, chosen: onlyOne(knownIn(chosenIn(response, "effect"), effects)) },
  ];
}

const onlyOne = (known: readonly string[]): string | undefined => (known.length === 1 ? known[0] : undefined);

/** How many steps are right before the first that is not. */
function heldTiers(tiers: readonly Tier[]): number {
  const firstWrong = tiers.findIndex(({ options, chosen }) => signOfChoice(options, chosen).score < 1);
  return firstWrong === -1 ? tiers.length : firstWrong;
}

type Written = zod.infer<ReturnType<typeof codeReadingSpec>>;

function listingRules({ lang, text, check }: Written["listing"], complain: Complain): void {
  const length = linesOf(text).length;
  if (length > mostLines)
    complain(
      ["listing", "text"],
      `the listing has ${length} lines; cut it to ${mostLines}, the rest goes to \`before\``,
    );
  const misfit = misfitOf(lang, check);
  if (misfit) complain(["listing", "check", "with"], misfit);
}

function lineRules({ listing, lines }: Written, complain: Complain): void {
  const code = linesOf(listing.text);
  oneKeyRules(lines, "lines", complain);
  lines.forEach(({ id, at }, index) => {
    const line = code[at - 1];
    if (line === undefined)
      complain(
        ["lines", index, "at"],
        `"${id}" is line ${at} of a listing of ${code.length}; count from 1 in listing.text`,
      );
    else if (line.trim() === "")
      complain(["lines", index, "at"], `"${id}" is line ${at}, which is blank; name the line that does it`);
    if (lines.findIndex((other) => other.at === at) < index)
      complain(["lines", index, "at"], `a second entry of lines is line ${at}; keep one for each line`);
  });
}
