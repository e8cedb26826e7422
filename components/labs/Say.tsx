"use client";
/** The last step as a sentence: seen at once, read aloud in full while stepping and once a second at most while playing. */
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { LiveRegion } from "@/components/ui/LiveRegion";
import { sentenceOf } from "./pictured";
import { useRun, useRunStore } from "./RunProvider";
import { isStepwise, verbs } from "./run";
import { useWord } from "./wording";

const betweenMs = 1000;

export function Say() {
  const word = useWord();
  const lab = useRun((run) => run.lab);
  const replay = useRun((run) => run.replay);
  const n = useRun((run) => run.n);
  const isPlaying = useRun((run) => run.isPlaying);
  const sentence = word(sentenceOf(lab, replay, n));
  const heard = useThrottled(sentence, isPlaying ? betweenMs : 0);
  return (
    <>
      <p className="lab-say">{sentence}</p>
      <LiveRegion>{heard}</LiveRegion>
    </>
  );
}

/** The value, changed once in `ms` at most; the last one always comes. */
function useThrottled(value: string, ms: number): string {
  const [shown, setShown] = useState(value);
  const since = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, since.current + ms - performance.now());
    const timer = setTimeout(() => {
      since.current = performance.now();
      setShown(value);
    }, wait);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return shown;
}

/** Lines of the log that are shown. */
const lines = 24;

export function Log({ all = false }: { all?: boolean }) {
  const t = useTranslations("labs");
  const word = useWord();
  const store = useRunStore();
  const lab = useRun((run) => run.lab);
  const replay = useRun((run) => run.replay);
  const n = useRun((run) => run.n);
  const isUntimed = useRun(isStepwise);
  const first = Math.max(1, n - (all ? 200 : lines) + 1);
  const steps = Array.from({ length: Math.max(0, n - first + 1) }, (_, index) => n - index);
  if (steps.length === 0) return <p className="cap">{t("log.empty")}</p>;
  return (
    // Long lists scroll inside, by keyboard too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <ol className="lab-log" tabIndex={0} aria-label={t("log.title")}>
      {steps.map((step) => {
        const w = replay.at(step);
        return (
          <li key={step} aria-current={step === n ? "step" : undefined}>
            <button
              type="button"
              className="num"
              onClick={() => verbs.goTo(store, step)}
              aria-label={t("log.goTo", { n: step })}
            >
              {step}
            </button>
            <span className="mono">{isUntimed ? "" : `${w.t} ms`}</span>
            <span>{word(sentenceOf(lab, replay, step))}</span>
          </li>
        );
      })}
    </ol>
  );
}
