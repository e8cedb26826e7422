"use client";
import { useLocale, useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/Button";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import { usePlaceReading } from "./place-readings";

/** The foot of a note: how many of its questions were answered, and the set of those that were not, or not rightly. */
export function TopicPractice({ topic, items, minutes }: { topic: string; items: number; minutes: number }) {
  const t = useTranslations("mine");
  const ui = useTranslations("ui");
  const locale = useLocale();
  const reading = usePlaceReading(topic);
  if (!isLocale(locale)) return null;
  const answered = reading?.answered ?? 0;
  const wrong = reading?.wrong ?? 0;
  const left = items - answered + wrong;
  const count = left > 0 ? left : items;
  const to = `${localePath(locale, "/practice")}?set=topic&topic=${topic}&n=${count}`;
  return (
    <div className="flex w-full flex-wrap items-center justify-between gap-3">
      <p className="cap num">
        {answered === 0 ? t("noneAnswered") : t("answered", { answered, wrong, left: items - answered })}
      </p>
      <ButtonLink
        variant="primary"
        href={to}
        minutes={ui("minutes", { count: Math.max(1, Math.round((minutes * count) / items)) })}
      >
        {answered === 0 || left <= 0 ? t("practiseAll", { count }) : t("practiseLeft", { count })}
      </ButtonLink>
    </div>
  );
}
