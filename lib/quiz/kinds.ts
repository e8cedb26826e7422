/** The kinds of question: one line here for each file in kinds/. */
import type { z as zod } from "zod";
import type { Localized } from "../i18n/locales";
import type { Kind, KindId, Z } from "./item";
import { matching, matchingSpec } from "./kinds/matching";
import { multipleChoice, multipleChoiceSpec } from "./kinds/multiple-choice";
import { numeric, numericSpec } from "./kinds/numeric";
import { ordering, orderingSpec } from "./kinds/ordering";
import { singleChoice, singleChoiceSpec } from "./kinds/single-choice";
import { wrongClaim, wrongClaimSpec } from "./kinds/wrong-claim";

/** The zod schema of each kind's own keys, made with the caller's zod so that browsers never load it. */
export const specs = {
  "single-choice": singleChoiceSpec,
  "multiple-choice": multipleChoiceSpec,
  ordering: orderingSpec,
  matching: matchingSpec,
  numeric: numericSpec,
  "wrong-claim": wrongClaimSpec,
} as const satisfies Record<KindId, (z: Z) => zod.ZodType>;

type Specs = { [Id in KindId]: Localized<zod.infer<ReturnType<(typeof specs)[Id]>>> };
/** One kind's own part of an item, in one language. */
export type Spec<Id extends KindId> = Specs[Id];
/** The same, tagged by its kind: a mapped type, so that `kinds[item.kind]` is known to fit `item.spec`. */
export type Tagged<Id extends KindId = KindId> = { [Each in Id]: { kind: Each; spec: Specs[Each] } }[Id];
export type SpecOf = Tagged;

export const kinds: { [Id in KindId]: Kind<Spec<Id>> } = {
  "single-choice": singleChoice,
  "multiple-choice": multipleChoice,
  ordering,
  matching,
  numeric,
  "wrong-claim": wrongClaim,
};
