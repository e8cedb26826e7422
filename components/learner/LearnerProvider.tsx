"use client";
/** Starts the learner for the islands below it, and gives them one clock. */
import { useLocale } from "next-intl";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { isLocale } from "@/lib/i18n/locales";
import { startLearner } from "./learner-store";

const Now = createContext<number | null>(null);

/**
 * Epoch ms, the same for all islands and fresh to the minute; null while the page is not running in a browser yet.
 * For a timer use the exam clock.
 */
export const useNow = (): number | null => useContext(Now);

const minute = 60_000;

type Props = {
  /** Whether the islands ask or show questions, and need their words: most of what there is to load. */
  questions?: boolean;
  children: ReactNode;
};

export function LearnerProvider({ questions = false, children }: Props) {
  const locale = useLocale();
  const [now, setNow] = useState<number | null>(null);

  useEffect(() => {
    if (isLocale(locale)) startLearner(locale, questions);
  }, [locale, questions]);

  useEffect(() => {
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, minute);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, []);

  return <Now value={now}>{children}</Now>;
}
