"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { InlineText } from "@/components/ui/InlineText";
import { OptionRow } from "@/components/ui/OptionRow";
import type { Rubric, Tick } from "@/lib/quiz/rubric";
import { type Suggestion, suggest } from "@/lib/quiz/suggest";

type Props = {
  rubric: Rubric;
  /** The answer as it is final: what it seems to cover is suggested beside each tick, and never ticked by itself. */
  text: string;
  ticked: readonly string[];
  onTick: (ticked: string[]) => void;
  /** Unique on the page: names of controls begin with it. */
  id: string;
};

/** Marks one's own answer against the rubric: what a listener would have heard, what sinks an answer, three answers to compare. */
export function RubricMark({ rubric, text, ticked, onTick, id }: Props) {
  const t = useTranslations("quiz.rubric");
  const suggested = useMemo(() => suggest(text, rubric.ticks), [text, rubric.ticks]);
  const said = rubric.ticks.filter(({ fatal }) => !fatal);
  const fatal = rubric.ticks.filter((tick) => tick.fatal);
  const row = (tick: Tick, place: number) => (
    <OptionRow
      key={tick.id}
      many
      name={`${id}-ticks`}
      value={tick.id}
      checked={ticked.includes(tick.id)}
      onChange={(isTicked) =>
        onTick(
          rubric.ticks.map((each) => each.id).filter((each) => (each === tick.id ? isTicked : ticked.includes(each))),
        )
      }
      keyHint={String(place + 1)}
      why={<Heard suggestion={suggested.ticks.find((each) => each.tick === tick.id)} text={text} />}
    >
      {tick.level === undefined ? null : <span className="num mr-2 text-s text-ink-3">L{tick.level}</span>}
      <InlineText text={tick.text} />
      {tick.must ? <span className="ml-2 text-s text-ink-3">{t("must")}</span> : null}
    </OptionRow>
  );
  return (
    <div className="grid gap-5">
      <fieldset className="grid gap-2">
        <legend className="mb-2 text-m font-semibold">{t("said")}</legend>
        <p className="cap mb-1">{suggested.isList ? t("isList") : t("suggestion")}</p>
        <div className="opts">{said.map(row)}</div>
      </fieldset>
      {fatal.length > 0 ? (
        <fieldset className="grid gap-2">
          <legend className="mb-2 text-m font-semibold">{t("fatal")}</legend>
          <div className="opts">{fatal.map((tick, place) => row(tick, said.length + place))}</div>
        </fieldset>
      ) : null}
      {rubric.anchors.length > 0 ? (
        <details className="anchors">
          <summary className="text-m font-semibold">{t("anchors")}</summary>
          <dl className="mt-3 grid gap-3">
            {rubric.anchors.map(({ score, text: words }) => (
              <div key={score} className="grid gap-1">
                <dt className="text-m text-ink-3">{t(`anchor.${score}`)}</dt>
                <dd className="text-l text-ink-2">
                  <InlineText text={words} />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      ) : null}
    </div>
  );
}

/** The words of the answer that speak for a tick, as they stand in it. */
function Heard({ suggestion, text }: { suggestion: Suggestion | undefined; text: string }) {
  const t = useTranslations("quiz.rubric");
  if (!suggestion || suggestion.state === "open") return null;
  const words = suggestion.matches.map(({ from, to }) => text.slice(from, to));
  const list = [...new Set(words)].map((word) => t("quoted", { word })).join(t("comma"));
  return (
    <span className="text-m text-ink-3" data-heard={suggestion.state}>
      {t(suggestion.state, { words: list })}
    </span>
  );
}
