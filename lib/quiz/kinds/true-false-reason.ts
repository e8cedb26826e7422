import type { z as zod } from "zod";
import type { Localized } from "../../i18n/locales";
import { chosenIn, type Response, verdictIn } from "../interaction";
import { type Kind, optionOf, segmentOf, type Z } from "../item";
import { idea, observe, type Sign } from "../observe";
import { askOptions, keysOf, keyText, knownIn, optionNotes, signOfChoice } from "../options";
import { drawsFrom } from "../seed";
import { complainTo, oneKeyRules } from "../spec-rules";

export const trueFalseReasonSpec = (z: Z) =>
  z
    .strictObject({
      /** Whether the statement that the stem makes holds. */
      holds: z.boolean(),
      /** The false idea of a reader with the wrong verdict. */
      misconception: segmentOf(z),
      /** Shown once a verdict is given; reasons for both verdicts stand among them, one is the key. */
      reasons: z.array(optionOf(z)).min(3).max(6),
    })
    .superRefine((spec, context) => oneKeyRules(spec.reasons, "reasons", complainTo(context)));

type Spec = Localized<zod.infer<ReturnType<typeof trueFalseReasonSpec>>>;

/**
 * Say whether a statement holds, then why. One point, and only for both: the verdict alone is a coin. A wrong verdict shows
 * the idea of those who hold it; a right one with a wrong reason shows the idea of that reason.
 */
export const trueFalseReason: Kind<Spec> = {
  id: "true-false-reason",
  ask: ({ reasons }, seed) => [
    { type: "verdict", name: "verdict" },
    { type: "choice", name: "reason", many: false, options: askOptions(reasons, drawsFrom(seed)) },
  ],
  score(spec, response, { statements }) {
    const verdict = verdictIn(response, "verdict");
    const reason = reasonIn(spec, response);
    if (verdict === undefined || reason === undefined) {
      const missing = [...(verdict === undefined ? ["verdict"] : []), ...(reason === undefined ? ["reason"] : [])];
      return { state: "unready", missing };
    }
    const sign = signOf(spec, verdict, reason);
    return { state: "marked", earned: sign.score, possible: 1, observations: observe([sign], statements) };
  },
  explain(spec, response) {
    const verdict = verdictIn(response, "verdict");
    const reason = reasonIn(spec, response);
    const notes = optionNotes(spec.reasons, reason === undefined ? [] : [reason]);
    return [
      { name: "verdict", earned: 0, possible: 0, key: String(spec.holds), notes: verdictNotes(spec, verdict) },
      { name: "reason", earned: signOf(spec, verdict, reason).score, possible: 1, key: keyText(spec.reasons), notes },
    ];
  },
  keyOf: ({ holds, reasons }) => ({
    verdict: { type: "verdict", holds },
    reason: { type: "choice", chosen: keysOf(reasons) },
  }),
  guess: ({ reasons }) => 1 / 2 / reasons.length,
  rule: () => ({ key: "rule.true-false-reason", values: {} }),
};

/** The chosen reason, if it is exactly one that the item has. */
function reasonIn({ reasons }: Spec, response: Response): string | undefined {
  const known = knownIn(chosenIn(response, "reason"), reasons);
  return known.length === 1 ? known[0] : undefined;
}

const signOf = (spec: Spec, verdict: boolean | undefined, reason: string | undefined): Sign =>
  verdict === spec.holds ? signOfChoice(spec.reasons, reason) : { score: 0, misconception: spec.misconception };

/** A note on each verdict, with the id "true" or "false". */
const verdictNotes = ({ holds, misconception }: Spec, given: boolean | undefined) =>
  [true, false].map((verdict) => {
    const isKey = verdict === holds;
    const isTaken = verdict === given;
    return {
      id: String(verdict),
      verdict: isTaken
        ? isKey
          ? ("key" as const)
          : ("wrong" as const)
        : isKey
          ? ("missed" as const)
          : ("plain" as const),
      ...(!isKey && idea(misconception)),
    };
  });
