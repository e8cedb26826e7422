import Link from "next/link";
import type { ButtonHTMLAttributes, ComponentProps, ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import { Kbd } from "./Kbd";

const variants = { primary: "btn-primary", secondary: "", quiet: "btn-quiet" } as const;
const sizes = { s: "btn-s", m: "", l: "btn-l" } as const;

type Look = {
  /** One primary in each group of actions. */
  variant?: keyof typeof variants;
  size?: keyof typeof sizes;
  icon?: IconName;
  /** What it will take ("about 9 min"), set lighter behind the words. */
  minutes?: ReactNode;
  /** The key that presses it, shown where there is a keyboard. */
  keyHint?: string;
};

const classOf = ({ variant = "secondary", size = "m" }: Look, className = "") =>
  ["btn", variants[variant], sizes[size], className].filter(Boolean).join(" ");

function Words({ icon, minutes, keyHint, children }: Look & { children: ReactNode }) {
  return (
    <>
      {icon && <Icon name={icon} />}
      {children}
      {minutes && <span className="min num">{minutes}</span>}
      {keyHint && (
        <span aria-hidden="true">
          <Kbd>{keyHint}</Kbd>
        </span>
      )}
    </>
  );
}

/**
 * A button. While `busy` it cannot be pressed and says so; change its words too, in the same width if you can.
 * Keys: Enter and Space, as the browser has it.
 */
export function Button({
  variant,
  size,
  icon,
  minutes,
  keyHint,
  busy = false,
  className,
  children,
  onClick,
  ...rest
}: Look & { busy?: boolean } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      {...rest}
      className={classOf({ variant, size }, className)}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : onClick}
    >
      <Words icon={icon} minutes={minutes} keyHint={keyHint}>
        {children}
      </Words>
    </button>
  );
}

/** A link that looks like a button: it leads somewhere, it does not do something. */
export function ButtonLink({
  variant,
  size,
  icon,
  minutes,
  keyHint,
  className,
  children,
  ...rest
}: Look & ComponentProps<typeof Link>) {
  return (
    <Link {...rest} className={classOf({ variant, size }, className)}>
      <Words icon={icon} minutes={minutes} keyHint={keyHint}>
        {children}
      </Words>
    </Link>
  );
}
