"use client";
/** How many of a lab's tasks were solved in this browser. */
import { useTranslations } from "next-intl";
import { Mark } from "@/components/ui/Badge";
import type { LabId } from "@/lib/sim/lab";
import { useSolved } from "./progress";

export function LabProgress({ lab, tasks }: { lab: LabId; tasks: readonly string[] }) {
  const t = useTranslations("labs");
  const solved = useSolved();
  const count = tasks.filter((task) => solved[`${lab}.${task}`] !== undefined).length;
  return (
    <Mark tone={count === tasks.length && count > 0 ? "good" : "hint"} icon={count > 0 ? "check" : "none"}>
      {t("list.solved", { count, of: tasks.length })}
    </Mark>
  );
}
