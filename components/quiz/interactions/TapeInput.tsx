"use client";
import { useLocale, useTranslations } from "next-intl";
import { lazy, Suspense } from "react";
import { Button } from "@/components/ui/Button";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import { loadLab } from "@/lib/sim/labs";
import { toHash } from "@/lib/sim/link";
import type { InteractionProps } from "./interaction-props";
import { Mark, noteOf } from "./judged";

/** The simulators are large, and few questions need one. */
const TaskStage = lazy(() => import("@/components/labs/TaskStage"));

/** A task in a simulator. Its goals show while it is tried; what is answered is the tape that was handed in. */
export function TapeInput(props: InteractionProps<"tape">) {
  const { interaction, answer, onAnswer, part, labelledBy, isFinal } = props;
  const t = useTranslations("quiz.tape");
  if (part) return <Played {...props} />;
  return (
    <fieldset className="grid min-w-0 gap-3" aria-labelledby={labelledBy} data-own-digits>
      <Suspense fallback={<div className="wait lab-wait" role="status" aria-label={t("loading")} />}>
        <TaskStage
          lab={interaction.lab}
          task={interaction.task}
          entries={answer?.entries}
          onTape={(entries) => onAnswer({ type: "tape", entries })}
          isFinal={isFinal === true}
        />
      </Suspense>
    </fieldset>
  );
}

/** What the tape has reached; the run itself is watched where all runs are. */
function Played({ interaction, answer, part, labelledBy }: InteractionProps<"tape">) {
  const t = useTranslations("quiz.tape");
  const locale = useLocale();
  const { lab: id, task: taskId, goals } = interaction;
  const watch = async () => {
    const lab = await loadLab(id);
    const task = lab?.tasks.find((each) => each.id === taskId);
    if (!lab || !task || !isLocale(locale)) return;
    const { p, seed, net, c } = task.tape;
    const hash = await toHash({ m: lab.model.id, p, seed, net, c: [...c, ...(answer?.entries ?? [])] });
    window.location.assign(localePath(locale, `/labs/${id}`) + hash);
  };
  return (
    <fieldset className="grid min-w-0 gap-3" aria-labelledby={labelledBy}>
      <ul className="opts" aria-label={t("goals")}>
        {goals.map((goal) => {
          const note = noteOf(part, goal.id);
          return (
            <li key={goal.id} className="flex flex-wrap items-start gap-x-3 text-m">
              <span>{goal.text}</span>
              <Mark note={note} label={t(note?.verdict === "key" ? "met" : "notMet")} isLack />
            </li>
          );
        })}
      </ul>
      {answer ? (
        <div>
          <Button size="s" icon="play" onClick={watch}>
            {t("watch")}
          </Button>
        </div>
      ) : null}
    </fieldset>
  );
}
