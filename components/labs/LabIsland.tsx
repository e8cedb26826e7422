"use client";
/** Loads one lab's model when its page is open, and keeps its place until then. */
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { FaultBox } from "@/components/ui/FaultBox";
import type { AnyLab, LabId } from "@/lib/sim/lab";
import { loadLab } from "@/lib/sim/labs";
import { LabRoom } from "./LabRoom";
import { TaskQuestions } from "./questions";
import { RunProvider } from "./RunProvider";
import type { Aim } from "./run";

type Loaded = { is: "loading" } | { is: "here"; lab: AnyLab; aim: Aim } | { is: "failed"; why: string };

/** What the address asks for: `?do=task-a`, `?do=watch-split`. */
function aimIn(lab: AnyLab, query: string): Aim {
  const asked = new URLSearchParams(query).get("do") ?? "";
  const task = lab.tasks.find(({ id }) => `task-${id}` === asked);
  if (task) return { is: "task", task };
  const scenario = lab.scenarios.find(({ id }) => `watch-${id}` === asked);
  return scenario ? { is: "scenario", scenario } : { is: "free" };
}

type Props = { id: LabId; questions: Readonly<Record<string, string>> };

export function LabIsland({ id, questions }: Props) {
  const t = useTranslations("labs");
  const ui = useTranslations("ui");
  const [loaded, setLoaded] = useState<Loaded>({ is: "loading" });
  useEffect(() => {
    let isMeant = true;
    Promise.resolve(loadLab(id)).then(
      (lab) => {
        if (isMeant && lab) setLoaded({ is: "here", lab, aim: aimIn(lab, location.search) });
      },
      (error) => {
        if (isMeant) setLoaded({ is: "failed", why: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      isMeant = false;
    };
  }, [id]);
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
    <RunProvider lab={loaded.lab} aim={loaded.aim}>
      <TaskQuestions value={questions}>
        <LabRoom />
      </TaskQuestions>
    </RunProvider>
  );
}
