import type { z as zod } from "zod";
import type { Localized } from "../../i18n/locales";
import { pairsIn, type Response } from "../interaction";
import { type Kind, segmentOf, textOf, type Z } from "../item";
import { idea, observe } from "../observe";
import { choosable } from "../options";
import { drawsFrom, shuffle } from "../seed";
import { type Complain, complainTo, uniqueIds } from "../spec-rules";

export const matchingSpec = (z: Z) =>
  z
    .strictObject({
      left: z
        .array(z.strictObject({ id: segmentOf(z), text: textOf(z), key: segmentOf(z), rationale: textOf(z) }))
        .min(3)
        .max(6),
      /** `misconception`: the false idea of a reader who takes this entry where it does not belong. */
      right: z
        .array(z.strictObject({ id: segmentOf(z), text: textOf(z), misconception: segmentOf(z).optional() }))
        .min(2)
        .max(9),
      /** A right entry may serve more than once. */
      reuse: z.boolean().optional(),
    })
    .superRefine((spec, context) => matchingRules(spec, complainTo(context)));

type Spec = Localized<zod.infer<ReturnType<typeof matchingSpec>>>;

const name = "match";

/** Give each left entry its right one: a point for each. A right entry taken where it does not belong shows its idea. */
export const matching: Kind<Spec> = {
  id: "matching",
  ask({ left, right, reuse }, seed) {
    const draw = drawsFrom(seed);
    const shuffledLeft = shuffle(left, draw).map(choosable);
    const shuffledRight = shuffle(right, draw).map(choosable);
    return [{ type: "match", name, left: shuffledLeft, right: shuffledRight, reuse: reuse ?? false }];
  },
  score(spec, response, { statements }) {
    const taken = takenIn(spec, response);
    if (taken.some((id) => id === undefined)) return { state: "unready", missing: [name] };
    const signs = spec.left.map(({ key }, index) =>
      taken[index] === key ? { score: 1 } : { score: 0, misconception: misconceptionOf(spec, taken[index]) },
    );
    return { state: "marked", ...points(spec, taken), observations: observe(signs, statements) };
  },
  explain(spec, response) {
    const taken = takenIn(spec, response);
    const key = spec.left.map((entry) => `${entry.text} → ${textOfRight(spec, entry.key)}`).join("\n");
    const notes = spec.left.map(({ id, key, rationale }, index) => {
      if (taken[index] === undefined) return { id, verdict: "missed" as const, rationale };
      if (taken[index] === key) return { id, verdict: "key" as const, rationale };
      return { id, verdict: "wrong" as const, rationale, ...idea(misconceptionOf(spec, taken[index])) };
    });
    return [{ name, ...points(spec, taken), key, notes }];
  },
  keyOf: ({ left }) => ({
    [name]: { type: "match", pairs: Object.fromEntries(left.map(({ id, key }) => [id, key])) },
  }),
  // With reuse every left entry is an independent draw; without it, by symmetry, each still meets its key in one draw of n.
  guess: ({ right }) => 1 / right.length,
  rule: ({ reuse }) => ({ key: reuse ? "rule.matching-reuse" : "rule.matching", values: {} }),
};

/** The right entry that each left one was given, in the written order of the left ones. */
function takenIn({ left, right, reuse }: Spec, response: Response): (string | undefined)[] {
  const pairs = new Map(Object.entries(pairsIn(response, name)));
  const known = left.map(({ id }) => right.find((entry) => entry.id === pairs.get(id))?.id);
  // A view without reuse cannot give one entry twice; a response that does is no complete answer.
  return reuse ? known : known.map((id, index) => (known.indexOf(id) < index ? undefined : id));
}

const points = ({ left }: Spec, taken: readonly (string | undefined)[]) => ({
  earned: left.filter(({ key }, index) => taken[index] === key).length,
  possible: left.length,
});
const misconceptionOf = ({ right }: Spec, id: string | undefined) =>
  right.find((entry) => entry.id === id)?.misconception;
const textOfRight = ({ right }: Spec, id: string): string => right.find((entry) => entry.id === id)?.text ?? id;

type Written = {
  left: { id: string; key: string }[];
  right: { id: string; misconception?: string | undefined }[];
  reuse?: boolean | undefined;
};

function matchingRules({ left, right, reuse }: Written, complain: Complain): void {
  uniqueIds(left, "left", complain);
  uniqueIds(right, "right", complain);
  left.forEach(({ key }, index) => {
    if (!right.some((entry) => entry.id === key))
      complain(["left", index, "key"], `the key "${key}" is not among the right entries; use an id of \`right\``);
    else if (!reuse && left.findIndex((other) => other.key === key) < index)
      complain(
        ["left", index, "key"],
        `the key "${key}" serves twice; set \`reuse: true\`, or give this entry another key`,
      );
  });
  if (!reuse && right.length <= left.length)
    complain(
      ["right"],
      `${right.length} right entries for ${left.length} left ones, so the last follows from the others; add one more, or set \`reuse: true\``,
    );
  right.forEach((entry, index) => {
    if (entry.misconception === undefined && !left.some(({ key }) => key === entry.id))
      complain(
        ["right", index],
        `the right entry "${entry.id}" is no key and names no misconception; add \`misconception\` with an id of misconceptions.yaml`,
      );
  });
}
