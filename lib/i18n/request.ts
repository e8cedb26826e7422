import { hasLocale } from "next-intl";
import { getRequestConfig } from "next-intl/server";
import { defaultLocale, locales } from "./locales";

/** What `{n, number, percent}` and `{n, number, integer}` of a message mean: the compiled formatter knows no names of its own. */
const formats = {
  number: { percent: { style: "percent", maximumFractionDigits: 0 }, integer: { maximumFractionDigits: 0 } },
} as const;

/** Which messages a request gets. Asked once for each page, at build: all pages are static. */
export default getRequestConfig(async ({ requestLocale }) => {
  const requested = await requestLocale;
  const locale = hasLocale(locales, requested) ? requested : defaultLocale;
  const { default: messages } = await import(`./messages/${locale}.json`);
  return { locale, messages, formats, timeZone: "UTC" };
});
