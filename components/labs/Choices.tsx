"use client";
/** Where nothing happens by itself: everything that may happen next, as buttons. */
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/Button";
import type { Choice } from "@/lib/sim/model";
import { nextChoices } from "./acts";
import { useRun, useRunStore } from "./RunProvider";
import { verbs, worldOf } from "./run";
import { useWording } from "./wording";

export function Choices() {
  const t = useTranslations("labs");
  const store = useRunStore();
  const w = useRun(worldOf);
  const lab = useRun((run) => run.lab);
  const kernel = useRun((run) => run.replay.kernel);
  useRun((run) => run.replay);
  const wording = useWording(lab, kernel);
  const { steps, faults } = nextChoices(store.getState());
  const list = (choices: readonly Choice[]) => (
    <div className="lab-choices">
      {choices.map((c) => (
        <Button key={JSON.stringify(c)} size="s" data-choice={JSON.stringify(c)} onClick={() => verbs.act(store, c)}>
          {wording.choice(c, w)}
        </Button>
      ))}
    </div>
  );
  return (
    <section className="card lab-next" aria-labelledby="lab-next">
      <div className="card-head">
        <h2 id="lab-next" className="h4">
          {t("next.title")}
        </h2>
        <span className="cap">{t("next.about")}</span>
      </div>
      {steps.length + faults.length === 0 ? <p className="cap">{t("next.nothing")}</p> : null}
      {steps.length > 0 ? list(steps) : null}
      {faults.length > 0 ? (
        <details className="lab-more" open={steps.length === 0 || faults.length <= 6}>
          <summary>{t("next.faults", { count: faults.length })}</summary>
          {list(faults)}
        </details>
      ) : null}
    </section>
  );
}
