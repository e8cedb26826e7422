"use client";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useKeys } from "@/components/shell/keys";
import { Button } from "@/components/ui/Button";
import { InlineText } from "@/components/ui/InlineText";
import type { Rung } from "@/lib/quiz/chain";
import { ConfidencePicker, nextConfidence } from "./ConfidencePicker";
import { ProseInput } from "./interactions/ProseInput";
import { pressDigit } from "./press-digit";
import { RubricMark } from "./RubricMark";
import type { ChainSitting } from "./useChain";

/** A rung asked in words: write or speak, then compare with what a listener would have heard. */
export function OpenRung({ rung, sitting }: { rung: Rung; sitting: ChainSitting }) {
  const t = useTranslations("chain");
  const quiz = useTranslations("quiz");
  const root = useRef<HTMLDivElement>(null);
  const { draft, play } = sitting;
  const isMarking = draft.stage === "marking";
  const hasText = draft.text.trim() !== "";
  const go = () => (isMarking ? sitting.close() : sitting.finishWriting());
  useKeys(t("keys.title"), [
    { keys: ["Enter"], modifier: "Ctrl", label: t("keys.go"), run: go, whileTyping: true },
    { keys: ["1-9"], label: t("keys.tick"), run: (event) => pressDigit(root.current, event.key) },
    { keys: ["h"], label: t("keys.hint"), run: sitting.hint },
    {
      keys: ["c"],
      label: quiz("keys.confidence"),
      run: () => sitting.write({ confidence: nextConfidence(draft.confidence) }),
    },
  ]);
  return (
    <div ref={root} className="grid gap-5">
      <ProseInput
        interaction={{ type: "prose", name: "answer" }}
        answer={{
          type: "prose",
          text: draft.text,
          ...(draft.spokenMs !== undefined && { spokenMs: draft.spokenMs }),
        }}
        onAnswer={({ text, spokenMs }) => sitting.write({ text, ...(spokenMs !== undefined && { spokenMs }) })}
        part={undefined}
        isFinal={isMarking}
        id={`answer-${rung.id}`}
        labelledBy={`rung-${rung.id}`}
        sitting={`${play.session}-${rung.id}`}
      />
      <Hints rung={rung} taken={play.hints} onTake={isMarking ? undefined : sitting.hint} />
      {isMarking ? (
        <RubricMark rubric={rung} text={draft.text} ticked={draft.ticks} onTick={sitting.tick} id={rung.id} />
      ) : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <span className="text-m text-ink-3" aria-hidden="true">
            {quiz("confidence.legend")} <kbd className="kbd">C</kbd>
          </span>
          <ConfidencePicker
            value={draft.confidence}
            onChange={(confidence) => sitting.write({ confidence })}
            disabled={isMarking}
          />
        </span>
        <span className="ml-auto flex flex-wrap gap-2">
          <Button variant="quiet" onClick={sitting.leave}>
            {t("leave")}
          </Button>
          <Button variant="primary" keyHint="Ctrl Enter" disabled={!hasText} onClick={go}>
            {t(isMarking ? "next" : "done")}
          </Button>
        </span>
      </div>
    </div>
  );
}

/** Hints in their order, each with what it costs said before it is taken. */
export function Hints({ rung, taken, onTake }: { rung: Rung; taken: number; onTake: (() => void) | undefined }) {
  const t = useTranslations("chain");
  const { hints } = rung;
  const next = hints[taken];
  if (hints.length === 0) return null;
  return (
    <div className="grid justify-items-start gap-2">
      <ol className="grid gap-2" aria-live="polite">
        {hints.slice(0, taken).map(({ text }) => (
          <li key={text} className="border-l-2 border-line-strong pl-3 text-l text-ink-2">
            <InlineText text={text} />
          </li>
        ))}
      </ol>
      {next && onTake ? (
        <Button size="s" keyHint="H" onClick={onTake}>
          {t("hint", { index: taken + 1, count: hints.length, cost: Math.round(next.cost * 100) })}
        </Button>
      ) : null}
    </div>
  );
}
