"use client";
/** The weakness dashboard: what is weakest, why this is said, what to do now; then the gaps and what lies behind. */
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { dayText, timeText } from "@/components/learner/dates";
import { useNow } from "@/components/learner/LearnerProvider";
import { useLearner } from "@/components/learner/learner-store";
import { useView } from "@/components/learner/useView";
import { FleetingNotice } from "@/components/quiz/FleetingNotice";
import { NotSaved } from "@/components/quiz/SaveLine";
import { Button } from "@/components/ui/Button";
import { FaultBox } from "@/components/ui/FaultBox";
import { isLocale } from "@/lib/i18n/locales";
import { EvidenceDialog, type EvidenceOf } from "./EvidenceDialog";
import { Forecast } from "./Forecast";
import { Foresight } from "./Foresight";
import { GapBoard } from "./GapBoard";
import { Misconceptions } from "./Misconceptions";
import { OwnGapDialog } from "./OwnGapDialog";
import { OwnGaps } from "./OwnGaps";
import { Rescored } from "./Rescored";
import { SureButWrong } from "./SureButWrong";
import { ThreeAnswers } from "./ThreeAnswers";
import { Words } from "./Words";

/** Lines of a list before its button. */
const lines = { sure: 4, ideas: 6, corrected: 8 } as const;

export function Dashboard() {
  const t = useTranslations("dashboard");
  const ui = useTranslations("ui");
  const catalog = useLearner((learner) => learner.catalog);
  const fault = useLearner((learner) => (learner.status === "failed" ? learner.fault : undefined));
  const [evidence, setEvidence] = useState<EvidenceOf>();
  const rows = useView("board");
  const standing = useView("standing");
  const own = useView("own");
  const trends = useView("trends");
  const sure = useView("sureButWrong", { most: lines.sure });
  const ideas = useView("misconceptions", { most: lines.ideas });
  const corrections = useView("corrections", { most: lines.corrected });
  const calibration = useView("calibration");
  const isThere = rows && standing && own && sure && ideas && corrections && calibration && catalog;
  return (
    <>
      <FleetingNotice />
      <Head told={isThere ? standing.told : undefined} open={setEvidence} />
      <NotSaved />
      {fault ? (
        <FaultBox
          what={fault.what}
          where={fault.where}
          mend={fault.mend}
          labels={{ where: ui("fault.where"), mend: ui("fault.mend") }}
        />
      ) : null}
      {isThere ? (
        <div className="dash">
          <ThreeAnswers rows={rows} catalog={catalog} open={setEvidence} />
          <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
            <GapBoard rows={rows} trends={trends} catalog={catalog} open={setEvidence} />
            <Rescored corrections={corrections} catalog={catalog} open={setEvidence} />
          </div>
          <OwnGaps rows={own} catalog={catalog} open={setEvidence} />
          {standing.told > 0 ? (
            <>
              <div className="dash-two grid gap-6 lg:grid-cols-[7fr_5fr]">
                <SureButWrong sure={sure} catalog={catalog} open={setEvidence} />
                <Misconceptions ideas={ideas} catalog={catalog} open={setEvidence} />
              </div>
              <div className="dash-two grid gap-6 lg:grid-cols-2">
                <Words words={calibration.words} open={setEvidence} />
                <Foresight calibration={calibration} open={setEvidence} />
              </div>
              <Forecast catalog={catalog} open={setEvidence} />
            </>
          ) : null}
          <EvidenceDialog
            key={evidence?.title}
            evidence={evidence}
            onClose={() => setEvidence(undefined)}
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

/** @param told answers that there are to go by; absent while they are read */
function Head({ told, open }: { told: number | undefined; open: (evidence: EvidenceOf) => void }) {
  const t = useTranslations("dashboard");
  const locale = useLocale();
  const now = useNow();
  const [isNoting, setNoting] = useState(false);
  return (
    <header className="page-head">
      <div>
        <h1 className="h1">{t("title")}</h1>
        <p className="cap num mt-1.5 text-m" role="status">
          {told === undefined || now === null || !isLocale(locale) ? (
            " "
          ) : told === 0 ? (
            t("noBasis")
          ) : (
            <>
              <button
                type="button"
                className="link"
                onClick={() => open({ title: t("everyAnswer"), of: { everything: true } })}
              >
                {t("basis", { count: told })}
              </button>{" "}
              <span className="no-print">{t("asOf", { time: timeText(now, locale) })}</span>
              <span className="only-print">{t("printed", { day: dayText(now, locale) })}</span>
            </>
          )}
        </p>
      </div>
      <div className="no-print flex flex-wrap gap-2">
        <Button icon="plus" onClick={() => setNoting(true)}>
          {t("note")}
        </Button>
        {told ? (
          <Button variant="quiet" onClick={() => window.print()}>
            {t("print")}
          </Button>
        ) : null}
      </div>
      <OwnGapDialog open={isNoting} onClose={() => setNoting(false)} />
    </header>
  );
}
