"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/Icon";
import { InlineText } from "@/components/ui/InlineText";
import type { Choosable } from "@/lib/quiz/interaction";
import type { Note } from "@/lib/quiz/item";
import type { InteractionProps } from "./interaction-props";
import { Mark, noteOf, rowClass, useVerdictLabel, Why } from "./judged";

/**
 * Steps are placed one after another by pressing them (or their digit), and moved by buttons: no dragging is needed, and
 * an order nobody touched is never taken for an answer.
 */
export function OrderInput({ interaction, answer, onAnswer, part, labelledBy }: InteractionProps<"order">) {
  const t = useTranslations("quiz.order");
  const placed = answer?.order ?? [];
  const answerWith = (order: string[]) => onAnswer({ type: "order", order });
  const digitOf = (id: string) => interaction.steps.findIndex((step) => step.id === id) + 1;
  const step = (id: string) => interaction.steps.find((each) => each.id === id);
  const move = (from: number, by: -1 | 1) => {
    const order = [...placed];
    const [moved] = order.splice(from, 1);
    if (moved !== undefined) order.splice(from + by, 0, moved);
    answerWith(order);
  };
  const left = interaction.steps.filter(({ id }) => !placed.includes(id));

  return (
    <fieldset className="grid gap-3" aria-labelledby={labelledBy}>
      <ol className="opts" aria-label={t("placed")}>
        {placed.map((id, index) => (
          <PlacedStep key={id} step={step(id)} position={index + 1} note={noteOf(part, id)} done={part !== undefined}>
            <span className="flex gap-1">
              <button
                type="button"
                className="icon-btn"
                aria-label={t("up", { step: step(id)?.text ?? "" })}
                disabled={index === 0}
                onClick={() => move(index, -1)}
              >
                <Icon name="arrow-up" />
              </button>
              <button
                type="button"
                className="icon-btn"
                aria-label={t("down", { step: step(id)?.text ?? "" })}
                disabled={index === placed.length - 1}
                onClick={() => move(index, 1)}
              >
                <Icon name="arrow-down" />
              </button>
              <button
                type="button"
                className="icon-btn"
                data-digit={digitOf(id)}
                aria-label={t("remove", { step: step(id)?.text ?? "" })}
                onClick={() => answerWith(placed.filter((each) => each !== id))}
              >
                <Icon name="x" />
              </button>
            </span>
          </PlacedStep>
        ))}
      </ol>
      {left.length > 0 && !part ? (
        <div className="grid gap-2">
          <p className="cap">{placed.length === 0 ? t("begin") : t("left", { count: left.length })}</p>
          <div className="opts">
            {left.map(({ id, text }) => (
              <button
                key={id}
                type="button"
                className="opt opt-open text-left"
                data-digit={digitOf(id)}
                onClick={() => answerWith([...placed, id])}
              >
                <span className="key square" aria-hidden="true">
                  {digitOf(id)}
                </span>
                <span>
                  <InlineText text={text} />
                </span>
              </button>
            ))}
          </div>
        </div>
      ) : null}
    </fieldset>
  );
}

type PlacedProps = {
  step: Choosable | undefined;
  position: number;
  note: Note | undefined;
  done: boolean;
  children: ReactNode;
};

function PlacedStep({ step, position, note, done, children }: PlacedProps) {
  const label = useVerdictLabel();
  if (!step) return null;
  return (
    <li className={rowClass(note)}>
      <span className="key key-on" aria-hidden="true">
        {position}
      </span>
      <span>
        <InlineText text={step.text} />
      </span>
      {done ? <Mark note={note} label={label(note, true)} /> : children}
      <Why note={note} />
    </li>
  );
}
