import { isLocale, type Locale, langOf, locales } from "./locales";

/** The address of `path` ("/topics/consensus-raft", "/" for the home page) in one language. */
export const localePath = (locale: Locale, path: string): string => `/${locale}${path === "/" ? "" : path}`;

/** The address without its language: "/topics" for "/zh/topics", "/" for "/zh". */
export function pathWithoutLocale(pathname: string): string {
  const [, first, ...rest] = pathname.split("/");
  return isLocale(first) ? `/${rest.join("/")}` : pathname;
}

/** The same place in another language; `pathname` may lack a language. */
export const pathInLocale = (pathname: string, locale: Locale): string =>
  localePath(locale, pathWithoutLocale(pathname));

/** Where a page stands in each language, for the head of the page. */
export const alternatesOf = (locale: Locale, path: string) => ({
  canonical: localePath(locale, path),
  languages: Object.fromEntries(locales.map((each) => [langOf[each], localePath(each, path)])),
});
