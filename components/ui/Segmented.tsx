import { type ReactNode, useId } from "react";

type Props<Value extends string> = {
  /** Names the group; shown only when `showLegend`. */
  legend: string;
  showLegend?: boolean;
  options: readonly { value: Value; label: ReactNode }[];
  /** null: nothing is chosen yet. */
  value: Value | null;
  onChange: (value: Value) => void;
  disabled?: boolean;
};

/** One choice among a few words in one box: confidence, theme, unit. Arrow keys move, as in any radio group. */
export function Segmented<Value extends string>(props: Props<Value>) {
  const { legend, showLegend = false, options, value, onChange, disabled } = props;
  const name = useId();
  return (
    <fieldset className="min-w-0" disabled={disabled}>
      <legend className={showLegend ? "mb-2 text-m text-ink-2" : "sr"}>{legend}</legend>
      <span className="seg">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </span>
    </fieldset>
  );
}
