"use client";
import { useLocale, useTranslations } from "next-intl";
import { useCallback, useEffect } from "react";
import { ask, askToPersist } from "@/components/learner/learner-store";
import { ButtonLink } from "@/components/ui/Button";
import { Empty } from "@/components/ui/Empty";
import { TextLink } from "@/components/ui/TextLink";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { Catalog, Item } from "@/lib/quiz/catalog";
import { gapsOf, shownFrom } from "@/lib/quiz/choose";
import { shareOf } from "@/lib/quiz/score";
import { isOver, type Session, summaryOf, turnOf, wantsMore } from "@/lib/quiz/session";
import { AnswerItem } from "./AnswerItem";
import { CertaintyMarks } from "./CertaintyMarks";
import { clockText } from "./clock-text";
import { DiagnosisFound } from "./DiagnosisFound";
import { Returns } from "./Returns";
import { NotSaved } from "./SaveLine";
import { type Grow, useSession } from "./useSession";

type Props = { begun: Session; slot: string; seed: number; title: string; catalog: Catalog };

/** One question after another, the reasons after each, and at the end what the set came to. */
export function PracticeSession({ begun, slot, seed, title, catalog }: Props) {
  const t = useTranslations("practice");
  const kinds = useTranslations("kinds");
  const grow: Grow = useCallback(
    async ({ turns }) => {
      const next = await ask("nextQuestion", { seed, asked: turns.map(({ item }) => item) });
      return "item" in next ? next : undefined;
    },
    [seed],
  );
  const sitting = useSession(begun, slot, begun.mode === "diagnostic" ? grow : undefined);
  const { session } = sitting;
  const turn = turnOf(session);
  const item = catalog.items.find(({ id }) => id === turn?.item);
  const isWaiting = wantsMore(session);
  const isLast =
    session.current === session.turns.length - 1 && !isWaiting && (session.most ?? 0) <= session.turns.length;

  if (isWaiting && !turn) return <Choosing session={session} title={title} />;
  if (isOver(session) || !turn || !item) return <PracticeSummary session={session} title={title} catalog={catalog} />;
  return (
    <div className="mx-auto grid max-w-[42em] gap-6 pt-8 pb-16">
      <header className="grid gap-3">
        <h1 className="text-m font-medium text-ink-2">{title}</h1>
        <Progress session={session} />
        <p className="num flex flex-wrap gap-x-4 text-s text-ink-3">
          <span>
            {session.most === undefined
              ? t("progress", { index: session.current + 1, count: session.turns.length })
              : t("progressMost", { index: session.current + 1, count: session.most })}
          </span>
          <span>{kinds(`name.${item.kind}`)}</span>
          <span>{t("suggested", { time: clockText(item.seconds * 1000) })}</span>
        </p>
      </header>
      <AnswerItem
        key={session.current}
        item={item}
        turn={turn}
        sitting={sitting}
        heading="h2"
        misconceptions={catalog.misconceptions}
        keys
        onSkip={sitting.skip}
        onward={{ label: isLast ? t("finish") : t("next"), go: sitting.next }}
        returns={<Returns item={item.id} session={session.id} />}
      />
    </div>
  );
}

/** Between two questions of a set that grows, for the moment that the choice takes. */
function Choosing({ session, title }: { session: Session; title: string }) {
  const t = useTranslations("practice");
  return (
    <div className="mx-auto grid max-w-[42em] gap-6 pt-8 pb-16">
      <header className="grid gap-3">
        <h1 className="text-m font-medium text-ink-2">{title}</h1>
        <Progress session={session} />
      </header>
      <div className="wait min-h-96" role="status" aria-busy="true">
        <p className="p-6 text-m text-ink-2">{t("choosing")}</p>
      </div>
      <NotSaved />
    </div>
  );
}

/** A mark a question: done by fill, skipped by hatch, the current one by its frame; those that may come are open. */
function Progress({ session: { turns, current, most = turns.length } }: { session: Session }) {
  return (
    <div className="flex gap-1" aria-hidden="true">
      {turns.map((turn, place) => (
        <i
          key={turn.item}
          className={`h-1 flex-1 rounded-full ${turn.state === "answered" ? "bg-ink-2" : place === current ? "bg-accent" : turn.state === "skipped" ? "hatch" : "bg-line"}`}
        />
      ))}
      {Array.from({ length: Math.max(0, most - turns.length) }, (_, place) => `to come ${place}`).map((key) => (
        <i key={key} className="h-1 flex-1 rounded-full bg-line" />
      ))}
    </div>
  );
}

