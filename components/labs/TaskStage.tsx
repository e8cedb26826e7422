"use client";
/** A task inside a question: the stage alone, and the tape that was played on it as the answer. */
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/Button";
import { FaultBox } from "@/components/ui/FaultBox";
import { remember } from "@/lib/sim/judged";
import type { AnyLab, LabId } from "@/lib/sim/lab";
import { loadLab } from "@/lib/sim/labs";
import type { Entry } from "@/lib/sim/replay";
import { Choices } from "./Choices";
import { Inspector } from "./Inspector";
import { judge } from "./judge";
import { RunProvider, useRun, useRunStore } from "./RunProvider";
import { isStepwise, type LabTask, verbs } from "./run";
import { Say } from "./Say";
import { Stage } from "./Stage";
import { SceneTables } from "./Tables";
import { Budget, Goals } from "./TaskPanel";
import { Notice, Transport } from "./Transport";
import { useLabLocale } from "./wording";

type Props = {
  lab: LabId;
  task: string;
  /** The tape that was answered; undefined while there is none. */
  entries: readonly Entry[] | undefined;
  onTape: (entries: readonly Entry[]) => void;
  /** Nothing can be changed any more: the tape can be watched. */
  isFinal: boolean;
};

type Loaded = { is: "loading" } | { is: "here"; lab: AnyLab; task: LabTask } | { is: "failed"; why: string };

export default function TaskStage({ lab: id, task: taskId, entries, onTape, isFinal }: Props) {
  const t = useTranslations("labs");
  const ui = useTranslations("ui");
  const [loaded, setLoaded] = useState<Loaded>({ is: "loading" });
  useEffect(() => {
    let isMeant = true;
    Promise.resolve(loadLab(id)).then(
      (lab) => {
        const task = lab?.tasks.find((each) => each.id === taskId);
        if (!isMeant) return;
        setLoaded(lab && task ? { is: "here", lab, task } : { is: "failed", why: `${id}, ${taskId}` });
      },
      (error) => {
        if (isMeant) setLoaded({ is: "failed", why: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      isMeant = false;
    };
  }, [id, taskId]);
  if (loaded.is === "failed")
    return (
      <FaultBox
        what={t("fault.what")}
        where={loaded.why}
        mend={t("fault.mend")}
        labels={{ where: ui("fault.where"), mend: ui("fault.mend") }}
      />
    );
  if (loaded.is === "loading") return <div className="wait lab-wait" role="status" aria-label={t("loading")} />;
  return (
    <RunProvider lab={loaded.lab} aim={{ is: "task", task: loaded.task }}>
      <Played task={loaded.task} entries={entries} onTape={onTape} isFinal={isFinal} />
    </RunProvider>
  );
}

function Played({ task, entries, onTape, isFinal }: Pick<Props, "entries" | "onTape" | "isFinal"> & { task: LabTask }) {
  const t = useTranslations("labs");
  const locale = useLabLocale();
  const store = useRunStore();
  const lab = useRun((run) => run.lab);
  const replay = useRun((run) => run.replay);
  const isUntimed = useRun(isStepwise);
  const [isHanding, setHanding] = useState(false);
  // The tape of an answer that is there already is put on the stage, to be watched or to be gone on with.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the stage appears
  useEffect(() => {
    if (entries && entries.length > 0) verbs.follow(store, entries);
  }, []);
  const tape = replay.entries.slice(task.tape.c.length);
  const isHanded = entries !== undefined && JSON.stringify(entries) === JSON.stringify(tape);
  const handIn = async () => {
    setHanding(true);
    const { grade } = await judge({ ask: "grade", lab: lab.id, task: task.id, entries: tape });
    setHanding(false);
    if (!grade) return;
    remember(lab.id, task.id, tape, grade);
    onTape(tape);
  };
  return (
    <div className="lab-embed">
      <p>{task.ask[locale]}</p>
      <section className="card lab-scene" aria-label={t("stage")}>
        <Notice />
        <Stage />
        <Say />
        <Transport />
      </section>
      {isUntimed && !isFinal ? <Choices /> : null}
      <Goals task={task} />
      <Budget task={task} />
      {isFinal ? null : (
        <div className="flex flex-wrap items-center gap-3">
          <Button data-hand-in disabled={isHanding || isHanded} onClick={handIn}>
            {t(isHanded ? "task.handed" : "task.handIn")}
          </Button>
          <Button size="s" icon="repeat" onClick={() => verbs.reset(store)}>
            {t("task.reset")}
          </Button>
        </div>
      )}
      <Inspector />
      <SceneTables />
    </div>
  );
}
