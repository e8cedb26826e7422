import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import { Icon } from "./Icon";

type Props = {
  label: ReactNode;
  /** Reads the label aloud without showing it, where the place already says it. */
  hideLabel?: boolean;
  hint?: ReactNode;
  /** What is wrong and how to mend it; marks the field as invalid. */
  error?: ReactNode;
  /** Printed behind the field ("ms"). */
  unit?: string;
} & InputHTMLAttributes<HTMLInputElement>;

/** A labelled line of input. Its hint and its error are read with it. */
export function Field({ label, hideLabel = false, hint, error, unit, className = "", ...input }: Props) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? "sr" : undefined}>
        {label}
      </label>
      <span className="flex items-center gap-2">
        <input
          type="text"
          {...input}
          id={id}
          className={`input ${className}`}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
        />
        {unit && <span className="text-m text-ink-2">{unit}</span>}
      </span>
      {hint && (
        <span id={`${id}-hint`} className="cap">
          {hint}
        </span>
      )}
      {error && (
        <span id={`${id}-error`} className="flex items-center gap-1.5 text-s text-bad">
          <Icon name="alert" />
          {error}
        </span>
      )}
    </div>
  );
}
