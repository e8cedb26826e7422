import type { z as zod } from "zod";
import type { Localized } from "../../i18n/locales";
import { proseIn } from "../interaction";
import type { Kind, Z } from "../item";
import { observe } from "../observe";
import { allTicked, rubricNotes, rubricOf, rubricSigns, scoreRubric, strongest, ticksIn, ticksName } from "../rubric";

export const openEndedSpec = (z: Z) => rubricOf(z);

type Spec = Localized<zod.infer<ReturnType<typeof openEndedSpec>>>;

const name = "answer";

/**
 * Answer in one's own words, then mark it against the rubric, which is shown only when the text is final. A point a tick;
 * without a `must`, or with something fatal, at most half of them. No text is read by the scorer: an empty one alone is
 * unready.
 */
export const openEnded: Kind<Spec> = {
  id: "open-ended",
  ask: () => [{ type: "prose", name }],
  score(spec, response, { statements }) {
    if (proseIn(response, name).trim() === "") return { state: "unready", missing: [name] };
    const ticked = ticksIn(response);
    if (!ticked) return { state: "unready", missing: [ticksName] };
    return {
      state: "marked",
      ...scoreRubric(spec, ticked),
      observations: observe(rubricSigns(spec, ticked), statements),
    };
  },
  explain(spec, response) {
    const ticked = ticksIn(response) ?? [];
    return [{ name, ...scoreRubric(spec, ticked), key: strongest(spec), notes: rubricNotes(spec, ticked) }];
  },
  keyOf: (spec) => ({ [name]: { type: "prose", text: strongest(spec) }, ...allTicked(spec) }),
  /** Whoever has nothing to say has nothing to tick. */
  guess: () => 0,
  rule: (spec) => ({ key: "rule.open-ended", values: { ticks: scoreRubric(spec, []).possible } }),
  rubric: (spec) => spec,
};
