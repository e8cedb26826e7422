"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";
import { IconButton } from "./IconButton";

const variants = { centre: "dialog", high: "dialog high", drawer: "dialog drawer" } as const;

type Props = {
  open: boolean;
  /** Asked for by Escape, the close button or a press outside; the owner then sets `open`. */
  onClose: () => void;
  title: ReactNode;
  closeLabel: string;
  /** `high` stays where it is while its content grows; `drawer` comes from the side at full height. */
  variant?: keyof typeof variants;
  /** In px; 520 unless told. */
  width?: number;
  footer?: ReactNode;
  /** No padding: for lists that run to the edge. */
  flush?: boolean;
  children: ReactNode;
};

/** A modal layer: the browser keeps focus inside, gives it back at the end, and closes it on Escape. */
export function Dialog({
  open,
  onClose,
  title,
  closeLabel,
  variant = "centre",
  width,
  footer,
  flush,
  children,
}: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);

  return (
    // A press on the backdrop is a convenience beside Escape and the close button.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <dialog
      ref={dialog}
      className={variants[variant]}
      style={width ? ({ "--dialog-width": `${width}px` } as React.CSSProperties) : undefined}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="dialog-head">
        <h2 id={titleId} className="h4">
          {title}
        </h2>
        <IconButton icon="x" label={closeLabel} onClick={onClose} />
      </div>
      <div className={flush ? "overflow-y-auto" : "body"}>{open && children}</div>
      {footer && <div className="dialog-foot">{footer}</div>}
    </dialog>
  );
}
