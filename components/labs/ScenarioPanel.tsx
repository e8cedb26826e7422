"use client";
/** A run to watch: say first what will come of it, then see it, then read why. */
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/Button";
import { Predict, Predicted } from "./Predict";
import { useRun, useRunStore } from "./RunProvider";
import { type LabScenario, verbs } from "./run";
import { useLabLocale } from "./wording";

export function ScenarioPanel({ scenario }: { scenario: LabScenario }) {
  const t = useTranslations("labs");
  const locale = useLabLocale();
  const store = useRunStore();
  const n = useRun((run) => run.n);
  const isPlaying = useRun((run) => run.isPlaying);
  const answer = useRun((run) => run.predicted[`watch-${scenario.id}`]);
  const isRevealed = answer !== undefined && n >= scenario.to;
  return (
    <section className="card lab-task" aria-labelledby="lab-task">
      <p className="eyebrow">{t("scenario.eyebrow")}</p>
      <h2 id="lab-task">{scenario.title[locale]}</h2>
      {answer === undefined ? (
        <Predict
          ask={scenario.ask}
          options={scenario.options}
          onAnswer={(option) => {
            verbs.predict(store, `watch-${scenario.id}`, option);
            verbs.play(store, true);
          }}
        />
      ) : (
        <>
          <p className="text-m text-ink-2">{scenario.ask[locale]}</p>
          <Predicted options={scenario.options} answer={answer} because={scenario.because} isRevealed={isRevealed} />
          {isRevealed ? null : <p className="cap num">{t("scenario.wait", { n, to: scenario.to })}</p>}
          <div className="flex flex-wrap gap-2">
            <Button size="s" icon={isPlaying ? "pause" : "play"} onClick={() => verbs.play(store, !isPlaying)}>
              {t(isPlaying ? "to.pause" : "to.play")}
            </Button>
            {isRevealed ? null : (
              <Button size="s" onClick={() => verbs.goAhead(store, scenario.to)}>
                {t("scenario.skip")}
              </Button>
            )}
            <Button size="s" icon="repeat" onClick={() => verbs.reset(store)}>
              {t("scenario.again")}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
