"use client";

import { useSyncExternalStore } from "react";
import { Icon } from "@/components/ui/Icon";

function subscribe(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

/** Says that the browser is offline, and what that changes: nothing for the answers. */
export function OfflineBadge({ label }: { label: string }) {
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  return (
    <span role="status">
      {!online && (
        <span className="off-badge" title={label}>
          <Icon name="offline" />
          <span className="off-words">{label}</span>
        </span>
      )}
    </span>
  );
}
