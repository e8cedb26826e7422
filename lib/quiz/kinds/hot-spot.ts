import type { z as zod } from "zod";
import type { Localized } from "../../i18n/locales";
import { type Response, spotIn } from "../interaction";
import { type Kind, segmentOf, textOf, type Z } from "../item";
import { observe } from "../observe";
import { choosable, keyText, knownIn, optionNotes, signOfChoice } from "../options";
import { type Complain, complainTo, oneKeyRules } from "../spec-rules";

export const hotSpotSpec = (z: Z) =>
  z
    .strictObject({
      /** Written as a mermaid sequence diagram or flowchart, as in notes; the catalog holds it drawn, as SVG. */
      figure: textOf(z),
      /** The diagram in words for who cannot see it. */
      alt: textOf(z),
      /**
       * Elements that can be picked: a node or participant by its id; the n-th message or edge, counted from 1, as `m1`, `m2`, ….
       * One is the key.
       */
      areas: z
        .array(
          z.strictObject({
            id: segmentOf(z),
            /** The element's id in the figure. */
            element: z.string().trim().min(1),
            /** What the equal list calls it. */
            text: textOf(z),
            key: z.literal(true).optional(),
            misconception: segmentOf(z).optional(),
            rationale: textOf(z),
          }),
        )
        .min(3)
        .max(9),
    })
    .superRefine((spec, context) => {
      const complain = complainTo(context);
      oneKeyRules(spec.areas, "areas", complain);
      elementRules(spec.areas, complain);
    });

type Spec = Localized<zod.infer<ReturnType<typeof hotSpotSpec>>>;

const name = "spot";

/**
 * Pick the element of a diagram: one point or none. The element picked shows its misconception. The equal list is not
 * shuffled, so that it can be read beside the figure: the catalog holds the areas in the order of the drawing, wherever
 * the author wrote the key.
 */
export const hotSpot: Kind<Spec> = {
  id: "hot-spot",
  ask: ({ figure, areas }) => [{ type: "spot", name, figure, areas: areas.map(choosable) }],
  score({ areas }, response, { statements }) {
    const picked = pickedIn(areas, response);
    if (picked === undefined) return { state: "unready", missing: [name] };
    const sign = signOfChoice(areas, picked);
    return { state: "marked", earned: sign.score, possible: 1, observations: observe([sign], statements) };
  },
  explain({ areas }, response) {
    const picked = pickedIn(areas, response);
    const notes = optionNotes(areas, picked === undefined ? [] : [picked]);
    return [{ name, earned: signOfChoice(areas, picked).score, possible: 1, key: keyText(areas), notes }];
  },
  keyOf: ({ areas }) => ({ [name]: { type: "spot", picked: areas.find(({ key }) => key)?.id ?? null } }),
  guess: ({ areas }) => 1 / areas.length,
  rule: () => ({ key: "rule.hot-spot", values: {} }),
};

/** The area that was picked, if the item has it. */
function pickedIn(areas: Spec["areas"], response: Response): string | undefined {
  const picked = spotIn(response, name);
  return picked === null ? undefined : knownIn([picked], areas)[0];
}

function elementRules(areas: readonly { id: string; element: string }[], complain: Complain): void {
  areas.forEach(({ id, element }, index) => {
    const first = areas.findIndex((other) => other.element === element);
    if (first < index)
      complain(
        ["areas", index, "element"],
        `"${id}" is the element "${element}", as is "${areas[first]?.id}"; give each area an element of its own`,
      );
  });
}
