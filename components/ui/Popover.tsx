import type { ReactNode } from "react";

type Props = {
  /** Unique on the page, and the same on server and client. */
  id: string;
  /** What stands in the text. */
  trigger: ReactNode;
  /** Its name, where `trigger` does not say enough ("source 3"). */
  label?: string;
  triggerClass?: string;
  /** Phrasing content: it may stand inside a paragraph. */
  children: ReactNode;
};

/** A small layer beside its trigger, without JavaScript. Enter or Space opens, Escape or a press elsewhere closes. */
export function Popover({ id, trigger, label, triggerClass = "term", children }: Props) {
  return (
    <>
      <button type="button" popoverTarget={id} aria-label={label} className={triggerClass}>
        {trigger}
      </button>
      <span popover="auto" id={id} className="pop">
        {children}
      </span>
    </>
  );
}
