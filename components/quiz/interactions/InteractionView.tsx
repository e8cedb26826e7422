"use client";
import type { ComponentType } from "react";
import type { Answer, Interaction, InteractionType } from "@/lib/quiz/interaction";
import type { Part } from "@/lib/quiz/item";
import { BlanksInput } from "./BlanksInput";
import { ChoiceInput } from "./ChoiceInput";
import { DesignInput } from "./DesignInput";
import type { InteractionProps } from "./interaction-props";
import { LineInput } from "./LineInput";
import { LookupsInput } from "./LookupsInput";
import { MatchInput } from "./MatchInput";
import { NumberInput } from "./NumberInput";
import { OrderInput } from "./OrderInput";
import { PickInput } from "./PickInput";
import { ProseInput } from "./ProseInput";
import { SpotInput } from "./SpotInput";
import { TapeInput } from "./TapeInput";
import { VerdictInput } from "./VerdictInput";

/** One view for each interaction; a new interaction does not compile before it has one. */
const views = {
  choice: ChoiceInput,
  order: OrderInput,
  match: MatchInput,
  number: NumberInput,
  pick: PickInput,
  verdict: VerdictInput,
  blanks: BlanksInput,
  line: LineInput,
  spot: SpotInput,
  prose: ProseInput,
  lookups: LookupsInput,
  design: DesignInput,
  tape: TapeInput,
} as const satisfies { [Type in InteractionType]: ComponentType<InteractionProps<Type>> };

type Props = {
  interaction: Interaction;
  answer: Answer | undefined;
  onAnswer: (answer: Answer) => void;
  part: Part | undefined;
  id: string;
  labelledBy: string;
  sitting?: string;
  isFinal?: boolean;
};

/** An answer of another type than the interaction (an old log, an edited item) counts as none. */
const ofType = <Type extends InteractionType>(type: Type, answer: Answer | undefined) =>
  answer?.type === type ? (answer as Extract<Answer, { type: Type }>) : undefined;

export function InteractionView({ interaction, answer, ...rest }: Props) {
  switch (interaction.type) {
    case "choice":
      return <views.choice interaction={interaction} answer={ofType("choice", answer)} {...rest} />;
    case "order":
      return <views.order interaction={interaction} answer={ofType("order", answer)} {...rest} />;
    case "match":
      return <views.match interaction={interaction} answer={ofType("match", answer)} {...rest} />;
    case "number":
      return <views.number interaction={interaction} answer={ofType("number", answer)} {...rest} />;
    case "pick":
      return <views.pick interaction={interaction} answer={ofType("pick", answer)} {...rest} />;
    case "verdict":
      return <views.verdict interaction={interaction} answer={ofType("verdict", answer)} {...rest} />;
    case "blanks":
      return <views.blanks interaction={interaction} answer={ofType("blanks", answer)} {...rest} />;
    case "line":
      return <views.line interaction={interaction} answer={ofType("line", answer)} {...rest} />;
    case "spot":
      return <views.spot interaction={interaction} answer={ofType("spot", answer)} {...rest} />;
    case "prose":
      return <views.prose interaction={interaction} answer={ofType("prose", answer)} {...rest} />;
    case "lookups":
      return <views.lookups interaction={interaction} answer={ofType("lookups", answer)} {...rest} />;
    case "design":
      return <views.design interaction={interaction} answer={ofType("design", answer)} {...rest} />;
    case "tape":
      return <views.tape interaction={interaction} answer={ofType("tape", answer)} {...rest} />;
    default:
      return interaction satisfies never;
  }
}
