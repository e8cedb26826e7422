"use client";
/** Remembers how far a note was read, for "continue" on the home page. It is a place, and never counted as evidence. */
import { useLocale } from "next-intl";
import { useEffect } from "react";
import { isLocale } from "@/lib/i18n/locales";
import type { HeadingId, TopicId } from "@/lib/ids";

export function ReadingPlace({ topic }: { topic: string }) {
  const locale = useLocale();
  useEffect(() => {
    if (!isLocale(locale)) return;
    let reached: string | undefined;
    let kept: string | undefined;
    const headings = [...document.querySelectorAll<HTMLElement>("main h2[id]")];
    const seen = new IntersectionObserver(
      (entries) => {
        // The first heading is in sight without reading anything.
        for (const { isIntersecting, target } of entries)
          if (isIntersecting && target !== headings[0]) reached = target.id;
      },
      { rootMargin: "0px 0px -40% 0px" },
    );
    for (const heading of headings) seen.observe(heading);

    // Kept when the page is left, so that scrolling writes nothing.
    const keep = () => {
      if (!reached || reached === kept) return;
      kept = reached;
      const body = { topic: topic as TopicId, heading: reached as HeadingId, locale };
      void import("./learner-store").then(({ record }) => record({ type: "topic-read", body }));
    };
    const onHidden = () => document.hidden && keep();
    document.addEventListener("visibilitychange", onHidden);
    window.addEventListener("pagehide", keep);
    return () => {
      seen.disconnect();
      document.removeEventListener("visibilitychange", onHidden);
      window.removeEventListener("pagehide", keep);
      keep();
    };
  }, [topic, locale]);
  return null;
}
