import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";

const tones = {
  plain: "",
  good: "badge-good",
  warn: "badge-warn",
  bad: "badge-bad",
  accent: "badge-accent",
  untested: "badge-untested",
} as const;

/** A pill with a word, and a symbol where the tone says a state: colour never speaks alone. */
export function Badge({
  tone = "plain",
  icon,
  children,
}: {
  tone?: keyof typeof tones;
  icon?: IconName;
  children: ReactNode;
}) {
  return (
    <span className={`badge ${tones[tone]}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}

const inks = {
  plain: "text-ink-2",
  hint: "text-ink-3",
  good: "text-good",
  warn: "text-warn",
  bad: "text-bad",
  accent: "text-accent",
} as const;

/** A state in a line: symbol and word without a ground. */
export function Mark({
  tone = "plain",
  icon,
  children,
}: {
  tone?: keyof typeof inks;
  icon: IconName;
  children: ReactNode;
}) {
  return (
    <span className={`state ${inks[tone]}`}>
      <Icon name={icon} />
      {children}
    </span>
  );
}
