import { type ReactNode, useId } from "react";
import { Icon } from "./Icon";

const verdicts = {
  key: { row: "is-key", ink: "text-good", icon: "check" },
  wrong: { row: "is-wrong", ink: "text-bad", icon: "x" },
  missed: { row: "is-missed", ink: "text-good", icon: "check" },
} as const;

type Props = {
  /** Choose one of a group, or several. */
  many?: boolean;
  /** Of the group; rows of one group share it. */
  name: string;
  value: string;
  checked: boolean;
  onChange?: (checked: boolean) => void;
  disabled?: boolean;
  /** The key that chooses it: a digit or a letter in the first column. */
  keyHint: string;
  /** Only after the reveal; before it nothing is green or red. Needs `verdictLabel`, since colour never speaks alone. */
  verdict?: keyof typeof verdicts;
  verdictLabel?: string;
  why?: ReactNode;
  children: ReactNode;
};

/** One option: the whole row is the target. Put the rows of a question in a fieldset with its legend, class `opts`. */
export function OptionRow(props: Props) {
  const {
    many = false,
    name,
    value,
    checked,
    onChange,
    disabled,
    keyHint,
    verdict,
    verdictLabel,
    why,
    children,
  } = props;
  const shown = verdict && verdicts[verdict];
  const whyId = useId();
  return (
    <label className={`opt ${shown?.row ?? ""}`}>
      <input
        type={many ? "checkbox" : "radio"}
        name={name}
        value={value}
        data-digit={keyHint}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange?.(event.target.checked)}
        aria-describedby={why ? whyId : undefined}
      />
      <span className={many ? "key square" : "key"} aria-hidden="true">
        {keyHint}
      </span>
      <span>{children}</span>
      {shown && verdictLabel && (
        <span className={`mark ${shown.ink}`}>
          <Icon name={shown.icon} />
          {verdictLabel}
        </span>
      )}
      {why && (
        <span className="why" id={whyId}>
          {why}
        </span>
      )}
    </label>
  );
}
