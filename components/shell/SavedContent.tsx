"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

const everyMs = 1000;

/** Development only: shows a note as soon as it is saved. Notes are files that no module imports, so nothing else would. */
export function SavedContent() {
  const router = useRouter();
  useEffect(() => {
    let seen: string | undefined;
    const look = async () => {
      const response = await fetch("/api/dev/content").catch(() => undefined); // the server restarts: looked at again
      const { stamp } = response?.ok ? await response.json() : { stamp: seen };
      if (seen !== undefined && stamp !== seen) router.refresh();
      seen = stamp;
    };
    const timer = setInterval(() => void look(), everyMs);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
