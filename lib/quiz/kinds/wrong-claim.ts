import type { z as zod } from "zod";
import type { Localized } from "../../i18n/locales";
import { chosenIn as choicesIn, pickedIn, type Response } from "../interaction";
import { type Kind, type Option, optionOf, segmentOf, textOf, type Z } from "../item";
import { observe } from "../observe";
import { askOptions, choosable, keysOf, keyText, knownIn, optionNotes, signOfChoice } from "../options";
import { drawsFrom } from "../seed";
import { type Complain, complainTo, oneKeyRules, uniqueIds } from "../spec-rules";

export const wrongClaimSpec = (z: Z) =>
  z
    .strictObject({
      /** The sentences of the passage; `misconception`: the false idea of a reader who picks this right sentence. */
      spans: z
        .array(
          z.strictObject({
            id: segmentOf(z),
            text: textOf(z),
            wrong: z.literal(true).optional(),
            misconception: segmentOf(z).optional(),
            rationale: textOf(z),
          }),
        )
        .min(3)
        .max(5),
      causes: z.array(optionOf(z)).min(2).max(9),
      fixes: z.array(optionOf(z)).min(2).max(9),
    })
    .superRefine((spec, context) => {
      const complain = complainTo(context);
      spanRules(spec.spans, complain);
      oneKeyRules(spec.causes, "causes", complain);
      oneKeyRules(spec.fixes, "fixes", complain);
    });

type Spec = Localized<zod.infer<ReturnType<typeof wrongClaimSpec>>>;

type Tier = { name: "pick" | "cause" | "fix"; options: Option[] };

/**
 * One sentence of a passage is wrong: pick it, then the cause, then the fix. A point for each, in this order: behind the
 * first wrong answer nothing counts, for the cause of another sentence explains nothing. So an answer shows one sign for
 * each tier up to that first wrong one, and the tiers behind it are not observed.
 */
export const wrongClaim: Kind<Spec> = {
  id: "wrong-claim",
  ask({ spans, causes, fixes }, seed) {
    const draw = drawsFrom(seed);
    return [
      { type: "pick", name: "pick", spans: spans.map(choosable) },
      { type: "choice", name: "cause", many: false, options: askOptions(causes, draw) },
      { type: "choice", name: "fix", many: false, options: askOptions(fixes, draw) },
    ];
  },
  score(spec, response, { statements }) {
    const tiers = tiersOf(spec);
    const missing = tiers.filter((tier) => chosenIn(tier, response) === undefined).map(({ name }) => name);
    if (missing.length > 0) return { state: "unready", missing };
    const held = heldTiers(tiers, response);
    const observed = tiers.slice(0, held + 1).map((tier) => signOfChoice(tier.options, chosenIn(tier, response)));
    return { state: "marked", earned: held, possible: tiers.length, observations: observe(observed, statements) };
  },
  explain(spec, response) {
    const tiers = tiersOf(spec);
    const held = heldTiers(tiers, response);
    return tiers.map((tier, index) => {
      const chosen = chosenIn(tier, response);
      const notes = optionNotes(tier.options, chosen === undefined ? [] : [chosen]);
      return { name: tier.name, earned: index < held ? 1 : 0, possible: 1, key: keyText(tier.options), notes };
    });
  },
  keyOf: ({ spans, causes, fixes }) => ({
    pick: { type: "pick", picked: spans.find(({ wrong }) => wrong)?.id ?? null },
    cause: { type: "choice", chosen: keysOf(causes) },
    fix: { type: "choice", chosen: keysOf(fixes) },
  }),
  guess({ spans, causes, fixes }) {
    const pick = 1 / spans.length;
    const cause = pick / causes.length;
    const fix = cause / fixes.length;
    return (pick + cause + fix) / 3;
  },
  rule: () => ({ key: "rule.wrong-claim", values: {} }),
};

/** The passage as a tier: its wrong sentence is the key. */
const tiersOf = ({ spans, causes, fixes }: Spec): Tier[] => [
  { name: "pick", options: spans.map(({ wrong, ...span }) => ({ ...span, key: wrong })) },
  { name: "cause", options: causes },
  { name: "fix", options: fixes },
];

/** The one option chosen in this tier, if it is exactly one that the item has. */
function chosenIn({ name, options }: Tier, response: Response): string | undefined {
  const picked = name === "pick" ? pickedIn(response, name) : null;
  const known = knownIn(name === "pick" ? (picked === null ? [] : [picked]) : choicesIn(response, name), options);
  return known.length === 1 ? known[0] : undefined;
}

/** How many tiers are right before the first that is not. */
function heldTiers(tiers: readonly Tier[], response: Response): number {
  const firstWrong = tiers.findIndex((tier) => signOfChoice(tier.options, chosenIn(tier, response)).score < 1);
  return firstWrong === -1 ? tiers.length : firstWrong;
}

type Written = { id: string; wrong?: true | undefined; misconception?: string | undefined };

function spanRules(spans: readonly Written[], complain: Complain): void {
  uniqueIds(spans, "spans", complain);
  const wrong = spans.filter((span) => span.wrong).length;
  if (wrong !== 1) complain(["spans"], `${wrong} of the spans are wrong; mark exactly one with \`wrong: true\``);
  spans.forEach((span, index) => {
    if (span.wrong && span.misconception !== undefined)
      complain(
        ["spans", index, "misconception"],
        `picking the wrong span "${span.id}" is right, so it shows no misconception; remove it here`,
      );
  });
}
