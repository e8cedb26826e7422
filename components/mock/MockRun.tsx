"use client";
/** The sitting that the address names: `?attempt=<id>`. One that has ended leads to its report. */
import { useRouter, useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect } from "react";
import { useLearner } from "@/components/learner/learner-store";
import { ButtonLink } from "@/components/ui/Button";
import { Empty } from "@/components/ui/Empty";
import { FaultBox } from "@/components/ui/FaultBox";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { AttemptId } from "@/lib/ids";
import type { MockAttempt } from "@/lib/learner/state";
import { useAttempt } from "./attempts";
import { ExamRoom } from "./ExamRoom";
import { ExamWait } from "./ExamWait";

export function MockRun() {
  const t = useTranslations("mock");
  const ui = useTranslations("ui");
  const locale = useLocale();
  const id = useSearchParams().get("attempt") as AttemptId | null;
  const sittings = useAttempt(id);
  const catalog = useLearner((learner) => learner.catalog);
  const fault = useLearner((learner) => (learner.status === "failed" ? learner.fault : undefined));
  const attempt = id === null ? undefined : sittings?.mocks.get(id);
  const isOver = useWayToReport(attempt);
  if (!isLocale(locale)) return null;

  if (fault)
    return (
      <Aside title={t("title")}>
        <FaultBox {...fault} labels={{ where: ui("fault.where"), mend: ui("fault.mend") }} />
      </Aside>
    );
  if (!sittings || !catalog || isOver) return <ExamWait>{t(isOver ? "run.toReport" : "run.loading")}</ExamWait>;
  if (!attempt)
    return (
      <Aside title={t("title")}>
        <Empty
          action={
            <ButtonLink variant="primary" href={localePath(locale, "/mock")}>
              {t("run.toSetup")}
            </ButtonLink>
          }
        >
          {t("run.unknown")}
        </Empty>
      </Aside>
    );
  return <ExamRoom key={attempt.id} attempt={attempt} catalog={catalog} />;
}

/** Opens the report of a sitting that was handed in, here or in another tab; an abandoned one has none. */
function useWayToReport(attempt: MockAttempt | undefined): boolean {
  const router = useRouter();
  const locale = useLocale();
  const reason = attempt?.handedIn?.body.reason;
  const href = reason === "abandoned" ? "/mock" : `/mock/report?attempt=${attempt?.id}`;
  useEffect(() => {
    if (reason && isLocale(locale)) router.replace(localePath(locale, href));
  }, [reason, href, locale, router]);
  return reason !== undefined;
}

function Aside({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <main id="main" className="wrap pb-16">
      <header className="page-head">
        <h1 className="h1">{title}</h1>
      </header>
      {children}
    </main>
  );
}
