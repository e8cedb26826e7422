"use client";
/** The run as a tape: play, step, back, the bar to look along it, and how quick it is watched. */
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Button } from "@/components/ui/Button";
import { Glyph, type GlyphName } from "./Glyph";
import { useReducedMotion } from "./measure";
import { useRun, useRunStore } from "./RunProvider";
import { isStepwise, nextOf, type Speed, speeds, verbs, watchedPerSecond } from "./run";

/** Frames of a moving picture, ms apart: a step is drawn in a few of them, and two cores have other things to do. */
const frameMs = 32;

export function Transport() {
  const t = useTranslations("labs");
  const store = useRunStore();
  const n = useRun((run) => run.n);
  const start = useRun((run) => run.start);
  const isPlaying = useRun((run) => run.isPlaying);
  const isUntimed = useRun(isStepwise);
  const last = useRun((run) => run.seen);
  const canGoOn = useRun((run) => nextOf(run) !== undefined);
  const speed = useRun((run) => run.speed);
  usePlayer();
  return (
    <div className="lab-transport">
      <div className="lab-buttons">
        <Tool glyph="first" label={t("to.start")} disabled={n <= start} onClick={() => verbs.toStart(store)} />
        <Tool glyph="back" label={t("to.back")} disabled={n <= start} onClick={() => verbs.stepBack(store)} />
        {isUntimed ? null : (
          <button
            type="button"
            className="icon-btn lab-play"
            aria-label={t(isPlaying ? "to.pause" : "to.play")}
            title={t(isPlaying ? "to.pause" : "to.play")}
            disabled={!canGoOn && !isPlaying}
            onClick={() => verbs.play(store, !isPlaying)}
          >
            <Glyph name={isPlaying ? "pause" : "play"} />
          </button>
        )}
        <Tool glyph="on" label={t("to.on")} disabled={!canGoOn} onClick={() => verbs.stepOn(store)} />
        <Tool glyph="last" label={t("to.end")} onClick={() => verbs.toEnd(store)} />
      </div>
      <label className="lab-scrub">
        <span className="sr">{t("to.bar")}</span>
        <input
          type="range"
          min={start}
          max={Math.max(last, start + 1)}
          value={n}
          disabled={last <= start}
          aria-valuetext={t("step", { n })}
          onChange={(event) => verbs.goTo(store, Number(event.target.value))}
        />
        <span className="num" aria-hidden="true">
          {n} / {last}
        </span>
      </label>
      {isUntimed ? null : (
        <label className="lab-speed">
          <span className="sr">{t("speed.label")}</span>
          <select value={speed} onChange={(event) => verbs.setSpeed(store, Number(event.target.value) as Speed)}>
            {speeds.map((each) => (
              <option key={each} value={each}>
                {each}×
              </option>
            ))}
          </select>
          <span className="cap num">{t("speed.means", { ms: watchedPerSecond * speed })}</span>
        </label>
      )}
    </div>
  );
}

function Tool({
  glyph,
  label,
  disabled,
  onClick,
}: {
  glyph: GlyphName;
  label: string;
  disabled?: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      data-to={glyph}
      className="icon-btn"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Glyph name={glyph} />
    </button>
  );
}

/** Lets time pass while the run plays; not while the page is hidden, where nobody watches. */
function usePlayer(): void {
  const store = useRunStore();
  const isPlaying = useRun((run) => run.isPlaying);
  const isStill = useReducedMotion();
  useEffect(() => {
    if (!isPlaying) return;
    let frame = 0;
    let before: number | undefined;
    const tick = (now: number) => {
      frame = requestAnimationFrame(tick);
      if (before === undefined || document.hidden) {
        before = now;
        return;
      }
      const gone = now - before;
      if (gone < (isStill ? 100 : frameMs)) return;
      before = now;
      // After a stall the run goes on from where it was.
      verbs.pass(store, Math.min(gone, 250));
    };
    frame = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame);
  }, [store, isPlaying, isStill]);
}

/** Where the learner stands, and what an intervention has just left behind. */
export function Notice() {
  const t = useTranslations("labs");
  const store = useRunStore();
  const notice = useRun((run) => run.notice);
  return (
    <div role="status">
      {notice ? (
        <p className="lab-notice">
          <span>
            {notice.what === "forked" ? t("notice.forked", { count: notice.dropped }) : t("notice.restarted")}
          </span>
          <Button size="s" onClick={() => verbs.back(store)}>
            {t("notice.undo")}
          </Button>
        </p>
      ) : null}
    </div>
  );
}
