"use client";
/** Words about a sitting that several of its screens say: its name, its sections, spans of time. */
import { useTranslations } from "next-intl";
import type { MockStarted } from "@/lib/learner/events";
import type { Catalog } from "@/lib/quiz/catalog";

/**
 * The preset's names in the language of the page. A preset that was changed or withdrawn since is named by what the
 * sitting itself remembers.
 */
export function namesOf(
  { preset: id, sections }: MockStarted,
  catalog: Catalog,
): { title: string; sections: string[] } {
  const preset = catalog.mocks.find((each) => each.id === id);
  const isSame = preset?.sections.length === sections.length;
  return {
    title: preset?.title ?? id,
    sections: sections.map(({ title }, index) => (isSame ? (preset.sections[index]?.title ?? title) : title)),
  };
}

/** A span of time in words: "7 min 42 s". @returns a function of milliseconds >= 0 */
export function useSpan(): (ms: number) => string {
  const t = useTranslations("mock.span");
  return (ms) => {
    const whole = Math.round(ms / 1000);
    const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    if (hours > 0 && seconds > 0) return t("hoursMinutesSeconds", { hours, minutes, seconds });
    if (hours > 0) return minutes === 0 ? t("hours", { hours }) : t("hoursMinutes", { hours, minutes });
    if (minutes === 0) return t("seconds", { seconds });
    return seconds === 0 ? t("minutes", { minutes }) : t("minutesSeconds", { minutes, seconds });
  };
}
