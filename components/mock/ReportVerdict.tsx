"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/ui/Icon";
import { wilson } from "@/lib/mastery/wilson";
import type { Report } from "@/lib/mock/report";
import type { Catalog } from "@/lib/quiz/catalog";
import { oneDecimal } from "./Attempts";

type Props = { report: Report; catalog: Catalog };

/** The credit earned, how far it speaks for more than these questions, and what moved it. No verdict on hiring. */
export function ReportVerdict({ report, catalog }: Props) {
  const t = useTranslations("report.verdict");
  const now = useTranslations("report.today");
  const { total, today } = report;
  const interval = total.answeredShare === null ? undefined : wilson(total.answeredShare, total.answered);
  return (
    <section className="card verdict" aria-labelledby="verdict">
      <div>
        <h2 id="verdict" className="eyebrow">
          {t("title")}
        </h2>
        <p className="num mt-1 mb-5 text-h1 font-semibold" data-credit={oneDecimal(total.earned)}>
          {t("credit", { earned: oneDecimal(total.earned), n: total.items })}
        </p>
        {today ? (
          <p className="num -mt-3 mb-5 text-m text-warn" data-today={oneDecimal(today.earned)}>
            {now("total", { earned: oneDecimal(today.earned), n: today.items })}
          </p>
        ) : null}
        {interval && total.answeredShare !== null ? (
          <ShareBar
            low={interval[0]}
            share={total.answeredShare}
            high={interval[1]}
            label={t("bar", {
              share: percent(total.answeredShare),
              low: percent(interval[0]),
              high: percent(interval[1]),
            })}
          />
        ) : (
          <span className="ibar none" role="img" aria-label={t("nothing")} />
        )}
        <p className="mt-4 text-m text-ink-2">
          {interval && total.answeredShare !== null
            ? t("meaning", {
                n: total.answered,
                share: percent(total.answeredShare),
                low: percent(interval[0]),
                high: percent(interval[1]),
              })
            : t("nothing")}
        </p>
        <p className="cap mt-2">{t("noHire")}</p>
      </div>
      <div>
        <h2 className="eyebrow mb-2.5">{t("reasons")}</h2>
        <ul className="reasons">
          <Reasons report={report} catalog={catalog} />
        </ul>
      </div>
    </section>
  );
}

export const percent = (share: number): number => Math.round(share * 100);

/** A share on its scale from 0 to 100 % with the range that it stands for. */
function ShareBar({ low, share, high, label }: { low: number; share: number; high: number; label: string }) {
  return (
    <span role="img" aria-label={label} className="block">
      <span className="share-bar">
        <i style={{ left: `${low * 100}%`, width: `${(high - low) * 100}%` }} />
        <b style={{ left: `${share * 100}%` }} />
      </span>
      <span className="share-scale num" aria-hidden="true">
        {[0, 25, 50, 75, 100].map((mark) => (
          <span key={mark} style={{ left: `${mark}%` }}>
            {mark === 100 ? "100%" : mark}
          </span>
        ))}
      </span>
    </span>
  );
}

/** At most four: where most credit went, what was not answered, what was sure and wrong, what held. */
function Reasons({ report, catalog }: Props) {
  const t = useTranslations("report.verdict");
  const titleOf = (id: string) => catalog.gaps.find((gap) => gap.id === id)?.title ?? id;
  const lost = (gap: Report["gaps"][number]) => gap.answered - gap.earned;
  const asked = report.gaps.filter(({ answered }) => answered > 0);
  const worst = [...asked].sort((one, other) => lost(other) - lost(one))[0];
  const best = [...asked].sort((one, other) => lost(one) - lost(other) || other.answered - one.answered)[0];
  const sureAndWrong = report.items.filter(({ result, confidence }) => result === "wrong" && confidence === 3);
  const unsureRight = report.items.filter(({ result, confidence }) => result === "right" && confidence === 1);
  const open = report.total.items - report.total.answered;
  return (
    <>
      {worst && lost(worst) > 0 ? (
        <Reason icon="arrow-down" tone="text-bad">
          {t("worst", { gap: titleOf(worst.gap), earned: oneDecimal(worst.earned), n: worst.answered })}
        </Reason>
      ) : null}
      {sureAndWrong.length > 0 ? (
        <Reason icon="alert" tone="text-bad">
          {t("sureAndWrong", { count: sureAndWrong.length })}
        </Reason>
      ) : null}
      {open > 0 ? (
        <Reason icon="none" tone="text-ink-3">
          {t("open", { count: open })}
        </Reason>
      ) : null}
      {best && best !== worst && best.earned > 0 ? (
        <Reason icon="arrow-up" tone="text-good">
          {t("best", { gap: titleOf(best.gap), earned: oneDecimal(best.earned), n: best.answered })}
        </Reason>
      ) : null}
      {unsureRight.length > 0 && sureAndWrong.length === 0 ? (
        <Reason icon="maybe" tone="text-warn">
          {t("unsureRight", { count: unsureRight.length })}
        </Reason>
      ) : null}
    </>
  );
}

function Reason({ icon, tone, children }: { icon: IconName; tone: string; children: ReactNode }) {
  return (
    <li>
      <span className={tone}>
        <Icon name={icon} />
      </span>
      <span>{children}</span>
    </li>
  );
}
