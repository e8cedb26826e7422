import type { ReactNode } from "react";

/** Where something will be: what, why not yet, and one action. */
export function Empty({ action, children }: { action?: ReactNode; children: ReactNode }) {
  return (
    <div className="empty">
      {children}
      {action && <div className="mt-3.5">{action}</div>}
    </div>
  );
}
