"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Icon } from "@/components/ui/Icon";
import { InlineText } from "@/components/ui/InlineText";
import type { Catalog } from "@/lib/quiz/catalog";
import { type Chain, isHeld, rungOf, type Step } from "@/lib/quiz/chain";
import { seedFor } from "@/lib/quiz/choose";
import { ChainResult } from "./ChainResult";
import { ClosedRung } from "./ClosedRung";
import { OpenRung } from "./OpenRung";
import { NotSaved } from "./SaveLine";
import { type ChainPlace, useChain } from "./useChain";

type Props = { chain: Chain; begun: ChainPlace; catalog: Catalog; seed: number };

/** One question, and behind it the question that this answer asks for, down to the level where it breaks. */
export function ChainPlay({ chain, begun, catalog, seed }: Props) {
  const t = useTranslations("chain");
  const sitting = useChain(chain, begun);
  const { play } = sitting;
  const rung = rungOf(chain, play);
  const item = rung?.item && catalog.items.find(({ id }) => id === rung.item);
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  // A new rung is announced by its question, and the keys go on from there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each rung once
  useEffect(() => {
    if (!isFirst.current) heading.current?.focus();
    isFirst.current = false;
  }, [play.at]);

  if (!rung) return <ChainResult chain={chain} play={play} catalog={catalog} />;
  return (
    <div className="mx-auto grid max-w-[42em] gap-6 pt-8 pb-16" data-chain={chain.id}>
      <header className="grid gap-3">
        <p className="text-m font-medium text-ink-2">
          {t("title", { title: chain.title, topic: catalog.topics[chain.topic]?.title ?? "" })}
        </p>
        <Depths chain={chain} steps={play.steps} level={rung.level} />
        {play.steps.length > 0 ? <Said chain={chain} steps={play.steps} /> : null}
      </header>
      <section className="grid gap-5" aria-labelledby={`rung-${rung.id}`} data-rung={rung.id}>
        <p className="cap num">
          L{rung.level} {t(`level.${rung.level}`)}
        </p>
        {rung.ask ? (
          <h1 ref={heading} id={`rung-${rung.id}`} tabIndex={-1} className="text-h3 font-semibold text-balance">
            <InlineText text={rung.ask} />
          </h1>
        ) : (
          <h1 ref={heading} id={`rung-${rung.id}`} tabIndex={-1} className="text-m font-semibold">
            {t("closed")}
          </h1>
        )}
        {item ? (
          <ClosedRung
            key={rung.id}
            item={item}
            seed={seedFor(seed, item.id)}
            rung={rung}
            sitting={sitting}
            misconceptions={catalog.misconceptions}
          />
        ) : (
          <OpenRung key={rung.id} rung={rung} sitting={sitting} />
        )}
      </section>
      <NotSaved />
    </div>
  );
}

/** L0 to L4, and how each stands so far: held, broken, on screen, or not asked. */
function Depths({ chain, steps, level }: { chain: Chain; steps: readonly Step[]; level: number }) {
  const t = useTranslations("chain");
  const stateOf = (each: number) => {
    const own = steps.flatMap((step) => {
      const rung = chain.rungs.find(({ id, level: at }) => id === step.rung && at === each);
      return rung ? [isHeld(rung, step)] : [];
    });
    if (own.includes(true)) return "held";
    return own.length > 0 ? "broken" : each === level ? "now" : "open";
  };
  return (
    <ol className="depths" aria-label={t("depth")}>
      {[0, 1, 2, 3, 4].map((each) => {
        const state = stateOf(each);
        return (
          <li key={each} data-state={state} aria-current={each === level ? "step" : undefined}>
            <span className="num">L{each}</span>
            {state === "held" ? <Icon name="check" /> : state === "broken" ? <Icon name="x" /> : null}
            <span className="sr">{t(`state.${state}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** What was asked and said so far, folded away. */
function Said({ chain, steps }: { chain: Chain; steps: readonly Step[] }) {
  const t = useTranslations("chain");
  return (
    <details>
      <summary className="text-m text-ink-2">{t("said", { count: steps.length })}</summary>
      <ol className="mt-3 grid gap-3">
        {steps.map((step) => {
          const rung = chain.rungs.find(({ id }) => id === step.rung);
          return rung ? (
            <li key={step.rung} className="grid gap-1 border-l-2 border-line pl-3">
              <p className="text-m">
                <span className="num mr-2 text-ink-3">L{rung.level}</span>
                <InlineText text={rung.ask ?? t("closed")} />
              </p>
              {step.text ? <p className="text-m whitespace-pre-wrap text-ink-2">{step.text}</p> : null}
            </li>
          ) : null;
        })}
      </ol>
    </details>
  );
}