function PracticeSummary({ session, title, catalog }: { session: Session; title: string; catalog: Catalog }) {
  const t = useTranslations("practice");
  const locale = useLocale();
  useEffect(() => {
    void askToPersist();
  }, []);
  if (!isLocale(locale)) return null;

  const { answered, skipped, elapsedMs } = summaryOf(session);
  const byId = new Map(catalog.items.map((item) => [item.id, item]));
  const done = session.turns.flatMap((turn) => {
    const item = byId.get(turn.item);
    return item && turn.score ? [{ item, score: turn.score, share: shareOf(turn.score) }] : [];
  });
  const earned = done.reduce((sum, { share }) => sum + share, 0);
  const isDiagnostic = session.mode === "diagnostic";
  const reread = done.filter(({ share }) => share < shownFrom).map(({ item }) => item);
  return (
    <div className="mx-auto grid max-w-[42em] gap-10 pt-8 pb-16">
      <header className="grid gap-2">
        <p className="text-m font-medium text-ink-2">{title}</p>
        <h1 className="h1">{t(isDiagnostic ? "diagnosis.title" : "summary.title")}</h1>
        <p className="num text-l text-ink-2">
          {t("summary.line", {
            answered,
            skipped,
            earned: round(earned),
            possible: answered,
            time: clockText(elapsedMs),
          })}
        </p>
      </header>
      <NotSaved />
      {isDiagnostic ? <DiagnosisFound session={session} /> : null}
      <CertaintyMarks
        answers={session.turns.flatMap(({ score, confidence }) =>
          score ? [{ share: shareOf(score), ...(confidence !== undefined && { confidence }) }] : [],
        )}
      />
      <section aria-labelledby="by-gap" className="grid gap-1">
        <h2 className="h4 mb-2" id="by-gap">
          {t("summary.byGap")}
        </h2>
        {catalog.gaps.flatMap((gap) => {
          const own = done.filter(({ item }) => gapsOf(item).includes(gap.id));
          if (own.length === 0) return [];
          const sum = own.reduce((total, { share }) => total + share, 0);
          return (
            <p key={gap.id} className="flex items-baseline gap-4 border-b border-line py-2.5">
              <span className="num w-4 text-m text-ink-3">{gap.number}</span>
              <span className="flex-1 text-l">{gap.title}</span>
              <span className="num text-m text-ink-2">
                {t("summary.share", { earned: round(sum), possible: own.length, n: own.length })}
              </span>
            </p>
          );
        })}
      </section>
      <section aria-labelledby="reread" className="grid gap-1">
        <h2 className="h4 mb-2" id="reread">
          {t("summary.reread")}
        </h2>
        {reread.length === 0 ? <Empty>{t("summary.none")}</Empty> : null}
        {reread.map((item) => (
          <Reread key={item.id} item={item} catalog={catalog} />
        ))}
      </section>
      {isDiagnostic ? null : (
        <div className="flex flex-wrap gap-2">
          <ButtonLink variant="primary" href={localePath(locale, "/dashboard")}>
            {t("summary.dashboard")}
          </ButtonLink>
          <ButtonLink href={localePath(locale, "/practice")}>{t("summary.again")}</ButtonLink>
        </div>
      )}
    </div>
  );
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** The question and the passage that answers it: a heading of its topic, or the gap's own note. */
function Reread({ item, catalog }: { item: Item; catalog: Catalog }) {
  const locale = useLocale();
  if (!isLocale(locale)) return null;
  const topic = item.topic ? catalog.topics[item.topic] : undefined;
  const heading = topic?.headings.find(({ id }) => id === item.heading);
  const [gap] = gapsOf(item);
  const place = topic && heading ? `${topic.title}: ${heading.text}` : catalog.gaps.find(({ id }) => id === gap)?.title;
  const href = topic && heading ? `/topics/${topic.id}#${heading.id}` : `/gaps/${gap}`;
  return (
    <p className="grid gap-0.5 border-b border-line py-3">
      <span className="text-l">{item.stem.replaceAll("**", "").replaceAll("`", "")}</span>
      <TextLink href={localePath(locale, href)}>{place}</TextLink>
    </p>
  );
}
