import type { Locale } from "@/lib/i18n/locales";

/** A day of this or last year as one writes it in a list: 11-20, Nov 20. @param at epoch ms */
export function dayText(at: number, locale: Locale): string {
  const date = new Date(at);
  if (locale === "en") return new Intl.DateTimeFormat("en", { month: "short", day: "numeric" }).format(date);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Hours and minutes, 24 hours. @param at epoch ms */
export const timeText = (at: number, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hour12: false }).format(at);

/** A day with its weekday, as the head of a page: 11 月 21 日，星期六. @param at epoch ms */
export function longDayText(at: number, locale: Locale): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale === "zh" ? "zh-CN" : "en", options).format(at);
  if (locale === "en") return part({ weekday: "long", month: "long", day: "numeric" });
  const date = new Date(at);
  return `${date.getMonth() + 1} 月 ${date.getDate()} 日，${part({ weekday: "long" })}`;
}
