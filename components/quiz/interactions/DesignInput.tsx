"use client";
import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/Icon";
import { InlineText } from "@/components/ui/InlineText";
import type { Interaction } from "@/lib/quiz/interaction";
import { DesignPicture } from "./DesignPicture";
import type { InteractionProps } from "./interaction-props";
import { Mark, rowClass, verdictOf, Why } from "./judged";

/**
 * Replicas of components in failure domains, as a grid of numbers, and the links between components. The grid says all
 * that the picture shows.
 */
export function DesignInput({ interaction, answer, onAnswer, part, id, labelledBy }: InteractionProps<"design">) {
  const t = useTranslations("quiz.design");
  const { components, domains, links, most } = interaction;
  const replicas = answer?.replicas ?? {};
  const drawn = answer?.links ?? [];
  const at = (component: string, domain: string) => replicas[component]?.[domain] ?? 0;
  const of = (component: string) => domains.reduce((sum, domain) => sum + at(component, domain.id), 0);
  const total = components.reduce((sum, component) => sum + of(component.id), 0);
  const textOf = (component: string) => plain(components.find((each) => each.id === component)?.text ?? "");
  const isDone = part !== undefined;

  const place = (component: string, domain: string, count: number) =>
    onAnswer({
      type: "design",
      replicas: { ...replicas, [component]: { ...replicas[component], [domain]: count } },
      links: drawn,
    });
  const link = (each: string, on: boolean) =>
    onAnswer({ type: "design", replicas, links: on ? [...drawn, each] : drawn.filter((other) => other !== each) });

  return (
    <fieldset className="grid gap-5" aria-labelledby={labelledBy}>
      <table className="design-grid">
        <caption className="sr">{t("grid")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("component")}</th>
            {domains.map((domain) => (
              <th key={domain.id} scope="col">
                <InlineText text={domain.text} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {components.map((component) => {
            const count = of(component.id);
            return (
              <tr key={component.id}>
                <th scope="row">
                  <InlineText text={component.text} />
                  <span className={`num ${count > component.most ? "is-over" : ""}`}>
                    {count > component.most ? <Icon name="alert" /> : null}
                    {t("ofMost", { count, most: component.most })}
                  </span>
                </th>
                {domains.map((domain) => (
                  <td key={domain.id} data-label={plain(domain.text)}>
                    <Stepper
                      id={`${id}-${component.id}-${domain.id}`}
                      names={{ component: plain(component.text), domain: plain(domain.text) }}
                      count={at(component.id, domain.id)}
                      most={component.most}
                      disabled={isDone}
                      onChange={(next) => place(component.id, domain.id, next)}
                    />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      <Budget components={components} of={of} total={total} most={most} />
      {links.length > 0 ? (
        <fieldset className="grid gap-2">
          <legend className="mb-2 text-m font-semibold">{t("links")}</legend>
          <div className="design-links">
            {links.map((each, index) => (
              <label key={each.id} className="opt opt-s">
                <input
                  type="checkbox"
                  value={each.id}
                  data-digit={index + 1}
                  checked={drawn.includes(each.id)}
                  disabled={isDone}
                  onChange={(event) => link(each.id, event.target.checked)}
                />
                <span className="key square" aria-hidden="true">
                  {index + 1}
                </span>
                <span>
                  <InlineText text={each.text} />
                  <span className="cap block">{t("from", { from: textOf(each.from), to: textOf(each.to) })}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      ) : null}
      <DesignPicture interaction={interaction} replicas={replicas} links={drawn} />
      {part ? (
        <ol className="opts" aria-label={t("checks")}>
          {part.notes.map((note) => {
            const verdict = verdictOf(note);
            return (
              <li key={note.id} className={`${rowClass(note)} opt-plain`}>
                <Why note={note} />
                <Mark isLack note={note} label={verdict && t(verdict)} />
              </li>
            );
          })}
        </ol>
      ) : null}
      {part?.key ? (
        <div className="grid gap-1 text-m">
          <p className="font-semibold">{t("reference")}</p>
          {part.key.split("\n").map((line) => (
            <p key={line}>
              <InlineText text={line} />
            </p>
          ))}
        </div>
      ) : null}
    </fieldset>
  );
}

const plain = (text: string): string => text.replaceAll("`", "").replaceAll("**", "");

type StepperProps = {
  id: string;
  names: { component: string; domain: string };
  count: number;
  most: number;
  disabled: boolean;
  onChange: (count: number) => void;
};

/** A number between two buttons. In the field the arrow keys count, and a digit writes over what stands there. */
function Stepper({ id, names, count, most, disabled, onChange }: StepperProps) {
  const t = useTranslations("quiz.design");
  const set = (next: number) => onChange(Math.max(0, Math.min(most, Number.isInteger(next) ? next : 0)));
  return (
    <span className="stepper">
      <button
        type="button"
        tabIndex={-1}
        aria-label={t("less", names)}
        disabled={disabled || count === 0}
        onClick={() => set(count - 1)}
      >
        <Icon name="minus" />
      </button>
      <input
        id={id}
        type="number"
        min={0}
        max={most}
        step={1}
        inputMode="numeric"
        aria-label={t("replicas", names)}
        className={count > 0 ? "has-some" : undefined}
        value={count}
        disabled={disabled}
        onFocus={(event) => event.target.select()}
        onChange={(event) => set(event.target.valueAsNumber)}
      />
      <button
        type="button"
        tabIndex={-1}
        aria-label={t("more", names)}
        disabled={disabled || count >= most}
        onClick={() => set(count + 1)}
      >
        <Icon name="plus" />
      </button>
    </span>
  );
}

type BudgetProps = {
  components: Extract<Interaction, { type: "design" }>["components"];
  of: (component: string) => number;
  total: number;
  most: number;
};

/** What is spent of the budget; a design beyond it cannot be given, so it says by how much, and where. */
function Budget({ components, of, total, most }: BudgetProps) {
  const t = useTranslations("quiz.design");
  const over = components.filter((component) => of(component.id) > component.most);
  const isOver = total > most || over.length > 0;
  return (
    <div role="status" className={`num grid gap-1 text-m ${isOver ? "text-warn" : "text-ink-2"}`}>
      <p>{t("total", { count: total, most })}</p>
      {total > most ? (
        <p className="flex items-center gap-1.5">
          <Icon name="alert" />
          {t("over", { count: total - most })}
        </p>
      ) : null}
      {over.map((component) => (
        <p key={component.id} className="flex items-center gap-1.5">
          <Icon name="alert" />
          {t("overComponent", { component: plain(component.text), most: component.most, count: of(component.id) })}
        </p>
      ))}
    </div>
  );
}
