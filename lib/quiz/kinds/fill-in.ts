import type { z as zod } from "zod";
import type { Localized } from "../../i18n/locales";
import { type BlankText, blanksIn, type Response } from "../interaction";
import { type Kind, segmentOf, textOf, type Z } from "../item";
import { normalise } from "../normalise";
import { idea, observe } from "../observe";
import { type Complain, complainTo, uniqueIds } from "../spec-rules";

export const fillInSpec = (z: Z) =>
  z
    .strictObject({
      /** The text or the command, with each blank written {{id}}; the same blanks in both languages. */
      text: textOf(z),
      /** A command or configuration: set in the code face, spaces kept. */
      isCode: z.literal(true).optional(),
      blanks: z
        .array(
          z.strictObject({
            id: segmentOf(z),
            /** All that is right, in both languages; the first is shown as the answer. Compared after normalising. */
            accepted: z.array(z.string().trim().min(1)).min(1),
            isCaseSensitive: z.literal(true).optional(),
            /** Wrong words that show a known false idea. */
            slips: z
              .array(
                z.strictObject({
                  texts: z.array(z.string().trim().min(1)).min(1),
                  misconception: segmentOf(z),
                  rationale: textOf(z),
                }),
              )
              .default([]),
            rationale: textOf(z),
          }),
        )
        .min(1)
        .max(5),
    })
    .superRefine((spec, context) => fillInRules(spec, complainTo(context)));

type Spec = Localized<zod.infer<ReturnType<typeof fillInSpec>>>;
type Blank = Spec["blanks"][number];

const name = "blanks";
/** Stands between the accepted words of a blank in its key. */
const between = " / ";

/**
 * Fill the blanks of a text or a command: a point for each. An answer counts however it is typed (see normalise.ts); all
 * that would have counted is shown afterwards, so that nobody wonders why a word did not. A word that a slip lists shows
 * its misconception.
 */
export const fillIn: Kind<Spec> = {
  id: "fill-in",
  ask: (spec) => [{ type: "blanks", name, isCode: spec.isCode ?? false, text: runsOf(spec) }],
  score(spec, response, { statements }) {
    const judged = judge(spec, response);
    if (judged.some((each) => each === undefined)) return { state: "unready", missing: [name] };
    const signs = judged.map((each) => ({ score: each?.isRight ? 1 : 0, misconception: each?.slip?.misconception }));
    return { state: "marked", ...points(judged), observations: observe(signs, statements) };
  },
  explain(spec, response) {
    const judged = judge(spec, response);
    const notes = spec.blanks.map(({ id, rationale }, index) => {
      const each = judged[index];
      if (!each) return { id, verdict: "missed" as const, rationale };
      const reasons = [each.slip?.rationale, rationale].filter((reason) => reason !== undefined).join("\n");
      const verdict = each.isRight ? ("key" as const) : ("wrong" as const);
      return { id, verdict, rationale: reasons, ...idea(each.slip?.misconception) };
    });
    return [
      { name, ...points(judged), key: spec.blanks.map(({ accepted }) => accepted.join(between)).join("\n"), notes },
    ];
  },
  keyOf: ({ blanks }) => ({
    [name]: { type: "blanks", texts: Object.fromEntries(blanks.map(({ id, accepted }) => [id, accepted[0] ?? ""])) },
  }),
  /** A word out of the blue is not met by chance. */
  guess: () => 0,
  rule({ blanks }) {
    const isCaseSensitive = blanks.some((blank) => blank.isCaseSensitive);
    return { key: isCaseSensitive ? "rule.fill-in-case" : "rule.fill-in", values: {} };
  },
};

/** What stands in braces, also where it is no id of a blank. */
const braces = /\{\{([^{}]*)\}\}/g;

/**
 * The text in runs. All fields are of one size, that of the longest word accepted in any of them, in steps of four, so
 * that the width of a field tells nothing about its blank.
 */
function runsOf({ text, blanks }: Spec): BlankText[] {
  const longest = Math.max(...blanks.flatMap(({ accepted }) => accepted.map((word) => word.length)));
  const size = Math.max(8, 4 * Math.ceil(longest / 4));
  // Splitting by a pattern with one group leaves the groups in the odd places.
  return text
    .split(braces)
    .map((run, place) => (place % 2 === 0 ? { text: run } : { blank: run, size }))
    .filter((run) => "blank" in run || run.text !== "");
}

/** The verdict on each blank, in their written order; undefined while it is empty. */
type Judged = { isRight: boolean; slip: Blank["slips"][number] | undefined } | undefined;

function judge({ blanks }: Spec, response: Response): Judged[] {
  const texts = new Map(Object.entries(blanksIn(response, name)));
  return blanks.map((blank) => {
    const given = texts.get(blank.id) ?? "";
    if (given.trim() === "") return undefined;
    const isRight = isAmong(given, blank.accepted, blank);
    return { isRight, slip: isRight ? undefined : blank.slips.find((slip) => isAmong(given, slip.texts, blank)) };
  });
}

const isAmong = (
  given: string,
  words: readonly string[],
  { isCaseSensitive }: { isCaseSensitive?: true | undefined },
) => words.some((word) => normalise(word, isCaseSensitive) === normalise(given, isCaseSensitive));

const points = (judged: readonly Judged[]) => ({
  earned: judged.filter((each) => each?.isRight).length,
  possible: judged.length,
});

type Written = {
  text: Record<string, string>;
  blanks: {
    id: string;
    accepted: string[];
    isCaseSensitive?: true | undefined;
    slips: { texts: string[] }[];
  }[];
};

function fillInRules({ text, blanks }: Written, complain: Complain): void {
  uniqueIds(blanks, "blanks", complain);
  for (const [locale, words] of Object.entries(text)) {
    const written = [...words.matchAll(braces)].map(([, id = ""]) => id);
    written.forEach((id, place) => {
      if (!blanks.some((blank) => blank.id === id))
        complain(["text", locale], `{{${id}}} is no blank; use an id of blanks, or add the blank`);
      else if (written.indexOf(id) < place)
        complain(["text", locale], `{{${id}}} stands twice; write each blank once in each language`);
    });
    for (const { id } of blanks)
      if (!written.includes(id))
        complain(["text", locale], `the blank "${id}" does not stand in this text; write {{${id}}} where it belongs`);
  }
  blanks.forEach((blank, index) => {
    wordRules(blank, index, complain);
  });
}

/** No word is listed twice, once typing is taken off: neither among the accepted, nor in a slip. */
function wordRules(blank: Written["blanks"][number], index: number, complain: Complain): void {
  const listed = [
    ...blank.accepted.map((word, place) => ({ word, path: ["accepted", place], isSlip: false })),
    ...blank.slips.flatMap(({ texts }, slip) =>
      texts.map((word, place) => ({ word, path: ["slips", slip, "texts", place], isSlip: true })),
    ),
  ];
  listed.forEach(({ word, path, isSlip }, place) => {
    if (word.includes(between))
      complain(
        ["blanks", index, ...path],
        `"${word}" holds "${between}", which parts the accepted words; write it without spaces`,
      );
    const earlier = listed.slice(0, place).find((other) => isAmong(word, [other.word], blank));
    if (!earlier) return;
    const problem =
      isSlip && !earlier.isSlip
        ? `the slip "${word}" counts as the right answer "${earlier.word}"; remove one of the two`
        : `"${word}" counts as "${earlier.word}", which is listed already; remove it`;
    complain(["blanks", index, ...path], problem);
  });
}
