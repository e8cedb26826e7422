import type { ReactNode } from "react";

/** Says a change aloud without moving focus. Render it always and change its text: a region that appears is not read. */
export function LiveRegion({
  urgent = false,
  show = false,
  children,
}: {
  urgent?: boolean;
  show?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      role={urgent ? "alert" : "status"}
      aria-live={urgent ? "assertive" : "polite"}
      className={show ? undefined : "sr"}
    >
      {children}
    </div>
  );
}
