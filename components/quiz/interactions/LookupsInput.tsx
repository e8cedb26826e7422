"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { InlineText } from "@/components/ui/InlineText";
import { LiveRegion } from "@/components/ui/LiveRegion";
import type { InteractionProps } from "./interaction-props";
import { Mark, noteOf, rowClass, verdictOf, Why } from "./judged";

/**
 * Look-ups with a price. One that is made shows its finding in place and stays made. The button keeps the focus, so that
 * the next digit chooses another look-up even when a later part of the question is open.
 */
export function LookupsInput({ interaction, answer, onAnswer, part, id, labelledBy }: InteractionProps<"lookups">) {
  const t = useTranslations("quiz.lookups");
  const [said, setSaid] = useState("");
  const { lookups, unit } = interaction;
  const made = answer?.order ?? [];
  const costOf = (order: readonly string[]) =>
    lookups.reduce((sum, { id: each, cost }) => (order.includes(each) ? sum + cost : sum), 0);
  const total = (order: readonly string[]) => t("total", { count: order.length, cost: costOf(order), unit });
  const plain = (text: string) => text.replaceAll("`", "").replaceAll("**", "");

  return (
    <fieldset className="grid gap-3" aria-labelledby={labelledBy} data-own-digits>
      <ol className="opts">
        {lookups.map(({ id: each, text, cost, finding }, index) => {
          const turn = made.indexOf(each) + 1;
          const note = noteOf(part, each);
          const verdict = verdictOf(note);
          const look = () => {
            if (turn > 0) return;
            const order = [...made, each];
            setSaid(`${t("found", { name: plain(text), finding: plain(finding) })} ${total(order)}`);
            onAnswer({ type: "lookups", order });
          };
          return (
            <li key={each} className={`${rowClass(note)} lookup ${turn > 0 || part ? "" : "opt-open"}`}>
              <span className={turn > 0 ? "key key-on" : "key square"} aria-hidden="true">
                {turn > 0 ? turn : part ? "–" : index + 1}
              </span>
              <button
                type="button"
                className="lookup-name"
                data-lookup={each}
                data-digit={turn > 0 || part ? undefined : index + 1}
                aria-disabled={turn > 0 || undefined}
                disabled={part !== undefined}
                aria-describedby={turn > 0 ? `${id}-${each}` : undefined}
                onClick={(event) => {
                  event.currentTarget.focus();
                  look();
                }}
              >
                <InlineText text={text} />
                {turn > 0 ? <span className="sr"> {t("turn", { turn })}</span> : null}
              </button>
              <span className="cap num lookup-cost">{t("cost", { cost, unit })}</span>
              {turn > 0 ? (
                <p className="lookup-finding" id={`${id}-${each}`}>
                  <InlineText text={finding} />
                </p>
              ) : null}
              {note ? <Mark isLack note={note} label={verdict && t(verdict)} /> : null}
              <Why note={note} />
            </li>
          );
        })}
      </ol>
      <p className="num text-m text-ink-2">{made.length === 0 ? t("none") : total(made)}</p>
      <LiveRegion>{said}</LiveRegion>
      {part ? (
        <p className="text-m">
          <InlineText text={t("reference", { way: part.key.split("\n").join(" → ") })} />
        </p>
      ) : null}
    </fieldset>
  );
}
