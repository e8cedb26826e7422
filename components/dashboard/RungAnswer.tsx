"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Icon } from "@/components/ui/Icon";
import { InlineText } from "@/components/ui/InlineText";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { RungRow } from "@/lib/learner/why";
import type { Chain } from "@/lib/quiz/chain";

/** What a rung asked, what was answered, and which points of its rubric that made. The chain's words come from its topic. */
export function RungAnswer({ row }: { row: RungRow }) {
  const t = useTranslations("dashboard.rung");
  const locale = useLocale();
  const { chain, event } = row;
  const [chains, setChains] = useState<Chain[] | "failed">();
  useEffect(() => {
    if (!isLocale(locale)) return;
    const controller = new AbortController();
    fetch(`${localePath(locale, `/topics/${chain.topic}`)}/chains.json`, { signal: controller.signal })
      .then((response) => (response.ok ? response.json() : "failed"))
      .then(setChains, () => !controller.signal.aborted && setChains("failed"));
    return () => controller.abort();
  }, [locale, chain.topic]);

  const rung =
    chains && chains !== "failed"
      ? chains.find(({ id }) => id === chain.id)?.rungs.find(({ id }) => id === event.body.rung)
      : undefined;
  const { text, ticks, hints } = event.body;
  return (
    <div className="grid gap-3 text-m" data-rung={event.body.rung}>
      {chains === undefined ? <div className="wait min-h-24" aria-busy="true" /> : null}
      {rung?.ask ? (
        <p className="text-l font-semibold">
          <InlineText text={rung.ask} />
        </p>
      ) : chains ? (
        <p className="text-ink-2">{t("gone")}</p>
      ) : null}
      <div>
        <h3 className="cap">{t("answer")}</h3>
        <p className="whitespace-pre-wrap">{text.trim() || t("nothing")}</p>
      </div>
      {rung ? (
        <ul className="grid gap-1.5">
          {rung.ticks.map((tick) => {
            const isMade = ticks.includes(tick.id);
            const isGood = tick.fatal ? !isMade : isMade;
            if (tick.fatal && !isMade) return null;
            return (
              <li key={tick.id} className="grid grid-cols-[16px_minmax(0,1fr)] gap-2">
                <span className={isGood ? "text-good" : tick.fatal ? "text-bad" : "text-ink-3"}>
                  <Icon name={isGood ? "check" : tick.fatal ? "x" : "none"} />
                  <span className="sr">{t(tick.fatal ? "fatal" : isMade ? "made" : "missed")}</span>
                </span>
                <span className={isMade ? "" : "text-ink-2"}>
                  <InlineText text={tick.text} />
                  {tick.must ? <span className="ml-2 text-s text-ink-3">{t("must")}</span> : null}
                </span>
              </li>
            );
          })}
        </ul>
      ) : null}
      {hints > 0 ? <p className="cap num">{t("hints", { count: hints })}</p> : null}
    </div>
  );
}
