import type { ButtonHTMLAttributes } from "react";
import { Icon, type IconName } from "./Icon";

/** A square button with a symbol only; `label` is its name, in the language of the page, and its tooltip. */
export function IconButton({
  icon,
  label,
  className = "",
  ...rest
}: { icon: IconName; label: string } & Omit<ButtonHTMLAttributes<HTMLButtonElement>, "aria-label" | "children">) {
  return (
    <button type="button" title={label} {...rest} aria-label={label} className={`icon-btn ${className}`}>
      <Icon name={icon} />
    </button>
  );
}
