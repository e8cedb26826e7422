/** The kinds of question: one line here for each file in kinds/. */
import type { z as zod } from "zod";
import type { Localized } from "../i18n/locales";
import type { Kind, KindId, Z } from "./item";
import { codeReading, codeReadingSpec } from "./kinds/code-reading";
import { designCanvas, designCanvasSpec } from "./kinds/design-canvas";
import { estimate, estimateSpec } from "./kinds/estimate";
import { fillIn, fillInSpec } from "./kinds/fill-in";
import { hotSpot, hotSpotSpec } from "./kinds/hot-spot";
import { matching, matchingSpec } from "./kinds/matching";
import { multipleChoice, multipleChoiceSpec } from "./kinds/multiple-choice";
import { numeric, numericSpec } from "./kinds/numeric";
import { openEnded, openEndedSpec } from "./kinds/open-ended";
import { ordering, orderingSpec } from "./kinds/ordering";
import { sequenceTrace, sequenceTraceSpec } from "./kinds/sequence-trace";
import { simulationTask, simulationTaskSpec } from "./kinds/simulation-task";
import { singleChoice, singleChoiceSpec } from "./kinds/single-choice";
import { tradeOffFlip, tradeOffFlipSpec } from "./kinds/trade-off-flip";
import { triage, triageSpec } from "./kinds/triage";
import { trueFalseReason, trueFalseReasonSpec } from "./kinds/true-false-reason";
import { wrongClaim, wrongClaimSpec } from "./kinds/wrong-claim";

/** The zod schema of each kind's own keys, made with the caller's zod so that browsers never load it. */
export const specs = {
  "single-choice": singleChoiceSpec,
  "multiple-choice": multipleChoiceSpec,
  "true-false-reason": trueFalseReasonSpec,
  ordering: orderingSpec,
  matching: matchingSpec,
  numeric: numericSpec,
  estimate: estimateSpec,
  "fill-in": fillInSpec,
  "code-reading": codeReadingSpec,
  "hot-spot": hotSpotSpec,
  "wrong-claim": wrongClaimSpec,
  "trade-off-flip": tradeOffFlipSpec,
  triage: triageSpec,
  "design-canvas": designCanvasSpec,
  "open-ended": openEndedSpec,
  "sequence-trace": sequenceTraceSpec,
  "simulation-task": simulationTaskSpec,
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
  "true-false-reason": trueFalseReason,
  ordering,
  matching,
  numeric,
  estimate,
  "fill-in": fillIn,
  "code-reading": codeReading,
  "hot-spot": hotSpot,
  "wrong-claim": wrongClaim,
  "trade-off-flip": tradeOffFlip,
  triage,
  "design-canvas": designCanvas,
  "open-ended": openEnded,
  "sequence-trace": sequenceTrace,
  "simulation-task": simulationTask,
};
