import type { Locale } from "@/lib/i18n/locales";
import type { LocalDay } from "@/lib/schedule/local-day";

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

/** Minutes that the clock of this device is ahead of UTC at a moment. @param at epoch ms */
export const minutesEast = (at: number): number => -new Date(at).getTimezoneOffset();

/** Noon of a day of the calendar on this device, epoch ms: far from both of its borders. */
export function noonOf(day: LocalDay): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date, 12).getTime();
}

/** A day of the calendar with its weekday, short: 12-09 周三, Wed, Dec 9. */
export function weekdayText(day: LocalDay, locale: Locale): string {
  const at = noonOf(day);
  const weekday = new Intl.DateTimeFormat(locale === "zh" ? "zh-CN" : "en", { weekday: "short" }).format(at);
  return locale === "zh" ? `${dayText(at, locale)} ${weekday}` : `${weekday}, ${dayText(at, locale)}`;
}

/** Whole days of the calendar from one moment to another; 0 is the same day, 1 the next. Epoch ms. */
export function daysUntil(at: number, now: number): number {
  const midnight = (moment: number) => new Date(moment).setHours(0, 0, 0, 0);
  return Math.round((midnight(at) - midnight(now)) / (24 * 3_600_000));
}
