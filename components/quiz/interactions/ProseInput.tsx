"use client";
import { useTranslations } from "next-intl";
import { useLayoutEffect, useRef } from "react";
import { Button } from "@/components/ui/Button";
import { Icon } from "@/components/ui/Icon";
import { LiveRegion } from "@/components/ui/LiveRegion";
import { clockText } from "../clock-text";
import { keptDays } from "../recordings";
import { longestMinutes, useRecorder } from "../useRecorder";
import { paceOf, wordCount } from "../word-count";
import type { InteractionProps } from "./interaction-props";
import { Mark, rowClass, verdictOf, Why } from "./judged";

/** An answer in one's own words, written and, where there is a microphone, spoken. Only the text is marked. */
export function ProseInput({
  answer,
  onAnswer,
  part,
  id,
  labelledBy,
  sitting,
  isFinal = false,
}: InteractionProps<"prose">) {
  const t = useTranslations("quiz.prose");
  const text = answer?.text ?? "";
  const field = useGrowing(text, part !== undefined);
  const words = wordCount(text);
  // A tick that would sink the answer and was not said is nothing to tell.
  const ticks = part?.notes.filter((note) => verdictOf(note)) ?? [];
  return (
    <div className="grid gap-3">
      <div className="prose-box">
        <textarea
          ref={field}
          id={id}
          aria-labelledby={labelledBy}
          aria-describedby={`${id}-count`}
          placeholder={t("placeholder")}
          rows={part ? 1 : 6}
          value={text}
          readOnly={isFinal || part !== undefined}
          onChange={(event) => onAnswer({ ...answer, type: "prose", text: event.target.value })}
        />
        <p id={`${id}-count`} className="cap num">
          {t("count", { count: words })}
        </p>
      </div>
      {sitting ? (
        <Spoken
          sitting={sitting}
          words={words}
          isDone={isFinal || part !== undefined}
          spokenMs={answer?.spokenMs}
          // The page closes a question by its fieldset, the button to stop along with it.
          isClosed={() => field.current?.matches(":disabled") ?? true}
          onLength={(ms) => {
            if (part === undefined && ms !== answer?.spokenMs)
              onAnswer({ type: "prose", text, ...(ms !== undefined && { spokenMs: ms }) });
          }}
        />
      ) : null}
      {ticks.length > 0 ? (
        <ul className="opts" aria-label={t("ticks")}>
          {ticks.map((note) => (
            <li key={note.id} className={`${rowClass(note)} opt-plain`}>
              <Why note={note} />
              <Mark isLack note={note} label={t(verdictOf(note) ?? "key")} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** As high as its text, so that a long answer is seen whole. */
function useGrowing(text: string, isDone: boolean) {
  const field = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has another height, and a final one needs no room to write
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [text, isDone]);
  return field;
}

type SpokenProps = {
  sitting: string;
  words: number;
  isDone: boolean;
  spokenMs: number | undefined;
  isClosed: () => boolean;
  onLength: (ms: number | undefined) => void;
};

function Spoken({ sitting, words, isDone, spokenMs, isClosed, onLength }: SpokenProps) {
  const t = useTranslations("quiz.prose");
  const { recording, runningMs, isPlaying, fault, begin, stop, play, stopPlaying, remove } = useRecorder(
    sitting,
    isClosed,
    onLength,
  );
  const isRunning = runningMs !== undefined;
  const length = recording?.ms ?? spokenMs;
  const pace = length === undefined ? undefined : paceOf(words, length);
  if (isDone && length === undefined) return null;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {isRunning ? (
          <Button size="s" onClick={stop}>
            <i className="rec-stop" aria-hidden="true" />
            {t("stop")}
          </Button>
        ) : isDone ? null : (
          <Button size="s" onClick={() => void begin()}>
            <i className="rec-dot" aria-hidden="true" />
            {t(recording ? "again" : "record")}
          </Button>
        )}
        {recording && !isRunning ? (
          <>
            <Button
              size="s"
              icon={isPlaying ? "pause" : "play"}
              onClick={() => (isPlaying ? stopPlaying() : void play())}
            >
              {t(isPlaying ? "pause" : "play")}
            </Button>
            <Button size="s" variant="quiet" icon="x" onClick={() => void remove()}>
              {t("delete")}
            </Button>
          </>
        ) : null}
        <span className="num text-m text-ink-2">
          {isRunning
            ? t("recording", { length: clockText(runningMs) })
            : length === undefined
              ? null
              : [
                  t("recorded", { length: clockText(length) }),
                  ...(pace === undefined ? [] : [t("pace", { pace })]),
                ].join(t("comma"))}
        </span>
      </div>
      <LiveRegion show={fault !== undefined}>
        {fault ? (
          <span className="flex items-center gap-1.5 text-m text-warn">
            <Icon name="alert" />
            {t(`fault.${fault}`)}
          </span>
        ) : isRunning ? (
          <span className="sr">{t("recordingNow")}</span>
        ) : recording ? (
          <span className="sr">{t("recorded", { length: clockText(recording.ms) })}</span>
        ) : (
          ""
        )}
      </LiveRegion>
      {isDone ? null : (
        <div className="cap">
          {isRunning || recording ? <p>{t("points")}</p> : null}
          <p>{t("local", { days: keptDays, limit: longestMinutes })}</p>
        </div>
      )}
    </div>
  );
}
