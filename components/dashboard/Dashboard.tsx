"use client";
/** The weakness dashboard: what is weakest, why this is said, what to do now; then the seven gaps and what lies behind. */
import { useLocale, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { timeText } from "@/components/learner/dates";
import { useNow } from "@/components/learner/LearnerProvider";
import { useLearner } from "@/components/learner/learner-store";
import { FleetingNotice } from "@/components/quiz/FleetingNotice";
import { FaultBox } from "@/components/ui/FaultBox";
import { isLocale } from "@/lib/i18n/locales";
import { gapBoard } from "@/lib/learner/select";
import { Calibration } from "./Calibration";
import { EvidenceDialog, type EvidenceOf } from "./EvidenceDialog";
import { GapBoard } from "./GapBoard";
import { Misconceptions } from "./Misconceptions";
import { Rescored } from "./Rescored";
import { SureButWrong } from "./SureButWrong";
import { ThreeAnswers } from "./ThreeAnswers";

export function Dashboard() {
  const t = useTranslations("dashboard");
  const ui = useTranslations("ui");
  const locale = useLocale();
  const now = useNow();
  const catalog = useLearner((learner) => learner.catalog);
  const state = useLearner((learner) => learner.state);
  const fault = useLearner((learner) => (learner.status === "failed" ? learner.fault : undefined));
  const [evidence, setEvidence] = useState<EvidenceOf>();
  const rows = useMemo(
    () => (state && catalog && now !== null ? gapBoard(state, catalog, now) : undefined),
    [state, catalog, now],
  );

  const answers = state?.answers.length ?? 0;
  return (
    <>
      <FleetingNotice />
      <header className="page-head">
        <div>
          <h1 className="h1">{t("title")}</h1>
          <p className="cap num mt-1.5 text-m" role="status">
            {rows && now !== null && isLocale(locale)
              ? answers > 0
                ? t("basis", { count: answers, time: timeText(now, locale) })
                : t("noBasis")
              : " "}
          </p>
        </div>
      </header>
      {fault ? (
        <FaultBox
          what={fault.what}
          where={fault.where}
          mend={fault.mend}
          labels={{ where: ui("fault.where"), mend: ui("fault.mend") }}
        />
      ) : null}
      {rows && state && catalog && now !== null ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-16">
          <ThreeAnswers rows={rows} state={state} catalog={catalog} open={setEvidence} />
          <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
            <GapBoard rows={rows} state={state} catalog={catalog} now={now} open={setEvidence} />
            <Rescored state={state} catalog={catalog} now={now} open={setEvidence} />
          </div>
          {answers > 0 ? (
            <>
              <div className="grid gap-6 lg:grid-cols-[7fr_5fr]">
                <SureButWrong state={state} catalog={catalog} open={setEvidence} />
                <Misconceptions state={state} catalog={catalog} now={now} open={setEvidence} />
              </div>
              <Calibration state={state} open={setEvidence} />
            </>
          ) : null}
          <EvidenceDialog
            key={evidence?.title}
            evidence={evidence}
            onClose={() => setEvidence(undefined)}
            state={state}
            catalog={catalog}
          />
        </div>
      ) : fault ? null : (
        <div className="wait min-h-[60rem]" aria-busy="true">
          <p className="p-6 text-m text-ink-2">{t("loading")}</p>
        </div>
      )}
    </>
  );
}
