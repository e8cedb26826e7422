"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { askToPersist } from "@/components/learner/learner-store";
import { Mark } from "@/components/ui/Badge";
import { ButtonLink } from "@/components/ui/Button";
import { InlineText } from "@/components/ui/InlineText";
import { TextLink } from "@/components/ui/TextLink";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { Catalog } from "@/lib/quiz/catalog";
import { type Chain, costOf, isHeld, type Play, resultOf } from "@/lib/quiz/chain";
import { clockText } from "./clock-text";
import { NotSaved } from "./SaveLine";

/** How deep it went, where it broke and on what, and the way back to that rung. */
export function ChainResult({ chain, play, catalog }: { chain: Chain; play: Play; catalog: Catalog }) {
  const t = useTranslations("chain");
  const locale = useLocale();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    void askToPersist();
    title.current?.focus();
  }, []);
  if (!isLocale(locale)) return null;
  const result = resultOf(chain, play);
  const { deepest, hole } = result;
  const broken = hole && chain.rungs.find(({ id }) => id === hole.rung);
  const words = (ids: readonly string[]) =>
    ids.map((id) => broken?.ticks.find((tick) => tick.id === id)?.text ?? "").filter((text) => text !== "");
  const others = catalog.chains.filter(({ id, topic }) => topic === chain.topic && id !== chain.id);
  const toChain = (id: string) => `${localePath(locale, "/practice")}?chain=${id}`;
  return (
    <div className="mx-auto grid max-w-[42em] gap-10 pt-8 pb-16" data-chain-result={chain.id}>
      <header className="grid gap-2">
        <p className="text-m font-medium text-ink-2">
          {t("title", { title: chain.title, topic: catalog.topics[chain.topic]?.title ?? "" })}
        </p>
        <h1 ref={title} tabIndex={-1} className="h1" data-deepest={deepest ?? "none"}>
          {deepest === undefined
            ? t("result.none")
            : t("result.deepest", { level: deepest, name: t(`level.${deepest}`) })}
        </h1>
        <p className="num text-l text-ink-2">
          {t("result.line", {
            answered: result.answered,
            share: Math.round(result.share * 100),
            credit: Math.round(result.credit * 100),
            hints: result.hints,
            time: clockText(result.elapsedMs),
          })}
        </p>
      </header>
      <NotSaved />
      {hole && broken ? (
        <section className="grid gap-3" aria-labelledby="hole" data-hole={hole.rung}>
          <h2 className="h4" id="hole">
            {t("result.hole", { level: hole.level })}
          </h2>
          <p className="text-l">
            <InlineText text={broken.ask ?? t("closed")} />
          </p>
          {words(hole.missing).map((text) => (
            <p key={text} className="text-l text-ink-2">
              {t("result.missing")} <InlineText text={text} />
            </p>
          ))}
          {words(hole.fatal).map((text) => (
            <p key={text} className="text-l text-bad">
              {t("result.fatal")} <InlineText text={text} />
            </p>
          ))}
        </section>
      ) : null}
      <section className="grid gap-1" aria-labelledby="rungs">
        <h2 className="h4 mb-2" id="rungs">
          {t("result.rungs")}
        </h2>
        {play.steps.map((step) => {
          const rung = chain.rungs.find(({ id }) => id === step.rung);
          if (!rung) return null;
          const held = isHeld(rung, step);
          return (
            <div
              key={step.rung}
              className="grid grid-cols-[2em_minmax(0,1fr)_auto] items-baseline gap-3 border-b border-line py-2.5"
            >
              <span className="num text-m text-ink-3">L{rung.level}</span>
              <span className="text-l">
                <InlineText text={rung.ask ?? catalog.items.find(({ id }) => id === rung.item)?.stem ?? ""} />
              </span>
              <span className="grid justify-items-end gap-0.5">
                <Mark tone={held ? "good" : "bad"} icon={held ? "check" : "x"}>
                  {t(held ? "state.held" : "state.broken")}
                </Mark>
                {step.hints > 0 ? (
                  <span className="cap num">
                    {t("result.hints", { count: step.hints, cost: Math.round(costOf(rung, step.hints) * 100) })}
                  </span>
                ) : null}
              </span>
            </div>
          );
        })}
      </section>
      <div className="flex flex-wrap gap-2">
        {hole ? (
          <ButtonLink variant="primary" href={`${toChain(chain.id)}&from=${hole.rung}`}>
            {t("result.again", { level: hole.level })}
          </ButtonLink>
        ) : null}
        <ButtonLink href={localePath(locale, `/topics/${chain.topic}`)}>{t("result.note")}</ButtonLink>
        <ButtonLink variant="quiet" href={toChain(chain.id)}>
          {t("result.whole")}
        </ButtonLink>
      </div>
      {others.length > 0 ? (
        <section className="grid gap-2" aria-labelledby="others">
          <h2 className="h4" id="others">
            {t("result.others")}
          </h2>
          {others.map(({ id, title: name }) => (
            <TextLink key={id} href={toChain(id)}>
              {name}
            </TextLink>
          ))}
        </section>
      ) : null}
    </div>
  );
}
